import { describe, expect, it } from '@jest/globals';
import { texts as english } from '../../messages/languages/en.js';
import { sayIn } from '../../messages/messages.js';
import { factsOf } from './statement-facts.js';

const say = sayIn('en', english.messages);

function told(...[kind, payload]: [Parameters<typeof factsOf>[0], Parameters<typeof factsOf>[1]]) {
  return factsOf(kind, payload, say).map(({ label, texts }) => [say(label), ...texts]);
}

describe('what an entry of the log stands for', () => {
  it('is told of an act: who did what, when, where, with which goods', () => {
    const payload = {
      type: 'DISPATCH',
      actor: 'MINE',
      occurredAt: '2026-05-12T08:00:00Z',
      ucr: '6RW1-A',
      items: [{ itemId: 'LOT-1', qty: { value: '1400', unit: 'KGM' } }],
      place: { locode: 'RWKGL' },
      to: 'TRADER',
    };

    expect(told('event', payload)).toEqual([
      ['What', 'Handed over'],
      ['Signed by', 'MINE'],
      ['When', '2026-05-12T08:00:00Z'],
      ['Consignment', '6RW1-A'],
      ['Goods', 'LOT-1, 1\u202f400 kg'],
      ['Where', 'RWKGL'],
      ['Handed to', 'TRADER'],
    ]);
  });

  it('is told of a decision and of a finding, with the alert they belong to', () => {
    const alert = '0'.repeat(32);

    expect(
      told('decision', { actor: 'INSPECTOR', action: 'resolve', finding: 'data-error', alert }),
    ).toContainEqual(['Finding', say('finding.data-error')]);
    expect(told('finding', { change: 'opened', rule: 'MASS_GAIN', items: ['X'], alert })).toEqual([
      ['What', expect.stringContaining('More came out than went in')],
      ['Goods', 'X'],
      ['Alert', alert],
    ]);
  });

  it('is told of a registration by the name of what was registered, and of nothing that is malformed', () => {
    expect(told('registration', { kind: 'key', key: { party: 'MINE' } })).toEqual([
      ['What', 'Registered: key MINE'],
    ]);
    expect(told('event', { type: 'NEWER', items: [7], place: 'here' })).toEqual([
      ['What', 'NEWER'],
      ['Goods', ''],
    ]);
  });
});
