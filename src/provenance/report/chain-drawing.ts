import { type CustodyLeg, firstHolderOf, type LegSide, legsOf } from './custody-legs.js';
import type { TimelineStep } from '../answer/timeline.schemas.js';
import { ACCENT, BAD, INK, MARGIN, MUTED, type Paper, WIDTH } from './paper.js';

const AXIS = MARGIN + 14;
const RADIUS = 5;
const TEXT = MARGIN + 34;
const NODE = 26;
const LINK = 40;
/** Items named beside a link; all of them stand in the table below. */
const MOST_ITEMS = 4;

/** From custodian to custodian, downwards: a line where both have signed, a broken one where a signature is missing. */
export function drawChain(
  paper: Paper,
  timeline: readonly TimelineStep[],
  nameOf: (party: string) => string,
): void {
  const legs = legsOf(timeline);
  const first = firstHolderOf(timeline);
  if (legs.length === 0) {
    if (first !== undefined) drawNode(paper, nameOf(first.party), 'no handover is on record');
    return;
  }
  let before: CustodyLeg | undefined;
  for (const leg of legs) {
    if (before === undefined || !continues(leg, before)) drawStart(paper, leg, before, nameOf);
    drawLink(paper, linkText(leg), isWhole(leg) ? INK : BAD);
    const to = leg.received?.party ?? leg.offeredTo;
    drawNode(paper, to === undefined ? 'Receiver not on record' : nameOf(to), standingOf(leg));
    before = leg;
  }
}

/** The holder of a leg that the one before does not lead to: a gap where it is about the same goods. */
function drawStart(
  paper: Paper,
  leg: CustodyLeg,
  before: CustodyLeg | undefined,
  nameOf: (party: string) => string,
): void {
  const isGap = before !== undefined && !keepsHolder(before) && sharesGoods(leg, before);
  if (isGap) drawLink(paper, 'GAP: no handover between these two is on record', BAD);
  else if (before !== undefined) paper.y += 14;
  paper.need(2 * NODE + LINK);
  const from = leg.released?.party;
  if (from === undefined) drawNode(paper, 'Not on record', 'nobody has signed a release');
  else drawNode(paper, nameOf(from), signature('released', leg.released));
}

function continues(leg: CustodyLeg, before: CustodyLeg): boolean {
  const holder = before.received?.party ?? before.offeredTo;
  return !keepsHolder(before) && leg.released !== undefined && leg.released.party === holder;
}

function sharesGoods({ items }: CustodyLeg, before: CustodyLeg): boolean {
  return items.some((item) => before.items.includes(item));
}

function drawNode(paper: Paper, name: string, text: string): void {
  paper.need(NODE);
  const middle = paper.y + NODE / 2;
  paper.pdf.lineWidth(1.4).circle(AXIS, middle, RADIUS).fillAndStroke('#ffffff', ACCENT);
  paper.put(name, TEXT, paper.y + 2, { face: 'sans-bold', size: 9, width: WIDTH - 40 });
  paper.put(text, TEXT, paper.y + 14, { size: 7.5, colour: MUTED, width: WIDTH - 40 });
  paper.y += NODE;
}

function drawLink(paper: Paper, text: string, colour: string): void {
  paper.need(LINK + NODE);
  const [from, to] = [paper.y - NODE / 2 + RADIUS, paper.y + LINK - 14 + NODE / 2 - RADIUS];
  const { pdf } = paper;
  pdf.lineWidth(1.6).strokeColor(colour);
  if (colour === BAD) drawBreak(paper, from, to);
  else pdf.moveTo(AXIS, from).lineTo(AXIS, to).stroke();
  paper.put(text, TEXT + 10, paper.y + 7, { size: 8, colour, width: WIDTH - 60 });
  paper.y += LINK - 14;
}

/** Two ends that do not meet. */
function drawBreak({ pdf }: Paper, from: number, to: number): void {
  const middle = (from + to) / 2;
  pdf
    .moveTo(AXIS, from)
    .lineTo(AXIS, middle - 6)
    .stroke();
  pdf
    .moveTo(AXIS, middle + 6)
    .lineTo(AXIS, to)
    .stroke();
  for (const y of [middle - 6, middle + 6])
    pdf
      .moveTo(AXIS - 6, y)
      .lineTo(AXIS + 6, y)
      .stroke();
}

function isWhole({ state }: CustodyLeg): boolean {
  return state === 'both';
}

function keepsHolder({ state }: CustodyLeg): boolean {
  return state === 'refused' || state === 'withdrawn';
}

function linkText(leg: CustodyLeg): string {
  return leg.items.length === 0 ? wordsOf(leg) : `${wordsOf(leg)}  (${listOf(leg.items)})`;
}

function listOf(items: readonly string[]): string {
  const shown = items.slice(0, MOST_ITEMS).join(', ');
  return items.length > MOST_ITEMS ? `${shown} and ${items.length - MOST_ITEMS} more` : shown;
}

function wordsOf({ released, received, offeredTo, state }: CustodyLeg): string {
  switch (state) {
    case 'both':
      return `signed by both sides: entries ${released?.index} and ${received?.index}`;
    case 'released-only':
      return `GAP: released (entry ${released?.index}), receipt not confirmed`;
    case 'received-only':
      return `GAP: received (entry ${received?.index}), no release on record`;
    case 'received-by-another':
      return `GAP: offered to ${offeredTo} (entry ${released?.index}), received by another (entry ${received?.index})`;
    case 'refused':
      return `refused by the receiver (entry ${received?.index})`;
    default:
      return `offer withdrawn (released in entry ${released?.index})`;
  }
}

function standingOf({ state, received }: CustodyLeg): string {
  if (state === 'released-only') return 'to whom the goods were offered; has not signed';
  if (state === 'withdrawn') return 'to whom the goods were offered';
  return signature(state === 'refused' ? 'refused' : 'received', received);
}

function signature(what: string, side: LegSide | undefined): string {
  return side === undefined
    ? 'has not signed a release'
    : `${what} ${side.occurredAt} (entry ${side.index})`;
}
