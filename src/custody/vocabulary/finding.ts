import { z } from 'zod';
import { alertId, alertVersion } from './decision.js';
import { oneOf } from './event-types.js';
import { code, id, ledgerOrigin, longText, sha256, text } from './members.js';
import { optional } from './optional.js';
import { objectPhrase, phrase } from './phrase.js';

export const FINDING_CHANGES = ['opened', 'changed', 'cured'] as const;
export type FindingChange = (typeof FINDING_CHANGES)[number];

export const SEVERITIES = ['INFO', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** 0 for INFO to 4 for CRITICAL. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

const ucrPhrase = phrase('must be a UCR, alone or with its year as "<UCR>;<year>"');

/** The payload of a `finding` statement, which only the ledger itself signs: an alert opened, changed or cured. */
export const finding = z
  .strictObject(
    {
      schema: z.literal('custody-finding/1', phrase('must be "custody-finding/1"')),
      ledger: ledgerOrigin,
      findingId: id,
      alert: alertId,
      version: alertVersion,
      change: oneOf(FINDING_CHANGES),
      rule: code,
      ruleSet: text,
      severity: oneOf(SEVERITIES),
      // Subjects are composed (document type, issuer and number, say), so they may outgrow a plain text.
      subject: longText,
      anchor: text,
      ucr: optional(
        z.string(ucrPhrase).regex(/^[0-9][A-Z]{2}[0-9A-Z()-]{1,32}(?:;[0-9]{4})?$/, ucrPhrase),
      ),
      items: optional(z.array(id).max(1000)),
      sentence: longText,
      evidence: z.array(sha256).max(1000),
    },
    objectPhrase('a finding'),
  )
  .meta({
    id: 'Finding',
    description: 'An alert opened, changed or cured (payload of a `finding` statement).',
  });

export type FindingStatement = z.infer<typeof finding>;
