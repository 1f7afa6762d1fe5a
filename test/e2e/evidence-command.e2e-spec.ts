import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jwkOfSecretKey } from '../../src/protocol/index.js';
import { Workplace } from '../support/command-line.js';
import type { TestParty } from '../support/parties.js';
import { Desk, START_MS } from './desk.js';

const UCR = '6RW888-EVIDENCE';

describe('custody evidence', () => {
  let desk: Desk;
  let workplace: Workplace;
  let mine: TestParty;

  beforeAll(async () => {
    desk = await Desk.open();
    workplace = new Workplace(desk.service);
    mine = await desk.party('EV-MINE', ['producer', 'exporter']);
    const jwk = jwkOfSecretKey(mine.key.secretKey);
    writeFileSync(join(workplace.folder, 'mine.jwk.json'), JSON.stringify(jwk), { mode: 0o600 });
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

  const evidence = (ucr: string) =>
    workplace.custody('evidence', ucr, '--key', 'mine.jwk.json', '--party', mine.id);

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

  it('answers status 4 for what is not there', async () => {
    expect(await evidence('9ZZNOWHERE')).toMatchObject({ status: 4 });
  });
});
