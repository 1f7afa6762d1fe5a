import { Injectable } from '@nestjs/common';
import type { View } from '../../access/read-policy.js';
import type { Reader } from '../../access/reader.js';
import { consignmentSubject } from '../../custody/map-subjects.js';
import { originsOf } from '../../custody/origins.js';
import { defaultRuleSet } from '../../custody/rules/default-rule-set.js';
import { formatTime } from '../../protocol/index.js';
import { Registry } from '../../registry/registry.js';
import { type ConsignmentHit, SearchStore } from '../search.store.js';
import { LineageStore } from '../lineage.store.js';
import { ReadingRights } from '../reading-rights.js';
import type { ProvenanceAnswer } from './answer.schemas.js';
import { AsOf, type Moment } from './as-of.js';
import { assess } from './assess.js';
import { gapAnswersOf } from './gap-answers.js';
import { axesOf, consignedItemsOf, expectedSealsOf, itemStatesOf, quantitiesOf } from './goods.js';
import { IntegrityProofs } from './integrity.js';
import { LoadGoods, type LoadedGoods } from './load-goods.js';
import { noteAnswersOf } from './notes.js';
import { documentsOf, originAnswersOf, partiesOf } from './papers.js';
import { timelineOf } from './timeline.js';

interface Readable {
  readonly consignment: ConsignmentHit;
  readonly view: NonNullable<View>;
}

/** What the ledger supports about a consignment: the answer customs ask for. */
@Injectable()
export class ProvenanceAnswers {
  constructor(
    private readonly search: SearchStore,
    private readonly rights: ReadingRights,
    private readonly lineages: LineageStore,
    private readonly goods: LoadGoods,
    private readonly asOf: AsOf,
    private readonly integrity: IntegrityProofs,
    private readonly registry: Registry,
  ) {}

  /**
   * @param ucrOrKey a UCR means its newest consignment that the reader may read
   * @returns `undefined` for what is not there and what is not the reader's alike
   * @throws Problem 400 for a bad `asOf`
   */
  async answer(
    reader: Reader,
    ucrOrKey: string,
    asOf: string | undefined,
  ): Promise<ProvenanceAnswer | undefined> {
    return this.answerAt(reader, ucrOrKey, await this.asOf.moment(asOf));
  }

  /** The same for a moment that is known. */
  async answerAt(
    reader: Reader,
    ucrOrKey: string,
    moment: Moment,
  ): Promise<ProvenanceAnswer | undefined> {
    const found = await this.newestReadable(reader, ucrOrKey, moment);
    if (found === undefined) return undefined;
    const { consignment, view } = found;
    const items = await this.lineages.itemsOf(consignment.key, moment.index);
    const loaded = await this.goods.load(
      reader,
      view,
      { items, consignments: [consignment.key] },
      moment,
    );
    return this.compose(consignment, loaded, moment);
  }

  private async newestReadable(
    reader: Reader,
    ucrOrKey: string,
    { index }: Moment,
  ): Promise<Readable | undefined> {
    const consignments = await this.search.consignments(ucrOrKey, index);
    const views = await this.rights.viewsOf(
      reader,
      consignments.map(({ key }) => key),
    );
    for (const consignment of consignments) {
      const view = views.get(consignment.key);
      if (view !== undefined) return { consignment, view };
    }
    return undefined;
  }

  private async compose(
    { key, ucr }: ConsignmentHit,
    loaded: LoadedGoods,
    moment: Moment,
  ): Promise<ProvenanceAnswer> {
    const { view, items, upstream, lineage, replayed, facts, gaps } = loaded;
    const isParty = view === 'party';
    const origins = isParty ? [] : originsOf(replayed, consignedItemsOf(items, replayed, key));
    const states = itemStatesOf(items, replayed, facts, view);
    const timeline = timelineOf(lineage.events, replayed, facts);
    const gapAnswers = gapAnswersOf(gaps, items, [key]);
    const ruleSet = this.registry.ruleSet(moment.time, moment.index) ?? defaultRuleSet;
    const assessment = assess({
      key,
      loaded,
      origins,
      gaps: gapAnswers,
      ruleSet,
      now: moment.time,
    });
    return {
      ucr,
      key,
      view,
      verdict: isParty ? null : assessment.verdict,
      recommendedAction: isParty ? null : assessment.recommendedAction,
      reasons: isParty ? null : [...assessment.reasons],
      asOf: { index: moment.index, time: formatTime(moment.time) },
      commodity: replayed.consignments.get(key)?.commodity ?? null,
      coverage: assessment.coverage,
      origins: originAnswersOf(origins, facts),
      timeline,
      ...axesOf(states),
      items: states,
      parties: partiesOf(replayed, facts),
      documents: documentsOf(replayed, key, moment.time),
      gaps: gapAnswers,
      notes: noteAnswersOf(key, loaded, ruleSet, moment.time),
      upstream: {
        items: [...upstream.items],
        isComplete: upstream.isComplete,
        standingGaps: gapAnswers.filter((gap) => gap.isUpstream && gap.isStanding).length,
      },
      quantities: quantitiesOf(items, replayed, key),
      seals: { expected: expectedSealsOf(replayed, key, facts) },
      integrity: await this.integrity.prove(
        timeline.map(({ index }) => index),
        isParty ? undefined : consignmentSubject(ucr),
      ),
    };
  }
}
