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
  | { readonly type: 'unwitnessed' | 'unreachable' | 'behind'; readonly detail: string };

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
    await rest(options);
  }
  return { type: 'stopped' };
}

class Watch {
  private goodAt = performance.now();
  private behindSince: number | undefined;

  constructor(private readonly options: MonitorOptions) {}

  async turn(): Promise<Ended | undefined> {
    const { state, tell, isOnce } = this.options;
    let look: Look;
    try {
      look = await this.look();
    } catch (error) {
      return this.bad('unreachable', error instanceof Error ? error.message : String(error));
    }
    if (look.type === 'fault') return this.fault(look);
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
  private async look(): Promise<Look> {
    const { source, state } = this.options;
    const look = async (): Promise<Look> =>
      lookAt(source, { vkey: state.known.keys, saved: state.saved, copy: state.copy });
    const first = await look();
    if (first.type !== 'fault' || first.kind !== 'bad-signature')
      return withRotations(first, state);
    const known = state.known.follow(await source.rotations());
    if (known === undefined || known.keys.length === state.known.keys.length) return first;
    state.follow(known);
    const { from } = known.keys.at(-1)!;
    this.options.tell({ type: 'rotated', detail: `entry ${from} gave the ledger another key` });
    return withRotations(await look(), state);
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
    return isOnce || isSilent ? { type: 'silent', detail } : undefined;
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

async function rest({ intervalMs, signal }: MonitorOptions): Promise<void> {
  try {
    await pause(intervalMs, undefined, { signal });
  } catch {
    // Stopped: the loop looks at the signal.
  }
}
