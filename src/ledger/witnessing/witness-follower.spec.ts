import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLogger } from '../../../test/support/logger.js';
import { until } from '../../../test/support/until.js';
import {
  cosign,
  formatVkey,
  hashLeaf,
  judgeAddCheckpoint,
  NOTE_KEY_TYPES,
  parseAddCheckpoint,
  parseVkey,
  proveConsistency,
  publicKeyOf,
  rootOf,
  sign,
  signCheckpoint,
  type WitnessedTree,
} from '../../protocol/index.js';
import { WitnessClient } from './witness-client.js';
import { type FollowerDependencies, WitnessFollower } from './witness-follower.js';

const origin = 'custody.local/0123456789ab';
const [logKey, witnessKey] = [1, 2].map((fill) => new Uint8Array(32).fill(fill));
const log = parseVkey(formatVkey(origin, publicKeyOf(logKey!)));
const vkey = formatVkey('w', publicKeyOf(witnessKey!), NOTE_KEY_TYPES.cosignature);
const RENEWAL_MS = 60_000;
const leaves = Array.from({ length: 40 }, (_, i) => hashLeaf(Uint8Array.of(i)));

function treeOf(size: number): WitnessedTree {
  return { size, root: rootOf(leaves.slice(0, size)) };
}

function noteOf(size: number): string {
  const signer = (message: Uint8Array): Uint8Array => sign(message, logKey!);
  return signCheckpoint({ origin, ...treeOf(size) }, signer, publicKeyOf(logKey!));
}

describe('WitnessFollower', () => {
  let server: Server;
  let follower: WitnessFollower;
  /** What the witness has cosigned, and what it was sent. */
  let cosigned: WitnessedTree | undefined;
  let sent: number[];
  let answers: (body: string) => { status: number; body: string };
  /** What the ledger has stored, and how large its newest signed tree is. */
  let stored: Map<number, string>;
  let newest: number;
  /** Of every stored cosignature, in milliseconds. */
  let age: number;

  function judge(body: string): { status: number; body: string } {
    const answer = judgeAddCheckpoint(body, [log], () => cosigned);
    if (answer.status === 409) return { status: 409, body: `${answer.size}\n` };
    if (answer.status !== 200) return { status: answer.status, body: answer.reason };
    cosigned = answer.accepted;
    const cosigner = {
      name: 'w',
      publicKey: publicKeyOf(witnessKey!),
      time: 7,
      sign: (message: Uint8Array) => sign(message, witnessKey!),
    };
    return { status: 200, body: cosign(answer.accepted.text, cosigner) };
  }

  beforeEach(async () => {
    [cosigned, sent, stored, newest, answers] = [undefined, [], new Map(), 40, judge];
    age = 0;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        sent.push(parseAddCheckpoint(body).old);
        const answer = answers(body);
        response.writeHead(answer.status).end(answer.body);
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const parts: FollowerDependencies = {
      name: 'w',
      vkey,
      client: new WitnessClient(`http://127.0.0.1:${port}/`, parseVkey(vkey), 2000),
      cosignatures: {
        add: async (size: number, _witness: string, line: string) => void stored.set(size, line),
        ageOf: async (size: number) => (stored.has(size) ? age : undefined),
        largestOf: async () => Math.max(0, ...stored.keys()),
      },
      checkpoints: {
        at: async (size: number) => ({ size, note: noteOf(size) }),
        newest: async () => treeOf(newest),
      },
      proofs: {
        between: async (older: number, newer: number) =>
          proveConsistency(older, newer, (level, index) =>
            rootOf(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)),
          ),
      },
      renewalMs: RENEWAL_MS,
      logger: silentLogger,
      onCosigned: () => undefined,
    };
    follower = new WitnessFollower(parts);
  });

  afterEach(async () => {
    await follower.stop();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  async function cosignedThrough(size: number): Promise<void> {
    await until(() => {
      follower.follow(size);
      return stored.has(size);
    });
  }

  it('goes from what was cosigned last', async () => {
    await cosignedThrough(3);
    await cosignedThrough(11);

    expect(sent).toEqual([0, 3]);
    expect(follower.cosigned).toBe(11);
  });

  it('answers a conflict from the size that the witness names', async () => {
    cosigned = treeOf(5);
    await cosignedThrough(11);

    expect(sent).toEqual([0, 5]);
    expect(follower.failures).toBe(0);
  });

  it('asks again for the very tree the witness has, when the answer was lost', async () => {
    cosigned = treeOf(11);
    await cosignedThrough(11);

    expect(sent).toEqual([0, 11]);
  });

  it('leaves a tree alone that it has cosigned lately, also before this process', async () => {
    stored.set(11, 'a line');
    follower.follow(11);
    await until(() => follower.cosigned === 11);
    follower.follow(11);

    expect(sent).toEqual([]);
  });

  it('asks again for the very tree when the cosignature has become old', async () => {
    stored.set(11, 'a line of yesterday');
    cosigned = treeOf(11);
    age = RENEWAL_MS;
    await until(() => {
      follower.follow(11);
      return stored.get(11) !== 'a line of yesterday';
    });

    expect(sent).toEqual([11]);
  });

  it('does not believe a witness that it is ahead, but begins there the next time', async () => {
    cosigned = treeOf(20);
    follower.follow(11);
    await until(() => follower.failures === 1);

    expect(follower.cosigned).toBe(0);
    await cosignedThrough(30);
    expect(sent).toEqual([0, 20]);
    expect(follower.failures).toBe(0);
  });

  it('counts it a failure when the witness has seen more than the log holds', async () => {
    cosigned = treeOf(40);
    newest = 30;
    follower.follow(30);
    await until(() => follower.failures === 1);

    expect(stored.size).toBe(0);
  });

  it.each([
    ['refuses', { status: 422, body: 'no' }],
    ['answers nonsense', { status: 200, body: 'yes\n' }],
    ['gives the cosignature of another', { status: 200, body: '— w AAAAAAAA\n' }],
    ['names no size', { status: 409, body: 'many' }],
    ['never stops talking', { status: 200, body: 'x'.repeat(100_000) }],
  ])('stores nothing and pauses when the witness %s', async (_what, answer) => {
    answers = () => answer;
    follower.follow(3);
    await until(() => follower.failures === 1);
    follower.follow(3);

    expect(sent).toHaveLength(1);
    expect(stored.size).toBe(0);
  });
});
