import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from './config.js';
import { environmentSchema, SECRET_VARIABLES } from './environment.js';

/** What `loadConfig` complains of. */
function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('loadConfig', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'custody-config-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('needs nothing to be set', () => {
    const config = loadConfig({});

    expect(config).toMatchObject({
      role: 'all',
      logLevel: 'info',
      http: { host: '127.0.0.1', port: 3000, publicUrl: undefined, trustProxy: [] },
      database: { url: undefined, allowVolatile: false },
      queue: { redisUrl: undefined },
      ledger: { origin: undefined, checkpointIntervalMs: 1000 },
    });
    expect(isAbsolute(config.dataDir)).toBe(true);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig({ DATABASE_URL: '', PORT: '' })).toEqual(loadConfig({}));
  });

  it('cannot be changed afterwards', () => {
    const config = loadConfig({});

    expect(() => {
      Object.assign(config.http, { port: 1 });
    }).toThrow(TypeError);
  });

  it('names every bad variable and tells no value', () => {
    const problems = problemsOf({ PORT: '99999', ROLE: 'boss', OPERATOR_TOKEN: 'short-secret' });

    expect(problems).toHaveLength(3);
    expect(problems).toContainEqual(expect.stringMatching(/^PORT: /u));
    expect(problems).toContainEqual(expect.stringMatching(/^ROLE: /u));
    expect(problems).toContain('OPERATOR_TOKEN: must have at least 16 characters');
    expect(problems.join()).not.toMatch(/short-secret|boss/u);
  });

  it('reads a secret from a file', () => {
    const file = join(folder, 'token');
    writeFileSync(file, 'a-token-of-some-length\n');

    expect(loadConfig({ OPERATOR_TOKEN_FILE: file }).http.operatorToken).toBe(
      'a-token-of-some-length',
    );
  });

  it('refuses a secret that is given twice, or in a file that is not there', () => {
    expect(() =>
      loadConfig({ OPERATOR_TOKEN: 'a-token-of-some-length', OPERATOR_TOKEN_FILE: '/x' }),
    ).toThrow('OPERATOR_TOKEN: is also set as OPERATOR_TOKEN_FILE');
    expect(() => loadConfig({ OPERATOR_TOKEN_FILE: join(folder, 'none') })).toThrow(/ENOENT/u);
  });

  it('refuses a database that may lose commits in production', () => {
    expect(() => loadConfig({ NODE_ENV: 'production', UNSAFE_VOLATILE_DATABASE: 'true' })).toThrow(
      ConfigError,
    );
  });

  it('splits the list of trusted proxies', () => {
    expect(loadConfig({ TRUST_PROXY: '10.0.0.0/8, 127.0.0.1' }).http.trustProxy).toEqual([
      '10.0.0.0/8',
      '127.0.0.1',
    ]);
  });
});

describe('docs/reference/configuration.md', () => {
  const page = readFileSync(
    resolve(import.meta.dirname, '../../../docs/reference/configuration.md'),
    'utf8',
  );
  const rows = new Map(
    [...page.matchAll(/^\| `(?<name>[A-Z_]+)` \| (?<value>[^|]*) \|/gmu)].map((match) => [
      match.groups?.['name'] ?? '',
      match.groups?.['value']?.trim(),
    ]),
  );
  const variables = Object.keys(environmentSchema.shape);
  const defaults: Record<string, string | number | undefined> = environmentSchema.parse({});

  it('has one row for each variable and none besides', () => {
    expect([...rows.keys()].toSorted()).toEqual(variables.toSorted());
  });

  it.each(variables)('tells the default of %s', (name) => {
    const value = defaults[name];

    expect(rows.get(name)).toBe(value === undefined ? '' : `\`${value}\``);
  });

  it.each(SECRET_VARIABLES)('says that %s may be given in a file', (name) => {
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` .*\\(also \`${name}_FILE\`\\)`, 'mu'));
  });
});
