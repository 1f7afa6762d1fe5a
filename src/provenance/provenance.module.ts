import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { INVOLVEMENT } from '../access/involvement.js';
import { Absence } from './absence.js';
import { AsOf } from './answer/as-of.js';
import { IntegrityProofs } from './answer/integrity.js';
import { ItemAnswers } from './answer/item-answers.js';
import { LoadGoods } from './answer/load-goods.js';
import { ProvenanceAnswers } from './answer/provenance-answers.js';
import { CarryingConsignments } from './carrying-consignments.js';
import { ConsignmentsController } from './consignments.controller.js';
import { EvidenceExport } from './evidence/evidence-export.js';
import { EvidenceRegistrations } from './evidence/evidence-registrations.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { NoticesStore } from './evidence/notices.store.js';
import { Feed } from './feed.js';
import { InvolvementStore } from './involvement.store.js';
import { JudgementOutbox } from './judgement-outbox.js';
import { LineageStore } from './lineage.store.js';
import { CompletenessProofs } from './map/completeness-proofs.js';
import { MapFollower } from './map/map-follower.js';
import { MapOnDemand } from './map/map-on-demand.js';
import { MapRunner } from './map/map-runner.js';
import { MapThread } from './map/map-thread.js';
import { MapStore } from './map/map.store.js';
import { ProjectionBatch } from './projection-batch.js';
import { ProjectionProgress } from './projection-progress.js';
import { ProjectionStore } from './projection.store.js';
import { ProjectionWriter } from './projection-writer.js';
import { Projector } from './projector.js';
import { ProjectorRunner } from './projector-runner.js';
import { Provenance } from './provenance.js';
import { ProvenanceRebuild } from './provenance-rebuild.js';
import { ReadingRights } from './reading-rights.js';
import { ReportPrinter } from './report/report-printer.js';
import { RecordedEvents } from './recorded-events.js';
import { SearchController } from './search.controller.js';
import { Search } from './search.js';
import { SearchStore } from './search.store.js';
import { StatementAccess } from './statement-access.js';
import { StatementsController } from './statements.controller.js';
import { CorrectionsStore } from './uses/corrections.store.js';
import { PlacedUses } from './uses/placed-uses.js';
import { UsesStore } from './uses/uses.store.js';

/**
 * What the log says about goods: projections, lineages, the provenance answer. It needs gaps and judges, which alerts
 * provides as GAP_SOURCE and JUDGEMENT_REQUESTS; they are found when first used.
 */
@Module({
  imports: [AccessModule],
  controllers: [ConsignmentsController, EvidenceController, SearchController, StatementsController],
  providers: [
    Absence,
    AsOf,
    CarryingConsignments,
    EvidenceExport,
    EvidenceRegistrations,
    NoticesStore,
    CompletenessProofs,
    CorrectionsStore,
    Feed,
    IntegrityProofs,
    InvolvementStore,
    ItemAnswers,
    JudgementOutbox,
    LineageStore,
    LoadGoods,
    MapFollower,
    MapOnDemand,
    MapRunner,
    MapStore,
    MapThread,
    PlacedUses,
    ProjectionBatch,
    ProjectionProgress,
    ProjectionStore,
    ProjectionWriter,
    Projector,
    ProjectorRunner,
    Provenance,
    ProvenanceAnswers,
    ProvenanceRebuild,
    ReadingRights,
    RecordedEvents,
    ReportPrinter,
    Search,
    SearchStore,
    StatementAccess,
    UsesStore,
    { provide: INVOLVEMENT, useExisting: InvolvementStore },
  ],
  exports: [
    CarryingConsignments,
    CompletenessProofs,
    CorrectionsStore,
    INVOLVEMENT,
    JudgementOutbox,
    LineageStore,
    MapFollower,
    PlacedUses,
    ProjectionProgress,
    Provenance,
    ProvenanceAnswers,
    ProvenanceRebuild,
    UsesStore,
    AccessModule,
  ],
})
export class ProvenanceModule {}
