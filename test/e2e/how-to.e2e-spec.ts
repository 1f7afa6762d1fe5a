import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { signWebhook } from '../../src/alerts/webhooks/webhook-signature.js';
import { jwkOfSecretKey } from '../../src/protocol/index.js';
import { testFolder } from '../support/database.js';
import { Workplace } from '../support/command-line.js';
import { makeKey, type TestParty } from '../support/parties.js';
import { until } from '../support/until.js';
import { Desk, START_MS } from './desk.js';

jest.setTimeout(240_000);

function blocksOf(path: string, language: string): string[] {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs', path), 'utf8');
  // Blocks inside lists are indented.
  const block = new RegExp(`^( *)\`\`\`${language}\\n(.*?)^\\1\`\`\`$`, 'gmsu');
  return [...page.matchAll(block)].map(([, indent = '', text = '']) =>
    text.replaceAll(new RegExp(`^${indent}`, 'gmu'), ''),
  );
}

/** The blocks of a page, as somebody types them who has done what the page takes for granted. */
describe('commands of the how-to pages', () => {
  let desk: Desk;
  let workplace: Workplace;

  beforeAll(async () => {
    desk = await Desk.open();
    workplace = new Workplace(desk.service);
  }, START_MS);

  afterAll(async () => {
    await desk.close();
  });

  async function run(script: string): Promise<string> {
    const { status, stdout, stderr } = await workplace.shell(script);
    expect({ script, status, stderr }).toEqual({ script, status: 0, stderr });
    return stdout;
  }

  /** @returns the key id */
  async function makePartyKey(file: string): Promise<string> {
    const out = await run(`npx custody keygen --out ${file} --json`);
    const { keyid, jwk }: { keyid: string; jwk: object } = JSON.parse(out);
    writeFileSync(join(workplace.folder, file.replace('.jwk.', '.public.')), JSON.stringify(jwk));
    await run(`npx custody register key --party HILL-MINE --new-key ${file}`);
    return keyid;
  }

  it('rotate and revoke keys, verify offline, audit and rebuild', async () => {
    await run(
      'npx custody register party --id HILL-MINE --name "Hill Mine" --country RW --role producer',
    );
    const oldKey = await makePartyKey('mine.jwk.json');
    const lostKey = await makePartyKey('lost.jwk.json');
    const {
      schema: _schema,
      ledger: _ledger,
      ...commission
    } = desk.commission({ id: 'HILL-MINE' });
    writeFileSync(join(workplace.folder, 'commission.json'), JSON.stringify(commission));
    await run(
      'npx custody sign commission.json --key mine.jwk.json --out commission.signed.json; npx custody post commission.signed.json',
    );

    const verified: string[] = [];
    for (const block of blocksOf('how-to/verify-offline.md', 'sh')) verified.push(await run(block));
    expect(verified).toHaveLength(4);
    expect(verified[1]).toMatch(/^verified$/mu);
    expect(verified[2]).toMatch(/signature/u);
    expect(verified[3]).toMatch(/NOT verified/u);

    const rotation = blocksOf('how-to/rotate-or-revoke-a-key.md', 'sh');
    expect(rotation).toHaveLength(4);
    for (const block of rotation) await run(`OLD_KEYID=${oldKey} LOST_KEYID=${lostKey}\n${block}`);
    const registrar = { id: 'OFFICE', roles: ['inspector'] } as const;
    const token = await desk.parties.logIn(await desk.party(registrar.id, registrar.roles));
    const { body } = await desk.parties.get('/v1/parties/HILL-MINE', token);
    expect(body.keys.map((key: { revokedAt: number | null }) => key.revokedAt !== null)).toEqual([
      true,
      true,
      false,
    ]);
    expect(body.keys[1].compromisedSince).toBe('2026-11-20T00:00:00.000Z');

    const recovery = blocksOf('how-to/recover-after-a-crash.md', 'sh');
    expect(recovery).toHaveLength(2);
    expect(await run(recovery[0] ?? '')).toMatch(/^sound/mu);
    await run(recovery[1] ?? '');
  });
});

