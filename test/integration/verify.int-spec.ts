import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signingRules } from '../../src/custody/vocabulary/signing-rules.js';
import { LedgerIdentity } from '../../src/ledger/ledger-identity.js';
import { type Check, type Trust, verifyFile } from '../../src/protocol/index.js';
import type { Manifest, ManifestEntry } from '../conformance/kit.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { EventFactory } from '../support/ledger-events.js';
import { Parties } from '../support/parties.js';
import { until } from '../support/until.js';

const folder = join(import.meta.dirname, '../conformance/files');
const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const SOUND = 'bundle_consignment.custody.json';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
}, 120_000);

afterAll(async () => {
  await app.close();
});

interface Judged {
  readonly status: number;
  readonly body: { ok?: boolean; checks?: readonly Check[]; code?: string; detail?: string };
}

async function judge(
  bytes: Uint8Array,
  trust: Readonly<Record<string, string>> | readonly (readonly [string, string])[] = {},
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Promise<Judged> {
  const query = new URLSearchParams(trust as Record<string, string>).toString();
  const response = await fetch(`${app.url}/v1/verify?${query}`, {
    method: 'POST',
    headers,
    body: Buffer.from(bytes),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

function queryOf({ policy, vkeys = [manifest.vkey], rotations }: ManifestEntry) {
  const query = vkeys.map((vkey) => ['vkey', vkey] as const);
  return [
    ...query,
    ...(policy ? [['policy', manifest.policy] as const] : []),
    ...(rotations ? [['rotations', JSON.stringify(manifest.rotations)] as const] : []),
  ];
}

function trustOf({ policy, vkeys, rotations }: ManifestEntry): Trust {
  return {
    vkey: vkeys ?? manifest.vkey,
    policy: policy && manifest.policy,
    rotations: rotations && manifest.rotations,
  };
}

function fileOf(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, name)));
}

describe('POST /v1/verify', () => {
  it('gives the verdict of the manifest on every file of the conformance kit, for its reason', async () => {
    for (const entry of manifest.files) {
      const { status, body } = await judge(fileOf(entry.file), queryOf(entry));

      const broken = (body.checks ?? []).filter(({ ok }) => !ok).map(({ what }) => what);
      const { file, verdict, fails } = entry;
      expect({ file, status, ok: body.ok }).toEqual({
        file,
        status: 200,
        ok: verdict === 'verified',
      });
      expect({ file, broken }).toEqual({
        file,
        broken: fails === undefined ? [] : expect.arrayContaining([fails]),
      });
    }
  }, 120_000);

  it('says it in the words of the core', async () => {
    for (const entry of manifest.files.filter(({ rotations }, at) => rotations || at % 9 === 0)) {
      const { checks } = verifyFile(fileOf(entry.file), trustOf(entry), signingRules);

      const { body } = await judge(fileOf(entry.file), queryOf(entry));

      expect(body.checks).toEqual(checks);
    }
  }, 60_000);

  it('judges under the key of this ledger when none is given', async () => {
    const parties = new Parties(app);
    const mine = await parties.party('V-MINE', ['producer']);
    const events = new EventFactory(parties);
    const envelope = events.commission(mine);
    const { body: receipt } = await parties.post('/v1/events', envelope);
    const file = JSON.stringify({
      envelope: JSON.parse(Buffer.from(envelope).toString()),
      receipt,
    });

    const own = await judge(Buffer.from(file));
    const other = await judge(fileOf(SOUND));

    expect(own).toMatchObject({ status: 200, body: { ok: true } });
    expect(own.body.checks?.find(({ what }) => what === 'receipt')?.detail).toContain(
      app.app.get(LedgerIdentity, { strict: false }).origin,
    );
    expect(other).toMatchObject({ status: 200, body: { ok: false } });
    const token = await parties.logIn(mine);
    const hash = String(receipt.statementHash);
    const served = await until(async () => {
      const { status, body } = await parties.get(`/v1/statements/${hash}`, token);
      return status === 200 && body.receipt !== null ? JSON.stringify(body) : undefined;
    });
    const { body } = await judge(Buffer.from(served));
    expect(body.checks?.map(({ what, ok }) => [what, ok])).toEqual([
      ['statement', true],
      ['receipt', true],
      ['entry', true],
    ]);
    const bad = served.replace('"entry":"', '"entry":"A');
    expect((await judge(Buffer.from(bad))).body).toMatchObject({ ok: false });
  });

  it('takes the log of a policy for the ledger, and its own key only where none is named', async () => {
    const quorum = 'quorum none\n';

    const named = await judge(fileOf(SOUND), { policy: `log ${manifest.vkey}\n${quorum}` });
    const unnamed = await judge(fileOf(SOUND), { policy: quorum });
    const unended = await judge(fileOf(SOUND), { vkey: manifest.vkey, policy: 'quorum none' });
    const own = app.app.get(LedgerIdentity, { strict: false }).history[0]!.vkey;
    const other = await judge(fileOf(SOUND), { policy: `log ${own}\n${quorum}` });

    expect(named).toMatchObject({ status: 200, body: { ok: true } });
    expect(unnamed).toMatchObject({ status: 200, body: { ok: false } });
    expect(unended).toMatchObject({ status: 400, body: { code: 'schema' } });
    expect(other).toMatchObject({ status: 200, body: { ok: false } });
  });

  it('tells a bad key, and what is no file, from a bad file', async () => {
    expect(await judge(fileOf(SOUND), { vkey: 'nonsense' })).toMatchObject({
      status: 400,
      body: { code: 'schema' },
    });
    expect(await judge(fileOf(SOUND), { policy: 'nonsense\n' })).toMatchObject({ status: 400 });
    expect(await judge(fileOf(SOUND), { rotations: '[' })).toMatchObject({ status: 400 });
    expect(await judge(fileOf(SOUND), { key: 'x' })).toMatchObject({ status: 400 });
    for (const headers of [
      { 'content-type': 'application/x-ndjson' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ])
      expect(await judge(fileOf(SOUND), {}, headers)).toMatchObject({ status: 415 });
    expect(await judge(Buffer.from('{"receipt":'))).toMatchObject({
      status: 200,
      body: { ok: false, checks: [{ what: 'form', ok: false }] },
    });
  });

  it('takes no more than it can judge quickly', async () => {
    expect(await judge(Buffer.alloc(4 * 1024 * 1024 + 1, ' '))).toMatchObject({ status: 413 });
    const most = Buffer.from(`${'['.repeat(2 * 1024 * 1024)}${']'.repeat(2 * 1024 * 1024)}`);

    expect(await judge(most)).toMatchObject({ status: 200, body: { ok: false } });
  });

  it('refuses more than it can keep waiting, and goes on', async () => {
    const bytes = fileOf(SOUND);

    const answers = await Promise.all(Array.from({ length: 24 }, async () => judge(bytes)));
    const statuses = new Set(answers.map(({ status }) => status));

    expect(statuses).toContain(200);
    expect([...statuses].every((status) => status === 200 || status === 503)).toBe(true);
    expect((await judge(bytes, { vkey: manifest.vkey })).body.ok).toBe(true);
  });
});
