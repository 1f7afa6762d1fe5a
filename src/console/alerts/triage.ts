import type { AlertSummary } from '../../client/alert-answers.js';
import { type QuickChoice, wouldChange } from './quick-choice.js';

export interface Order {
  readonly alerts: readonly AlertSummary[];
  readonly choice: QuickChoice;
}

export type Triage =
  | {
      readonly kind: 'idle' | 'undone' | 'nothing' | 'offline' | 'ledgerUnknown' | 'sending';
    }
  | ({ readonly kind: 'waiting' } & Order)
  | {
      readonly kind: 'told';
      readonly proved: number;
      readonly unproved: number;
      readonly failures: readonly { readonly alert: AlertSummary; readonly error: unknown }[];
    };

interface Circumstances {
  readonly isOnline: boolean;
  /** Without the ledger's key no receipt can be checked. */
  readonly isLedgerKnown: boolean;
}

/** What comes of an order: it waits, for a while in which it can be taken back, or it is said why it will not be sent. */
export function ordered(
  now: Triage,
  { alerts, choice }: Order,
  { isOnline, isLedgerKnown }: Circumstances,
): Triage {
  if (now.kind === 'waiting' || now.kind === 'sending') return now;
  if (!isOnline) return { kind: 'offline' };
  if (!isLedgerKnown) return { kind: 'ledgerUnknown' };
  const changed = alerts.filter((alert) => wouldChange(alert, choice));
  return changed.length === 0 ? { kind: 'nothing' } : { kind: 'waiting', alerts: changed, choice };
}
