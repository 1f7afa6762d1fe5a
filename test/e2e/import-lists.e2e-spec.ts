import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry } from '../../src/registry/registry.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { Workplace } from '../support/command-line.js';

const PLACES = `,"CD","BNC","Beni","Beni","","--3-----","RL","0601","","0029N 02928E",""
,"CD","BUK","Bunia","Bunia","","--34----","AI","0601","","0134N 03015E",""
,"CD","GOM","Goma","Goma","","---4----","AI","0601","","0000N 00000E",""
,"CD","ISP","Isiro","Isiro","","---4----","AI","0601","","",""
,"RW","BTR","Butare","Butare","","--3-----","RL","0601","","0236S 02944E",""
`;

const FICTION = resolve(import.meta.dirname, '../../src/cli/import/fictional-list.csv');

const UN = resolve(import.meta.dirname, '../lists/fictional-un-list.xml');

describe('custody import', () => {
  let app: TestApp;
  let workplace: Workplace;

  beforeAll(async () => {
    app = await startTestApp();
    workplace = new Workplace(app);
    writeFileSync(join(workplace.folder, 'places.csv'), PLACES);
  }, 120_000);

  afterAll(async () => {
    await app.close();
  });

  async function places(...args: string[]) {
    const ran = await workplace.custody('import', 'places', 'places.csv', '--json', ...args);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    return JSON.parse(ran.stdout) as Record<string, unknown>;
  }

  it('tells in a dry run what it would register, and registers nothing', async () => {
    const before = app.app.get(Registry).index;

    expect(await places('--dry-run')).toMatchObject({ rows: 5, builtIn: 1, registered: 0 });

    expect(app.app.get(Registry).index).toBe(before);
  });

  it('registers the places of a country, without coordinates that are not there, and keeps what is built in', async () => {
    expect(await places('--country', 'CD')).toMatchObject({
      chosen: 4,
      builtIn: 1,
      faults: { missing: 1 },
      registered: 3,
      known: 0,
    });

    const { places: known } = app.app.get(Registry).state;
    expect(known.at('CDBNC')).toEqual({
      locode: 'CDBNC',
      name: 'Beni',
      function: '--3-----',
      lat: 0.4833,
      lon: 29.4667,
    });
    expect(known.at('CDISP')).not.toHaveProperty('lat');
    expect(known.at('CDGOM')?.lat).not.toBe(0);
    expect(known.at('RWBTR')).toBeUndefined();
  });

  it('goes on where it was cut off: what is registered already is not registered again', async () => {
    expect(await places()).toMatchObject({ chosen: 5, registered: 1, known: 3 });
  });

  it('refuses a file that is no such list, with status 2', async () => {
    writeFileSync(join(workplace.folder, 'other.csv'), 'a,b\n1,2\n');

    const { status, stderr } = await workplace.custody('import', 'places', 'other.csv');

    expect(status).toBe(2);
    expect(stderr).toContain('neither');
  });

  it('registers which parties a list names, once, with the list, its date and the file in the statement', async () => {
    const trader = {
      id: 'TRADER',
      name: 'Quite Another Name',
      country: 'CD',
      roles: ['exporter'],
      identifiers: [{ scheme: 'registration', value: 'CD-FICT-7781' }],
    };
    writeFileSync(join(workplace.folder, 'trader.json'), JSON.stringify(trader));
    copyFileSync(FICTION, join(workplace.folder, 'list.csv'));
    const prepared = await workplace.shell(`
      npx custody keygen --out auditor.jwk.json
      npx custody register party --id AUDITOR --name Auditor --country CD --role auditor
      npx custody register key --party AUDITOR --new-key auditor.jwk.json
      npx custody register file party trader.json
    `);
    expect(prepared).toMatchObject({ status: 0, stderr: '' });
    const screen = async () => {
      const args = 'list.csv --list FICTION --list-version 2026-11-20 --json';
      const reader = '--key auditor.jwk.json --party AUDITOR';
      return workplace.shell(`npx custody import screening ${args} ${reader}`);
    };

    const first = await screen();
    const second = await screen();

    expect(first).toMatchObject({ status: 0, stderr: '' });
    const fact = { party: 'TRADER', list: 'FICTION', entry: 'FICT-001', match: 'strong' };
    expect(JSON.parse(first.stdout)).toMatchObject({
      entries: 3,
      matches: [fact],
      registered: 1,
      sha256: createHash('sha256').update(readFileSync(FICTION)).digest('hex'),
    });
    expect(JSON.parse(second.stdout)).toMatchObject({ registered: 0, known: 1 });
    const source = { listVersion: '2026-11-20', listSha256: JSON.parse(first.stdout).sha256 };
    expect(app.app.get(Registry).facts().screening).toEqual([
      { ...fact, listedOn: '2026-01-15', ...source },
    ]);
  });

  it('takes whom a newer version of the list leaves out off it, and refuses an older version', async () => {
    const shorter = readFileSync(FICTION, 'utf8').replace(/^FICT-001,.*\n/mu, '');
    writeFileSync(join(workplace.folder, 'newer.csv'), shorter);
    const screen = async (file: string, version: string, reader: string) =>
      workplace.shell(
        `npx custody import screening ${file} --list FICTION --list-version ${version} ${reader}`,
      );
    const asAuditor = '--key auditor.jwk.json --party AUDITOR';
    const before = app.app.get(Registry).index;

    const newer = await screen('newer.csv', '2026-11-27', asAuditor);
    const again = await screen('newer.csv', '2026-11-27', asAuditor);
    const older = await screen('list.csv', '2026-11-20', asAuditor);

    expect(newer).toMatchObject({ status: 0, stderr: '' });
    expect(newer.stdout).toContain(
      'no longer on the list  TRADER  entry FICT-001  until 2026-11-26',
    );
    expect(again.stdout).toContain('0 registered, 0 there already');
    expect(older.status).toBe(2);
    expect(older.stderr).toContain('the ledger has this list of 2026-11-27 already');
    const registry = app.app.get(Registry);
    const atTraders = ({ party }: { party: string }) => party === 'TRADER';
    expect(registry.facts().screening.filter(atTraders)).toMatchObject([
      { entry: 'FICT-001', listedOn: '2026-01-15', delistedOn: '2026-11-26' },
    ]);
    // What was known before is still what was known before.
    expect(registry.facts(before).screening.find(atTraders)).not.toHaveProperty('delistedOn');
  });

  it("registers whom the United Nations list, under the list's own date", async () => {
    const comptoir = {
      id: 'COMPTOIR',
      name: 'Comptoir Lanterne',
      country: 'RW',
      roles: ['exporter'],
    };
    writeFileSync(join(workplace.folder, 'comptoir.json'), JSON.stringify(comptoir));
    copyFileSync(UN, join(workplace.folder, 'un.xml'));

    const prepared = await workplace.custody('register', 'file', 'party', 'comptoir.json');
    const ran = await workplace.shell(
      'npx custody import screening un.xml --list UN --json --key auditor.jwk.json --party AUDITOR',
    );

    expect(prepared).toMatchObject({ status: 0, stderr: '' });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const fact = { party: 'COMPTOIR', list: 'UN', entry: '9000002', match: 'weak', score: '1' };
    expect(JSON.parse(ran.stdout)).toMatchObject({
      version: '2026-11-18',
      sha256: createHash('sha256').update(readFileSync(UN)).digest('hex'),
      unknownCountries: ['Atlantis'],
      matches: [fact],
      registered: 1,
    });
    expect(app.app.get(Registry).facts().screening).toContainEqual(
      expect.objectContaining({ ...fact, listedOn: '2026-11-18', listVersion: '2026-11-18' }),
    );
  });

  it('refuses a list that was cut off, with status 2 and what is wrong, and registers nothing', async () => {
    writeFileSync(join(workplace.folder, 'cut.xml'), readFileSync(UN, 'utf8').slice(0, -60));
    const before = app.app.get(Registry).index;

    const { status, stderr } = await workplace.shell(
      'npx custody import screening cut.xml --list UN --key auditor.jwk.json --party AUDITOR',
    );

    expect(status).toBe(2);
    expect(stderr).toContain('cut.xml: not well-formed XML');
    expect(stderr).toContain('unclosed tag');
    expect(app.app.get(Registry).index).toBe(before);
  });
});
