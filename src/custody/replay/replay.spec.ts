import { describe, expect, it } from '@jest/globals';
import {
  act,
  arrive,
  commission,
  consign,
  depart,
  dispatch,
  ore,
  receive,
  UCR,
} from '../stories/acts.js';
import { hashOf, Rehearsal, type StoryStep } from '../stories/rehearsal.js';
import { replay, type ReplayedLineage } from './replay.js';

const LOT = ore('L1', '500');
const handover = { handover: 'H1', from: 'MINE', to: 'TRADER', items: [LOT] };

function replayed(...steps: readonly StoryStep[]): ReplayedLineage {
  const rehearsal = new Rehearsal();
  for (const step of steps) rehearsal.record(step);
  return replay(rehearsal.whole().events);
}

function stateAfter(...steps: readonly StoryStep[]) {
  return replayed(...steps).items.get('L1')?.state;
}

function order(...steps: readonly StoryStep[]): string[] {
  return replayed(...steps).acts.map(({ event }) => event.type);
}

const MINED = commission('MINE', '03-01 08:00', [LOT]);

function use(kilograms: string) {
  return act('TRANSFORM', 'MINE', '03-02 08:00', {
    process: 'washing',
    inputs: [ore('L1', kilograms)],
    outputs: [ore('C1', kilograms)],
  });
}

function offerOf(...steps: readonly StoryStep[]) {
  return [...replayed(...steps).offerOf.values()].map(({ event }) => event.actor);
}

function correct(step: StoryStep, members: object) {
  return act('CORRECT', 'MINE', '03-09 08:00', {
    refs: [step.event.eventId],
    reason: 'typing',
    ...members,
  });
}

describe('custody, control and location of an item', () => {
  it('stay apart: a customs hold changes no custodian', () => {
    const steps = [
      commission('TRADER', '03-01 08:00', [LOT]),
      consign('TRADER', '03-02 08:00', [LOT]),
      act('CUSTOMS_HOLD', 'C-RW', '03-03 08:00', { ucr: UCR, reason: 'papers' }),
      depart('TRADER', '03-04 08:00', '03-05 08:00'),
    ];

    expect(stateAfter(...steps)).toEqual({
      custody: { state: 'held', by: 'TRADER' },
      control: { state: 'held', by: ['C-RW'] },
      location: { state: 'moving', from: { locode: 'RWKGL' }, to: { locode: 'TZDAR' } },
    });
    expect(stateAfter(...steps, arrive('TRADER', '03-05 08:00'))?.location).toEqual({
      state: 'at',
      place: { locode: 'TZDAR' },
    });
  });

  it('leaves the giver answering until the receiver has signed', () => {
    const offer = dispatch('03-02 08:00', handover, '03-02 12:00');
    const hash = hashOf(offer.event.eventId);

    expect(stateAfter(MINED, offer)?.custody).toEqual({
      state: 'offered',
      by: 'MINE',
      to: 'TRADER',
      handover: 'H1',
      offer: hash,
    });
    expect(stateAfter(MINED, offer, receive('03-02 10:00', handover))?.custody).toEqual({
      state: 'held',
      by: 'TRADER',
    });
  });

  it.each([
    ['REFUSE', 'TRADER'],
    ['WITHDRAW', 'MINE'],
  ])('goes back to the giver by %s', (type, actor) => {
    const members = { handover: 'H1', reason: 'rain', items: [LOT] };
    const steps = [MINED, dispatch('03-02 08:00', handover, '03-02 12:00')];

    expect(stateAfter(...steps, act(type, actor, '03-02 11:00', members))?.custody).toEqual({
      state: 'held',
      by: 'MINE',
    });
  });

  it('ends when a lot is used up, and not while part of it is left', () => {
    expect(stateAfter(MINED, use('480'))?.custody).toEqual({ state: 'held', by: 'MINE' });
    expect(stateAfter(MINED, use('490'))?.custody).toMatchObject({ how: 'consumed', by: 'MINE' });
  });

  it('is an authority’s while seized, and the holder’s again after', () => {
    const papers = { items: [LOT], legalBasis: 'art. 1', caseRef: 'C-1' };
    const seized = act('SEIZE', 'C-RW', '03-02 08:00', papers);

    expect(stateAfter(MINED, seized)).toMatchObject({
      custody: { state: 'held', by: 'C-RW' },
      control: { state: 'seized', by: 'C-RW' },
    });
    expect(
      stateAfter(MINED, seized, act('RELEASE_SEIZED', 'C-RW', '03-03 08:00', papers)),
    ).toMatchObject({ custody: { state: 'held', by: 'MINE' }, control: { state: 'free' } });
  });

  it('is not moved by somebody who does not hold the item', () => {
    const foreign = dispatch('03-02 08:00', { ...handover, from: 'LINE' }, '03-02 12:00');

    expect(stateAfter(MINED, foreign)?.custody).toEqual({ state: 'held', by: 'MINE' });
  });

  it('is not changed by a second COMMISSION of a known item, however early it is dated', () => {
    const second = commission('LINE', '02-01 08:00', [LOT], '03-02 08:00');

    expect(stateAfter(MINED, second)?.custody).toEqual({ state: 'held', by: 'MINE' });
    expect(stateAfter(second, MINED)?.custody).toEqual({ state: 'held', by: 'LINE' });
  });
});

