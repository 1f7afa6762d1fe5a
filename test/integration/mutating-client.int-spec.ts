import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { itemSubject } from '../../src/custody/map-subjects.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import { Receipts } from '../../src/ledger/receipts.js';
import {
  checkCompleteness,
  checkReceipt,
  decodeEntryBundle,
  encodeUtf8,
  openCheckpoint,
  parseTlogProof,
  type Receipt,
  tilePath,
  tilesForSize,
} from '../../src/protocol/index.js';
import { CompletenessProofs } from '../../src/provenance/map/completeness-proofs.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { EventFactory } from '../support/ledger-events.js';
import { mutatedJson, mutatedText } from '../support/mutations.js';
import { Parties, type TestParty } from '../support/parties.js';
import { ReferenceTree, rootOfPath } from '../support/reference-merkle.js';
import { until } from '../support/until.js';
import { mapCaughtUp } from '../support/map.js';

const START_MS = 120_000;
jest.setTimeout(60_000);
const any = { strict: false } as const;

/** A client that trusts a second implementation of the tree, and nothing that was changed on its way. */
describe('what a running ledger serves', () => {
  let app: TestApp;
  let mine: TestParty;
  let vkey: string;
  const posted: { envelope: Uint8Array; receipt: Receipt }[] = [];

  beforeAll(async () => {
    app = await startTestApp();
    const parties = new Parties(app);
    const events = new EventFactory(parties);
    mine = await parties.party('P-MINE', ['producer']);
    vkey = app.app.get(LedgerIdentity, any).vkey;
    for (const count of [1, 2, 140, 140, 3]) {
      const envelopes = Array.from({ length: count }, () => events.commission(mine));
      const { status, text } = await events.postText(app.url, events.array(envelopes));
      expect(status).toBe(200);
      const answers: { receipt: Receipt }[] = JSON.parse(text).results;
      answers.forEach(({ receipt }, i) => posted.push({ envelope: envelopes[i]!, receipt }));
    }
    await mapCaughtUp(app);
  }, START_MS);

  afterAll(async () => {
    await app.close();
  }, START_MS);

  async function get(path: string): Promise<Buffer> {
    const response = await fetch(`${app.url}/log/${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    return Buffer.from(await response.arrayBuffer());
  }

  /** The tree of the published checkpoint, from the served entries alone. */
  async function servedTree(): Promise<{ tree: ReferenceTree; root: Uint8Array; size: number }> {
    const least = posted.at(-1)!.receipt.index + 1;
    const { size, root } = await until(async () => {
      const opened = openCheckpoint((await get('checkpoint')).toString('utf8'), vkey);
      return opened.ok && opened.checkpoint.size >= least ? opened.checkpoint : undefined;
    });
    const entries: Uint8Array[] = [];
    for (let n = 0; n * 256 < size; n++) {
      const width = Math.min(256, size - n * 256);
      entries.push(...decodeEntryBundle(await get(tilePath('entries', n, width))));
    }
    expect(entries).toHaveLength(size);
    return { tree: ReferenceTree.ofEntries(entries), root, size };
  }

  it('has the root and the tiles of a second implementation, in every width', async () => {
    const { tree, root, size } = await servedTree();
    expect(tree.root(size).equals(root)).toBe(true);
    for (const { level, n, width } of tilesForSize(size)) {
      const bytes = await get(tilePath(level, n, width));
      expect(tree.tile(Number(level), n, width).equals(bytes)).toBe(true);
    }
    for (const width of [1, 2, 3, 17, 100, 255])
      expect((await get(tilePath(0, 0, width))).equals(tree.tile(0, 0, width))).toBe(true);
  });

  it('has receipts with the paths of a second implementation, for every entry and older sizes', async () => {
    const { tree } = await servedTree();
    const receipts = app.app.get(Receipts, any);
    const all = posted.map(({ receipt }) => receipt);
    const signed = new Set(all.map(({ proof }) => sizeOf(proof)));
    expect(signed.size).toBeGreaterThan(4);
    for (const size of signed)
      for (const index of [0, 1, size - 2, size - 1]) {
        const receipt = await receipts.receiptFor(index, size);
        if (receipt === undefined) throw new Error(`no receipt of ${index} at ${size}`);
        expect(sizeOf(receipt.proof)).toBe(size);
        all.push(receipt);
      }
    for (const { index, leafHash, proof: text } of all) {
      const { proof, checkpoint } = parseTlogProof(text);
      const opened = openCheckpoint(checkpoint, vkey);
      if (!opened.ok) throw new Error(opened.reason);
      const { size, root } = opened.checkpoint;
      expect(Buffer.concat(proof).equals(Buffer.concat(tree.path(index, size)))).toBe(true);
      const led = rootOfPath(BigInt(index), BigInt(size), Buffer.from(leafHash, 'hex'), proof);
      expect(Buffer.from(led!).equals(root)).toBe(true);
      expect(tree.root(size).equals(root)).toBe(true);
    }
  });

  it('is not believed with anything changed in a receipt', () => {
    const { envelope, receipt } = posted[200]!;
    expect(checkReceipt({ envelope, receipt, vkey })).toMatchObject({ ok: true });
    for (const { what, value } of mutatedJson(receipt, { step: 3 })) {
      const changed: any = value;
      const isSame = /line \d+ doubled/u.test(what);
      if (checkReceipt({ envelope, receipt: changed, vkey }).ok && !isSame) throw new Error(what);
    }
    const text = Buffer.from(envelope).toString('utf8');
    for (const { what, value } of mutatedText(text))
      if (checkReceipt({ envelope: encodeUtf8(value), receipt, vkey }).ok) throw new Error(what);
    const other = posted[201]!;
    expect(checkReceipt({ envelope, receipt: other.receipt, vkey }).ok).toBe(false);
  });

  it('is not believed with anything changed in an answer that claims to be complete', async () => {
    const item = `I-${mine.id}-7`;
    const proof: any = await app.app.get(CompletenessProofs, any).prove(itemSubject(item));
    expect(checkCompleteness(proof, vkey)).toMatchObject({ ok: true, entries: [{}] });
    const { map, ...rest } = proof;
    for (const { what, value } of mutatedJson(rest, { step: 11 })) {
      const changed: any = value;
      if (checkCompleteness({ ...changed, map }, vkey).ok) throw new Error(what);
    }
  });
});

function sizeOf(proof: string): number {
  return Number(parseTlogProof(proof).checkpoint.split('\n')[1]);
}
