import { z } from 'zod';
import type { RangeFact } from '../lineage.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { itemIdsOf } from '../replay/mentions.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { normaliseMark } from '../vocabulary/serials.js';
import { startOf } from '../vocabulary/times.js';
import { caseOf } from './case-of.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, HOUR } from './time-limits.js';
import { anAct, counted, listText, timeText } from './wording.js';

const parameters = z.object({ pendingHours: z.number().nonnegative().default(48) });
type Parameters = z.infer<typeof parameters>;

export const tagNotIssued = defineRule<Parameters>({
  id: 'R26',
  code: 'TAG_NOT_ISSUED',
  title: 'A tag or seal number was not issued to whoever used it',
  explanation:
    'A tag on goods, one that replaces it, or a seal that was set, has a number in no range that was issued by then, or in one issued to another site or party than the one that used it; told two days after the use, for a range may be registered late. Tags are held against registered ranges of tags, seals against those of seals; a number that begins as in no register is told only where its user has been given registered numbers at all. Where an issuer registers numbers again on a later day, they belong to the new holder from that day on: so a transfer is recorded, and numbers that are void are issued back to the issuer itself. A tag that replaces another may come from the stock of where the goods come from, or of the witness. Where no register is kept, nothing is said.',
  authority: 'ITSCI tag allocation and triple-lock control',
  group: 'identity',
  decided: ['append', 'deadline'],
  severity: 'HIGH',
  commodities: ['*'],
  subject: 'event id and first number',
  anchor: 'hash of the act that used it',
  parameters,
  reasons: { pendingHours: 'The issuer may register a range up to two days after its first use.' },
  autoClear: false,
  innocent: [
    'The issuer has not registered the range yet.',
    'Tags were passed on to another site, and the transfer was not registered.',
    'A number was typed wrongly.',
  ],
  closedBy: "An inspector, once the issuer's stock book explains the numbers.",
  owner: 'event',
  ownerOf: leadingPart,
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: { subject: string; at: number }[] = [];
  const registers = registersOf(context.facts.ranges);
  for (const act of context.lineage.acts) {
    if (!context.focus.acts.has(act.hash)) continue;
    for (const use of usesIn(act)) {
      const fault = faultOf(use, act, registers, context.lineage);
      if (fault === undefined) continue;
      const subject = `${act.event.eventId}/${use.prefix}${use.from}`;
      const { pendingHours } = context.parameters(caseOf(act, context.facts));
      const limit = act.recordedAt + pendingHours * HOUR;
      if (context.now <= limit) deadlines.push({ subject, at: after(limit) });
      else findings.push(found(subject, act, fault));
    }
  }
  return { findings, deadlines };
}

/** Numbers of one prefix that an act puts to use. */
interface Use {
  readonly kind: 'tag' | 'seal';
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
}

/** Acts that put tags on goods; all others only read them. */
const BINDS_TAGS = new Set(['COMMISSION', 'TRANSFORM', 'SPLIT', 'MERGE']);

function usesIn(act: Act): Use[] {
  const { event } = act;
  if (isA(act, 'RETAG')) return markUse(act.event.addedMark, 'tag');
  const bound = BINDS_TAGS.has(event.type) ? (event.tags ?? []) : [];
  const tags = bound.map(({ prefix, from, to }): Use => ({
    kind: 'tag',
    prefix,
    from,
    to,
  }));
  return [...tags, ...(event.seals?.applied ?? []).flatMap((seal) => markUse(seal, 'seal'))];
}

/** A mark that is one text: its last digits are the number, what comes before is the prefix. */
function markUse(mark: string, kind: Use['kind']): Use[] {
  const digits = /[0-9]{1,15}$/.exec(mark)?.[0];
  if (digits === undefined) return [];
  const number = Number(digits);
  return [{ kind, prefix: mark.slice(0, -digits.length), from: number, to: number }];
}

/** A stock book: ranges by prefix, and who ever drew from it. */
interface Register {
  readonly byPrefix: ReadonlyMap<string, readonly RangeFact[]>;
  readonly users: ReadonlySet<string>;
}

interface Registers {
  readonly tag: Register;
  readonly seal: Register;
}

/** The stock books are the same for every act of a judgement, and for many judgements. */
const known = new WeakMap<readonly RangeFact[], Registers>();

function registersOf(ranges: readonly RangeFact[]): Registers {
  const before = known.get(ranges);
  if (before !== undefined) return before;
  const registers = {
    tag: registerOf(ranges.filter(({ kind }) => !/seal|cert|doc/i.test(kind))),
    seal: registerOf(ranges.filter(({ kind }) => /seal/i.test(kind))),
  };
  known.set(ranges, registers);
  return registers;
}

function registerOf(ranges: readonly RangeFact[]): Register {
  const byPrefix = new Map<string, RangeFact[]>();
  for (const range of ranges) {
    const prefix = normaliseMark(range.prefix);
    const own = byPrefix.get(prefix);
    if (own === undefined) byPrefix.set(prefix, [range]);
    else own.push(range);
  }
  return { byPrefix, users: new Set(ranges.map(({ issuedTo }) => issuedTo)) };
}

interface Fault {
  readonly wrong: readonly string[];
  readonly count: number;
  readonly says: string;
}

/** Walks from range to range instead of from number to number. */
function faultOf(
  use: Use,
  act: Act,
  registers: Registers,
  lineage: ReplayedLineage,
): Fault | undefined {
  const { byPrefix, users } = registers[use.kind];
  const { site } = act.event.place ?? {};
  const user = [site, act.event.actor, act.event.onBehalfOf].filter((each) => each !== undefined);
  const ranges = byPrefix.get(normaliseMark(use.prefix));
  // A prefix of another issuer, used by somebody who draws from none of these books, is not theirs to judge.
  if (ranges === undefined && !user.some((each) => users.has(each))) return undefined;
  const issued = (ranges ?? []).filter(({ issuedOn }) => (startOf(issuedOn) ?? 0) <= act.at);
  const holders = isA(act, 'RETAG') ? [...user, ...originsOf(act, lineage)] : user;
  const isOwn = ({ issuedTo }: RangeFact) => holders.includes(issuedTo);
  const others = issued.filter((range) => !isOwn(range));
  const missing = gapsIn(
    use,
    issued.filter(isOwn).flatMap((range) => keptOf(range, others)),
  );
  if (missing.length === 0) return undefined;
  const owners = others.filter((range) => missing.some((gap) => overlaps(gap, range)));
  return {
    wrong: missing.map((gap) => numbersText(use.prefix, gap)),
    count: missing.reduce((sum, { from, to }) => sum + to - from + 1, 0),
    says:
      owners.length === 0
        ? 'no record that it was issued by then'
        : `issued to ${listText([...new Set(owners.map(({ issuedTo }) => issuedTo))])}`,
  };
}

/** Whose tags may replace one that was lost: those of where the goods come from, and of whoever witnessed it. */
function originsOf({ event }: Act<'RETAG'>, { items }: ReplayedLineage): string[] {
  const origins = event.items.flatMap(({ itemId }) => {
    const origin = items.get(itemId)?.origin?.event;
    return [origin?.place?.site, origin?.actor];
  });
  return [event.witness, ...origins].filter((each) => each !== undefined);
}

interface Numbers {
  readonly from: number;
  readonly to: number;
}

/** What is left of an issue when its issuer gave numbers of it to somebody else on a later day. */
function keptOf(range: RangeFact, others: readonly RangeFact[]): Numbers[] {
  const later = others.filter(
    ({ kind, issuedBy, issuedOn }) =>
      kind === range.kind &&
      issuedBy === range.issuedBy &&
      (startOf(issuedOn) ?? 0) > (startOf(range.issuedOn) ?? 0),
  );
  return gapsIn(range, later);
}

function gapsIn({ from, to }: Numbers, ranges: readonly Numbers[]): Numbers[] {
  const gaps: Numbers[] = [];
  let next = from;
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    if (range.to < next || range.from > to) continue;
    if (range.from > next) gaps.push({ from: next, to: range.from - 1 });
    next = Math.max(next, range.to + 1);
  }
  if (next <= to) gaps.push({ from: next, to });
  return gaps;
}

function overlaps(a: Numbers, b: Numbers): boolean {
  return a.from <= b.to && b.from <= a.to;
}

function numbersText(prefix: string, { from, to }: Numbers): string {
  return from === to ? `${prefix}${from}` : `${prefix}${from} to ${prefix}${to}`;
}

function found(subject: string, act: Act, { wrong, count, says }: Fault): Found {
  const { site, locode } = act.event.place ?? {};
  const at = site ?? locode;
  return {
    subject,
    anchor: act.hash,
    severity: 'HIGH',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items: itemIdsOf(act),
    sentence: `${accountOf(act)} used ${counted(count, 'number')} (${listText(wrong)}) in ${anAct(act)} on ${timeText(act.at)}${at === undefined ? '' : ` at ${at}`}: ${says}.`,
    evidence: hashesOf(act),
  };
}
