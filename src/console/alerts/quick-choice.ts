import type { AlertState, AlertSummary } from '../../client/alert-answers.js';
import type { DecisionAction } from '../../custody/vocabulary/decision.js';
import { CLOSED } from './alert-words.js';

/** A decision that needs no words: it can be taken on several alerts at once. */
export type QuickChoice =
  | { readonly action: 'acknowledge' }
  | { readonly action: 'assign'; readonly details: { readonly assignee: string } };

/** Roles that decide on alerts; others read them. */
export const DECIDES: readonly string[] = ['customs', 'inspector'];

/** Already there: the same decision again would say nothing. */
export const REACHED: Readonly<Partial<Record<DecisionAction, readonly AlertState[]>>> = {
  acknowledge: ['ACKNOWLEDGED', 'INVESTIGATING', 'WAITING_INFO'],
  investigate: ['INVESTIGATING'],
};

/** Would the choice change this alert? What is closed must be reopened first. */
export function wouldChange(
  { state, assignee }: Pick<AlertSummary, 'state' | 'assignee'>,
  choice: QuickChoice,
): boolean {
  if (CLOSED.includes(state)) return false;
  if (choice.action === 'assign') return assignee !== choice.details.assignee;
  return REACHED[choice.action]?.includes(state) !== true;
}
