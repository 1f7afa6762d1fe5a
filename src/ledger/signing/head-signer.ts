import { setTimeout as pause } from 'node:timers/promises';
import {
  checkConsistency,
  consistencyNodes,
  EMPTY_ROOT,
  equalBytes,
  proveConsistency,
} from '../../protocol/index.js';
import type { HeadReader } from '../head-reader.js';
import type { LedgerIdentity } from '../ledger-identity.js';
import { nativeSha256 } from '../native-sha256.js';
import type { SignerDirectory } from '../signer-directory.js';
import type { TileStore } from '../tree/tile-store.js';
import type { TreeWindow } from '../tree/tree-window.js';
import type { CheckpointStore } from './checkpoint.store.js';
import { KEPT_HEADS, type SignedHead, type SignerState } from './signer-state.js';

/** A head, and the index of the newest entry under it that changes who may sign. */
export interface HeadToSign extends SignedHead {
  readonly registryIndex: number;
}

/** The database's log is not a continuation of what was signed: nothing may be signed over it. */
export class RollbackDetected extends Error {
  // Not members that a log would print: a root there is a list of 32 numbers.
  readonly #signed: SignedHead;
  readonly #found: SignedHead;

  constructor(message: string, signed: SignedHead, found: SignedHead) {
    super(message);
    this.name = 'RollbackDetected';
    this.#signed = signed;
    this.#found = found;
  }

  get signed(): SignedHead {
    return this.#signed;
  }

  get found(): SignedHead {
    return this.#found;
  }
}

/** What signing a head came to. */
export type Signed =
  | {
      /** This head is signed, recorded, and the first one that covers entries from `previousSize` on. */
      readonly isNew: true;
      readonly note: string;
      readonly previousSize: number;
    }
  /** A head at least as large had been signed before, by this process or another. */
  | { readonly isNew: false };

const NO_HEAD: SignedHead = { size: 0, root: EMPTY_ROOT };

/** The state keeps twice as many, so what the database loses is still there. */
const MOST_BEHIND = KEPT_HEADS / 2;
/** After a crash of the server: a recorder that runs looks after its heads within an interval of the publisher. */
const RECORDER_COMES_BACK_MS = 10_000;
const LOOK_AGAIN_MS = 100;

/**
 * Signs tree heads: only one proved consistent with the last one it signed and with the newest one recorded in the
 * database, and only after its own state is on disk outside the database. That state is also what a head rests on until the
 * database has it on disk: nobody waits for that, and what a crash took is recorded again.
 */
export class HeadSigner {
  /** The newest recorded head this process knows, its own or another's. */
  private newest: SignedHead = NO_HEAD;
  private refusal: RollbackDetected | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  /** Heads recorded by this signer since the last one that was on disk when it was; the database may lose them. */
  private recorded: SignedHead[] = [];

  constructor(
    private readonly identity: LedgerIdentity,
    private readonly state: SignerState,
    private readonly checkpoints: CheckpointStore,
    private readonly tiles: TileStore,
    private readonly heads: HeadReader,
    private readonly directory: () => Pick<SignerDirectory, 'index' | 'catchUp'>,
  ) {}

  /** Why this signer signs no more; cleared only by a restart. */
  get rollback(): RollbackDetected | undefined {
    return this.refusal;
  }

  /**
   * Signs a committed head; resolves when it is in the state on disk and its checkpoint is recorded.
   * @param window nodes of the tree, to save reading them
   * @throws RollbackDetected
   */
  async sign(head: HeadToSign, window?: TreeWindow): Promise<Signed> {
    return this.inTurn(async () => this.signConsistent(head, window));
  }

  /**
   * Records again what the database lost of the newest signed heads when its server crashed: first receipts were given
   * against them. The signature is the same, as Ed25519 is deterministic. Where no signer runs that may record without
   * waiting for the disk, this one may from now on.
   * @throws RollbackDetected
   */
  async restore(): Promise<void> {
    return this.inTurn(async () => this.putBackLost());
  }

