import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkConsignment } from '../../src/cli/checked-consignment.js';
import { checkItem } from '../../src/cli/checked-item.js';
import { LedgerClient } from '../../src/client/ledger-client.js';
import {
  type Check,
  formatVkey,
  jwkOfSecretKey,
  NOTE_KEY_TYPES,
  publicKeyOf,
} from '../../src/protocol/index.js';
import { Workplace } from '../support/command-line.js';
import type { TestParty } from '../support/parties.js';
import { Desk, START_MS } from './desk.js';

const UCR = '6RW888-EVIDENCE';

describe('custody evidence', () => {
  let desk: Desk;
  let workplace: Workplace;
  let mine: TestParty;
  let auditor: TestParty;

  beforeAll(async () => {
    desk = await Desk.open();
    workplace = new Workplace(desk.service);
    mine = await desk.party('EV-MINE', ['producer', 'exporter']);
    auditor = await desk.party('EV-AUDITOR', ['auditor']);
    for (const { id, key } of [mine, auditor]) {
      const jwk = JSON.stringify(jwkOfSecretKey(key.secretKey));
      writeFileSync(join(workplace.folder, `${id}.jwk.json`), jwk, { mode: 0o600 });
    }
    const items = [{ itemId: 'EV-LOT', hs: '261590', qty: { value: '5', unit: 'KGM' } }];
    const plan = { countries: ['RW', 'TZ'], transitCountries: [] };
    const consign = { type: 'CONSIGN', ucr: UCR, items, commodity: '3T', plan };
    const parties = { consignee: mine.id, endUser: mine.id };
    await desk.post(desk.sign(desk.commission(mine, { items }), mine.key));
    const answer = await desk.post(
      desk.sign(desk.event(mine, { ...consign, ...parties }), mine.key),
    );
    expect(answer.status).toBe(201);
  }, START_MS);

  afterAll(async () => {
    await desk.close();
  });

  const check = (party: TestParty, about: string, ...more: readonly string[]) =>
    workplace.custody(
      'check',
      about,
      '--key',
      `${party.id}.jwk.json`,
      '--party',
      party.id,
      ...more,
    );

  const vkeyOf = (name: string) =>
    formatVkey(name, publicKeyOf(new Uint8Array(32).fill(9)), NOTE_KEY_TYPES.ed25519);

  const evidence = (ucr: string) =>
    workplace.custody('evidence', ucr, '--key', `${mine.id}.jwk.json`, '--party', mine.id);

  it('writes a file that verifies with nothing but the key', async () => {
    const vkey = (await workplace.custody('well-known', '--vkey')).stdout.trim();
    const written = await evidence(UCR);
    const file = `${UCR}.custody.json`;

    const verified = await workplace.custody('verify', file, '--vkey', vkey);

    expect(written).toMatchObject({ status: 0, stdout: `${file}\n` });
    expect(verified).toMatchObject({ status: 0 });
    expect(verified.stdout).toMatch(/\nverified\n$/u);
    const forged = readFileSync(join(workplace.folder, file), 'utf8').replace(
      UCR,
      '6RW889-EVIDENCE',
    );
    writeFileSync(join(workplace.folder, 'forged.json'), forged);
    const refused = await workplace.custody('verify', 'forged.json', '--vkey', vkey);
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stdout).toContain('BROKEN attestation');
  });

  it('needs the key from elsewhere', async () => {
    const { status, stderr } = await workplace.custody('verify', `${UCR}.custody.json`);

    expect(status).toBe(2);
    expect(stderr).toContain('--vkey');
  });

  it('says what it has verified of an answer, under the key of its user', async () => {
    const vkey = (await workplace.custody('well-known', '--vkey')).stdout.trim();

    const trusting = await check(auditor, UCR);
    const sure = await check(auditor, UCR, '--vkey', vkey);
    const own = await check(mine, UCR, '--vkey', vkey);
    const wrong = await check(auditor, UCR, '--vkey', vkeyOf('custody.local/another'));

    expect(trusting.stdout).toMatch(/\nconsistent: signed by the ledger.*\n.*--vkey\n$/u);
    expect(sure.stdout).toMatch(
      /\nverified: signed by the ledger; size \d+.*name the consignment; all are here\n$/u,
    );
    expect(own.stdout).toContain('is not proved to a party');
    expect(wrong).toMatchObject({ status: 1 });
    expect(wrong.stdout).toMatch(/BROKEN ledger: .*\n(.*\n)*NOT verified/u);
  });

  it('verifies an item, and prints its answer as one object with what was checked', async () => {
    const vkey = (await workplace.custody('well-known', '--vkey')).stdout.trim();

    const told = await check(auditor, 'EV-LOT', '--item', '--vkey', vkey);
    const json = await check(auditor, UCR, '--vkey', vkey, '--json');

    expect(told.stdout).toContain('name the item; all are told');
    expect(told).toMatchObject({ status: 0 });
    expect(JSON.parse(json.stdout)).toMatchObject({
      ucr: UCR,
      verification: { verdict: 'verified' },
    });
  });

  it('sees every change that a service makes to an answer about an item', async () => {
    const client = new LedgerClient({
      url: desk.service.url,
      key: { party: auditor.id, jwk: jwkOfSecretKey(auditor.key.secretKey) },
    });
    const { vkey } = await client.wellKnown();
    await client.evidence(UCR);
    const answer = await client.item('EV-LOT');
    const brokenBy = (change: (copy: any) => void): string[] => {
      const copy = structuredClone(answer);
      change(copy);
      const { checks } = checkItem(copy, 'EV-LOT', vkey, { vkey });
      return checks.filter(({ ok }) => !ok).map(({ what }) => what);
    };

    expect(brokenBy(() => undefined)).toEqual([]);
    expect(brokenBy((copy) => (copy.itemId = 'EV-OTHER'))).toContain('asked');
    expect(brokenBy((copy) => copy.timeline.pop())).toEqual(['completeness']);
    expect(brokenBy((copy) => (copy.timeline[0].recordedAt = answer.asOf.time))).toEqual([
      'inclusion',
    ]);
    expect(brokenBy((copy) => copy.integrity.proofs.shift())).toEqual(['inclusion']);
    expect(brokenBy((copy) => copy.integrity.proofs[0].proof.pop())).toEqual(['inclusion']);
    expect(brokenBy((copy) => copy.integrity.completeness.proof.entries.pop())).toEqual([
      'completeness',
    ]);
    const older = answer.integrity.checkpoint.replace(/\n\d+\n/u, '\n1\n');
    expect(brokenBy((copy) => (copy.integrity.checkpoint = older))).toEqual(['checkpoint']);
  });

  it('takes nothing that the witnesses of its user have not cosigned', async () => {
    const witness = formatVkey(
      'nobody.example/w',
      publicKeyOf(new Uint8Array(32).fill(8)),
      NOTE_KEY_TYPES.cosignature,
    );
    writeFileSync(join(workplace.folder, 'policy'), `witness w ${witness}\nquorum w\n`);
    const vkey = (await workplace.custody('well-known', '--vkey')).stdout.trim();
    const under = ['--vkey', vkey, '--policy', 'policy', '--json'];

    const item = await check(auditor, 'EV-LOT', '--item', ...under);
    const none = await check(auditor, '6RW999-NONE', ...under);
    const noItem = await check(auditor, 'LOT-NONE', '--item', ...under);

    expect(item).toMatchObject({ status: 1 });
    const broken = JSON.parse(item.stdout).verification.checks.filter(({ ok }: Check) => !ok);
    expect(broken.map(({ what }: Check) => what)).toEqual(['witnesses', 'completeness']);
    for (const { status, stdout } of [none, noItem]) {
      expect(status).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({ absence: { ok: false } });
    }
  });

  it('takes no answer for another question', async () => {
    const { vkey } = await new LedgerClient({ url: desk.service.url }).wellKnown();
    const bytes = readFileSync(join(workplace.folder, `${UCR}.custody.json`));
    const brokenFor = (ucr: string, asOf?: string): string[] =>
      checkConsignment(bytes, { ucr, asOf }, { vkey })
        .checks.filter(({ ok }) => !ok)
        .map(({ what }) => what);

    expect(brokenFor(UCR)).toEqual([]);
    expect(brokenFor('6RW889-EVIDENCE')).toEqual(['asked']);
    expect(brokenFor(UCR, '0')).toEqual(['asked']);
  });

  it('proves to an auditor that there is none, with status 4', async () => {
    const vkey = (await workplace.custody('well-known', '--vkey')).stdout.trim();

    const consignment = await check(auditor, '6RW999-NONE', '--vkey', vkey);
    const item = await check(auditor, 'LOT-NONE', '--item', '--vkey', vkey, '--json');
    const unproved = await check(mine, '6RW999-NONE', '--vkey', vkey);
    const broken = await check(auditor, '6RW999-NONE', '--vkey', vkeyOf('custody.local/another'));

    expect(consignment).toMatchObject({ status: 4 });
    expect(consignment.stdout).toMatch(/proved: no entry below \d+ names consignment:6RW999-NONE/u);
    expect(item).toMatchObject({ status: 4 });
    expect(JSON.parse(item.stdout)).toMatchObject({ verdict: 'UNKNOWN', absence: { ok: true } });
    expect(unproved).toMatchObject({ status: 4 });
    expect(unproved.stdout).toContain('no record of 6RW999-NONE that you may read');
    expect(broken).toMatchObject({ status: 1 });
    expect(broken.stdout).toContain('BROKEN');
  });

  it('answers status 4 for what is not there', async () => {
    expect(await evidence('9ZZNOWHERE')).toMatchObject({ status: 4 });
  });
});
