import { describe, expect, it } from '@jest/globals';
import type { AlertSummary } from '../../client/alert-answers.js';
import { incidentsOf, shipmentsOf } from './incidents.js';

function alertOf(
  id: string,
  told: Partial<Pick<AlertSummary, 'severity' | 'incident' | 'parent' | 'ucr' | 'items'>>,
): AlertSummary {
  const summary = {
    id,
    severity: 'HIGH',
    incident: id,
    parent: null,
    ucr: null,
    items: [],
    ...told,
  };
  return Object(summary);
}

function orderOf(alerts: readonly AlertSummary[]): string[][] {
  return incidentsOf(alerts).map((incident) => incident.alerts.map(({ id }) => id));
}

describe('alerts', () => {
  it('of one incident stand together, the incident with the worst alert first', () => {
    const alerts = [
      alertOf('a', { incident: 'a' }),
      alertOf('b', { incident: 'b', severity: 'MEDIUM' }),
      alertOf('c', { incident: 'a', severity: 'LOW' }),
      alertOf('d', { incident: 'b', severity: 'CRITICAL' }),
    ];

    expect(orderOf(alerts)).toEqual([
      ['d', 'b'],
      ['a', 'c'],
    ]);
  });

  it('follow the alert they are a part of, however grave they are', () => {
    const alerts = [
      alertOf('part', { incident: 'i', severity: 'CRITICAL', parent: 'whole' }),
      alertOf('beside', { incident: 'i', severity: 'CRITICAL' }),
      alertOf('whole', { incident: 'i', severity: 'MEDIUM' }),
      alertOf('piece', { incident: 'i', severity: 'LOW', parent: 'part' }),
    ];

    expect(orderOf(alerts)).toEqual([['beside', 'whole', 'part', 'piece']]);
  });

  it('are all shown, once, even if each is said to be a part of the other', () => {
    const alerts = [
      alertOf('a', { incident: 'i', parent: 'b' }),
      alertOf('b', { incident: 'i', parent: 'a' }),
    ];

    expect(orderOf(alerts)).toEqual([['a', 'b']]);
  });

  it('are shown where the alert they are a part of is not in the list', () => {
    expect(orderOf([alertOf('part', { incident: 'i', parent: 'elsewhere' })])).toEqual([['part']]);
  });
});

describe('incidents', () => {
  it('stand with the consignment they are about, those on lots with the one that has alerts on them', () => {
    const alerts = [
      alertOf('hold', { severity: 'CRITICAL', ucr: 'U1', items: ['X1'] }),
      alertOf('other', { ucr: 'U2', items: ['Z'] }),
      alertOf('origin', { items: ['D1'] }),
      alertOf('gain', { items: ['X1', 'D1'] }),
      alertOf('alone', { items: ['A'] }),
    ];
    const shipments = shipmentsOf(incidentsOf(alerts));

    expect(shipments.map(({ ucr, incidents }) => [ucr, ...incidents.map(({ id }) => id)])).toEqual([
      ['U1', 'hold', 'origin', 'gain'],
      ['U2', 'other'],
      [null, 'alone'],
    ]);
  });
});
