import type { Pool } from 'pg';
import { inSnapshot } from '../../platform/database/snapshot.js';
import type { Logger } from '../../platform/logging/logger.js';
import { TILE_WIDTH } from '../../protocol/index.js';
import { type AuditFault, AuditFindings } from '../audit/audit-findings.js';
import { HeadReader } from '../head-reader.js';
import type { LedgerIdentity } from '../ledger-identity.js';
import { queriesOf } from '../own-connections.js';
import type { SignerDirectory } from '../signer-directory.js';
import type { SignerState } from '../signing/signer-state.js';
import { checkWindow, type Snapshot, type Window } from './check-window.js';
import type { IntegrityState, IntegrityStore } from './integrity.store.js';
import { LedgerAltered } from './ledger-altered.js';

export interface IntegrityCheckDependencies {
  readonly pool: Pool;
  readonly store: IntegrityStore;
  readonly identity: LedgerIdentity;
  readonly state: Pick<SignerState, 'head'>;
  readonly directory: () => Pick<SignerDirectory, 'index' | 'catchUp'>;
  readonly logger: Logger;
  readonly intervalMs: number;
  /** Entries of a turn, besides the newest. */
  readonly entries: number;
  /** Whether this process takes turns; each of them halts by what another found. */
  readonly takesTurns: boolean;
}

/** How often a process asks whether it is time, or another has found something. */
const ASK_EVERY_MS = 2000;
/** Faults kept and shown; the audit names all. */
const MOST_FAULTS = 5;
/** Every turn looks at the newest entries too: at least so many, where there are. */
const NEWEST = 2 * TILE_WIDTH;

/**
 * X1 LEDGER_INTEGRITY. A turn derives the newest entries and a window of the log again; the next one, of whichever
 * process, goes on behind that window, and begins anew at the end. What differs halts appending in every process until
 * it was restarted over a log in which that window is whole again.
 */
export class IntegrityCheck {
  private halt: LedgerAltered | undefined;
  private known: IntegrityState | undefined;
  private timer: NodeJS.Timeout | undefined;
  private asking: Promise<void> | undefined;
  private suspected: Promise<void> | undefined;

  constructor(private readonly dependencies: IntegrityCheckDependencies) {}

  /** Why nothing is appended; cleared only by a restart. */
  get fault(): LedgerAltered | undefined {
    return this.halt;
  }

  /** What the processes know of the log as this one last asked. */
  get progress(): IntegrityState | undefined {
    return this.known;
  }

  /** What was found before is looked at again, and only forgotten when it is whole. */
  async start(): Promise<void> {
    const { store, logger, intervalMs } = this.dependencies;
    this.known = await store.state();
    const { faults, faultFrom } = this.known;
    if (faults.length > 0) {
      const still = await this.faultsIn(this.windowFrom(faultFrom));
      if (still.length > 0) await this.stopAppending(still, faultFrom);
      else {
        logger.warn({ faults }, 'LEDGER_INTEGRITY: what was found changed is whole again');
        await store.mended();
      }
    }
    this.timer = setInterval(() => this.ask(), Math.min(ASK_EVERY_MS, intervalMs));
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all([this.asking, this.suspected]);
  }

  /**
   * Somebody read an entry that is not as it was signed: the log around it is looked at now, and not at its next turn.
   * Returns at once; one look at a time is enough to halt.
   */
  suspect(index: number): void {
    if (this.halt !== undefined) return;
    this.suspected ??= this.lookAround(index)
      .catch((error: unknown) => {
        this.dependencies.logger.warn(
          { err: error, index },
          'an entry could not be looked at again',
        );
      })
      .finally(() => {
        this.suspected = undefined;
      });
  }

  private async lookAround(index: number): Promise<void> {
    const from = Math.floor(index / TILE_WIDTH) * TILE_WIDTH;
    const faults = await this.faultsIn({ from, to: from + TILE_WIDTH });
    if (faults.length > 0) await this.stopAppending(faults, from);
  }

  /** One turn from where the last one ended. */
  async turn(): Promise<void> {
    const { pool, store } = this.dependencies;
    const { next } = await store.state();
    const window = this.windowFrom(next);
    const { size } = await new HeadReader(queriesOf(pool)).head();
    const isLast = window.to >= size;
    const faults = await this.faultsIn(isLast ? { from: window.from, to: undefined } : window);
    if (faults.length > 0) return this.stopAppending(faults, window.from);
    await store.goneOnTo(isLast ? 0 : window.to);
    this.known = await store.state();
  }

  private ask(): void {
    this.asking ??= this.askNow()
      .catch((error: unknown) => {
        this.dependencies.logger.warn({ err: error }, 'the log could not be looked at again');
      })
      .finally(() => {
        this.asking = undefined;
      });
  }

  private async askNow(): Promise<void> {
    if (this.halt !== undefined) return;
    const { store, intervalMs, takesTurns } = this.dependencies;
    this.known = await store.state();
    if (this.known.faults.length > 0) this.halt = new LedgerAltered(this.known.faults);
    else if (takesTurns && (await store.takeTurn(intervalMs)) !== undefined) await this.turn();
  }

  private windowFrom(from: number): { from: number; to: number } {
    const entries = Math.ceil(this.dependencies.entries / TILE_WIDTH) * TILE_WIDTH;
    return { from, to: from + entries };
  }

  /** A second look, at another snapshot, before anything is halted. */
  private async faultsIn(window: Window): Promise<readonly AuditFault[]> {
    const faults = await this.look(window);
    return faults.length === 0 ? faults : this.look(window);
  }

  private async look(window: Window): Promise<readonly AuditFault[]> {
    const { pool, identity, state, directory } = this.dependencies;
    // Before the snapshot: what is signed later may be larger than what it sees.
    const kept = state.head === undefined ? [] : [state.head];
    const findings = new AuditFindings(undefined);
    await inSnapshot(pool, async (client) => {
      const { size, registryIndex } = await new HeadReader(queriesOf(client)).head();
      if (registryIndex > directory().index) await directory().catchUp(registryIndex);
      const snapshot: Snapshot = { client, keys: identity.history, kept, findings };
      const newest = Math.max(0, Math.floor((size - NEWEST) / TILE_WIDTH) * TILE_WIDTH);
      if (window.to !== undefined && window.from < newest)
        await checkWindow(snapshot, { from: window.from, to: Math.min(window.to, newest) });
      const rest = window.to === undefined ? Math.min(window.from, newest) : newest;
      await checkWindow(snapshot, { from: rest, to: undefined });
    });
    return findings.faults;
  }

  private async stopAppending(faults: readonly AuditFault[], from: number): Promise<void> {
    const first = faults.slice(0, MOST_FAULTS);
    this.halt = new LedgerAltered(first);
    this.dependencies.logger.error(
      { err: this.halt, faults: first },
      'LEDGER_INTEGRITY: the stored log is not the one that was signed. Reads go on, nothing is appended',
    );
    await this.dependencies.store.found(first, from);
    this.known = await this.dependencies.store.state();
  }
}
