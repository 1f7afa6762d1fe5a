import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FAKE_KEY, FAKE_ORIGIN, FakeLog } from '../../../test/support/fake-log.js';
import { formatVkey, parseVkey, publicKeyOf } from '../../protocol/index.js';
import { watchedLogs } from './watched-logs.js';

const secrets = [FAKE_KEY, ...[5, 6, 7].map((byte) => new Uint8Array(32).fill(byte))];
const vkeys = secrets.map((secret) => formatVkey(FAKE_ORIGIN, publicKeyOf(secret)));
const [first = '', second = '', third = '', next = ''] = vkeys;

describe('the logs of a witness', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'custody-watched-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function file(name: string, content: string): string {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  }

  /** What a ledger tells that has had three keys. */
  function ledger(): string {
    const log = new FakeLog().grow(5).rotate(secrets[0]!, secrets[1]!).grow(2);
    return file(
      'ledger.json',
      JSON.stringify({ rotations: log.rotate(secrets[1]!, secrets[2]!).rotated }),
    );
  }

  it('come from keys and from files of keys, in their order', () => {
    const keys = file('logs.txt', `# mine\n${second}\n\n${first}\n`);

    expect(watchedLogs([third, keys], [])).toEqual({
      keys: [third, second, first].map((vkey) => parseVkey(vkey)),
      histories: [],
    });
  });

  it('have the order and the times of their rotations, a key that these do not name first', () => {
    const { keys, histories } = watchedLogs([first, next], [ledger()]);

    expect(keys).toEqual([next, third, second, first].map((vkey) => parseVkey(vkey)));
    expect(histories.map((history) => history.map(({ from }) => from))).toEqual([[0, 5, 8]]);
  });

  it('are as given where a ledger tells of no rotation', () => {
    const none = file('ledger.json', '{"rotations":[]}');

    expect(watchedLogs([first], [none])).toEqual({ keys: [parseVkey(first)], histories: [] });
  });

  it('are not those that a file names and nobody trusts, nor is a file believed that does not hold', () => {
    const told = ledger();
    const spoiled = file('spoiled.json', '{"rotations":[7]}');

    expect(() => watchedLogs([next], [told])).toThrow('neither to the trusted key nor away');
    expect(() => watchedLogs([first], [spoiled])).toThrow('spoiled.json');
    expect(() => watchedLogs([first], [file('other.json', '{}')])).toThrow('tells no rotations');
  });
});
