import { Injectable } from '@nestjs/common';
import { DECISION_FINDINGS, type Decision } from '../custody/vocabulary/decision.js';
import type { Refusal } from '../ledger/refusal.js';
import { notFound } from '../platform/http/problem.js';
import { AlertProjector } from './alert-projector.js';
import { ReaderDirectory } from './alert-readership.js';
import { stateAfterDecision } from './alert-state.js';
import { AlertsStore, type PlacedAlert } from './alerts.store.js';
import { needsWitness } from './severity.js';

/**
 * What of a decision only the alerts can judge. It is asked after the signatures were found good, so that nobody
 * learns of an alert by guessing.
 */
@Injectable()
export class DecisionJudge {
  constructor(
    private readonly store: AlertsStore,
    private readonly projector: AlertProjector,
    private readonly readers: ReaderDirectory,
  ) {}

  /**
   * In the order of the HTTP contract.
   * @throws Problem 404 when the alert is not there or not the signer's to read
   */
  async refusalOf(decision: Decision): Promise<Refusal | undefined> {
    const fault = faultOfFinding(decision);
    if (fault !== undefined) return fault;
    const alert = await this.readable(decision);
    const unfit = this.refusalOfAssignee(decision);
    if (unfit !== undefined) return unfit;
    if (decision.action === 'resolve' && needsWitness(alert.severity) && !decision.witness) {
      return {
        status: 422,
        code: 'witness-required',
        detail: `Resolving a ${alert.severity} alert needs a second person: name an inspector or customs officer as witness, who signs too.`,
      };
    }
    if (decision.alertVersion !== alert.version) {
      return {
        status: 409,
        code: 'alert-changed',
        detail: `The alert has version ${alert.version} by now, not ${decision.alertVersion}: read it again, then decide.`,
      };
    }
    if (stateAfterDecision(alert.state, decision.action) !== undefined) return undefined;
    return {
      status: 409,
      code: 'not-open',
      detail: `The alert is ${alert.state}: it cannot be ${PAST_TENSE[decision.action]} now.`,
    };
  }

  /** An alert in the hands of nobody, or of a trader, would look taken care of. */
  private refusalOfAssignee({ assignee }: Decision): Refusal | undefined {
    if (assignee === undefined) return undefined;
    if (this.readers.readershipOf(assignee)?.isInspectorOrCustoms === true) return undefined;
    return {
      status: 422,
      code: 'unknown-reference',
      detail: `${assignee} is no registered inspector or customs authority: assign the alert to one.`,
    };
  }

  private async readable(decision: Decision): Promise<PlacedAlert> {
    // The state must be that of the newest finding or decision, whoever appended it.
    await this.projector.catchUp();
    const [alert] = await this.store.alerts([decision.alert]);
    const readership = this.readers.readershipOf(decision.actor);
    if (alert === undefined || readership?.mayRead(alert) !== true) throw notFound();
    return alert;
  }
}

const PAST_TENSE: Readonly<Record<Decision['action'], string>> = {
  assign: 'assigned',
  acknowledge: 'acknowledged',
  investigate: 'investigated',
  wait: 'left waiting',
  escalate: 'escalated',
  resolve: 'resolved',
  reopen: 'reopened',
};

/** The list is closed: statistics and courts count by it. */
function faultOfFinding({ action, finding }: Decision): Refusal | undefined {
  const known: readonly string[] = DECISION_FINDINGS;
  if (action !== 'resolve' || (finding !== undefined && known.includes(finding))) return undefined;
  const detail = `must be one of ${known.join(', ')}`;
  return {
    status: 400,
    code: 'schema',
    detail: `The finding of a resolved alert ${detail}.`,
    errors: [{ pointer: '/finding', detail }],
  };
}