  /**
   * One at a time: the publisher may sign an orphaned head while the signing stage signs its own, and both would write
   * the same state file.
   */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.turn.then(async () => this.unlessRefused(work));
    this.turn = turn.catch(() => undefined);
    return turn;
  }

  private async unlessRefused<T>(work: () => Promise<T>): Promise<T> {
    if (this.refusal !== undefined) throw this.refusal;
    try {
      return await work();
    } catch (error) {
      if (error instanceof RollbackDetected) this.refusal = error;
      throw error;
    }
  }

  private async signConsistent(head: HeadToSign, window: TreeWindow | undefined): Promise<Signed> {
    const last = this.state.head;
    if (last !== undefined) {
      if (head.size < last.size) await this.requireStanding(last);
      await this.requireConsistent(last, head, window);
      if (head.size < last.size) return { isNew: false };
    }
    for (;;) {
      const known = this.newest;
      // Another process may have signed a larger head meanwhile; ours must then be its beginning.
      if (!isSame(known, last)) await this.requireConsistent(known, head, window);
      if (head.size <= known.size) return { isNew: false };
      const isLarger = last === undefined || head.size > last.size;
      // The note is made while the disk works, and leaves only behind it.
      const [note] = await Promise.all([
        this.signNote(head),
        isLarger ? this.state.write(head) : undefined,
      ]);
      const isDurable = this.recorded.length + 1 >= MOST_BEHIND;
      const by = { signer: this.state.signer, isDurable };
      const { newest, isRecorded, isCrashed } = await this.checkpoints.record(
        head,
        note,
        known.size,
        by,
      );
      this.newest = newest;
      if (isRecorded) {
        this.recorded = isDurable ? [] : [...this.recorded, head];
        return { isNew: true, note, previousSize: known.size };
      }
      if (isCrashed || newest.size < known.size) await this.putBackLost();
    }
  }

  /**
   * A crash takes what was committed last: of the heads of processes that are gone, those behind the newest one. One
   * before it was never recorded; this signer knows of its own which were.
   */
  private async putBackLost(): Promise<void> {
    const { newest, left, takesOver } = await this.recorder();
    const { found } = this.state;
    if (!takesOver && found.length === 0 && newest.size >= this.newest.size) return;
    const mayBeLost = [
      ...[...found, ...left].filter(({ size }) => size > newest.size),
      ...this.recorded,
    ].toSorted((a, b) => a.size - b.size);
    const missing = new Set(await this.checkpoints.missing(mayBeLost.map(({ size }) => size)));
    const lost = mayBeLost.filter(({ size }) => missing.has(size));
    // The largest first: a log that went back is told by that.
    for (const head of lost.toReversed()) await this.requireStanding(head);
    for (const head of lost)
      await this.checkpoints.putBack(head, this.identity.signCheckpoint(head));
    await this.state.tidy();
    if (takesOver) {
      await this.checkpoints.takeOver(this.state.signer);
      // It is on disk, and with it all that was recorded before.
      this.recorded = [];
    }
    this.newest = (await this.checkpoints.newest()) ?? NO_HEAD;
  }

  /**
   * Who may record without waiting for the disk. After a crash that signer puts back its own heads, as it knows best which
   * were recorded; for one that is gone this one does, and takes over.
   * @returns also the heads that one left that is gone
   */
  private async recorder(): Promise<{
    readonly newest: SignedHead;
    readonly left: readonly SignedHead[];
    readonly takesOver: boolean;
  }> {
    for (const since = Date.now(); ; await pause(LOOK_AGAIN_MS)) {
      const { newest = NO_HEAD, recorder, isCrashed } = await this.checkpoints.recording();
      if (recorder === undefined || recorder === this.state.signer)
        return { newest, left: [], takesOver: isCrashed || recorder === undefined };
      const file = await this.state.leftBy(recorder);
      const isGone = file !== undefined && !file.isRunning;
      if (isGone || !isCrashed)
        return { newest, left: isGone ? file.heads : [], takesOver: isGone };
      if (Date.now() - since > RECORDER_COMES_BACK_MS)
        return { newest, left: file?.heads ?? [], takesOver: true };
    }
  }

  /** Whose turn it is to sign may have changed with an entry that this process has not read yet. */
  private async signNote(head: HeadToSign): Promise<string> {
    if (head.registryIndex > this.directory().index)
      await this.directory().catchUp(head.registryIndex);
    return this.identity.signCheckpoint(head);
  }

  /** An older head is nothing new when the log still has what was signed; when it has not, it went back. */
  private async requireStanding(last: SignedHead): Promise<void> {
    const now = await this.heads.head();
    if (now.size < last.size) {
      throw new RollbackDetected(
        `the log has ${now.size} entries, but a head of ${last.size} entries was signed`,
        last,
        now,
      );
    }
    await this.requireConsistent(last, now, undefined);
  }

  private async requireConsistent(
    one: SignedHead,
    other: SignedHead,
    window: TreeWindow | undefined,
  ): Promise<void> {
    const [older, newer] = one.size <= other.size ? [one, other] : [other, one];
    const nodes = consistencyNodes(older.size, newer.size);
    const isHeld =
      window !== undefined &&
      newer.size <= window.size &&
      nodes.every(({ level, index }) => window.node(level, index) !== undefined);
    const read = isHeld
      ? (level: number, index: number) => window.node(level, index)!
      : await this.tiles.nodes(nodes, newer.size);
    const proof = proveConsistency(older.size, newer.size, read, nativeSha256);
    const claim = {
      older: older.size,
      newer: newer.size,
      olderRoot: older.root,
      newerRoot: newer.root,
      proof,
    };
    if (checkConsistency(claim, nativeSha256)) return;
    throw new RollbackDetected(
      `the log's head of ${other.size} entries is not a continuation of the signed head of ${one.size}`,
      one,
      other,
    );
  }
}

function isSame(one: SignedHead, other: SignedHead | undefined): boolean {
  return one.size === other?.size && equalBytes(one.root, other.root);
}
