import type { CustodyEvent } from '../custody/vocabulary/event.js';
import type { Decision } from '../custody/vocabulary/decision.js';
import type { FindingStatement } from '../custody/vocabulary/finding.js';
import { isAuthorityAct } from '../custody/vocabulary/roles.js';
import { parseInstant } from '../custody/vocabulary/times.js';
import type { ConsignedIn } from './consigned-in.js';
import type { ConsignmentRegister } from './consignment-register.js';
import { follow, type Move, newTrail, type Trail } from './custody-trail.js';
import { type Act, actsOf, type Footprint, whereaboutsOf } from './event-footprint.js';
import { FocusGroups } from './focus-groups.js';
import type {
  EventRow,
  InvolvedRow,
  LookupRow,
  NoticeRow,
  Partner,
  ProjectedRows,
} from './projection-rows.js';

/** What the entries of a batch refer to and the tables already hold. */
export interface Known {
  readonly register: ConsignmentRegister;
  /** Items of each consignment of the batch; the value tells whether the item is consigned in it. */
  readonly consignmentItems: Map<string, Map<string, boolean>>;
  readonly consignedIn: ConsignedIn;
  readonly trails: Map<string, Trail>;
  /** Projected originals of the batch's corrections, by statement hash. */
  readonly originals: Map<string, Pick<EventRow, 'idx' | 'items' | 'consignment'>>;
  /** What each alert of the batch's decisions is about. */
  readonly alerts: Map<string, Pick<NoticeRow, 'consignment' | 'items'>>;
  /** Earlier sides of the batch's handovers. */
  readonly partners: Map<string, Partner[]>;
}

export interface BatchEvent {
  readonly idx: number;
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly event: CustodyEvent;
  readonly footprint: Footprint;
  /** Key of the consignment it belongs to. */
  readonly consignment: string | undefined;
}

/** Folds the entries of one batch, in log order, into the rows to write. Pure but for the state it is given. */
export class Projection {
  readonly groups = new FocusGroups();
  private readonly events = new Map<number, EventRow>();
  private readonly lookups: LookupRow[] = [];
  private readonly notices: NoticeRow[] = [];
  private readonly involved = new Map<string, InvolvedRow>();
  private readonly consignmentItems = new Map<string, ProjectedRows['consignmentItems'][number]>();
  private readonly eventItems: ProjectedRows['eventItems'][number][] = [];
  private readonly heldEarlier: number[] = [];
  private readonly expanded = new Set<string>();
  private readonly changedTrails = new Set<string>();

  constructor(private readonly known: Known) {}

  event({ idx, hash, recordedAt, event, footprint, consignment }: BatchEvent): void {
    const original =
      event.type === 'CORRECT' ? this.known.originals.get(event.refs[0] ?? '') : undefined;
    const items = [...new Set([...footprint.items, ...(original?.items ?? [])])];
    const row: EventRow = {
      idx,
      recordedAt,
      type: event.type,
      actor: event.actor,
      principal: event.onBehalfOf,
      witness: event.witness,
      consignment,
      handover: handoverOf(event),
      toParty: event.type === 'DISPATCH' ? event.to : undefined,
      corrects: original?.idx,
      items,
      inputs: footprint.inputs.length > 0 ? footprint.inputs : undefined,
      isHeldOffer: false,
    };
    this.events.set(idx, row);
    this.known.originals.set(hash, row);
    const outputs = new Set(footprint.outputs);
    for (const itemId of items)
      this.eventItems.push({ itemId, idx, isOutput: outputs.has(itemId) });
    for (const lookup of footprint.lookups) this.lookups.push({ idx, lookup });
    if (consignment !== undefined) this.placeInConsignment(row, event, consignment, outputs);
    for (const act of actsOf(event)) this.trace(act, row, new Set(footprint.made));
    this.request(row);
  }

  finding(idx: number, finding: FindingStatement): void {
    const consignment = finding.ucr && this.known.register.find(finding.ucr)?.key;
    const about = { consignment: consignment || undefined, items: finding.items ?? [] };
    this.known.alerts.set(finding.alert, about);
    this.notices.push({ idx, kind: 'finding', alert: finding.alert, actor: undefined, ...about });
  }

