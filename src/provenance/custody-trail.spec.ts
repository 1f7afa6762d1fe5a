import { describe, expect, it } from '@jest/globals';
import { follow, type Move, newTrail } from './custody-trail.js';

const SHIPMENT = '6RW1-A;2026';

/** Folds moves and returns who is involved in the shipment, in the item, and which offers were the holder's. */
function played(moves: readonly Move[]) {
  const trail = newTrail();
  const inItem: string[] = [];
  const inShipment: string[] = [];
  const heldOffers: number[] = [];
  for (const move of moves) {
    follow(trail, move, {
      involve: (_kind, value, consignment) => {
        (consignment === SHIPMENT ? inShipment : inItem).push(value);
      },
      heldOffer: (idx) => heldOffers.push(idx),
    });
  }
  return { trail, inItem, inShipment, heldOffers };
}

const make = (party: string): Move => ({ kind: 'make', party });
const take = (party: string, handover: string): Move => ({ kind: 'take', party, handover });
const consign = (party: string): Move => ({
  kind: 'consign',
  party,
  consignment: SHIPMENT,
  to: ['CONSIGNEE'],
});
const offer = (party: string, to: string, handover: string, idx = 0): Move => ({
  kind: 'offer',
  party,
  to,
  handover,
  idx,
});
const placed = (party: string, value: string): Move => ({
  kind: 'placed',
  party,
  where: { kind: 'country', value },
});

describe('follow', () => {
  it('passes custody when both have signed', () => {
    const { trail } = played([make('mine'), offer('mine', 'trader', 'h1'), take('trader', 'h1')]);

    expect(trail.holder).toBe('trader');
  });

  it('makes whoever a holder names a party to the consignment', () => {
    const { inShipment } = played([
      make('exporter'),
      consign('exporter'),
      offer('exporter', 'carrier', 'h1'),
    ]);

    expect(inShipment).toEqual(['carrier']);
  });

  it('gives nothing to somebody whom a stranger names', () => {
    const { inShipment, inItem } = played([
      make('exporter'),
      consign('exporter'),
      offer('stranger', 'friend', 'h1'),
      take('friend', 'h1'),
      placed('stranger', 'XX'),
    ]);

    expect(inShipment).toEqual([]);
    expect(inItem).toEqual(['exporter', 'CONSIGNEE']);
  });

  it('makes whom the goods are meant for a party to them, when their holder says so', () => {
    expect(played([make('exporter'), consign('exporter')]).inItem).toContain('CONSIGNEE');
    expect(played([make('exporter'), consign('stranger')]).inItem).not.toContain('CONSIGNEE');
  });

  it('gives nothing to whom a former holder names', () => {
    const { inShipment } = played([
      make('exporter'),
      consign('exporter'),
      offer('exporter', 'carrier', 'h1'),
      take('carrier', 'h1'),
      offer('exporter', 'friend', 'h2'),
    ]);

    expect(inShipment).toEqual(['carrier']);
  });

  it('comes to the same end when the receiver synchronises first', () => {
    const moves = [
      make('mine'),
      offer('mine', 'trader', 'h1', 7),
      take('trader', 'h1'),
      consign('trader'),
    ];
    const inOrder = played(moves);
    const reversed = played(moves.toReversed());

    expect(reversed.trail.holder).toBe('trader');
    expect(reversed.trail.consignments).toEqual(inOrder.trail.consignments);
    expect(reversed.heldOffers).toEqual([7]);
  });

  it('does not let a claim made before the origin outlive it', () => {
    const { trail } = played([consign('claimant'), make('mine')]);

    expect(trail.holder).toBe('mine');
  });

  it('does not let a second commission take the goods', () => {
    const { trail } = played([make('mine'), make('thief')]);

    expect(trail.holder).toBe('mine');
  });

  it('counts where a holder placed goods that have no origin in the ledger', () => {
    const { inShipment } = played([consign('exporter'), placed('exporter', 'TZ')]);

    expect(inShipment).toEqual(['TZ']);
  });

  it('remembers a bounded number of strangers', () => {
    const spam = Array.from({ length: 1000 }, (_, n) => take(`stranger-${n}`, 'h'));
    const { trail } = played([make('mine'), ...spam]);

    expect(trail.waiting.length).toBeLessThanOrEqual(512);
  });

  it('does not let one stranger crowd out the others', () => {
    const spam = Array.from({ length: 1000 }, () => take('stranger', 'h'));
    const { trail } = played([
      ...spam,
      take('trader', 'h1'),
      make('mine'),
      offer('mine', 'trader', 'h1'),
    ]);

    expect(trail.holder).toBe('trader');
  });
});
