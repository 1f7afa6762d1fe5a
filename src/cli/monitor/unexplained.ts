import { ProblemError, UnreachableError } from '../../client/problem-error.js';
import type { MonitoredLog } from '../../client/log-source.js';
import type { KnownKeys } from './known-keys.js';
import type { Look } from './look.js';
import type { MonitorState } from './monitor-state.js';

type Fault = Extract<Look, { type: 'fault' }>;

/** A checkpoint by a key that a rotation may yet explain. */
export interface UnexplainedLook {
  readonly type: 'unexplained';
  readonly fault: Fault;
  /** Why no rotation explains it now. */
  readonly why: string;
}

/** A note that names a known key and does not verify under it is beyond explaining. */
export function isByUnknownKey(look: Look, { known }: MonitorState): look is Fault {
  return look.type === 'fault' && look.kind === 'bad-signature' && !known.isNamedIn(look.seen);
}

/** The keys as the ledger tells them now, if these are more than are known, or what is missing. */
export async function rotationsTold({
  source,
  state: { known },
}: {
  readonly source: MonitoredLog;
  readonly state: MonitorState;
}): Promise<{ readonly known: KnownKeys } | { readonly missing: string }> {
  try {
    const told = known.follow(await source.rotations());
    if (told === undefined)
      return { missing: 'the list of rotations does not hold, or does not continue the known one' };
    if (told.keys.length > known.keys.length) return { known: told };
    return { missing: 'the list of rotations tells of no other key' };
  } catch (error) {
    if (error instanceof ProblemError || error instanceof UnreachableError)
      return { missing: `the list of rotations cannot be read: ${error.message}` };
    throw error;
  }
}

/** Since when the checkpoint is unexplained. One look alone never accuses anybody. */
export class Unexplained {
  private since: number | undefined;
  private detail: string | undefined;

  constructor(private readonly patienceMs: number) {}

  /** What was unexplained last, if it still is. */
  get before(): string | undefined {
    return this.detail;
  }

  /** How long it may remain so; `undefined` when nothing is. */
  get leftMs(): number | undefined {
    if (this.since === undefined) return undefined;
    return Math.max(0, this.since + this.patienceMs - performance.now());
  }

  /** Notes that it is so. */
  isOver(detail: string): boolean {
    this.detail = detail;
    const isOver = this.leftMs === 0;
    this.since ??= performance.now();
    return isOver;
  }

  clear(): void {
    this.since = undefined;
    this.detail = undefined;
  }
}
