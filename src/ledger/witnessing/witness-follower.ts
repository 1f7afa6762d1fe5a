import type { Logger } from '../../platform/logging/logger.js';
import type { GrowthProofs } from './growth-proofs.js';
import type { CheckpointStore } from '../signing/checkpoint.store.js';
import type { CosignatureStore } from './cosignature.store.js';
import type { Submitted, WitnessClient } from './witness-client.js';

export interface FollowerDependencies {
  /** What the policy calls the witness. */
  readonly name: string;
  readonly vkey: string;
  readonly client: WitnessClient;
  readonly cosignatures: Pick<CosignatureStore, 'add' | 'ageOf' | 'largestOf'>;
  readonly checkpoints: Pick<CheckpointStore, 'at' | 'newest'>;
  readonly proofs: Pick<GrowthProofs, 'between'>;
  /** When it is asked again for the head it has cosigned. */
  readonly renewalMs: number;
  readonly logger: Logger;
  readonly onCosigned: () => void;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Brings each proposed checkpoint to one witness: one at a time, the newest only, with growing pauses while the witness
 * does not answer. Nothing waits for it.
 */
export class WitnessFollower {
  /** Size of the largest tree of which its cosignature is here. */
  cosigned = 0;
  /** Until when that cosignature is new enough, by the process's clock. */
  private renewAt = 0;
  /** What it says it has cosigned, if it is more: where a proof for it begins. Nothing signed, so never shown. */
  private told = 0;
  failures = 0;
  private isLoaded = false;
  private running: Promise<void> | undefined;
  private notBefore = 0;
  private readonly stopping = new AbortController();

  constructor(private readonly dependencies: FollowerDependencies) {}

  get name(): string {
    return this.dependencies.name;
  }

  /** Asks for a cosignature under the checkpoint of this size, unless one is being asked for or it is too early. */
  follow(size: number): void {
    if (this.running !== undefined || performance.now() < this.notBefore) return;
    const isNewEnough = size < this.cosigned || performance.now() < this.renewAt;
    if (this.isLoaded && size <= this.cosigned && isNewEnough) return;
    this.running = this.bring(size)
      .catch((error: unknown) => this.fail(error))
      .finally(() => {
        this.running = undefined;
      });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async bring(size: number): Promise<void> {
    const { cosignatures, checkpoints, renewalMs, vkey } = this.dependencies;
    if (!this.isLoaded) this.cosigned = await cosignatures.largestOf(vkey);
    this.isLoaded = true;
    const age = (await cosignatures.ageOf(size, vkey)) ?? Infinity;
    if (age < renewalMs) return this.have(size, renewalMs - age);
    const checkpoint = await checkpoints.at(size);
    if (checkpoint === undefined) return;
    const from = Math.max(this.cosigned, this.told);
    const first = await this.submit(from, size, checkpoint.note);
    const answer =
      first.type === 'conflict' && first.size <= size
        ? await this.submit(first.size, size, checkpoint.note)
        : first;
    await this.take(answer, size);
  }

  private async submit(old: number, size: number, checkpoint: string): Promise<Submitted> {
    const { client, proofs } = this.dependencies;
    if (old > size) return { type: 'conflict', size: old };
    const proof = old === 0 || old === size ? [] : await proofs.between(old, size);
    return client.submit({ old, proof, checkpoint }, this.stopping.signal);
  }

  private async take(answer: Submitted, size: number): Promise<void> {
    if (answer.type === 'failed') return this.fail(answer.cause);
    if (answer.type === 'refused') return this.refused(answer.status, size);
    if (answer.type === 'conflict') return this.isAhead(answer.size, size);
    await this.dependencies.cosignatures.add(size, this.dependencies.vkey, answer.line);
    this.have(size, this.dependencies.renewalMs);
    this.told = size;
    this.failures = 0;
    this.dependencies.onCosigned();
  }

  private have(size: number, newForMs: number): void {
    this.cosigned = Math.max(this.cosigned, size);
    this.renewAt = performance.now() + newForMs;
  }

  /** Another process was quicker with a newer head, or this database is older than what the witness saw. */
  private async isAhead(cosigned: number, size: number): Promise<void> {
    const newest = await this.dependencies.checkpoints.newest();
    if (newest !== undefined && cosigned <= newest.size) {
      this.told = cosigned;
      this.cosigned = await this.dependencies.cosignatures.largestOf(this.dependencies.vkey);
      if (this.cosigned < size) this.pause();
      return;
    }
    this.dependencies.logger.error(
      { witness: this.name, cosigned, size },
      'a witness has cosigned a larger tree than this log holds: the database may have gone back',
    );
    this.pause();
  }

  private refused(status: number, size: number): void {
    const { logger } = this.dependencies;
    const fields = { witness: this.name, status, size, cosigned: this.cosigned };
    if (status === 422)
      logger.error(fields, 'a witness says that this log does not continue what it cosigned');
    else logger.warn(fields, 'a witness refuses the checkpoint');
    this.pause();
  }

  private fail(error: unknown): void {
    if (this.stopping.signal.aborted) return;
    this.dependencies.logger.warn({ witness: this.name, err: error }, 'a witness does not answer');
    this.pause();
  }

  private pause(): void {
    this.failures += 1;
    const wait = FIRST_WAIT_MS * 2 ** Math.min(this.failures - 1, 10);
    this.notBefore = performance.now() + Math.min(LONGEST_WAIT_MS, wait);
  }
}