  decision(idx: number, { alert, actor, action, assignee }: Decision): void {
    const about = this.known.alerts.get(alert) ?? { consignment: undefined, items: [] };
    this.notices.push({ idx, kind: 'decision', alert, actor, ...about });
    if (action !== 'assign' || assignee === undefined) return;
    // An inspector reads what is routed to him, whatever its country.
    if (about.consignment !== undefined)
      this.involve(about.consignment, 'inspector', assignee, idx);
    for (const item of about.items) this.involve(item, 'inspector', assignee, idx);
  }

  rows(): Omit<ProjectedRows, 'uses'> {
    return {
      events: [...this.events.values()],
      eventItems: this.eventItems,
      lookups: this.lookups,
      notices: this.notices,
      involved: [...this.involved.values()],
      consignments: this.known.register.changes(),
      consignmentItems: [...this.consignmentItems.values()],
      trails: [...this.changedTrails].map((itemId) => ({
        itemId,
        trail: JSON.stringify(this.known.trails.get(itemId)),
      })),
      heldEarlier: this.heldEarlier,
      focuses: this.groups.toFocuses(),
    };
  }

  /**
   * Judgement of an event's items, of those of the other side of its handover, and of its consignment with all that is
   * in it. Who names no consignment is judged with all that the goods were consigned in.
   */
  private request(row: EventRow): void {
    const partners = (this.known.partners.get(row.handover ?? '') ?? []).filter((partner) =>
      answers(partner, row),
    );
    if (row.handover !== undefined) this.addPartner(row.handover, row);
    const items = [...row.items, ...partners.flatMap((partner) => partner.items)];
    const keys =
      row.consignment === undefined ? this.known.consignedIn.of(items) : [row.consignment];
    this.groups.add([...items, ...keys.flatMap((key) => [...this.itemsOnce(key)])], keys);
  }

  /** Once in a batch: what joins the consignment later names it too, and so falls into the same group. */
  private itemsOnce(consignment: string): Iterable<string> {
    if (this.expanded.has(consignment)) return [];
    this.expanded.add(consignment);
    return this.known.consignmentItems.get(consignment)?.keys() ?? [];
  }

  private addPartner(handover: string, row: EventRow): void {
    const partners = this.known.partners.get(handover);
    if (partners === undefined) this.known.partners.set(handover, [row]);
    else partners.push(row);
  }

  private placeInConsignment(
    { idx, items }: EventRow,
    event: CustodyEvent,
    key: string,
    outputs: ReadonlySet<string>,
  ): void {
    const { register, consignmentItems } = this.known;
    if (event.type === 'CONSIGN') register.open(key, idx, event.actor);
    const opens = register.row(key)?.openedIdx === idx;
    if (register.row(key)?.opener === event.actor) {
      for (const act of actsOf(event)) this.involveByPlan(key, act, event, idx);
    }
    const members = consignmentItems.get(key) ?? new Map<string, boolean>();
    consignmentItems.set(key, members);
    const isMadeWithin =
      'inputs' in event && event.inputs.some(({ itemId }) => members.get(itemId));
    for (const itemId of items) {
      const isConsigned = opens || (isMadeWithin && outputs.has(itemId));
      if (members.has(itemId) && (members.get(itemId) || !isConsigned)) continue;
      members.set(itemId, isConsigned);
      if (isConsigned) this.known.consignedIn.add(itemId, key);
      const pair = `${key} ${itemId}`;
      const sinceIdx = this.consignmentItems.get(pair)?.sinceIdx ?? idx;
      this.consignmentItems.set(pair, { consignment: key, itemId, sinceIdx, isConsigned });
    }
  }

  /** Whom the opener of a consignment makes party to it, and through which countries he means it to go. */
  private involveByPlan(key: string, act: Act, event: CustodyEvent, idx: number): void {
    if (act.type !== 'CONSIGN' && act.type !== 'AMEND_PLAN') return;
    for (const country of [...act.plan.countries, ...act.plan.transitCountries]) {
      this.involve(key, 'country', country, idx);
    }
    if (act.type !== 'CONSIGN') return;
    for (const party of [event.actor, event.onBehalfOf, act.consignee, act.endUser]) {
      if (party !== undefined) this.involve(key, 'party', party, idx);
    }
    const where = whereaboutsOf(act.place);
    if (where !== undefined) this.involve(key, where.kind, where.value, idx);
  }

