import { Injectable } from '@nestjs/common';
import { AppendStatement, type AppendResult } from '../ledger/append-statement.js';
import type { Refusal } from '../ledger/refusal.js';
import { decisionOf, envelopeJsonOf } from '../provenance/log-statement.js';
import { AlertProjector } from './alert-projector.js';
import { DecisionJudge } from './decision-judge.js';

/** Takes a signed decision on an alert into the log. */
@Injectable()
export class DecideAlert {
  constructor(
    private readonly log: AppendStatement,
    private readonly judge: DecisionJudge,
    private readonly projector: AlertProjector,
  ) {}

  /**
   * When it returns, the alert shows the decision. Two decisions on the same version cannot both be taken, however
   * many processes there are: both claim the next version, under the head's lock.
   *
   * @param alert the alert that the request names; the payload must name the same
   * @throws Problem 404 when the alert is not there or not the signer's to read
   */
  async decide(alert: string, envelope: Uint8Array): Promise<AppendResult> {
    const result = await this.log.append(envelope, 'decision', async ({ stored }) => {
      const decision = decisionOf(envelopeJsonOf(stored));
      return decision.alert === alert ? this.judge.refusalOf(decision) : otherAlert(alert);
    });
    if (!('refusal' in result)) await this.projector.catchUp();
    return result;
  }
}

function otherAlert(alert: string): Refusal {
  return {
    status: 400,
    code: 'schema',
    detail: `The decision is on another alert than ${alert}, which the path names.`,
    errors: [{ pointer: '/alert', detail: `must be ${alert}, as in the path` }],
  };
}
