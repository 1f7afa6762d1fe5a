import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openCheckpoint } from '../../src/protocol/index.js';
import { type Ran, Workplace } from '../support/command-line.js';
import { EventFactory } from '../support/ledger-events.js';
import { until } from '../support/until.js';
import { Desk, START_MS } from './desk.js';

jest.setTimeout(240_000);

const CHECKOUT = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(CHECKOUT, 'docs/how-to/verify-with-other-tools.md'), 'utf8');
const GO_LIBRARY = '/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog';

/** The page's commands, on a ledger of more than one full tile, by tools that know nothing of us. */
describe('tools that are not ours', () => {
  let desk: Desk;
  let workplace: Workplace;

  beforeAll(async () => {
    desk = await Desk.open();
    workplace = new Workplace(desk.service);
    const mine = await desk.party('P-MINE', ['producer']);
    const events = new EventFactory(desk.parties);
    const many = async (count: number): Promise<string> => {
      const envelopes = Array.from({ length: count }, () => events.commission(mine));
      return (await events.postText(desk.service.url, events.array(envelopes))).text;
    };
    await many(130);
    const statement = desk.sign(desk.commission(mine, { note: 'é "quoted" \\ 🙂' }), mine.key);
    const { body } = await desk.post(statement);
    const last: { results: { receipt: { index: number } }[] } = JSON.parse(await many(200));
    const known = await fetch(`${desk.service.url}/.well-known/custody-ledger`);
    const { vkey }: { vkey: string } = JSON.parse(await known.text());
    await published(vkey, last.results.at(-1)!.receipt.index + 1);
    write('statement.json', Buffer.from(statement).toString('utf8'));
    write('receipt.json', JSON.stringify(body));
    write('signer.json', JSON.stringify(mine.key.jwk));
    write('ledger.vkey', `${vkey}\n`);
  }, START_MS);

  afterAll(async () => {
    await desk.close();
  });

  function write(name: string, content: string): void {
    writeFileSync(join(workplace.folder, name), content);
  }

  async function published(vkey: string, size: number): Promise<void> {
    await until(async () => {
      const note = await (await fetch(`${desk.service.url}/log/checkpoint`)).text();
      const opened = openCheckpoint(note, vkey);
      return opened.ok && opened.checkpoint.size >= size;
    });
  }

  function text(name: string): string {
    return readFileSync(join(workplace.folder, name), 'utf8');
  }

  /** Changes a file, looks, and changes it back. */
  async function withChanged(
    name: string,
    change: (before: string) => string,
    run: () => Promise<Ran>,
  ): Promise<Ran> {
    const before = text(name);
    const after = change(before);
    expect(after).not.toBe(before);
    write(name, after);
    const ran = await run();
    write(name, before);
    return ran;
  }

  /** A digit, in hex and base64 too, that is not this one. */
  const another = (digit: string): string => (digit === '0' ? '1' : '0');

  /** Each is one way to be wrong; the mark is where the shell stopped. */
  const WRONG: readonly (readonly [
    what: string,
    file: string,
    change: (text: string) => string,
  ])[] = [
    ['a statement', 'statement.json', (all) => all.replace(/(?<="payload":"[^"]{40})./u, another)],
    [
      'a signature of the statement',
      'statement.json',
      (all) => all.replace(/(?<="sig":")./u, another),
    ],
    ['a time', 'receipt.json', (all) => all.replace(/(?<=\.\d{2})\d(?=Z)/u, another)],
    ['an index', 'receipt.json', (all) => all.replace(/"index":(\d+)/u, '"index":1$1')],
    ['a predecessor', 'receipt.json', (all) => all.replace(/(?<="previous":")./u, another)],
    ['a path', 'receipt.json', (all) => all.replace(/(?<=index \d+\\n.{10})./u, another)],
    [
      'a path that is too short',
      'receipt.json',
      (all) => all.replace(/(index \d+)\\n[^\\]+/u, '$1'),
    ],
    ['a root', 'receipt.json', (all) => all.replace(/(?<=\\n\\n[^\\]+\\n\d+\\n..)./u, another)],
    ['a size', 'receipt.json', (all) => all.replace(/(\\n\\n[^\\]+\\n)(\d+)/u, '$13')],
    ['the key of another ledger', 'ledger.vkey', (all) => all.replace(/(?<=\+A.{20})./u, another)],
  ];

  describe('openssl and a shell', () => {
    const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gmsu)].map(([, block = '']) => block);

    async function run(): Promise<Ran> {
      return workplace.shell(`URL=${desk.service.url}\n${blocks.join('\n')}`);
    }

    it('verify a checkpoint, a receipt, and who signed the statement', async () => {
      expect(blocks).toHaveLength(5);
      const { status, stdout, stderr } = await run();

      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.match(/Signature Verified Successfully/gu)).toHaveLength(3);
    });

    it.each(WRONG)('refuse %s that was changed', async (_what, file, change) => {
      expect((await withChanged(file, change, run)).status).toBe(1);
    });

    it('refuse the key of another signer', async () => {
      const other = JSON.stringify(desk.parties.registrar.jwk);
      const { status, stdout } = await withChanged('signer.json', () => other, run);

      expect(status).not.toBe(0);
      expect(stdout.match(/Signature Verified Successfully/gu)).toHaveLength(2);
    });
  });

  const hasGo =
    spawnSync('go', ['version']).status === 0 && spawnSync('test', ['-d', GO_LIBRARY]).status === 0;
  if (!hasGo)
    process.stderr.write(
      '\n!!! Go or golang.org/x/mod is not installed: THE GO VERIFIER IS NOT RUN !!!\n' +
        '!!! apt-get install golang-go golang-golang-x-mod-dev !!!\n\n',
    );

  if (hasGo)
    describe('Go, on the library of its own module log', () => {
      const [, block = ''] = /^```console\n(.*?)^```$/msu.exec(page) ?? [];

      beforeAll(async () => {
        const source = join(CHECKOUT, 'test/interop/verify-ledger.go');
        copyFileSync(source, join(workplace.folder, 'verify-ledger.go'));
      });

      async function run(commands = block): Promise<Ran> {
        const cache = `export GOCACHE=\${GOCACHE:-/tmp/custody-go-cache}`;
        return workplace.shell(`${cache}\nURL=${desk.service.url}\n${commands}`);
      }

      it('verifies checkpoint, tiles, entries, growth and a receipt', async () => {
        const { status, stdout, stderr } = await run();

        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        expect(stdout).toMatch(/^checkpoint: 3\d\d entries, root /u);
        expect(stdout.match(/^entry \d+: included$/gmu)).toHaveLength(3);
        expect(stdout).toMatch(
          /^receipt: entry \d+ of the tree of \d+, which has grown to 3\d\d$/mu,
        );
        expect(stdout).toMatch(/^tiles: [3-9]\d* read and true$/mu);
        expect(stdout).toMatch(/^verified$/mu);
      });

      it('refuses what was changed', async () => {
        const build = block.replace(/^go run (\S+) .*$/mu, 'go build $1');
        expect(await run(build)).toMatchObject({ status: 0, stderr: '' });
        const built = block.replace('go run verify-ledger.go', './verify-ledger');
        for (const [what, file, change] of WRONG) {
          // It looks at the ledger's signatures, not at the party's.
          if (what === 'a signature of the statement') continue;
          const { status, stderr } = await withChanged(file, change, async () => run(built));
          expect({ what, status, isSaid: stderr.includes('NOT verified') }).toEqual({
            what,
            status: 1,
            isSaid: true,
          });
        }
      });
    });
});