  /** Follows custody of every item an act concerns: those it names, else those of its consignment. */
  private trace(act: Act, row: EventRow, made: ReadonlySet<string>): void {
    const where = whereaboutsOf(act.place);
    const consignment = row.consignment;
    const concerned =
      row.items.length > 0
        ? row.items
        : [...(this.known.consignmentItems.get(consignment ?? '')?.keys() ?? [])];
    if (where !== undefined && isAuthorityAct(act.type)) {
      if (consignment !== undefined) this.involve(consignment, where.kind, where.value, row.idx);
      for (const item of concerned) this.involve(item, where.kind, where.value, row.idx);
    }
    const shared = movesOf(act, row);
    const party = accountOf(row);
    for (const item of concerned) {
      const moves: Move[] = made.has(item) ? [{ kind: 'make', party }, ...shared] : shared;
      if (moves.length > 0) this.followItem(item, moves, row.idx);
    }
  }

  private followItem(item: string, moves: readonly Move[], idx: number): void {
    const trail = this.known.trails.get(item) ?? newTrail();
    this.known.trails.set(item, trail);
    this.changedTrails.add(item);
    const listener = {
      involve: (kind: InvolvedRow['kind'], value: string, consignment: string | undefined) => {
        this.involve(consignment ?? item, kind, value, idx);
      },
      heldOffer: (at: number) => {
        const row = this.events.get(at);
        if (row === undefined) this.heldEarlier.push(at);
        else row.isHeldOffer = true;
      },
    };
    for (const move of moves) follow(trail, move, listener);
  }

  private involve(
    subject: string,
    kind: InvolvedRow['kind'],
    value: string,
    sinceIdx: number,
  ): void {
    const pair = `${subject} ${kind} ${value}`;
    if (!this.involved.has(pair)) this.involved.set(pair, { subject, kind, value, sinceIdx });
  }
}

/** When an event happened, as its signer claims; epoch milliseconds. */
export function occurredAtOf(act: Act): number {
  const at = parseInstant(act.occurredAt);
  if (at === undefined) throw new RangeError(`cannot read occurredAt ${act.occurredAt}`);
  return at;
}

/** Is this the other side of the row's handover? Equal handover ids alone prove nothing. */
function answers(partner: Partner, row: EventRow): boolean {
  if (row.type === 'DISPATCH') return partner.type !== 'DISPATCH' && answersOffer(partner, row);
  return partner.type === 'DISPATCH' && answersOffer(row, partner);
}

function answersOffer(answer: Partner, offer: Partner): boolean {
  if (answer.type === 'WITHDRAW') return accountOf(answer) === accountOf(offer);
  return offer.toParty === answer.actor || offer.toParty === answer.principal;
}

function accountOf({ actor, principal }: Partner): string {
  return principal ?? actor;
}

/** Moves that are the same for every item of the act. */
function movesOf(act: Act, row: EventRow): Move[] {
  const party = accountOf(row);
  const named = row.consignment === undefined ? {} : { consignment: row.consignment };
  const moves: Move[] = [];
  if (act.type === 'CONSIGN' && row.consignment !== undefined) {
    const to = [act.consignee, act.endUser].filter((one) => one !== undefined);
    moves.push({ kind: 'consign', party, consignment: row.consignment, to });
  }
  if (act.type === 'DISPATCH') {
    moves.push({
      kind: 'offer',
      party,
      to: act.to,
      handover: act.handover,
      idx: row.idx,
      ...named,
    });
  }
  if (act.type === 'RECEIVE') {
    const agent = party === row.actor ? {} : { agent: row.actor };
    moves.push({ kind: 'take', party, ...agent, handover: act.handover });
  }
  const where = whereaboutsOf(act.place);
  if (where !== undefined && !isAuthorityAct(act.type)) {
    moves.push({ kind: 'placed', party, where, ...named });
  }
  return moves;
}

function handoverOf(event: CustodyEvent): string | undefined {
  for (const act of actsOf(event)) if ('handover' in act) return act.handover;
  return undefined;
}
