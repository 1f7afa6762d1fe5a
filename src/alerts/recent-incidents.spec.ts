import { describe, expect, it } from '@jest/globals';
import type { PlacedAlert } from './alerts.store.js';
import { RecentIncidents } from './recent-incidents.js';

const HOUR = 3_600_000;

function alert(id: string, hours: number, change: Partial<PlacedAlert> = {}): PlacedAlert {
  return {
    id,
    rule: 'CUSTODY_BREAK',
    ruleSet: 'v',
    severity: 'HIGH',
    subject: 'LOT',
    anchor: '',
    ucr: undefined,
    items: ['LOT'],
    sentence: '',
    evidence: [],
    version: 1,
    isFound: true,
    state: 'OPEN',
    assignee: undefined,
    outcome: undefined,
    reason: undefined,
    openedIndex: hours,
    openedAt: hours * HOUR,
    changedIndex: hours,
    changedAt: hours * HOUR,
    acknowledgeBy: undefined,
    acknowledgedAt: undefined,
    consignment: undefined,
    countries: [],
    incident: id,
    incidentSince: hours * HOUR,
    ...change,
  };
}

describe('an incident', () => {
  it('takes in alerts on the same goods for 48 hours from its first', () => {
    const incidents = new RecentIncidents([alert('a', 0)]);

    expect(incidents.of(alert('b', 48)).incident).toBe('a');
    expect(incidents.of(alert('b', 49)).incident).toBe('b');
    expect(incidents.of(alert('b', 1, { items: ['OTHER'] })).incident).toBe('b');
  });

  it('does not grow for ever by what joined late', () => {
    const incidents = new RecentIncidents([
      alert('a', 0),
      alert('b', 40, { incident: 'a', incidentSince: 0 }),
    ]);

    expect(incidents.of(alert('c', 60))).toEqual({ incident: 'c', incidentSince: 60 * HOUR });
  });

  it('is the oldest where an alert belongs to two, by item and by consignment', () => {
    const shipped = { items: [], consignment: 'UCR;2026' };
    const two = new RecentIncidents([alert('b', 5), alert('a', 3, shipped)]);

    expect(two.of(alert('c', 6, { consignment: 'UCR;2026' })).incident).toBe('a');
    expect(two.of(alert('c', 6)).incident).toBe('b');
  });

  it('goes by the goods that an alert names now', () => {
    const incidents = new RecentIncidents([alert('a', 0)]);
    incidents.add(alert('a', 0, { items: ['ANOTHER'] }));

    expect(incidents.of(alert('b', 1)).incident).toBe('b');
    expect(incidents.of(alert('b', 1, { items: ['ANOTHER'] })).incident).toBe('a');
  });
});
