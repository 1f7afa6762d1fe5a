/** What the signer says when the log does not continue what was signed (`RollbackDetected`). */
const ROLLBACK = /a head of \d+ entries was signed|is not a continuation of the signed head/u;

/** One check of `GET /health/ready`: its state, and what it told beside. */
export interface CheckState {
  readonly name: string;
  readonly isUp: boolean;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What the checks amount to; the gravest wins. */
export type Condition = 'ready' | 'notReady' | 'halted' | 'rollback';

export interface WitnessStanding {
  readonly name: string;
  readonly lagEntries: number;
  readonly failures: number;
}

/** @throws Error where there is no answer, or none that tells of checks */
export async function readChecks(): Promise<CheckState[]> {
  const answer = await fetch('/health/ready');
  const told: { details?: Record<string, { status: string }> } = await answer.json();
  const { details } = told;
  if (details === undefined) throw new Error(`the service told no checks: ${answer.status}`);
  return checksOf(details);
}

export function checksOf(details: Readonly<Record<string, { status: string }>>): CheckState[] {
  return Object.entries(details).map(([name, { status, ...rest }]) => ({
    name,
    isUp: status === 'up',
    details: rest,
  }));
}

export function conditionOf(checks: readonly CheckState[]): Condition {
  const down = checks.filter(({ isUp }) => !isUp).map(({ name }) => name);
  if (down.includes('ledger-integrity')) return 'halted';
  // The signer fails also while it has no key yet; the service says of a rollback what it is.
  if (checks.some((check) => check.name === 'log-signer' && isRollback(check))) return 'rollback';
  return down.length === 0 ? 'ready' : 'notReady';
}

/** `undefined` where no witnesses are configured. */
export function witnessesOf(
  checks: readonly CheckState[],
): { readonly hasQuorum: boolean; readonly witnesses: readonly WitnessStanding[] } | undefined {
  const found = checks.find(({ name }) => name === 'witnesses')?.details;
  if (found === undefined || !Array.isArray(found['witnesses'])) return undefined;
  const witnesses: readonly WitnessStanding[] = found['witnesses'];
  return { hasQuorum: found['hasQuorum'] === true, witnesses };
}

function isRollback({ isUp, details: { message } }: CheckState): boolean {
  return !isUp && typeof message === 'string' && ROLLBACK.test(message);
}
