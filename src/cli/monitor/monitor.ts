import { setTimeout as pause } from 'node:timers/promises';
import {
  ledgerKeyAt,
  openWithPolicy,
  type Policy,
  policyForKeys,
  toHex,
} from '../../protocol/index.js';
import type { MonitoredLog } from '../../client/log-source.js';
import { type DeclaredLoss, declaredLossOf } from './declared-loss.js';
import { type Look, lookAt } from './look.js';
import { isByUnknownKey, rotationsTold, Unexplained, type UnexplainedLook } from './unexplained.js';
import type { MonitorState } from './monitor-state.js';
import type { StatementCheck } from './statement-check.js';

export interface MonitorOptions {
  readonly source: MonitoredLog;
  readonly state: MonitorState;
  /** Reads the statements too, where the monitor may. */
  readonly statements?: StatementCheck | undefined;
  /** Whose cosignatures the checkpoint must carry; without it, none. */
  readonly policy: Policy | undefined;
  readonly intervalMs: number;
  /** How long an older checkpoint may be shown before it is a fault: processes of one service lag each other. */
  readonly patienceMs: number;
  /** How long a key may sign that no rotation tells of: the list of rotations may be cached. */
  readonly rotationPatienceMs: number;
  /** How long the ledger may be without a good answer. */
  readonly silenceMs: number;
  readonly isOnce: boolean;
  readonly signal: AbortSignal;
  readonly tell: (what: Told) => void;
}

/** What the monitor says while it watches. */
export type Told =
  | { readonly type: 'grown'; readonly size: number; readonly root: string }
  | { readonly type: 'unchanged'; readonly size: number }
  | { readonly type: 'rotated'; readonly detail: string }
  | {
      readonly type: 'unwitnessed' | 'unreachable' | 'behind' | 'unexplained';
      readonly detail: string;
    };

/** How watching ended. */
export type Ended =
  | { readonly type: 'stopped' }
  | { readonly type: 'silent'; readonly detail: string }
  | { readonly type: 'caught'; readonly fault: Extract<Look, { type: 'fault' }> };

/** Follows a ledger until it is caught at something, falls silent, or the monitor is stopped. */
export async function monitor(options: MonitorOptions): Promise<Ended> {
  const watch = new Watch(options);
  while (!options.signal.aborted) {
    const ended = await watch.turn();
    if (ended !== undefined) return ended;
    await rest(watch.pauseMs, options.signal);
  }
  return { type: 'stopped' };
}

class Watch {
  private goodAt = performance.now();
  private behindSince: number | undefined;
  private readonly unexplained: Unexplained;

  constructor(private readonly options: MonitorOptions) {
    this.unexplained = new Unexplained(options.rotationPatienceMs);
  }

  get pauseMs(): number {
    return Math.min(this.options.intervalMs, this.unexplained.leftMs ?? Infinity);
  }

  async turn(): Promise<Ended | undefined> {
    const { state, tell, isOnce } = this.options;
    let look: Look | UnexplainedLook;
    try {
      look = await this.look();
    } catch (error) {
      return this.bad('unreachable', error instanceof Error ? error.message : String(error));
    }
    if (look.type === 'fault') return this.fault(look);
    if (look.type === 'unexplained') return this.doubt(look);
    this.unexplained.clear();
    this.behindSince = undefined;
    if (look.type === 'grown') {
      const { checkpoint } = look.saved;
      await state.save(look.saved, look.copy);
      tell({ type: 'grown', size: checkpoint.size, root: toHex(checkpoint.root) });
    } else {
      await this.takeCosignatures(look.note);
      tell({ type: 'unchanged', size: state.copy.size });
    }
    const falseOne = await this.falseStatement();
    if (falseOne !== undefined) return falseOne;
    const missing = this.missingWitness();
    if (missing !== undefined) return this.bad('unwitnessed', missing);
    this.goodAt = performance.now();
    return isOnce ? { type: 'stopped' } : undefined;
  }

  private async falseStatement(): Promise<Ended | undefined> {
    const { statements, state } = this.options;
    try {
      const detail = await statements?.readOn();
      if (detail === undefined) return undefined;
      const seen = state.saved?.note ?? '';
      return { type: 'caught', fault: { type: 'fault', kind: 'false-statements', detail, seen } };
    } catch (error) {
      return this.bad('unreachable', error instanceof Error ? error.message : String(error));
    }
  }

