import type { Logger } from '../../platform/logging/logger.js';
import type { Metrics } from '../../platform/metrics/metrics.js';
import { formatVkey, isQuorum, NOTE_KEY_TYPES, type Policy } from '../../protocol/index.js';
import type { GrowthProofs } from './growth-proofs.js';
import type { CheckpointStore } from '../signing/checkpoint.store.js';
import { CosignatureStore } from './cosignature.store.js';
import { WitnessClient } from './witness-client.js';
import { WitnessFollower } from './witness-follower.js';

export interface WitnessesDependencies {
  readonly policy: Policy;
  /** How long publishing waits for the quorum. */
  readonly patienceMs: number;
  /** When a witness is asked again for the head it has cosigned. */
  readonly renewalMs: number;
  readonly cosignatures: CosignatureStore;
  readonly checkpoints: CheckpointStore;
  readonly proofs: GrowthProofs;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export interface WitnessStanding {
  readonly name: string;
  /** Entries between the head that is proposed and the largest it has cosigned. */
  readonly lagEntries: number;
  /** Submissions in a row without a cosignature. */
  readonly failures: number;
}

/**
 * Has the published checkpoint cosigned: a head is proposed to every witness of the policy, and published when a quorum
 * has cosigned it or when they have had their time. Appending and receipts never wait for it.
 */
export class Witnesses {
  private readonly followers: readonly WitnessFollower[];
  private readonly names: ReadonlyMap<string, string>;
  private proposed = 0;
  private hasQuorum = false;
  /** Size of the newest head that is known to have its quorum. */
  private quorate = 0;
  private listener: () => void = () => undefined;

  constructor(private readonly dependencies: WitnessesDependencies) {
    const { policy, metrics, logger } = dependencies;
    this.names = new Map(policy.witnesses.map(({ name, key }) => [vkeyOf(key), name]));
    this.followers = policy.witnesses.flatMap(({ name, key, url }) => {
      if (url === undefined) return [];
      const client = new WitnessClient(url, key);
      const onCosigned = (): void => this.listener();
      return [
        new WitnessFollower({ ...dependencies, name, vkey: vkeyOf(key), client, onCosigned }),
      ];
    });
    const reachable = this.followers.map(({ name }) => name);
    if (!isQuorum(policy, reachable))
      logger.warn({ reachable }, 'the witnesses with an address cannot make the quorum');
    if (this.followers.length > 0) this.showIn(metrics);
  }

  /** Is there anybody to ask, or a quorum to wait for? */
  get areConfigured(): boolean {
    return this.dependencies.policy.witnesses.length > 0;
  }

  /** How far each witness is behind, for operators: a ledger serves as well without its witnesses. */
  standing(): { readonly hasQuorum: boolean; readonly witnesses: readonly WitnessStanding[] } {
    const witnesses = this.followers.map(({ name, cosigned, failures }) => ({
      name,
      lagEntries: Math.max(0, this.proposed - cosigned),
      failures,
    }));
    return { hasQuorum: this.hasQuorum, witnesses };
  }

  /** Calls when a cosignature has arrived. */
  onCosigned(listener: () => void): void {
    this.listener = listener;
  }

  /** Proposes, asks, and publishes what is ready; a turn that takes no longer than its queries. */
  async publish(intervalMs: number): Promise<void> {
    const { cosignatures, policy, patienceMs } = this.dependencies;
    const { size, ageMs, isPublished } = await cosignatures.propose(intervalMs);
    this.proposed = size;
    if (size > 0) for (const follower of this.followers) follower.follow(size);
    const vkeys = await cosignatures.witnessesOf(size);
    this.hasQuorum = isQuorum(
      policy,
      vkeys.flatMap((vkey) => this.names.get(vkey) ?? []),
    );
    const isReady = this.hasQuorum || ageMs >= patienceMs;
    if (!isPublished && isReady) await cosignatures.publishProposed();
    if (this.hasQuorum && size > this.quorate) await cosignatures.reachQuorum(size);
    if (this.hasQuorum) this.quorate = size;
  }

  async stop(): Promise<void> {
    await Promise.all(this.followers.map(async (follower) => follower.stop()));
  }

  private showIn(metrics: Metrics): void {
    const labels = ['witness'] as const;
    metrics.gauge(
      {
        name: 'custody_witness_lag_entries',
        help: 'Entries between the head proposed to witnesses and the largest this one has cosigned',
        labels,
      },
      (gauge) => {
        for (const { name, lagEntries } of this.standing().witnesses)
          gauge.set({ witness: name }, lagEntries);
      },
    );
    metrics.gauge(
      {
        name: 'custody_witness_failures',
        help: 'Submissions in a row that this witness did not answer with a cosignature',
        labels,
      },
      (gauge) => {
        for (const { name, failures } of this.followers) gauge.set({ witness: name }, failures);
      },
    );
    metrics.gauge(
      {
        name: 'custody_published_has_quorum',
        help: '1 when the head proposed last had the quorum of the witness policy when looked at last',
      },
      (gauge) => gauge.set(this.hasQuorum ? 1 : 0),
    );
  }
}

function vkeyOf({ name, publicKey }: { name: string; publicKey: Uint8Array }): string {
  return formatVkey(name, publicKey, NOTE_KEY_TYPES.cosignature);
}
