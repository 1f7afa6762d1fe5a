import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '../../../test/support/logger.js';
import { EMPTY_ROOT } from '../../protocol/index.js';
import type { AdmittedStatement } from '../admission/statement-facts.js';
import { type Head, type Linkable, linkBatch } from '../append/link-batch.js';
import { Post } from '../append/pending.js';
import { nativeSha256 } from '../native-sha256.js';
import type { Receipts } from '../receipts.js';
import { TreeWindow } from '../tree/tree-window.js';
import type { HeadSigner, Signed } from './head-signer.js';
import { SigningStage } from './signing-stage.js';

const EMPTY: Head = {
  size: 0,
  root: EMPTY_ROOT,
  recordedAt: 0,
  lastLeaf: new Uint8Array(32),
  frontier: [],
  registryIndex: -1,
};

/** Signs every head as the first that covers all entries. */
const signer: Pick<HeadSigner, 'sign'> = {
  sign: async (): Promise<Signed> => ({ isNew: true, note: '', previousSize: 0 }),
};

const hash = '0'.repeat(64);
/** Made from the tables, when the window in memory does not reach. */
const known = {
  recordedAt: '',
  previous: hash,
  statementHash: hash,
  leafHash: hash,
  proof: 'of the store',
};
const receipts: Pick<Receipts, 'firstReceipts'> = {
  firstReceipts: async (indexes: readonly number[]) =>
    new Map(indexes.map((index) => [index, { ...known, index }])),
};

const admitted: AdmittedStatement = {
  facts: { kind: 'finding', ledger: 'x/1', localId: 'a.1', alert: 'a', version: 1 },
  signatures: [],
  stored: Buffer.alloc(0),
  hash: Buffer.alloc(32),
  identity: Buffer.alloc(16),
  claim: undefined,
};

function statement(text: string): Linkable {
  const stored = Buffer.from(text);
  return { kind: 'event', stored, hash: nativeSha256(stored), changesSigners: false };
}

describe('the signing stage', () => {
  it('answers what was appended although another process moved the head before the next batch', async () => {
    const stage = new SigningStage(signer, receipts, silentLogger);
    const window = new TreeWindow(0, []);
    const { entries, head } = linkBatch(EMPTY, [statement('a'), statement('b')], 0, window);
    const theirs = new TreeWindow(0, []);
    for (const { leafHash } of entries) theirs.append(leafHash);
    const moved = linkBatch(head, [statement('c'), statement('d')], 0, theirs).head;

    const post = new Post(entries.length);
    entries.forEach((entry, place) => {
      const pending = { statement: admitted, judgedAt: 0, mayBeWritten: false, post, place };
      stage.add({ head, window, entries: [{ pending, entry }], known: [] });
    });
    // All of it was refused: it brings the head as it was found, beyond the window of the batch before.
    stage.add({ head: moved, window: undefined, entries: [], known: [] });

    expect(await post.answered).toMatchObject([
      { status: 201, index: 0 },
      { status: 201, index: 1, receipt: expect.stringContaining('of the store') },
    ]);
  });
});
