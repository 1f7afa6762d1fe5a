import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import {
  jwkOfSecretKey,
  openCheckpoint,
  openWithPolicy,
  parsePolicy,
} from '../../src/protocol/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Ran, Workplace } from '../support/command-line.js';
import {
  copyTestDatabase,
  createTestDatabase,
  type TestDatabase,
  testFolder,
} from '../support/database.js';
import { EventFactory } from '../support/ledger-events.js';
import { Parties, type TestParty } from '../support/parties.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);
const START_MS = 240_000;

const page = readFileSync(
  resolve(import.meta.dirname, '../../docs/how-to/run-a-witness.md'),
  'utf8',
);
/** Commands of the page, in its order: a key, a witness, a monitor, a report judged. */
const [MAKE_KEY = '', WITNESS = '', MONITOR = '', JUDGE = ''] = [
  ...page.matchAll(/^( *)```sh\n(.*?)^\1```$/gmsu),
].map(([, indent = '', text = '']) => text.replaceAll(new RegExp(`^${indent}`, 'gmu'), ''));

/** One ledger, a witness and monitors as processes of their own, and what the ledger may do to them. */
describe('monitor and witness against a real service', () => {
  const folder = testFolder('watched-');
  const policyPath = join(folder, 'policy');
  let database: TestDatabase;
  let older: TestDatabase;
  let workplace: Workplace;
  let app: TestApp;
  let vkey: string;
  let mine: TestParty;
  let auditor: TestParty;
  let witnessPid = 0;
  let port = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    const dataDir = join(folder, 'data');
    const young = await startTestApp({ database, dataDir });
    const parties = new Parties(young);
    mine = await parties.party('P-MINE', ['producer']);
    auditor = await parties.party('A-CH', ['auditor']);
    workplace = new Workplace(young);
    await run('npx custody well-known --vkey > ledger.vkey; cp ledger.vkey logs.txt');
    vkey = text('ledger.vkey').trim();
    writeFileSync(file('auditor.jwk.json'), JSON.stringify(jwkOfSecretKey(auditor.key.secretKey)));
    await young.close();
    older = await copyTestDatabase(database);

    const witness = (await run(MAKE_KEY)).stdout.trim().split('\n').at(-1)!;
    port = await freePort();
    const started = `${WITNESS.trim().replace('3100', String(port))} > witness.log 2>&1 & echo $!`;
    witnessPid = Number((await run(started)).stdout);
    await until(
      () => existsSync(file('witness.log')) && text('witness.log').includes(`:${port}`),
      30_000,
    );
    const policy = `log ${vkey}\nwitness one ${witness} http://127.0.0.1:${port}/\nquorum one\n`;
    writeFileSync(policyPath, policy);
    writeFileSync(file('policy'), policy);

    app = await start(database, dataDir);
    await post('b', 40);
  }, START_MS);

  afterAll(async () => {
    if (witnessPid > 0) process.kill(witnessPid);
    await app.close();
    await database.drop();
    await older.drop();
  }, START_MS);

  function file(name: string): string {
    return join(workplace.folder, name);
  }

  function text(name: string): string {
    return readFileSync(file(name), 'utf8');
  }

  async function start(on: TestDatabase, dataDir: string): Promise<TestApp> {
    const env = { WITNESS_POLICY: policyPath, WITNESS_PATIENCE_MS: '1500' };
    return startTestApp({ database: on, dataDir, env });
  }

  async function run(script: string): Promise<Ran> {
    const ran = await workplace.shell(script);
    expect({ script, status: ran.status, stderr: ran.stderr }).toMatchObject({ script, status: 0 });
    return ran;
  }

  async function post(name: string, count: number): Promise<void> {
    const events = new EventFactory(new Parties(app));
    const envelopes = Array.from({ length: count }, (_, i) =>
      events.commission(mine, { eventId: `${name}-${i}` }),
    );
    const { status, text: answer } = await events.postText(app.url, events.array(envelopes));
    expect(status).toBe(200);
    const { results }: { results: { receipt: { index: number } }[] } = JSON.parse(answer);
    const last = results.at(-1)!.receipt.index;
    await until(async () => {
      const opened = openCheckpoint(await served(), vkey);
      return opened.ok && opened.checkpoint.size > last;
    });
  }

  async function served(): Promise<string> {
    return (await fetch(`${app.url}/log/checkpoint`)).text();
  }

  /** The page's command, looking once at the ledger of the test. */
  async function monitor(...more: string[]): Promise<Ran> {
    const command = MONITOR.trim().replace('https://ledger.example', app.url);
    return workplace.shell(`${command} --once ${more.join(' ')}`);
  }

  async function cosigned(): Promise<number> {
    const origin = createHash('sha256').update(vkey.split('+')[0]!).digest('hex');
    const note = await (await fetch(`http://127.0.0.1:${port}/${origin}/checkpoint`)).text();
    return Number(note.split('\n')[1]);
  }

  it('are content with an honest ledger', async () => {
    const policy = parsePolicy(text('policy'));
    await until(async () => openWithPolicy(await served(), policy, vkey).ok);
    const { status, stdout, stderr } = await monitor();

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^sound 4\d entries/mu);
    expect(await monitor()).toMatchObject({ status: 0 });
    expect(await cosigned()).toBeGreaterThan(40);
  });

  it('an auditor’s monitor reads the statements too, and catches one that was exchanged', async () => {
    const reads = ['--state auditor.json', '--key auditor.jwk.json', '--party A-CH'];
    expect(await monitor(...reads)).toMatchObject({ status: 0, stderr: '' });

    const owner = new Client({ connectionString: database.url });
    await owner.connect();
    await owner.query(`alter table log_entries disable trigger all;
      alter table log_entries_p0 disable trigger all;
      update log_entries set statement = (select statement from log_entries where idx = 20) where idx = 21`);
    await owner.end();
    const { status, stdout } = await monitor(
      '--state other.json',
      ...reads.slice(1),
      '--report false.json',
    );

    expect({ status, stdout }).toMatchObject({ status: 2 });
    expect(stdout).toMatch(/CAUGHT false-statements: statement 21: it is not the one/u);
    expect(JSON.parse(text('false.json'))).toMatchObject({ kind: 'false-statements' });
    expect(await workplace.shell(judge('false.json'))).toMatchObject({ status: 1 });
  });

  it.each([
    ['no address', 'npx custody monitor'],
    ['an unknown option', 'npx custody monitor http://127.0.0.1:1 --bogus'],
    ['a key that is none', 'npx custody monitor http://127.0.0.1:1 --vkey nonsense'],
    [
      'seconds that are none',
      'npx custody monitor http://127.0.0.1:1 --vkey ledger.vkey --state s --interval soon',
    ],
    [
      'a key without its party',
      'npx custody monitor http://127.0.0.1:1 --vkey ledger.vkey --key auditor.jwk.json',
    ],
  ])('%s is no misbehaviour of a ledger', async (_what, command) => {
    expect(await workplace.shell(command)).toMatchObject({ status: 64, stdout: '' });
  });

  it('silence has a status of its own', async () => {
    const ran = await workplace.shell(
      `npx custody monitor http://127.0.0.1:${await freePort()} --vkey ledger.vkey --state silent.json --once`,
    );

    expect(ran).toMatchObject({ status: 3, stdout: expect.stringContaining('SILENT') });
  });

  it('a checkpoint that the key has not signed is caught', async () => {
    const other = vkeyOfOther();
    const { status, stdout } = await workplace.shell(
      `npx custody monitor ${app.url} --vkey ${other} --state stranger.json --once --rotation-patience 0 --report bad.json`,
    );

    expect({ status, stdout }).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/CAUGHT bad-signature: .* tells of no other key/u),
    });
  });

  /** The ledger's name with the key of its registrar. */
  function vkeyOfOther(): string {
    const origin = vkey.split('+')[0]!;
    const key = Buffer.concat([
      Buffer.of(1),
      Buffer.from(new Parties(app).registrar.jwk.x, 'base64url'),
    ]);
    const id = createHash('sha256').update(`${origin}\n`).update(key).digest('hex').slice(0, 8);
    return `${origin}+${id}+${key.toString('base64')}`;
  }

  function judge(report: string): string {
    return JUDGE.replace(/\S+\.json/u, report);
  }

  it('a ledger that was set back has shrunk, and one that went on otherwise has forked', async () => {
    const seen = await cosigned();
    await app.close();
    const forkedDir = join(testFolder('forked-'), 'data');
    cpSync(join(folder, 'data'), forkedDir, { recursive: true });
    rmSync(join(forkedDir, 'signer'), { recursive: true });
    app = await start(older, forkedDir);
    await until(async () => (await fetch(`${app.url}/log/checkpoint`)).ok);
    const shrunk = await monitor('--patience 0', '--report shrink.json');
    expect(shrunk).toMatchObject({ status: 2, stdout: expect.stringMatching(/CAUGHT shrink/u) });
    expect(await workplace.shell(judge('shrink.json'))).toMatchObject({ status: 1 });

    await post('c', 60);
    const forked = await monitor('--report fork.json');
    expect(forked).toMatchObject({ status: 2, stdout: expect.stringMatching(/CAUGHT fork/u) });
    expect(await workplace.shell(judge('fork.json'))).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^PROVEN/u),
    });
    const policy = parsePolicy(text('policy'));
    expect(openWithPolicy(await served(), policy, vkey)).toMatchObject({ ok: false });
    expect(await cosigned()).toBe(seen);
  });

  it('a witness takes up where it was stopped, and never begins anew', async () => {
    const seen = await cosigned();
    process.kill(witnessPid);
    const again = `${WITNESS.trim().replace('3100', String(port))} > again.log 2>&1 & echo $!`;
    await until(async () =>
      fetch(`http://127.0.0.1:${port}/`).then(
        () => false,
        () => true,
      ),
    );
    witnessPid = Number((await run(again)).stdout);
    await until(() => text('again.log').includes(`:${port}`), 30_000);
    expect(await cosigned()).toBe(seen);

    process.kill(witnessPid);
    await until(async () =>
      fetch(`http://127.0.0.1:${port}/`).then(
        () => false,
        () => true,
      ),
    );
    witnessPid = 0;
    writeFileSync(file('witness-state.json'), text('witness-state.json').slice(0, -20));
    const { status, stderr } = await workplace.shell(WITNESS.trim().replace('3100', String(port)));
    expect({ status, stderr }).toMatchObject({ status: 2 });
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