describe('causal order', () => {
  it('puts a receipt behind its release whatever the clocks say', () => {
    const late = dispatch('03-02 18:00', handover, '03-03 12:00');
    const left = act('PACK', 'TRADER', '03-02 11:00', { items: [LOT], packageId: 'B1' });

    expect(order(MINED, receive('03-02 10:00', handover), left, late)).toEqual([
      'COMMISSION',
      'DISPATCH',
      'RECEIVE',
      'PACK',
    ]);
  });

  it('makes goods before they are used', () => {
    const used = consign('MINE', '02-01 08:00', [LOT]);

    expect(order(used, MINED)).toEqual(['COMMISSION', 'CONSIGN']);
  });

  it('follows refs, and falls back to time where they go in a circle', () => {
    const first = act('PACK', 'MINE', '03-05 08:00', { items: [LOT], packageId: 'B1' });
    const second = act('UNPACK', 'MINE', '03-04 08:00', {
      items: [LOT],
      packageId: 'B1',
      refs: [first.event.eventId],
    });
    const circular = { ...first, event: { ...first.event, refs: [second.event.eventId] } };

    expect(order(MINED, second, first)).toEqual(['COMMISSION', 'PACK', 'UNPACK']);
    expect(order(MINED, circular, second)).toEqual(['COMMISSION', 'UNPACK', 'PACK']);
  });
});

describe('pairing of handovers', () => {
  const fake = dispatch('03-01 09:00', { ...handover, from: 'LINE' }, '03-02 12:00');
  const real = dispatch('03-02 08:00', handover, '03-02 12:00');

  it('takes the custodian’s offer among several', () => {
    expect(offerOf(MINED, fake, real, receive('03-02 10:00', handover))).toEqual(['MINE']);
  });

  it('takes the one named in refs before that', () => {
    const named = receive('03-02 10:00', handover, undefined, { refs: [fake.event.eventId] });

    expect(offerOf(MINED, fake, real, named)).toEqual(['LINE']);
  });

  it('takes the earliest in the log where none is by who holds the goods', () => {
    const other = dispatch('02-28 09:00', { ...handover, from: 'CARRIER' }, '03-02 12:00');

    expect(offerOf(MINED, fake, other, receive('03-02 10:00', handover))).toEqual(['LINE']);
  });

  it('pairs nothing that was offered to another', () => {
    expect(offerOf(MINED, real, receive('03-02 10:00', { ...handover, to: 'LINE' }))).toEqual([]);
  });
});

describe('corrections', () => {
  const replacement = {
    type: 'COMMISSION',
    occurredAt: '2026-02-28T08:00:00Z',
    basis: 'mined',
    place: { site: 'PIT-1' },
    items: [ore('L1', '50')],
  };

  it('replace the words of an event and keep its place, signer and hash', () => {
    const [effective] = replayed(MINED, correct(MINED, { replacement })).acts;

    expect(effective).toMatchObject({
      index: 0,
      hash: hashOf(MINED.event.eventId),
      at: Date.parse('2026-02-28T08:00:00Z'),
    });
    expect(effective?.event).toMatchObject({ actor: 'MINE', items: [ore('L1', '50')] });
  });

  it('take an annulled event out', () => {
    expect(order(MINED, correct(MINED, { annul: true }))).toEqual([]);
  });

  it('may themselves be corrected or annulled', () => {
    const first = correct(MINED, { annul: true });
    const undone = correct(first, { annul: true });
    const better = correct(first, { replacement });

    expect(order(MINED, first, undone)).toEqual(['COMMISSION']);
    expect(replayed(MINED, first, better).acts[0]?.event.items).toEqual([ore('L1', '50')]);
  });
});
