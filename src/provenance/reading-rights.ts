import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { isOfficial, seesAll, type View, viewOf } from '../access/read-policy.js';
import type { Reader } from '../access/reader.js';
import { Database } from '../platform/database/database.js';
import { GAP_SOURCE, type GapSource } from './gap-source.js';
import { type Concerned, InvolvementStore } from './involvement.store.js';

/** What deciding about a statement needs to know of it. */
interface StatementRow {
  readonly idx: number;
  /** Event type, or `finding` or `decision`. */
  readonly type: string;
  readonly actor: string | null;
  readonly principal: string | null;
  readonly witness: string | null;
  readonly consignment: string | null;
  readonly handover: string | null;
  readonly to_party: string | null;
  readonly corrects: number | null;
  readonly items: readonly string[];
  readonly is_held_offer: boolean;
  /** Of a finding or decision. */
  readonly alert: string | null;
}

/** Who may read which things and statements; the same for answers, feed, search and single statements. */
@Injectable()
export class ReadingRights {
  constructor(
    private readonly database: Database,
    private readonly involvement: InvolvementStore,
    private readonly modules: ModuleRef,
  ) {}

  /** Views of items (ids) and consignments (keys); what may not be read is left out, like what is not there. */
  async viewsOf(reader: Reader, subjects: readonly string[]): Promise<Map<string, View>> {
    const views = new Map<string, View>();
    for (const [subject, concerned] of await this.involvement.ofAll(subjects)) {
      const view = viewOfConcerned(reader, concerned);
      if (view !== undefined) views.set(subject, view);
    }
    return views;
  }

  /** Which of these events, findings and decisions the reader may read. Registrations are not among them. */
  async readable(reader: Reader, indexes: readonly number[]): Promise<Set<number>> {
    if (indexes.length === 0) return new Set();
    if (seesAll(reader)) return new Set(indexes);
    const rows = await this.rows(indexes);
    const offers = await this.offersOf(rows);
    const originals = await this.rows(rows.flatMap(({ corrects }) => corrects ?? []));
    const byIdx = new Map(originals.map((row) => [row.idx, row]));
    const views = isOfficial(reader)
      ? await this.viewsOf(
          reader,
          rows.flatMap((row) => subjectsOf(row, offers)),
        )
      : new Map<string, View>();
    const alerts = await this.alertsOf(reader, rows);
    const isReadable = (row: StatementRow): boolean => {
      if (isOwn(row, reader.party)) return true;
      if (subjectsOf(row, offers).some((subject) => views.get(subject) === 'authority'))
        return true;
      if (row.alert !== null) return alerts.has(row.alert);
      return (
        isNextTo(row, reader.party, offers) || isCorrectionNextTo(row, byIdx, reader.party, offers)
      );
    };
    return new Set(rows.filter(isReadable).map(({ idx }) => idx));
  }

  /** Whoever may read an alert may read what was signed of it, also where its goods are not his. */
  private async alertsOf(
    reader: Reader,
    rows: readonly StatementRow[],
  ): Promise<ReadonlySet<string>> {
    const ids = new Set(rows.flatMap(({ alert }) => alert ?? []));
    if (ids.size === 0 || !isOfficial(reader)) return new Set();
    // Bound by alerts, which is built on provenance, and so found only when everything is made.
    const source = this.modules.get<GapSource>(GAP_SOURCE, { strict: false });
    return source.readableBy(reader, [...ids]);
  }

  private async rows(indexes: readonly number[]): Promise<StatementRow[]> {
    if (indexes.length === 0) return [];
    const { rows } = await this.database.pool.query<StatementRow>({
      name: 'prov_statement_rows',
      text: `select idx, type, actor, principal, witness, consignment, handover, to_party, corrects, items,
          is_held_offer, null as alert
        from prov_events where idx = any($1)
        union all
        select idx, kind, actor, null, null, consignment, null, null, null, items, false, alert
        from prov_notices where idx = any($1)`,
      values: [indexes],
    });
    return rows;
  }

  /** DISPATCHes of the handovers that the rows name, by handover id. */
  private async offersOf(rows: readonly StatementRow[]): Promise<Map<string, StatementRow[]>> {
    const handovers = [...new Set(rows.flatMap(({ handover }) => handover ?? []))];
    const offers = new Map<string, StatementRow[]>();
    if (handovers.length === 0) return offers;
    const found = await this.database.pool.query<StatementRow>({
      name: 'prov_offers_of',
      text: `select idx, type, actor, principal, witness, consignment, handover, to_party, corrects, items,
          is_held_offer, null as alert
        from prov_events where handover = any($1) and type = 'DISPATCH'
        order by idx`,
      values: [handovers],
    });
    for (const row of found.rows) {
      const known = offers.get(row.handover ?? '');
      if (known === undefined) offers.set(row.handover ?? '', [row]);
      else known.push(row);
    }
    return offers;
  }
}

/** An inspector also reads what an alert brought to him; else the read policy decides. */
export function viewOfConcerned(reader: Reader, concerned: Concerned | undefined): View {
  const isRouted = concerned?.inspectors.has(reader.party) === true && isOfficial(reader);
  return isRouted ? 'authority' : viewOf(reader, concerned);
}

function isOwn(row: StatementRow, party: string): boolean {
  return row.actor === party || row.principal === party || row.witness === party;
}

/** What a statement is about; a REFUSE or WITHDRAW that names no goods is about those of its offer. */
function subjectsOf(row: StatementRow, offers: ReadonlyMap<string, StatementRow[]>): string[] {
  const own = [...row.items, ...(row.consignment === null ? [] : [row.consignment])];
  if (own.length > 0 || row.handover === null) return own;
  const matching = (offers.get(row.handover) ?? []).filter((offer) => isAnswerTo(row, offer));
  return matching.flatMap((offer) => [
    ...offer.items,
    ...(offer.consignment === null ? [] : [offer.consignment]),
  ]);
}

/**
 * Is it the other side of a handover of the party's own? A DISPATCH to it, a WITHDRAW of one, or the answer to one it
 * signed. Naming somebody else's handover id shows nothing: with rival offers only the holder's counts.
 */
function isNextTo(
  row: StatementRow,
  party: string,
  offers: ReadonlyMap<string, StatementRow[]>,
): boolean {
  if (row.type === 'DISPATCH') return row.to_party === party;
  const matching = (offers.get(row.handover ?? '') ?? []).filter((offer) => isAnswerTo(row, offer));
  if (row.type === 'WITHDRAW') return matching.some((offer) => offer.to_party === party);
  if (row.type !== 'RECEIVE' && row.type !== 'REFUSE') return false;
  const own = matching.filter((offer) => isOwn(offer, party));
  return own.length === matching.length ? own.length > 0 : own.some((offer) => offer.is_held_offer);
}

function isCorrectionNextTo(
  row: StatementRow,
  originals: ReadonlyMap<number, StatementRow>,
  party: string,
  offers: ReadonlyMap<string, StatementRow[]>,
): boolean {
  const original = originals.get(row.corrects ?? -1);
  return original !== undefined && isNextTo(original, party, offers);
}

function isAnswerTo(row: StatementRow, offer: StatementRow): boolean {
  if (row.type === 'WITHDRAW') {
    return (row.principal ?? row.actor) === (offer.principal ?? offer.actor);
  }
  return (
    offer.to_party !== null && (offer.to_party === row.actor || offer.to_party === row.principal)
  );
}
