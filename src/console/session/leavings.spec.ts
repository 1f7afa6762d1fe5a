import { describe, expect, it } from '@jest/globals';
import { leavings } from './leavings.js';

const refuses = () => Promise.reject(new Error('no'));

describe('logging out', () => {
  it('removes all, and leaves nothing', async () => {
    const removed: string[] = [];
    const removal = (what: string) => async () => void removed.push(what);
    const all = { key: removal('key'), copies: removal('copies'), session: removal('session') };

    expect(await leavings(all)).toEqual([]);
    expect(removed).toEqual(['key', 'copies', 'session']);
  });

  it('goes on where something cannot be removed, and tells what is left', async () => {
    let isCleared = false;
    const copies = async () => {
      isCleared = true;
    };

    expect(await leavings({ key: refuses, copies, session: refuses })).toEqual(['key', 'session']);
    expect(isCleared).toBe(true);
  });
});
