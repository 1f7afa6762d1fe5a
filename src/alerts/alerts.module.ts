import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { GAP_SOURCE } from '../provenance/gap-source.js';
import { JUDGEMENT_REQUESTS } from '../provenance/judgement-request.js';
import { ProvenanceModule } from '../provenance/provenance.module.js';
import { AlertFollower } from './alert-follower.js';
import { AlertGaps } from './alert-gaps.js';
import { AlertProjector } from './alert-projector.js';
import { AlertParents } from './alert-parents.js';
import { AlertQueryStore } from './alert-query.store.js';
import { ReaderDirectory } from './alert-readership.js';
import { AlertAccountsStore } from './alert-accounts.store.js';
import { TaintedAccounts } from './tainted-accounts.js';
import { AlertWhereabouts } from './alert-whereabouts.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsRebuild } from './alerts-rebuild.js';
import { AlertsRest } from './alerts-rest.js';
import { AlertsStore } from './alerts.store.js';
import { CompromisedKeys } from './compromised-keys.js';
import { DeadlineSweep } from './deadline-sweep.js';
import { DeadlinesStore } from './deadlines.store.js';
import { DecideAlert } from './decide-alert.js';
import { DecisionJudge } from './decision-judge.js';
import { DecisionsController } from './decisions.controller.js';
import { FindingWriter } from './finding-writer.js';
import { JudgeAnew } from './judge-anew.js';
import { JudgeGoods } from './judge-goods.js';
import { JudgeWorker } from './judge.worker.js';
import { ListedParties } from './listed-parties.js';
import { LinkedConsignments } from './linked-consignments.js';
import { ParkedJudgements } from './parked-judgements.store.js';
import { AlertFeed } from './stream/alert-feed.js';
import { AlertStreamController } from './stream/alert-stream.controller.js';
import { AlertStreams } from './stream/alert-streams.js';
import { WebhookDeliveriesStore } from './webhooks/webhook-deliveries.store.js';
import { WebhookDispatcher } from './webhooks/webhook-dispatcher.js';
import { WebhookEndpointsStore } from './webhooks/webhook-endpoints.store.js';
import { WebhookOutbox } from './webhooks/webhook-outbox.js';
import { WebhookSender } from './webhooks/webhook-sender.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { Webhooks } from './webhooks/webhooks.js';

/** Findings become alerts, alerts are decided on and told to those they concern. */
@Module({
  imports: [AccessModule, ProvenanceModule],
  // The stream comes before the single alert, which would take "stream" for an id.
  controllers: [AlertStreamController, AlertsController, DecisionsController, WebhooksController],
  providers: [
    AlertFeed,
    AlertFollower,
    AlertGaps,
    AlertProjector,
    AlertParents,
    AlertQueryStore,
    AlertStreams,
    AlertAccountsStore,
    AlertWhereabouts,
    TaintedAccounts,
    AlertsRebuild,
    AlertsRest,
    AlertsStore,
    CompromisedKeys,
    ListedParties,
    DeadlineSweep,
    DeadlinesStore,
    DecideAlert,
    DecisionJudge,
    FindingWriter,
    JudgeAnew,
    JudgeGoods,
    JudgeWorker,
    LinkedConsignments,
    ParkedJudgements,
    ReaderDirectory,
    WebhookDeliveriesStore,
    WebhookDispatcher,
    WebhookEndpointsStore,
    WebhookOutbox,
    WebhookSender,
    Webhooks,
    { provide: GAP_SOURCE, useExisting: AlertGaps },
    { provide: JUDGEMENT_REQUESTS, useExisting: JudgeWorker },
  ],
  exports: [AlertsRebuild, AlertsRest, DeadlineSweep, GAP_SOURCE, JUDGEMENT_REQUESTS, JudgeAnew],
})
export class AlertsModule {}
