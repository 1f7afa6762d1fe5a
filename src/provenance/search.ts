import { Injectable } from '@nestjs/common';
import type { View } from '../access/read-policy.js';
import type { Reader } from '../access/reader.js';
import { parseConsignmentKey } from '../custody/vocabulary/consignment-key.js';
import { ProjectionProgress } from './projection-progress.js';
import type { SearchResult } from './provenance.schemas.js';
import { ReadingRights } from './reading-rights.js';
import { type LookupHit, SearchStore } from './search.store.js';

/** Finds consignments and items by UCR, item id, or any number on goods and papers; only what the reader may read. */
@Injectable()
export class Search {
  constructor(
    private readonly store: SearchStore,
    private readonly rights: ReadingRights,
    private readonly progress: ProjectionProgress,
  ) {}

  /** Best first: the UCR or item itself, then the newest mention. */
  async find(reader: Reader, text: string, limit: number): Promise<SearchResult[]> {
    const query = text.trim();
    await this.progress.nextSoon();
    const results = [...(await this.byName(reader, query)), ...(await this.byMark(reader, query))];
    return unique(results).slice(0, limit);
  }

  private async byName(reader: Reader, query: string): Promise<SearchResult[]> {
    const consignments = await this.store.consignments(query.toUpperCase());
    const isItem = await this.store.hasItem(query);
    const subjects = [...consignments.map(({ key }) => key), ...(isItem ? [query] : [])];
    const views = await this.rights.viewsOf(reader, subjects);
    return subjects
      .filter((subject) => views.has(subject))
      .map((subject) => resultOf(subject, subject === query && isItem ? 'item' : 'ucr'));
  }

  private async byMark(reader: Reader, query: string): Promise<SearchResult[]> {
    const hits = await this.store.hits(query);
    if (hits.length === 0) return [];
    const consignmentsOf = await this.consignmentsOf(hits);
    const subjects = hits.flatMap((hit) => subjectsOf(hit, consignmentsOf));
    const views = await this.rights.viewsOf(reader, subjects);
    const readable = await this.readableHits(reader, hits, views);
    return hits.flatMap((hit) =>
      subjectsOf(hit, consignmentsOf)
        .filter(
          (subject) =>
            views.get(subject) === 'authority' || (views.has(subject) && readable.has(hit.idx)),
        )
        .map((subject) => resultOf(subject, hit.kind)),
    );
  }

  /** A party finds goods only by marks in statements it may read: else a search would tell what a seal is on. */
  private async readableHits(
    reader: Reader,
    hits: readonly LookupHit[],
    views: ReadonlyMap<string, View>,
  ): Promise<Set<number>> {
    if (![...views.values()].includes('party')) return new Set();
    return this.rights.readable(
      reader,
      hits.map(({ idx }) => idx),
    );
  }

  private async consignmentsOf(hits: readonly LookupHit[]): Promise<Map<string, string[]>> {
    const items = [...new Set(hits.flatMap((hit) => hit.items))];
    const found = new Map<string, string[]>();
    for (const { item, consignment } of await this.store.consignmentsOf(items)) {
      found.set(item, [...(found.get(item) ?? []), consignment]);
    }
    return found;
  }
}

/** The consignment of the mention, those its items are in, and the items. */
function subjectsOf(
  hit: LookupHit,
  consignmentsOf: ReadonlyMap<string, readonly string[]>,
): string[] {
  const ofItems = hit.items.flatMap((item) => consignmentsOf.get(item) ?? []);
  return [...(hit.consignment === undefined ? [] : [hit.consignment]), ...ofItems, ...hit.items];
}

function resultOf(subject: string, by: SearchResult['by']): SearchResult {
  const key = parseConsignmentKey(subject);
  if (key === undefined) return { kind: 'item', itemId: subject, by };
  return { kind: 'consignment', ucr: key.ucr, key: subject, year: key.year, by };
}

function unique(results: readonly SearchResult[]): SearchResult[] {
  const seen = new Map<string, SearchResult>();
  for (const result of results) {
    const name = result.kind === 'item' ? result.itemId : result.key;
    if (!seen.has(name)) seen.set(name, result);
  }
  return [...seen.values()];
}
