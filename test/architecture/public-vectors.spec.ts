import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findSharedVectors } from '../vectors/read-vector.js';

const CHECKOUT = resolve(import.meta.dirname, '../..');
const SUITES = 'src/protocol/public-suites.spec.ts';
const LOGS = 'src/protocol/public-log-suites.spec.ts';

/** Every file of the public suites, and the spec that uses it; a reason where none does. The first that matches counts. */
const USES: readonly (readonly [files: RegExp, use: string])[] = [
  [/(^|\/)LICENSE$/u, 'none: a licence'],
  [/^README\.md$/u, 'none: it says where the files come from'],
  [/^wycheproof\/ed25519_test\.json$/u, SUITES],
  [/^wycheproof\/eddsa_verify_schema_v1\.json$/u, 'none: the schema of the file beside it'],
  [/^cctv-ed25519\/ed25519vectors\.json$/u, SUITES],
  [/^cctv-ed25519\/README\.md$/u, 'none: it describes the file beside it'],
  [/^merkle-rfc6962\/testdata\/(inclusion|consistency)\//u, SUITES],
  [/^merkle-rfc6962\/testdata\/(subtreeinclusion|subtreeconsistency)\//u, LOGS],
  [/^jcs-rfc8785\/testdata\/(input|output)\//u, SUITES],
  [/^jcs-rfc8785\/testdata\/(outhex\/|numgen\.js|README\.md)/u, LOGS],
  [/^jcs-rfc8785\/testdata\/numgen\.go$/u, 'none: the same numbers as numgen.js'],
  [/^c2sp\/(signed-notes|tile-paths)\.json$/u, SUITES],
  [/^c2sp\/(dsse-pae|rfc6962-8leaf)\.json$/u, LOGS],
  [/^c2sp\/(rfc6962-accumulated|witness-add-checkpoint-sequence)\.json$/u, LOGS],
  [/^tessera-testlog\/testdata\/log\/(checkpoint|tile\/|\.state\/treeState$)/u, LOGS],
  [/^tessera-testlog\/testdata\/log\/\.state\//u, 'none: locks and version of a program'],
  [/^sunlight-witness\/.*\/mirror\/[0-9a-f]{64}\/tile\/[01]\//u, SUITES],
  [/^sunlight-witness\/.*\/(checkpoint|(witness|mirror)\.v0\.json|log\.v3\.json)$/u, LOGS],
  [/^sunlight-witness\/.*\/tile\/(entries|[01])\//u, LOGS],
  [/^sunlight-witness\/.*\/(tile\/(data|names)|issuer)\//u, "none: Certificate Transparency's own"],
  [/^sunlight-witness\/.*\/(gen\.go|skylight\.yaml)$/u, 'none: what made the files'],
];

describe('public test vectors', () => {
  const folder = findSharedVectors('.');
  const files = folder
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name).slice(folder.pathname.length))
    : [];

  it('are each used by a spec, or said why not', () => {
    const unused = files.filter((file) => !USES.some(([pattern]) => pattern.test(file)));
    expect(unused).toEqual([]);
    // Where the suites are, each line of the list is about something.
    const idle = USES.filter(([pattern]) => !files.some((file) => pattern.test(file)));
    expect(folder === undefined ? [] : idle).toEqual([]);
  });

  it('are used by specs that exist and name their folder', () => {
    for (const [pattern, use] of USES) {
      if (use.startsWith('none: ')) continue;
      const [suite = ''] = /[a-z0-9-]+/u.exec(pattern.source) ?? [];
      expect(existsSync(join(CHECKOUT, use))).toBe(true);
      expect(readFileSync(join(CHECKOUT, use), 'utf8')).toContain(`'${suite}'`);
    }
  });

  it('of our own are each read by a spec', () => {
    const specs = readdirSync(join(CHECKOUT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => readFileSync(join(CHECKOUT, 'src', file), 'utf8'));
    const own = readdirSync(join(CHECKOUT, 'test/vectors')).filter((name) =>
      name.endsWith('.json'),
    );
    const unread = own.filter((name) => !specs.some((text) => text.includes(`'${name}'`)));
    expect(own.length).toBeGreaterThan(8);
    expect(unread).toEqual([]);
  });
});
