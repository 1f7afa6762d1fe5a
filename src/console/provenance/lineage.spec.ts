import { describe, expect, it } from '@jest/globals';
import { gap, item, step } from '../../../test/support/told-steps.js';
import { layered } from './layers.js';
import { lineageOf } from './lineage.js';

const edgesOf = (...told: Parameters<typeof lineageOf>) =>
  lineageOf(...told).edges.map(({ from, to, isKnown }) => `${from} ${isKnown ? '→' : '⇢'} ${to}`);

const mined = step('COMMISSION', { items: [item('A', 'item', '100')] });
const split = step('SPLIT', {
  items: [item('A', 'input', '100'), item('B', 'output', '40'), item('C', 'output', '60')],
});
const merge = step('MERGE', {
  items: [item('B', 'input', '40'), item('X', 'input', '5'), item('D', 'output', '45')],
});

describe('the lots that goods were made of', () => {
  it('lead from what went into an act to what came out of it', () => {
    const { lots, changes } = lineageOf([mined, split, merge], []);

    expect(lots.map(({ lot, madeBy }) => [lot, madeBy])).toEqual([
      ['A', undefined],
      ['B', 'SPLIT'],
      ['C', 'SPLIT'],
      ['X', undefined],
      ['D', 'MERGE'],
    ]);
    expect(changes.map(({ inputs, outputs }) => [inputs, outputs])).toEqual([
      [['A'], ['B', 'C']],
      [['B', 'X'], ['D']],
    ]);
    expect(edgesOf([mined, split, merge], [])).toEqual([
      'lot A → lot B',
      'lot A → lot C',
      'lot B → lot D',
      'lot X → lot D',
    ]);
  });

  it('are cut off from what came of them by a gap, and from nothing by a missing origin', () => {
    const lost = gap('CUSTODY_BREAK', [split], { alert: 'g-1', subject: 'B' });
    const orphan = gap('ORIGIN_MISSING', [merge], { alert: 'g-2', subject: 'X' });

    expect(edgesOf([mined, split, merge], [lost, orphan])).toEqual([
      'lot B ⇢ gap g-1',
      'gap g-2 ⇢ lot X',
      'lot A → lot B',
      'lot A → lot C',
      'gap g-1 ⇢ lot D',
      'lot X → lot D',
    ]);
  });

  it('are those of the last step that a gap rests on where it is about no lot', () => {
    const overdue = gap('TRANSIT_OVERDUE', [mined], { alert: 'g', subject: '6RW-1;2026' });

    expect(edgesOf([mined, split], [overdue])).toEqual([
      'lot A ⇢ gap g',
      'gap g ⇢ lot B',
      'gap g ⇢ lot C',
    ]);
  });

  it('leave out what was taken back, what is cured, and what breaks no custody', () => {
    const annulled = { ...split, standing: 'annulled' as const };
    const cured = gap('CUSTODY_BREAK', [mined], { isStanding: false, subject: 'A' });
    const odd = gap('SEAL_DISCREPANCY', [mined], { subject: 'A' });
    const { lots, gaps, edges } = lineageOf([mined, annulled], [cured, odd]);

    expect([lots.length, gaps, edges]).toEqual([1, [], []]);
  });

  it('lead in no circle, whatever was recorded', () => {
    const back = step('TRANSFORM', {
      items: [item('C', 'input', '60'), item('A', 'output', '60'), item('C', 'output', '1')],
    });
    const both = gap('CUSTODY_BREAK', [split], { alert: 'g', subject: 'nothing' });

    expect(edgesOf([mined, split, back], [])).toEqual(['lot A → lot B', 'lot A → lot C']);
    expect(edgesOf([mined, split], [both])).toEqual([
      'lot A ⇢ gap g',
      'lot B ⇢ gap g',
      'lot C ⇢ gap g',
      'lot A → lot B',
      'lot A → lot C',
    ]);
  });
});

describe('a graph in layers', () => {
  it('has every edge lead onwards, the longer ones through a place in each layer', () => {
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'a', to: 'c' },
    ];
    const { layers, nodes, ways } = layered(['a', 'b', 'c'], edges);

    expect(layers).toBe(3);
    expect(['a', 'b', 'c'].map((id) => nodes.get(id)?.layer)).toEqual([0, 1, 2]);
    expect(ways.map((way) => way.map(({ layer }) => layer))).toEqual([
      [0, 1],
      [1, 2],
      [0, 1, 2],
    ]);
  });

  it('has what nothing comes before directly before what came of it', () => {
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'late', to: 'c' },
    ];
    const { layers, nodes, ways } = layered(['a', 'b', 'c', 'late'], edges);

    expect(layers).toBe(3);
    expect(nodes.get('late')?.layer).toBe(1);
    expect(ways.at(-1)).toHaveLength(2);
  });

  it('puts no two nodes in one place, and untangles what can be', () => {
    const ids = ['a', 'b', 'x', 'y'];
    const edges = [
      { from: 'a', to: 'y' },
      { from: 'b', to: 'x' },
    ];
    const { nodes, rows } = layered(ids, edges);
    const places = ids.map((id) => `${nodes.get(id)?.layer} ${nodes.get(id)?.row}`);

    expect(new Set(places).size).toBe(4);
    expect(rows).toBe(2);
    expect(nodes.get('a')?.row).toBe(nodes.get('y')?.row);
    expect(nodes.get('b')?.row).toBe(nodes.get('x')?.row);
  });

  it('may be empty', () => {
    expect(layered([], [])).toMatchObject({ layers: 0, rows: 0, ways: [] });
  });
});
