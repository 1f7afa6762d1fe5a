import { shuffledSubarray, type Arbitrary } from 'fast-check';

interface Arriving {
  readonly recordedAt: string;
  readonly event: Readonly<Record<string, unknown>>;
}

/** The steps in any order in which a ledger takes them in: it refuses a correction of what it has not yet. */
export function anyOrderOf<Step extends Arriving>(steps: readonly Step[]): Arbitrary<Step[]> {
  const all = { minLength: steps.length, maxLength: steps.length };
  return shuffledSubarray([...steps], all).map(correctionsLast);
}

/** As if everything had lain on one phone: recorded together, after all of it happened. */
export function recordedTogether<Step extends Arriving>(steps: readonly Step[]): Step[] {
  const times = steps.flatMap(({ recordedAt, event }) => [recordedAt, String(event['occurredAt'])]);
  const recordedAt = new Date(Math.max(...times.map((time) => Date.parse(time)))).toISOString();
  return steps.map((each) => ({ ...each, recordedAt }));
}

function correctionsLast<Step extends Arriving>(steps: readonly Step[]): Step[] {
  const isCorrection = ({ event }: Step) => event['type'] === 'CORRECT';
  return [...steps.filter((each) => !isCorrection(each)), ...steps.filter(isCorrection)];
}

/**
 * What is left out, and why: rules about many lineages (an account, a row of runs, a flow and its return, a pair of alerts)
 * speak when a record comes that belongs to them, and what they then say of a batch that is not whole stays for an
 * inspector.
 */
export const SAID_MEANWHILE: ReadonlySet<string> = new Set([
  'MASS_BALANCE_OVERDRAWN',
  'YIELD_ANOMALY',
  'FLOW_ASYMMETRY',
  'LINKED_FLOWS',
]);
