import type { Logger } from '../platform/logging/logger.js';
import { EMPTY_ROOT } from '../protocol/index.js';
import type { HeadReader } from './head-reader.js';
import type { CheckpointStore, StoredCheckpoint } from './signing/checkpoint.store.js';
import { type HeadSigner, RollbackDetected } from './signing/head-signer.js';
import type { Witnesses } from './witnessing/witnesses.js';

/**
 * Moves the published checkpoint at an interval, so that witnesses can agree on one. It also signs a head that was
 * committed by a process that died before it could.
 */
export class CheckpointPublisher {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private current: StoredCheckpoint | undefined;
  private isDue = false;
  private isStopped = false;
  /** Size of the unsigned head that the turn before saw. */
  private unsignedBefore: number | undefined;

  constructor(
    private readonly signer: HeadSigner,
    private readonly heads: HeadReader,
    private readonly checkpoints: CheckpointStore,
    private readonly witnesses: Witnesses,
    private readonly intervalMs: number,
    private readonly logger: Logger,
  ) {}

  /** What `/log/checkpoint` shows; `undefined` before the first. */
  get published(): StoredCheckpoint | undefined {
    return this.current;
  }

  /**
   * Signs the committed head if no signed head covers it yet, and publishes for the first time. Nothing is appended
   * before.
   * @throws RollbackDetected
   */
  async start(): Promise<void> {
    try {
      await this.signer.restore();
      await this.signer.sign(await this.heads.head());
    } finally {
      await this.publish();
      this.timer = setInterval(() => this.run(), this.intervalMs);
      this.timer.unref();
      this.witnesses.onCosigned(() => this.run());
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.isStopped = true;
    await this.running;
    await this.witnesses.stop();
  }

  /** One turn after the other; a call during a turn makes it one more, for what came in between. */
  private run(): void {
    this.isDue = true;
    this.running ??= this.turns().finally(() => {
      this.running = undefined;
    });
  }

  private async turns(): Promise<void> {
    while (this.isDue && !this.isStopped) {
      this.isDue = false;
      await this.tick();
    }
  }

  private async tick(): Promise<void> {
    try {
      if (this.signer.rollback === undefined) {
        await this.signer.restore();
        await this.signOrphan();
      }
      await this.publish();
    } catch (error) {
      if (!(error instanceof RollbackDetected))
        this.logger.warn({ err: error }, 'the checkpoint could not be published');
    }
  }

  /** A head this process knows nothing of is left to its own signer for one interval. */
  private async signOrphan(): Promise<void> {
    const head = await this.heads.head();
    const newest = (await this.checkpoints.newest()) ?? { size: 0, root: EMPTY_ROOT };
    const isOrphan = head.size > newest.size && head.size === this.unsignedBefore;
    this.unsignedBefore = head.size > newest.size ? head.size : undefined;
    if (!isOrphan) return;
    await this.signer.sign(head);
  }

  private async publish(): Promise<void> {
    // A little less than the interval, so that a timer that is early does not skip a turn.
    const intervalMs = this.intervalMs * 0.9;
    if (this.witnesses.areConfigured) await this.witnesses.publish(intervalMs);
    else await this.checkpoints.publish(intervalMs);
    this.current = (await this.checkpoints.published()) ?? this.current;
  }
}
