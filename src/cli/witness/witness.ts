import {
  cosign,
  encodeUtf8,
  judgeAddCheckpoint,
  sha256,
  sign,
  toHex,
  withSignatureLine,
  type AddCheckpointAnswer,
} from '../../protocol/index.js';
import type { KeyPair } from '../key-file.js';
import type { WatchedLogs } from './watched-logs.js';
import type { Cosigned, WitnessState } from './witness-state.js';

export interface WitnessOptions {
  /** Name of its key. */
  readonly name: string;
  readonly key: KeyPair;
  readonly logs: WatchedLogs;
  readonly state: WitnessState;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The answer to `add-checkpoint`, with the cosignature where there is one. */
export type WitnessAnswer =
  Exclude<AddCheckpointAnswer, { status: 200 }> | { readonly status: 200; readonly line: string };

/** Cosigns checkpoints that continue what it has cosigned before (C2SP tlog-witness). */
export class Witness {
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: WitnessOptions) {}

  /** Judged and stored one after the other: no request can put the state back behind a faster one. */
  async addCheckpoint(body: string): Promise<WitnessAnswer> {
    const turn = this.queue.then(async () => this.judgeAndStore(body));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** The latest cosigned checkpoint of the log whose origin has this SHA-256, in hex. */
  latest(originHash: string): Cosigned | undefined {
    return this.options.state.find((origin) => toHex(sha256(encodeUtf8(origin))) === originHash);
  }

  private async judgeAndStore(body: string): Promise<WitnessAnswer> {
    const { logs, state } = this.options;
    const answer = judgeAddCheckpoint(
      body,
      logs.keys,
      (origin) => state.of(origin),
      logs.histories,
    );
    if (answer.status !== 200) return answer;
    const { origin, size, root, note, text } = answer.accepted;
    const line = this.cosign(text);
    await state.store({ origin, size, root, note: withSignatureLine(note, line) });
    return { status: 200, line };
  }

  private cosign(text: string): string {
    const { name, key, now } = this.options;
    const { publicKey, secretKey } = key;
    const time = Math.max(1, Math.floor(now() / 1000));
    return cosign(text, { name, publicKey, time, sign: (message) => sign(message, secretKey) });
  }
}
