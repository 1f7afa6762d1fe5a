import type { AlertChange, AlertState } from '../../client/alert-answers.js';
import type { DECISION_FINDINGS } from '../../custody/vocabulary/decision.js';
import type { MessageKey } from '../../messages/messages.js';
import type { Tone } from '../../messages/verdict-lines.js';

/** Words of the alerts, each once; a word that the vocabulary gains is missing here at compile time. */
export const STATES: Readonly<Record<AlertState, readonly [name: MessageKey, tone: Tone]>> = {
  OPEN: ['alertState.OPEN', 'bad'],
  REOPENED: ['alertState.REOPENED', 'bad'],
  ESCALATED: ['alertState.ESCALATED', 'bad'],
  ASSIGNED: ['alertState.ASSIGNED', 'wait'],
  ACKNOWLEDGED: ['alertState.ACKNOWLEDGED', 'wait'],
  INVESTIGATING: ['alertState.INVESTIGATING', 'wait'],
  WAITING_INFO: ['alertState.WAITING_INFO', 'wait'],
  RESOLVED: ['alertState.RESOLVED', 'good'],
  CURED_LATE: ['alertState.CURED_LATE', 'good'],
};

export const CLOSED: readonly AlertState[] = ['RESOLVED', 'CURED_LATE'];

export const FINDINGS: Readonly<Record<(typeof DECISION_FINDINGS)[number], MessageKey>> = {
  'confirmed-illicit': 'finding.confirmed-illicit',
  'confirmed-irregular': 'finding.confirmed-irregular',
  'data-error': 'finding.data-error',
  'offline-delay': 'finding.offline-delay',
  'legitimate-exception': 'finding.legitimate-exception',
  duplicate: 'finding.duplicate',
  unfounded: 'finding.unfounded',
  'insufficient-evidence': 'finding.insufficient-evidence',
  'referred-prosecution': 'finding.referred-prosecution',
};

export const CHANGES: Readonly<Record<AlertChange, MessageKey>> = {
  opened: 'change.opened',
  changed: 'change.changed',
  cured: 'change.cured',
  assign: 'change.assign',
  acknowledge: 'change.acknowledge',
  investigate: 'change.investigate',
  wait: 'change.wait',
  escalate: 'change.escalate',
  resolve: 'change.resolve',
  reopen: 'change.reopen',
};

export function findingName(finding: string): MessageKey | undefined {
  return isFinding(finding) ? FINDINGS[finding] : undefined;
}

function isFinding(text: string): text is keyof typeof FINDINGS {
  return Object.hasOwn(FINDINGS, text);
}
