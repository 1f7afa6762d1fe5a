import { z } from 'zod';
import { SEVERITIES } from '../finding.js';
import { hashesOf, type Act } from '../replay/act.js';
import { itemIdsOf } from '../replay/mentions.js';
import { isAuthorityRole } from '../vocabulary/roles.js';
import { caseOf } from './case-of.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { HOUR, isOffline } from './time-limits.js';
import { anAct, actText, dayText, spanText, timeText } from './wording.js';

const parameters = z.object({
  onlineHours: z.number().nonnegative().default(48),
  offlineHours: z.number().nonnegative().default(336),
  backfillHours: z.number().nonnegative().default(24),
  backfillSeverity: z.enum(SEVERITIES).default('HIGH'),
  authoritiesExemptFromBackfill: z.boolean().default(true),
});
type Parameters = z.infer<typeof parameters>;

export const lateRecording = defineRule<Parameters>({
  id: 'R14',
  code: 'LATE_RECORDING',
  title: 'Records arrived long after the acts',
  explanation:
    'An act was recorded more than 48 hours after it happened, or 14 days where its signer is registered offline. BACKFILL: a party recorded an act more than a day late, dated before an inspection, hold or seizure of the same goods and recorded after it. An alert is no such look: one on a missing record is answered by that very record, which is late by nature; what takes an alert away by correction, CORRECTION_ABUSE tells. All late records of one party and one day of recording count once.',
  authority: 'Logbooks written after the fact (UN Group of Experts)',
  group: 'placeTime',
  decided: ['append'],
  severity: 'LOW',
  severities: {
    LOW: 'Late.',
    HIGH: 'BACKFILL: dated before a look at the goods and recorded after it.',
  },
  commodities: ['*'],
  subject: 'party and day of recording',
  anchor: 'the word LATE or BACKFILL',
  parameters,
  reasons: {
    onlineHours: 'Two days cover a weekend and a broken phone.',
    offlineHours: 'Sites registered offline come to a network at least every two weeks.',
    backfillHours: 'A record that could have been made the same day and was made after a look.',
    backfillSeverity: 'Whoever writes history after an inspection may be answering it.',
    authoritiesExemptFromBackfill: 'An authority may write up its own sightings later.',
  },
  autoClear: false,
  innocent: ['The site was offline longer than usual.', 'A device was repaired or replaced.'],
  closedBy: 'An inspector, with the reason for the delay.',
  owner: 'actor',
  span: 'ledger',
  evaluate,
});

const LOOKS = new Set(['INSPECT', 'CUSTOMS_HOLD', 'SEIZE', 'RECOVER']);

interface Batch {
  readonly kind: 'LATE' | 'BACKFILL';
  readonly actor: string;
  readonly day: string;
  readonly late: { readonly act: Act; readonly look?: Act }[];
}

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const looks = context.lineage.acts.filter(({ event }) => LOOKS.has(event.type));
  const batches = new Map<string, Batch>();
  for (const act of context.lineage.acts) {
    if (!context.focus.acts.has(act.hash)) continue;
    const { actor } = act.event;
    const own = context.parameters(caseOf(act, context.facts));
    const { onlineHours, offlineHours, backfillHours } = own;
    const lag = act.recordedAt - act.at;
    const allowed = (isOffline(actor, context.facts) ? offlineHours : onlineHours) * HOUR;
    if (lag > allowed) batchOf(batches, 'LATE', act).late.push({ act });
    if (lag <= backfillHours * HOUR || isExempt(act, own, context)) continue;
    const look = looks.find((each) => isBehind(act, each));
    if (look !== undefined) batchOf(batches, 'BACKFILL', act).late.push({ act, look });
  }
  return { findings: [...batches.values()].map((batch) => found(batch, context)), deadlines: [] };
}

function isExempt({ event }: Act, own: Parameters, context: RuleContext<Parameters>): boolean {
  if (!own.authoritiesExemptFromBackfill) return false;
  return context.facts.parties.get(event.actor)?.roles.some(isAuthorityRole) === true;
}

/** Dated before the look at the same goods, recorded after it. */
function isBehind(act: Act, look: Act): boolean {
  if (act === look || act.at >= look.at || act.recordedAt <= look.recordedAt) return false;
  if (act.consignment !== undefined && act.consignment === look.consignment) return true;
  const seen = itemIdsOf(look);
  return itemIdsOf(act).some((id) => seen.includes(id));
}

function batchOf(batches: Map<string, Batch>, kind: Batch['kind'], act: Act): Batch {
  const { actor } = act.event;
  const day = dayText(act.recordedAt);
  const key = JSON.stringify([kind, actor, day]);
  const known = batches.get(key);
  if (known !== undefined) return known;
  const batch: Batch = { kind, actor, day, late: [] };
  batches.set(key, batch);
  return batch;
}

function found({ kind, actor, day, late }: Batch, context: RuleContext<Parameters>): Found {
  const [worst] = late.toSorted((a, b) => lagOf(b.act) - lagOf(a.act));
  const acts = late.map(({ act }) => act);
  const { onlineHours, offlineHours, backfillSeverity } = context.parameters(
    worst === undefined ? {} : caseOf(worst.act, context.facts),
  );
  const allowed = spanText((isOffline(actor, context.facts) ? offlineHours : onlineHours) * HOUR);
  const lag =
    worst === undefined
      ? ''
      : `more than ${spanText(lagOf(worst.act))} after ${actText(worst.act)}`;
  const why =
    worst?.look === undefined
      ? `${allowed} are allowed`
      : `${worst.look.event.actor} had signed ${anAct(worst.look)} of the same goods on ${timeText(worst.look.at)} in between`;
  return {
    subject: `${actor}/${day}`,
    anchor: kind,
    severity: kind === 'BACKFILL' ? backfillSeverity : 'LOW',
    items: [...new Set(acts.flatMap(itemIdsOf))].toSorted(),
    sentence: `${kind === 'BACKFILL' ? 'BACKFILL: r' : 'R'}ecords of ${actor} reached the ledger on ${day}, the latest ${lag}; ${why}.`,
    evidence: hashesOf(...acts, worst?.look),
  };
}

function lagOf({ at, recordedAt }: Act): number {
  return recordedAt - at;
}
