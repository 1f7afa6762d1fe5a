import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Reader } from '../../access/reader.js';
import type { View } from '../../access/read-policy.js';
import type { Facts, Lineage } from '../../custody/lineage.js';
import { replay, type ReplayedLineage } from '../../custody/replay/replay.js';
import { Registry } from '../../registry/registry.js';
import { type Gap, GAP_SOURCE, type GapSource } from '../gap-source.js';
import { LineageStore, type Upstream } from '../lineage.store.js';
import { SearchStore } from '../search.store.js';
import { ReadingRights } from '../reading-rights.js';
import type { Moment } from './as-of.js';

/** Upstream items whose events an answer tells; beyond it only their number is told. */
const MOST_UPSTREAM_TOLD = 500;

/** Goods as an answer needs them: what the reader may know of them at a moment. */
export interface LoadedGoods {
  readonly view: NonNullable<View>;
  readonly items: readonly string[];
  readonly upstream: Upstream;
  readonly lineage: Lineage;
  readonly replayed: ReplayedLineage;
  readonly facts: Facts;
  readonly gaps: readonly Gap[];
}

/** Rules whose gaps a party can cure; others would warn it that it is suspected (`http-api.md`). */
const CURABLE: ReadonlySet<string> = new Set([
  'HANDOVER_UNCONFIRMED',
  'ORPHAN_RECEIPT',
  'DWELL_EXCEEDED',
  'TRANSIT_OVERDUE',
  'DOC_MISSING',
  'DELIVERY_UNVERIFIED',
]);

/** Of these, the gaps of papers and delivery concern all parties; the others are told to those whose leg it is. */
const OF_ALL_PARTIES: ReadonlySet<string> = new Set(['DOC_MISSING', 'DELIVERY_UNVERIFIED']);

/** Loads goods with their upstream, events and gaps, cut down to what the reader's view allows. */
@Injectable()
export class LoadGoods {
  constructor(
    private readonly lineages: LineageStore,
    private readonly rights: ReadingRights,
    private readonly registry: Registry,
    private readonly search: SearchStore,
    private readonly modules: ModuleRef,
  ) {}

  async load(
    reader: Reader,
    view: NonNullable<View>,
    goods: { readonly items: readonly string[]; readonly consignments: readonly string[] },
    moment: Moment,
  ): Promise<LoadedGoods> {
    const upstream = await this.upstreamFor(view, goods.items, moment);
    const carried = view === 'party' ? [] : await this.carriedIn(goods, upstream, moment);
    const told = upstream.items.slice(0, MOST_UPSTREAM_TOLD);
    const focus = { items: [...goods.items, ...told], consignments: goods.consignments };
    const [whole, gaps] = await Promise.all([
      this.lineages.lineageOf(focus, moment.index),
      this.gapSource().gapsOf({
        items: [...goods.items, ...upstream.items],
        consignments: [...goods.consignments, ...carried],
        upTo: moment.index,
      }),
    ]);
    const facts = this.registry.facts(moment.index);
    const lineage = view === 'authority' ? whole : await this.partOf(reader, whole);
    const replayed = replay(lineage.events, facts);
    return {
      view,
      // A party learns of no other items than those its own part names.
      items:
        view === 'authority' ? goods.items : goods.items.filter((id) => replayed.items.has(id)),
      upstream,
      lineage,
      replayed,
      facts,
      gaps: view === 'authority' ? gaps : curableGaps(gaps, lineage),
    };
  }

  /** A party is told nothing of what the goods were made from. */
  private async upstreamFor(
    view: NonNullable<View>,
    items: readonly string[],
    { index }: Moment,
  ): Promise<Upstream> {
    if (view === 'party') return { items: [], isComplete: true };
    return this.lineages.upstreamOf(items, index);
  }

  /**
   * Consignments that brought the goods here: of what they were made from, and earlier ones of the goods themselves.
   * Their gaps are inherited even where an alert names no items.
   */
  private async carriedIn(
    goods: { readonly items: readonly string[]; readonly consignments: readonly string[] },
    upstream: Upstream,
    { index }: Moment,
  ): Promise<string[]> {
    if (upstream.items.length === 0 && goods.consignments.length === 0) return [];
    const asked = new Set(goods.consignments);
    const made = new Set(upstream.items);
    const reached = new Set<string>();
    const carried = new Set<string>();
    // Newest first: what follows the consignment asked for is what went before it.
    const pairs = await this.search.consignmentsOf([...goods.items, ...upstream.items], index);
    for (const { item, consignment } of pairs) {
      if (asked.has(consignment)) reached.add(item);
      else if (made.has(item) || reached.has(item)) carried.add(consignment);
    }
    return [...carried];
  }

  /** A party's part: as if the ledger held no other events than those it may read. */
  private async partOf(reader: Reader, whole: Lineage): Promise<Lineage> {
    const readable = await this.rights.readable(
      reader,
      whole.events.map(({ index }) => index),
    );
    return { ...whole, events: whole.events.filter(({ index }) => readable.has(index)) };
  }

  /** Bound by alerts, which is built on provenance, and so found only when everything is made. */
  private gapSource(): GapSource {
    return this.modules.get<GapSource>(GAP_SOURCE, { strict: false });
  }
}

/** What officials make of a gap, such as escalating it, is not told: to a party it is open or closed. */
function curableGaps(gaps: readonly Gap[], { events }: Lineage): Gap[] {
  const readable = new Set(events.map(({ hash }) => hash));
  return gaps
    .filter(({ rule, evidence }) => {
      if (!CURABLE.has(rule)) return false;
      return OF_ALL_PARTIES.has(rule) || evidence.some((hash) => readable.has(hash));
    })
    .map((gap) => ({
      ...gap,
      finding: undefined,
      ...(gap.isStanding && { state: 'OPEN' }),
    }));
}