describe('code in the pages', () => {
  const folder = testFolder('documented-');

  it('signs as the protocol core does', async () => {
    const [script = ''] = blocksOf('reference/http-api.md', 'sh');
    const signer = /<<'JS'\n(?<code>.*?)^JS$/msu.exec(script)?.groups?.['code'] ?? '';
    writeFileSync(join(folder, 'sign.mjs'), signer);
    const key = makeKey();
    writeFileSync(join(folder, 'key.json'), JSON.stringify(jwkOfSecretKey(key.secretKey)));
    const desk = await Desk.open();
    try {
      const party: TestParty = { id: 'P-CURL', key };
      await desk.parties.register('party', {
        party: { id: party.id, name: 'Curl', country: 'RW', roles: ['producer'] },
      });
      await desk.parties.register('key', { key: { party: party.id, jwk: key.jwk } }, [
        desk.parties.registrar,
        key,
      ]);
      const event = desk.commission(party, { note: 'é "quoted" \\ 🙂' });
      const child = spawn(process.execPath, ['sign.mjs', 'event', 'key.json'], { cwd: folder });
      child.stdin.end(JSON.stringify(event));
      let out = '';
      for await (const chunk of child.stdout) out += String(chunk);

      expect(JSON.parse(out)).toEqual(
        JSON.parse(Buffer.from(desk.sign(event, key)).toString('utf8')),
      );
      expect((await desk.post(out)).status).toBe(201);
    } finally {
      await desk.close();
    }
  });

  it('tells genuine webhooks from others', async () => {
    const [code = ''] = blocksOf('reference/http-api.md', 'js');
    const file = join(folder, 'is-genuine.mjs');
    writeFileSync(file, code);
    const { isGenuine }: { isGenuine: (secret: string, headers: object, body: string) => boolean } =
      await import(pathToFileURL(file).href);
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const now = Math.floor(Date.now() / 1000);
    const headers = signWebhook([secret], 'msg-1', now, '{"a":1}');

    expect(isGenuine(secret, headers, '{"a":1}')).toBe(true);
    expect(isGenuine(secret, headers, '{"a":2}')).toBe(false);
    expect(isGenuine(`whsec_${Buffer.alloc(32, 8).toString('base64')}`, headers, '{"a":1}')).toBe(
      false,
    );
    expect(isGenuine(secret, signWebhook([secret], 'msg-1', now - 900, '{"a":1}'), '{"a":1}')).toBe(
      false,
    );
    expect(isGenuine(secret, {}, '{"a":1}')).toBe(false);
  });

  it('receives alerts once each and refuses forgeries', async () => {
    const [code = ''] = blocksOf('how-to/receive-alerts-by-webhook.md', 'js');
    const port = await freePort();
    writeFileSync(join(folder, 'receiver.mjs'), code.replace('8090', String(port)));
    const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    const child = spawn(process.execPath, ['receiver.mjs'], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: '', WEBHOOK_SECRET: secret },
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    try {
      const body = JSON.stringify({
        type: 'alert.opened',
        data: { severity: 'HIGH', rule: 'CUSTODY_BREAK', url: '/v1/alerts/x' },
      });
      const send = async (headers: object): Promise<number> =>
        (
          await fetch(`http://127.0.0.1:${port}/`, {
            method: 'POST',
            body,
            headers: { ...headers },
          })
        ).status;
      const now = Math.floor(Date.now() / 1000);
      await until(async () => (await send({})) === 401, 20_000);
      const headers = signWebhook([secret], 'msg-1', now, body);

      expect(await send(headers)).toBe(204);
      expect(await send(headers)).toBe(204);
      await until(() => out !== '');
      expect(out).toBe('alert.opened HIGH CUSTODY_BREAK /v1/alerts/x\n');
    } finally {
      child.kill();
      await once(child, 'close');
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
