import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ProcessLock } from './process-lock.js';

describe('the lock beside a state file', () => {
  it('says in words where it cannot be written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lock-'));
    const state = join(folder, 'nowhere', 'state.json');

    expect(() => ProcessLock.take(state)).toThrow(
      `cannot write ${state}.lock: its folder is not there`,
    );
    rmSync(folder, { recursive: true });
  });

  it('is taken again once it was released', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lock-'));
    const state = join(folder, 'state.json');

    ProcessLock.take(state).release();
    ProcessLock.take(state).release();
    rmSync(folder, { recursive: true });
  });
});
