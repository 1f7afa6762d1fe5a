import { Injectable } from '@nestjs/common';
import type { Reader } from '../../access/reader.js';
import { itemSubject } from '../../custody/map-subjects.js';
import { originsOf } from '../../custody/origins.js';
import type { ReplayedLineage } from '../../custody/replay/replay.js';
import { formatTime } from '../../protocol/index.js';
import { ReadingRights } from '../reading-rights.js';
import { SearchStore } from '../search.store.js';
import type { ItemAnswer } from './answer.schemas.js';
import { AsOf } from './as-of.js';
import { gapAnswersOf } from './gap-answers.js';
import { consignedItemsOf, itemStatesOf } from './goods.js';
import { IntegrityProofs } from './integrity.js';
import { LoadGoods } from './load-goods.js';
import { originAnswersOf } from './papers.js';
import { timelineOf } from './timeline.js';

/** One item: where it stands, where it comes from, and what happened to it. */
@Injectable()
export class ItemAnswers {
  constructor(
    private readonly rights: ReadingRights,
    private readonly search: SearchStore,
    private readonly goods: LoadGoods,
    private readonly asOf: AsOf,
    private readonly integrity: IntegrityProofs,
  ) {}

  /** @returns `undefined` for what is not there and what is not the reader's alike */
  async answer(
    reader: Reader,
    itemId: string,
    asOf: string | undefined,
  ): Promise<ItemAnswer | undefined> {
    const moment = await this.asOf.moment(asOf);
    const view = await this.viewOf(reader, itemId);
    if (view === undefined) return undefined;
    const loaded = await this.goods.load(
      reader,
      view,
      { items: [itemId], consignments: [] },
      moment,
    );
    const { lineage, replayed, facts, gaps, upstream } = loaded;
    const [state] = itemStatesOf([itemId], replayed, facts, view);
    if (lineage.events.length === 0 || state === undefined) return undefined;
    const timeline = timelineOf(lineage.events, replayed, facts);
    const gapAnswers = gapAnswersOf(gaps, [itemId], []);
    const origins =
      view === 'party' ? [] : originsOf(replayed, consignedItemsOf([itemId], replayed, undefined));
    return {
      itemId,
      view,
      asOf: { index: moment.index, time: formatTime(moment.time) },
      state,
      origins: originAnswersOf(origins, facts),
      consignments: await this.readableConsignments(reader, itemId, moment.index),
      ...neighboursOf(itemId, replayed),
      timeline,
      gaps: gapAnswers,
      upstream: {
        items: [...upstream.items],
        isComplete: upstream.isComplete,
        standingGaps: gapAnswers.filter((gap) => gap.isUpstream && gap.isStanding).length,
      },
      integrity: await this.integrity.prove(
        timeline.map(({ index }) => index),
        view === 'party' ? undefined : itemSubject(itemId),
      ),
    };
  }

  /** Who may read a consignment the item was consigned in reads the item with it. */
  private async viewOf(reader: Reader, itemId: string) {
    const consignments = await this.search.consignmentsOf([itemId]);
    const subjects = [itemId, ...consignments.map(({ consignment }) => consignment)];
    const views = await this.rights.viewsOf(reader, subjects);
    if ([...views.values()].includes('authority')) return 'authority';
    return views.get(itemId);
  }

  private async readableConsignments(
    reader: Reader,
    itemId: string,
    upTo: number,
  ): Promise<string[]> {
    const consignments = await this.search.consignmentsOf([itemId], upTo);
    const keys = consignments.map(({ consignment }) => consignment);
    const views = await this.rights.viewsOf(reader, keys);
    return keys.filter((key) => views.has(key));
  }
}

function neighboursOf(
  itemId: string,
  { acts }: ReplayedLineage,
): Pick<ItemAnswer, 'madeFrom' | 'madeInto'> {
  const madeFrom = new Set<string>();
  const madeInto = new Set<string>();
  for (const { event } of acts) {
    if (!('inputs' in event)) continue;
    const inputs = event.inputs.map((item) => item.itemId);
    const outputs = event.outputs.map((item) => item.itemId);
    if (outputs.includes(itemId)) for (const input of inputs) madeFrom.add(input);
    if (inputs.includes(itemId)) for (const output of outputs) madeInto.add(output);
  }
  return { madeFrom: [...madeFrom], madeInto: [...madeInto] };
}
