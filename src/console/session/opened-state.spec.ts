import { describe, expect, it } from '@jest/globals';
import type { HeldKey } from './key-store.js';
import { openedState } from './opened-state.js';
import type { SessionState } from './session.js';

const { privateKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
const key: HeldKey = {
  party: 'P-1',
  keyid: 'ed25519:1',
  x: '',
  privateKey,
  since: '2026-05-11T06:00:00.000Z',
};

const refusing = async (): Promise<HeldKey> => {
  throw new DOMException('The user denied permission', 'SecurityError');
};

const lost = async (): Promise<SessionState> => {
  throw new TypeError('Failed to fetch dynamically imported module');
};

describe('the session of a browser', () => {
  it('is nobody’s where no key is held, and nothing is loaded for it', async () => {
    expect(await openedState(async () => undefined, lost)).toEqual({ kind: 'out' });
  });

  it('is what the key opens', async () => {
    const refused: SessionState = { kind: 'out', key, fault: 'refused' };

    expect(
      await openedState(
        async () => key,
        async () => refused,
      ),
    ).toBe(refused);
  });

  it('says that the browser keeps no storage, instead of opening for ever', async () => {
    expect(await openedState(refusing, lost)).toEqual({ kind: 'out', fault: 'noStorage' });
  });

  it('says that the ledger is away where the client cannot be loaded, and keeps the key', async () => {
    expect(await openedState(async () => key, lost)).toEqual({
      kind: 'out',
      key,
      fault: 'unreachable',
      isCodeLost: true,
    });
  });
});
