import { z } from 'zod';
import { oneOf } from './event-types.js';
import { id, ledgerOrigin, longText, text, wholeNumber } from './members.js';
import { optional } from './optional.js';
import { objectPhrase, phrase } from './phrase.js';

export const DECISION_ACTIONS = [
  'assign',
  'acknowledge',
  'investigate',
  'wait',
  'escalate',
  'resolve',
  'reopen',
] as const;
export type DecisionAction = (typeof DECISION_ACTIONS)[number];

/** What an inspector may find; the member is open, these are the words the console offers and statistics count. */
export const DECISION_FINDINGS = [
  'confirmed-illicit',
  'confirmed-irregular',
  'data-error',
  'offline-delay',
  'legitimate-exception',
  'duplicate',
  'unfounded',
  'insufficient-evidence',
  'referred-prosecution',
] as const;

/** Findings by which an inspector says that the gap is what it looks like: the alert is closed, the gap stands. */
export const CONFIRMING_FINDINGS: ReadonlySet<string> = new Set([
  'confirmed-illicit',
  'confirmed-irregular',
  'referred-prosecution',
]);

const alertIdPhrase = phrase('must be an alert id: 32 lower-case hex digits');
export const alertId = z.string(alertIdPhrase).regex(/^[0-9a-f]{32}$/, alertIdPhrase);

const versionPhrase = phrase(
  'must be the version of the alert that was seen, a whole number from 1',
);
export const alertVersion = wholeNumber.min(1, versionPhrase);

const anyDecision = z.strictObject(
  {
    schema: z.literal('custody-decision/1', phrase('must be "custody-decision/1"')),
    ledger: ledgerOrigin,
    decisionId: id,
    actor: id,
    alert: alertId,
    alertVersion,
    action: oneOf(DECISION_ACTIONS),
    finding: optional(text),
    reason: optional(longText),
    assignee: optional(id),
    // The same party may witness: keys stand for persons. That it is another key, the alerts judge.
    witness: optional(id),
  },
  objectPhrase('a decision'),
);
export type Decision = z.infer<typeof anyDecision>;

/** The payload of a `decision` statement: what an inspector decides on an alert. */
export const decision = anyDecision
  .superRefine((value, context) => {
    if (value.action === 'resolve') {
      for (const member of ['finding', 'reason'] as const) {
        if (value[member] === undefined) {
          context.addIssue({
            code: 'custom',
            path: [member],
            message: 'is required to resolve an alert',
          });
        }
      }
    }
    if (value.action === 'assign' && value.assignee === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['assignee'],
        message: 'is required to assign an alert',
      });
    }
  })
  .meta({
    id: 'Decision',
    description: 'A signed decision on an alert (payload of a `decision` statement).',
  });
