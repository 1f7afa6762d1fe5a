import { describe, expect, it } from '@jest/globals';
import { checksOf, conditionOf, witnessesOf } from './readiness.js';

const up = { status: 'up' };
const down = { status: 'down', message: 'refused' };
const rolledBack = {
  status: 'down',
  message: 'the log has 3 entries, but a head of 5 entries was signed',
};

describe('the condition of the service', () => {
  it('is ready when every check holds', () => {
    expect(conditionOf(checksOf({ postgres: up, queue: up }))).toBe('ready');
  });

  it('is the gravest of what fails', () => {
    expect(conditionOf(checksOf({ postgres: down, 'log-signer': up }))).toBe('notReady');
    expect(conditionOf(checksOf({ postgres: down, 'log-signer': rolledBack }))).toBe('rollback');
    expect(
      conditionOf(checksOf({ 'log-signer': rolledBack, 'ledger-integrity': down, queue: up })),
    ).toBe('halted');
  });

  it('is no rollback while the signer merely has no key', () => {
    const keyless = { status: 'down', message: 'the ledger has no key here' };
    expect(conditionOf(checksOf({ 'log-signer': keyless }))).toBe('notReady');
  });
});

describe('the witnesses', () => {
  it('are told with their lag, and are not there where none is configured', () => {
    const witnesses = [{ name: 'w1', lagEntries: 4, failures: 0 }];
    const told = { status: 'up', hasQuorum: true, witnesses };

    expect(witnessesOf(checksOf({ witnesses: told }))).toEqual({ hasQuorum: true, witnesses });
    expect(witnessesOf(checksOf({ postgres: up }))).toBeUndefined();
  });
});