  /** An unknown key may be one that the known ones handed over to. */
  private async look(): Promise<Look | UnexplainedLook> {
    const { source, state } = this.options;
    const look = async (): Promise<Look> =>
      lookAt(source, { vkey: state.known.keys, saved: state.saved, copy: state.copy });
    const first = await look();
    if (!isByUnknownKey(first, state)) return withRotations(first, state);
    const told = await rotationsTold(this.options);
    if ('missing' in told) return { type: 'unexplained', fault: first, why: told.missing };
    state.follow(told.known);
    const { from } = told.known.keys.at(-1)!;
    this.options.tell({ type: 'rotated', detail: `entry ${from} gave the ledger another key` });
    const second = await look();
    if (!isByUnknownKey(second, state)) return withRotations(second, state);
    return { type: 'unexplained', fault: second, why: 'no rotation tells of its key' };
  }

  /** The rotation may not have come through yet, so it is asked for again before anybody is accused. */
  private doubt({ fault, why }: UnexplainedLook): Ended | undefined {
    const detail = `${fault.detail}, and ${why}`;
    if (this.unexplained.isOver(detail)) return { type: 'caught', fault: { ...fault, detail } };
    const seconds = Math.ceil((this.unexplained.leftMs ?? 0) / 1000);
    this.options.tell({ type: 'unexplained', detail: `${detail}; it has ${seconds} s to be told` });
    return undefined;
  }

  /** Of a log that is quiet the cosignatures may come after the first look. */
  private async takeCosignatures(note: string): Promise<void> {
    const { state } = this.options;
    if (state.saved === undefined || this.missingWitness(state.saved) === undefined) return;
    const served = { ...state.saved, note };
    if (this.missingWitness(served) === undefined) await state.save(served, state.copy);
  }

  private async declaredLoss(): Promise<DeclaredLoss | undefined> {
    const { source, state } = this.options;
    const { known, saved } = state;
    try {
      return saved && declaredLossOf(await source.recoveries(), saved.checkpoint.size, known.keys);
    } catch {
      // A fork is told of whatever else the ledger answers or does not.
      return undefined;
    }
  }

  private missingWitness(saved = this.options.state.saved): string | undefined {
    const { policy, state } = this.options;
    if (policy === undefined || saved === undefined) return undefined;
    const { note, checkpoint } = saved;
    const { keys } = state.known;
    const key = ledgerKeyAt(keys, checkpoint.size);
    const verdict = openWithPolicy(note, policyForKeys(policy, keys), key);
    return verdict.ok ? undefined : verdict.reason;
  }

  private bad(type: 'unwitnessed' | 'unreachable', detail: string): Ended | undefined {
    const { isOnce, silenceMs, tell } = this.options;
    tell({ type, detail });
    const isSilent = performance.now() - this.goodAt >= silenceMs;
    const { before, leftMs = 0 } = this.unexplained;
    if (!isSilent && (!isOnce || leftMs > 0)) return undefined;
    return {
      type: 'silent',
      detail: before === undefined ? detail : `${detail}; before: ${before}`,
    };
  }

  private async fault(look: Extract<Look, { type: 'fault' }>): Promise<Ended | undefined> {
    if (look.kind === 'fork')
      return { type: 'caught', fault: { ...look, declared: await this.declaredLoss() } };
    if (look.kind !== 'shrink') return { type: 'caught', fault: look };
    this.behindSince ??= performance.now();
    if (performance.now() - this.behindSince >= this.options.patienceMs)
      return { type: 'caught', fault: look };
    this.options.tell({ type: 'behind', detail: look.detail });
    return undefined;
  }
}

/** A rotation that was followed must be an entry of the very log that grew. */
function withRotations(look: Look, { known }: MonitorState): Look {
  const missing = look.type === 'grown' ? known.missingFrom(look.copy) : undefined;
  if (look.type !== 'grown' || missing === undefined) return look;
  const detail = `entry ${missing} is not the rotation that the ledger tells of`;
  return { type: 'fault', kind: 'false-entries', detail, seen: look.saved.note };
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch {
    // Stopped: the loop looks at the signal.
  }
}
