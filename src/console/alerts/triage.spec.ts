import { describe, expect, it } from '@jest/globals';
import type { AlertSummary } from '../../client/alert-answers.js';
import { ordered } from './triage.js';

const choice = { action: 'acknowledge' } as const;
const open = alertThatIs('OPEN');
const closed = alertThatIs('RESOLVED');
const idle = { kind: 'idle' } as const;
const ready = { isOnline: true, isLedgerKnown: true };

function alertThatIs(state: AlertSummary['state']): AlertSummary {
  return Object({ id: state, state, assignee: null });
}

describe('an order on several alerts', () => {
  it('waits with those that it changes', () => {
    expect(ordered(idle, { alerts: [open, closed], choice }, ready)).toEqual({
      kind: 'waiting',
      alerts: [open],
      choice,
    });
    expect(ordered(idle, { alerts: [closed], choice }, ready)).toEqual({ kind: 'nothing' });
  });

  it('is told to be in vain without a network, or before the key of the ledger is known', () => {
    const order = { alerts: [open], choice };

    expect(ordered(idle, order, { ...ready, isOnline: false })).toEqual({ kind: 'offline' });
    expect(ordered(idle, order, { ...ready, isLedgerKnown: false })).toEqual({
      kind: 'ledgerUnknown',
    });
  });

  it('does not replace one that waits or is being sent', () => {
    const waiting = { kind: 'waiting', alerts: [open], choice } as const;
    const sending = { kind: 'sending' } as const;

    expect(ordered(waiting, { alerts: [closed], choice }, ready)).toBe(waiting);
    expect(ordered(sending, { alerts: [open], choice }, ready)).toBe(sending);
  });
});
