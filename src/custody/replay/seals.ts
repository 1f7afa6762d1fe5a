import { normaliseMark } from '../vocabulary/serials.js';
import { isA, type Act } from './act.js';
import type { Parties } from './lifting.js';
import { itemIdsOf } from './mentions.js';
import type { ReplayedLineage } from './replay.js';
import { SealHands } from './seal-hands.js';

/** A seal as set by the last act that says so. */
export interface ActiveSeal {
  /** As written by who set it. */
  readonly number: string;
  readonly set: Act;
  readonly consignment: string | undefined;
  readonly container: string | undefined;
  readonly items: readonly string[];
  /** An authority set others in an inspection, and did not say which it took off. */
  readonly mayBeOff?: true;
}

/** A look at seals, and what ought to have been there by all earlier acts. */
export interface SealCheck {
  readonly act: Act;
  readonly observed: readonly string[];
  readonly expected: readonly ActiveSeal[];
  /** Had any seal been set on these goods, even if it was taken off since? */
  readonly wasSealed: boolean;
}

export interface SealRecord {
  readonly checks: readonly SealCheck[];
  /** On the goods after all acts. */
  readonly active: readonly ActiveSeal[];
}

/**
 * Follows seals through acts in causal order. What an act observes is checked before what it takes off and sets. Who may
 * not change the seals changes nothing of what is expected.
 */
export function followSeals(
  lineage: Pick<ReplayedLineage, 'acts' | 'items' | 'consignments'>,
  parties: Parties,
): SealRecord {
  const hands = new SealHands(lineage, parties);
  let active: ActiveSeal[] = [];
  const everSet: ActiveSeal[] = [];
  const checks: SealCheck[] = [];
  for (const act of lineage.acts) {
    const { seals } = act.event;
    if (seals === undefined) continue;
    if (seals.observed !== undefined) {
      checks.push({
        act,
        observed: seals.observed,
        expected: active.filter((seal) => isOn(seal, act)),
        wasSealed: everSet.some((seal) => isOn(seal, act)),
      });
    }
    if (seals.removed === undefined && seals.applied === undefined) continue;
    const right = hands.rightOf(act);
    if (right === 'none') continue;
    const removed = right === 'change' ? (seals.removed ?? []) : [];
    active = active.filter(
      (seal) => !isOn(seal, act) || !removed.some((number) => isSameSeal(number, seal.number)),
    );
    if (isA(act, 'INSPECT') && seals.applied !== undefined && seals.removed === undefined) {
      active = active.map((seal) => (isOn(seal, act) ? { ...seal, mayBeOff: true } : seal));
    }
    for (const number of seals.applied ?? []) {
      const seal = sealOf(number, act);
      active.push(seal);
      everSet.push(seal);
    }
  }
  return { checks, active };
}

function sealOf(number: string, act: Act): ActiveSeal {
  return {
    number,
    set: act,
    consignment: act.consignment,
    container: containerOf(act),
    items: itemIdsOf(act),
  };
}

export function containerOf({ event }: Act): string | undefined {
  const container = event.transport?.container;
  return container === undefined ? undefined : normaliseMark(container);
}

/** Is the seal on what the act is about? By consignment and container where both name them, else by items. */
function isOn(seal: ActiveSeal, act: Act): boolean {
  const container = containerOf(act);
  if (seal.container !== undefined && container !== undefined && seal.container !== container) {
    return false;
  }
  if (seal.consignment !== undefined && act.consignment !== undefined) {
    return seal.consignment === act.consignment;
  }
  if (seal.container !== undefined && container !== undefined) return true;
  return itemIdsOf(act).some((id) => seal.items.includes(id));
}

const SHORTEST_NUMBER = 4;

/** The same seal, also where one side left the letters before the number out. */
export function isSameSeal(a: string, b: string): boolean {
  const [short = '', long = ''] = [normaliseMark(a), normaliseMark(b)].toSorted(
    (left, right) => left.length - right.length,
  );
  if (short === long) return true;
  if (short.length < SHORTEST_NUMBER || !long.endsWith(short)) return false;
  return /^[A-Z]+$/.test(long.slice(0, -short.length));
}
