/**
 * Who may be said to have held an item, folded entry by entry in log order. It decides who is party to what, so it
 * trusts nobody's own word: naming an item, a UCR or a handover gives its signer nothing. Entries that arrive before
 * the one they depend on wait. Judging custody is the domain's work (`custody/replay`), not this file's.
 */
export interface Trail {
  holder?: string;
  /** A COMMISSION or a transformation brought the item into being; before that a holder has only claimed it. */
  isMade?: true;
  /** Everybody who ever held it. */
  readonly held: string[];
  /** Standing offers of the present holder. */
  offers: Offer[];
  /** Moves whose signer does not (yet) hold the item, or whose offer is not there (yet). */
  waiting: Move[];
  /** Consignments its holder put it in, oldest first. */
  readonly consignments: string[];
  /** Involvements in a consignment that a holder named before the item was put in it. */
  readonly early: Early[];
}

interface Offer {
  readonly handover: string;
  readonly to: string;
}

interface Early {
  readonly consignment: string;
  readonly kind: InvolvementKind;
  readonly value: string;
}

export type InvolvementKind = 'party' | 'country' | 'site';

interface Placed {
  readonly kind: 'placed';
  readonly party: string;
  readonly where: { readonly kind: 'country' | 'site'; readonly value: string };
  readonly consignment?: string;
}

interface Offered {
  readonly kind: 'offer';
  readonly party: string;
  readonly to: string;
  readonly handover: string;
  readonly idx: number;
  readonly consignment?: string;
}

export type Move =
  | { readonly kind: 'make'; readonly party: string }
  | {
      readonly kind: 'take';
      readonly party: string;
      /** Who signed, when on the party's behalf: the offer may name either. */
      readonly agent?: string;
      readonly handover: string;
    }
  | {
      readonly kind: 'consign';
      readonly party: string;
      readonly consignment: string;
      /** Whom the goods are meant for: consignee and end user. */
      readonly to: readonly string[];
    }
  | Offered
  | Placed;

/** What a fold tells: involvement of a party or country in the item, or in a consignment. */
export interface TrailListener {
  /** `consignment` undefined: the item itself. */
  involve(kind: InvolvementKind, value: string, consignment: string | undefined): void;
  /** The DISPATCH at this index was signed by the holder. */
  heldOffer(idx: number): void;
}

/** Bounds on what strangers can make an item remember. */
const MOST_WAITING = 512;
const MOST_WAITING_OF_A_PARTY = 8;
const MOST_EARLY = 256;

export function newTrail(): Trail {
  return { held: [], offers: [], waiting: [], consignments: [], early: [] };
}

/** Applies one move to the trail, and then every waiting move that it makes possible. */
export function follow(trail: Trail, move: Move, listener: TrailListener): void {
  if (move.kind === 'make') {
    make(trail, move.party, listener);
  } else if (!apply(trail, move, listener)) {
    wait(trail, move);
    return;
  }
  while (applyOneWaiting(trail, listener));
}

function make(trail: Trail, party: string, listener: TrailListener): void {
  // A second COMMISSION is judged elsewhere and never changes the first one's custody.
  if (trail.isMade) return;
  trail.isMade = true;
  hold(trail, party, listener);
}

function wait(trail: Trail, move: Move): void {
  const own = trail.waiting.filter(({ party }) => party === move.party).length;
  if (own < MOST_WAITING_OF_A_PARTY && trail.waiting.length < MOST_WAITING)
    trail.waiting.push(move);
}

function applyOneWaiting(trail: Trail, listener: TrailListener): boolean {
  const at = trail.waiting.findIndex((move) => apply(trail, move, listener));
  if (at === -1) return false;
  trail.waiting.splice(at, 1);
  return true;
}

/** @returns whether the move was possible; nothing has changed when it was not */
function apply(trail: Trail, move: Move, listener: TrailListener): boolean {
  switch (move.kind) {
    case 'make':
      return false;
    case 'consign':
      return consign(trail, move, listener);
    case 'placed':
      if (!trail.held.includes(move.party)) return false;
      involve(trail, move.where.kind, move.where.value, move.consignment, listener);
      return true;
    case 'offer':
      if (trail.holder !== move.party) return false;
      trail.offers.push({ handover: move.handover, to: move.to });
      listener.heldOffer(move.idx);
      involve(trail, 'party', move.to, move.consignment, listener);
      return true;
    default:
      if (!trail.offers.some((offer) => isFor(offer, move))) return false;
      hold(trail, move.party, listener);
      return true;
  }
}

function isFor({ handover, to }: Offer, take: Extract<Move, { kind: 'take' }>): boolean {
  return handover === take.handover && (to === take.party || to === take.agent);
}

/** The opener of a consignment over goods that nobody has brought into the ledger counts as their holder. */
function consign(
  trail: Trail,
  { party, consignment, to }: Extract<Move, { kind: 'consign' }>,
  listener: TrailListener,
): boolean {
  if (trail.holder === undefined) hold(trail, party, listener);
  if (trail.holder !== party) return false;
  if (trail.consignments.includes(consignment)) return true;
  trail.consignments.push(consignment);
  for (const one of to) listener.involve('party', one, undefined);
  for (const early of trail.early) {
    if (early.consignment === consignment) listener.involve(early.kind, early.value, consignment);
  }
  return true;
}

function hold(trail: Trail, party: string, listener: TrailListener): void {
  trail.holder = party;
  trail.offers = [];
  if (!trail.held.includes(party)) trail.held.push(party);
  listener.involve('party', party, undefined);
}

/** In the item, and in the consignment the move names, else in the newest one the item was put in. */
function involve(
  trail: Trail,
  kind: InvolvementKind,
  value: string,
  named: string | undefined,
  listener: TrailListener,
): void {
  listener.involve(kind, value, undefined);
  const consignment = named ?? trail.consignments.at(-1);
  if (consignment === undefined) return;
  if (trail.consignments.includes(consignment)) {
    listener.involve(kind, value, consignment);
  } else if (trail.early.length < MOST_EARLY) {
    trail.early.push({ consignment, kind, value });
  }
}
