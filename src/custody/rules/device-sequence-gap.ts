import { z } from 'zod';
import { byTime, type Use } from '../uses/use.js';
import { defineRule, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, DAY } from './time-limits.js';
import { timeText } from './wording.js';
import { usesInFocus } from './uses-in-focus.js';

const parameters = z.object({ days: z.number().nonnegative().default(14) });
type Parameters = z.infer<typeof parameters>;

export const deviceSequenceGap = defineRule<Parameters>({
  id: 'X3',
  code: 'DEVICE_SEQUENCE_GAP',
  title: 'A device kept records back, or told two stories',
  explanation:
    'A device numbers its records and names the hash of the one before. GAP: the record before is not there and did not come within two weeks. FORK: another record has the same number, or the one before is not the one named. A chain begins with number 0 or 1; what a device did before its first record cannot be seen.',
  authority: 'Withheld offline records (domain of the ledger itself)',
  group: 'system',
  decided: ['append', 'deadline'],
  severity: 'MEDIUM',
  commodities: ['*'],
  subject: 'device and number of the record',
  anchor: 'hash of the record after the gap, or of the later of two',
  parameters,
  cases: ['country'],
  reasons: { days: 'What parties that were registered offline are allowed.' },
  autoClear: false,
  innocent: [
    'The device was lost or reset before it could upload.',
    'A restored backup counted from an older number.',
  ],
  closedBy: 'An inspector, after looking at the device.',
  owner: 'shared',
  span: 'ledger',
  evaluate,
});

const STATEMENT_HASH = /^[0-9a-f]{64}$/;

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const { shared, now } = context;
  const findings: Found[] = [];
  const deadlines: RuleAnswer['deadlines'][number][] = [];
  for (const { use: link } of usesInFocus(context, 'device')) {
    const others = shared.meeting(link).filter((other) => other.hash !== link.hash);
    // Parties name their devices as they like: only one party's records contradict each other.
    const own = others.filter((other) => other.actor === link.actor);
    const twins = own.filter((other) => other.high === link.high);
    for (const twin of twins) findings.push(forked(link, twin));
    const before = others.filter((other) => other.high === link.low);
    if (before.length === 0 && (link.high ?? 0) > 1) {
      const { country } = context.facts.parties.get(link.actor) ?? {};
      const { days } = context.parameters({ country });
      const until = link.recordedAt + days * DAY;
      if (now > until) findings.push(gap(link));
      else deadlines.push({ subject: subjectOf(link), at: after(until) });
      continue;
    }
    const [named] = own.filter((other) => other.high === link.low);
    if (named !== undefined && isBroken(link, before)) findings.push(broken(link, named));
  }
  return { findings, deadlines };
}

function isBroken({ detail }: Use, before: readonly Use[]): boolean {
  const prev = detail['prev'] ?? '';
  return STATEMENT_HASH.test(prev) && before.every(({ hash }) => hash !== prev);
}

function forked(link: Use, twin: Use): Found {
  const [first, again] = byTime(link, twin) < 0 ? [link, twin] : [twin, link];
  return {
    ...about(again, first),
    sentence: `FORK: device ${link.key} gave number ${link.high} to two records, of ${timeText(first.at)} and of ${timeText(again.at)}.`,
  };
}

function broken(link: Use, before: Use): Found {
  return {
    ...about(link, before),
    sentence: `FORK: record ${link.high} of device ${link.key}, of ${timeText(link.at)}, follows another record than the one on record with number ${before.high}, of ${timeText(before.at)}.`,
  };
}

function gap(link: Use): Found {
  return {
    ...about(link),
    sentence: `GAP: device ${link.key} sent record ${link.high} on ${timeText(link.recordedAt)}; there is no record of number ${link.low}.`,
  };
}

function about(link: Use, other?: Use): Omit<Found, 'sentence'> {
  const uses = other === undefined ? [link] : [link, other];
  return {
    subject: subjectOf(link),
    anchor: link.hash,
    severity: 'MEDIUM',
    ...(link.consignment !== undefined && { ucr: link.consignment }),
    items: [...new Set(uses.flatMap(({ items }) => items))],
    evidence: uses.toSorted((a, b) => a.index - b.index).map(({ hash }) => hash),
  };
}

function subjectOf({ key, high }: Use): string {
  return `${key}/${high}`;
}
