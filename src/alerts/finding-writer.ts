import { Injectable } from '@nestjs/common';
import type { FindingStatement } from '../custody/vocabulary/finding.js';
import { type AppendResult, AppendStatement } from '../ledger/append-statement.js';
import { LedgerIdentity } from '../ledger/ledger-identity.js';
import type { JsonValue } from '../protocol/index.js';
import type { NextFinding } from './reconcile.js';

/** Appends at most so many findings at a time. */
const BATCH = 500;

/** Puts findings into the log, signed by the ledger's own key. */
@Injectable()
export class FindingWriter {
  constructor(
    private readonly ledger: LedgerIdentity,
    private readonly log: AppendStatement,
  ) {}

  /**
   * The bytes depend on nothing but the finding, so a second worker's copy is the same statement and is dropped.
   *
   * @returns false when an alert has moved on meanwhile: judge again
   * @throws when the log refuses a finding for any other reason
   */
  async append(findings: readonly NextFinding[], ruleSet: string): Promise<boolean> {
    let isCurrent = true;
    for (let from = 0; from < findings.length; from += BATCH) {
      const payloads = findings
        .slice(from, from + BATCH)
        .map((finding) => this.payloadOf(finding, ruleSet));
      for (const result of await this.signAndAppend(payloads)) {
        if (!('refusal' in result)) continue;
        if (result.refusal.code !== 'alert-changed') {
          throw new Error(`the log refused a finding: ${result.refusal.detail}`);
        }
        isCurrent = false;
      }
    }
    return isCurrent;
  }

  private async signAndAppend(payloads: readonly JsonValue[]): Promise<readonly AppendResult[]> {
    const sign = (): Uint8Array[] =>
      payloads.map((payload) => this.ledger.signStatement('finding', payload));
    const results = await this.log.appendMany(sign(), 'finding');
    const isKeyReplaced = results.some(
      (result) => 'refusal' in result && result.refusal.code === 'key-revoked',
    );
    // The ledger's key was rotated in between; the refusal made the new one known here.
    return isKeyReplaced ? this.log.appendMany(sign(), 'finding') : results;
  }

  private payloadOf(finding: NextFinding, ruleSet: string): JsonValue {
    const payload: FindingStatement = {
      schema: 'custody-finding/1',
      ledger: this.ledger.origin,
      findingId: `${finding.alert}.${finding.version}`,
      alert: finding.alert,
      version: finding.version,
      change: finding.change,
      rule: finding.rule,
      ruleSet,
      severity: finding.severity,
      subject: finding.subject,
      anchor: finding.anchor,
      ...(finding.ucr !== undefined && { ucr: finding.ucr }),
      ...(finding.items !== undefined && { items: [...finding.items] }),
      sentence: finding.sentence,
      evidence: [...finding.evidence],
    };
    return payload;
  }
}
