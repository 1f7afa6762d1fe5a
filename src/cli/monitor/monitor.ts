import { setTimeout as pause } from 'node:timers/promises';
import { openWithPolicy, type Policy, toHex } from '../../protocol/index.js';
import type { LogSource } from './log-source.js';
import { type Look, lookAt } from './look.js';
import type { MonitorState } from './monitor-state.js';

export interface MonitorOptions {
  readonly source: LogSource;
  readonly vkey: string;
  readonly state: MonitorState;
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
    const { source, vkey, state, tell, isOnce } = this.options;
    let look: Look;
    try {
      look = await lookAt(source, { vkey, saved: state.saved, copy: state.copy });
    } catch (error) {
      return this.bad('unreachable', error instanceof Error ? error.message : String(error));
    }
    if (look.type === 'fault') return this.fault(look);
    this.behindSince = undefined;
    if (look.type === 'grown') {
      const { checkpoint } = look.saved;
      await state.save(look.saved, look.copy);
      tell({ type: 'grown', size: checkpoint.size, root: toHex(checkpoint.root) });
    } else tell({ type: 'unchanged', size: state.copy.size });
    const missing = this.missingWitness();
    if (missing !== undefined) return this.bad('unwitnessed', missing);
    this.goodAt = performance.now();
    return isOnce ? { type: 'stopped' } : undefined;
  }

  /** Judged on the checkpoint as it was when it was new; later ones will carry later cosignatures. */
  private missingWitness(): string | undefined {
    const { policy, vkey, state } = this.options;
    if (policy === undefined || state.saved === undefined) return undefined;
    const verdict = openWithPolicy(state.saved.note, policy, vkey);
    return verdict.ok ? undefined : verdict.reason;
  }

  private bad(type: 'unwitnessed' | 'unreachable', detail: string): Ended | undefined {
    const { isOnce, silenceMs, tell } = this.options;
    tell({ type, detail });
    const isSilent = performance.now() - this.goodAt >= silenceMs;
    return isOnce || isSilent ? { type: 'silent', detail } : undefined;
  }

  private fault(look: Extract<Look, { type: 'fault' }>): Ended | undefined {
    if (look.kind !== 'shrink') return { type: 'caught', fault: look };
    this.behindSince ??= performance.now();
    if (performance.now() - this.behindSince >= this.options.patienceMs)
      return { type: 'caught', fault: look };
    this.options.tell({ type: 'behind', detail: look.detail });
    return undefined;
  }
}

async function rest({ intervalMs, signal }: MonitorOptions): Promise<void> {
  try {
    await pause(intervalMs, undefined, { signal });
  } catch {
    // Stopped: the loop looks at the signal.
  }
}
