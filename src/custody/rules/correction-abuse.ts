import { z } from 'zod';
import { CORRECTION_WINDOWS, type CorrectionRate } from '../uses/correction-rates.js';
import { itemIdsOf } from '../replay/mentions.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { monthOf } from '../uses/months.js';
import type { Cure } from '../withheld-cures.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { HOUR } from './time-limits.js';
import { counted, listText, timeText } from './wording.js';

const parameters = z.object({
  graceHours: z.number().nonnegative().default(24),
  share: z.number().nonnegative().default(0.05),
  days: z.literal(CORRECTION_WINDOWS).default(30),
  minCorrections: z.int().positive().default(10),
});
type Parameters = z.infer<typeof parameters>;

export const correctionAbuse = defineRule<Parameters>({
  id: 'X4',
  code: 'CORRECTION_ABUSE',
  title: 'A correction takes a gap away, or corrections are too many',
  explanation:
    'A record was corrected more than a day after it was made, or after an authority had looked at the goods (inspection, hold or seizure), and by the new words a gap would be gone that stood before. The gap itself is not cured: where it could clear by itself it waits for an inspector, and all others do anyway. Other corrections of the first day are what corrections are for. Of a party that corrects much, an alert tells once a month: where more than a twentieth of what it recorded in the thirty days to a correction were corrections, and they were ten at least.',
  authority: 'Integrity of the ledger itself: a correction never cures silently',
  group: 'system',
  decided: ['append'],
  severity: 'MEDIUM',
  commodities: ['*'],
  subject: 'event id of the correction, or the party that corrects much',
  anchor: 'hash of the correction, or the month of the first that was too many',
  parameters,
  cases: ['country'],
  reasons: {
    graceHours: 'Whoever mistypes notices within a day.',
    share: 'Careful signers correct one record in a hundred.',
    days: 'A month evens out single bad days. Seven, thirty or ninety.',
    minCorrections: 'A party with few records has a large share by one slip.',
  },
  autoClear: false,
  innocent: [
    'An inspector or a buyer pointed the signer to a typing error.',
    'The scale or laboratory sent its certificate later.',
    'A device was set up wrongly, and all its records had to be put right.',
  ],
  closedBy: 'An inspector, after comparing both versions with the papers.',
  owner: 'shared',
  span: 'ledger',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  return { findings: [...curing(context), ...tooMany(context)], deadlines: [] };
}

/** By party and month the first correction that was too many. */
function tooMany({ shared, facts, parameters: parametersFor }: RuleContext<Parameters>): Found[] {
  const first = new Map<string, CorrectionRate>();
  for (const rate of shared.corrections) {
    const { corrections, records, actor, recordedAt } = rate;
    const { country } = facts.parties.get(actor) ?? {};
    const { share, days, minCorrections } = parametersFor({ country });
    if (rate.days !== days || corrections < minCorrections || corrections <= share * records)
      continue;
    const key = JSON.stringify([actor, monthOf(recordedAt)]);
    const known = first.get(key);
    if (known === undefined || known.recordedAt > recordedAt) first.set(key, rate);
  }
  return [...first.values()].map(foundMany);
}

function foundMany({ days, hash, actor, recordedAt, corrections, records }: CorrectionRate): Found {
  return {
    subject: actor,
    anchor: monthOf(recordedAt),
    severity: 'MEDIUM',
    sentence: `In the ${days} days to ${timeText(recordedAt)} ${actor} recorded ${counted(records, 'event')}, and ${corrections} of them were corrections of its own records.`,
    evidence: [hash],
  };
}

const LOOKS = new Set(['INSPECT', 'CUSTOMS_HOLD', 'SEIZE']);

/** Did an authority look at the goods between the record and its correction? Then it is no slip that was noticed. */
function wasLookedAt({ finding, correction, corrected }: Cure, { acts }: ReplayedLineage): boolean {
  return acts.some(
    (act) =>
      LOOKS.has(act.event.type) &&
      act.index > (corrected?.index ?? 0) &&
      act.index < correction.index &&
      ((finding.ucr !== undefined && act.consignment === finding.ucr) ||
        itemIdsOf(act).some((id) => finding.items?.includes(id))),
  );
}

function curing({
  cures,
  focus,
  facts,
  lineage,
  parameters: parametersFor,
}: RuleContext<Parameters>): Found[] {
  const byCorrection = new Map<string, Cure[]>();
  for (const cure of cures) {
    const { correction, corrected } = cure;
    const isOfFocus =
      corrected === undefined ||
      focus.acts.has(corrected.hash) ||
      (corrected.event.items?.some(({ itemId }) => focus.items.has(itemId)) ?? false);
    const lag = correction.recordedAt - (corrected?.recordedAt ?? 0);
    if (!isOfFocus) continue;
    const { country } = facts.parties.get(correction.event.actor) ?? {};
    const { graceHours } = parametersFor({ country });
    if (lag <= graceHours * HOUR && !wasLookedAt(cure, lineage)) continue;
    const known = byCorrection.get(correction.hash);
    if (known === undefined) byCorrection.set(correction.hash, [cure]);
    else known.push(cure);
  }
  return [...byCorrection.values()].flatMap(found);
}

function found(cures: readonly Cure[]): Found[] {
  const [first] = cures;
  if (first === undefined) return [];
  const { correction, corrected } = first;
  const { actor, eventId } = correction.event;
  const rules = [...new Set(cures.map(({ finding }) => finding.rule))].toSorted();
  const of =
    corrected === undefined
      ? ''
      : ` of ${timeText(corrected.recordedAt)} (${corrected.event.type})`;
  return [
    {
      subject: eventId,
      anchor: correction.hash,
      severity: 'MEDIUM',
      ...(correction.consignment !== undefined && { ucr: correction.consignment }),
      items: [...new Set(cures.flatMap(({ finding }) => finding.items ?? []))],
      sentence: `On ${timeText(correction.recordedAt)} ${actor} corrected its record${of}; by the new words this would be gone: ${listText(rules)}.`,
      evidence: [...(corrected === undefined ? [] : [corrected.hash]), correction.hash],
    },
  ];
}
