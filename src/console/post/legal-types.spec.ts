import { describe, expect, it } from '@jest/globals';
import type { ItemStateAnswer } from '../../client/provenance-answer.js';
import { holderBeside, objectionTo } from './legal-types.js';

type Custody = ItemStateAnswer['custody'];
const item = (
  custody: Partial<Custody>,
  control: ItemStateAnswer['control'] = { state: 'free', by: [] },
) => ({
  custody: { state: 'held', by: 'P-1', to: null, ...custody } satisfies Custody,
  control,
});

describe('an event on goods as they stand', () => {
  it('is open to their holder', () => {
    for (const type of ['DISPATCH', 'TRANSFORM', 'SEAL', 'REPORT_LOSS'] as const)
      expect(objectionTo(type, item({}), 'P-1')).toBeUndefined();
  });

  it('is closed where they are no more, but for what is said afterwards', () => {
    const used = item({ state: 'consumed', by: 'P-2' });

    expect(objectionTo('DISPATCH', used, 'P-1')).toEqual({ reason: 'legal.consumed', who: 'P-2' });
    expect(objectionTo('SEAL', item({ state: 'destroyed' }), 'P-1')).toMatchObject({
      reason: 'legal.destroyed',
    });
    expect(objectionTo('DISPATCH', item({ state: 'closed' }), 'P-1')).toBeUndefined();
    expect(objectionTo('CORRECT', used, 'P-1')).toBeUndefined();
    expect(objectionTo('ATTACH_DOCUMENT', used, 'P-1')).toBeUndefined();
  });

  it('answers an offer only where there is one, and makes none twice', () => {
    const offered = item({ state: 'offered', to: 'P-2' });

    expect(objectionTo('REFUSE', item({}), 'P-2')).toMatchObject({ reason: 'legal.notOffered' });
    expect(objectionTo('REFUSE', offered, 'P-2')).toBeUndefined();
    expect(objectionTo('DISPATCH', offered, 'P-1')).toEqual({
      reason: 'legal.offered',
      who: 'P-2',
    });
    expect(objectionTo('RECEIVE', offered, 'P-2')).toBeUndefined();
    expect(objectionTo('RECEIVE', item({}), 'P-1')).toMatchObject({ reason: 'legal.yours' });
  });

  it('begins nothing twice', () => {
    expect(objectionTo('COMMISSION', item({}), 'P-1')).toMatchObject({ reason: 'legal.exists' });
    expect(objectionTo('COMMISSION', item({ state: 'none', by: null }), 'P-1')).toBeUndefined();
  });

  it('moves nothing that an authority holds, unless it is that authority’s own', () => {
    const held = item({}, { state: 'held', by: ['CUSTOMS'] });

    expect(objectionTo('DISPATCH', held, 'P-1')).toEqual({ reason: 'legal.held', who: 'CUSTOMS' });
    expect(objectionTo('SEAL', held, 'P-1')).toBeUndefined();
    expect(
      objectionTo('DISPATCH', item({}, { state: 'seized', by: ['CUSTOMS'] }), 'CUSTOMS'),
    ).toBeUndefined();
    expect(objectionTo('CUSTOMS_RELEASE', item({}), 'CUSTOMS')).toMatchObject({
      reason: 'legal.notHeld',
    });
    expect(objectionTo('CUSTOMS_RELEASE', held, 'CUSTOMS')).toBeUndefined();
  });

  it('objects to no release where the ledger does not tell what is held', () => {
    expect(objectionTo('RELEASE_SEIZED', item({}, null), 'CUSTOMS')).toBeUndefined();
  });

  it('names the holder to whom it is for him to sign, and forbids nothing: agents act for others', () => {
    expect(objectionTo('DISPATCH', item({}), 'P-9')).toBeUndefined();
    expect(holderBeside('DISPATCH', item({}), 'P-9')).toBe('P-1');
    expect(holderBeside('DISPATCH', item({}), 'P-1')).toBeUndefined();
    expect(holderBeside('SEAL', item({}), 'P-9')).toBeUndefined();
  });
});
