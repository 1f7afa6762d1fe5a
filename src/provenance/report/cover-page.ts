import type { EvidenceReport } from './evidence-report.js';
import { ACCENT, BAD, INK, MARGIN, MUTED, type Paper, RULE, WIDTH } from './paper.js';
import { drawQr } from './qr-drawing.js';

const QR_SIDE = 118;
const LABEL = 108;

/** Verdicts in words: the colour is never all that tells them apart. */
const VERDICT_COLOURS: Readonly<Record<string, string>> = {
  SUPPORTED: '#155724',
  PENDING: '#1f3f66',
  REVIEW: '#7a4b00',
  ALERT: BAD,
  BROKEN: BAD,
};

/** What case this is, for whom and as of when, what the ledger says of it, and what that is worth. */
export function drawCover(paper: Paper, report: EvidenceReport): void {
  drawTitle(paper, report);
  drawVerdict(paper, report);
  drawCase(paper, report);
  drawWorth(paper, report);
}

function drawTitle(paper: Paper, { answer, link }: EvidenceReport): void {
  const textWidth = WIDTH - QR_SIDE - 16;
  const top = paper.y;
  const kicker = 'CUSTODY LEDGER  \u00b7  EVIDENCE REPORT';
  paper.write(kicker, { face: 'sans-bold', size: 8, colour: ACCENT, width: textWidth, gap: 8 });
  paper.write(answer.ucr, { face: 'serif-bold', size: 22, width: textWidth, gap: 4 });
  const moment = `as of entry ${answer.asOf.index} of the ledger, ${answer.asOf.time}`;
  paper.write(moment, { face: 'serif', size: 10, colour: MUTED, width: textWidth, gap: 4 });
  const standing =
    'The evidence is the file attached to this document; these pages are a reading of it. ' +
    'The file proves itself, without this service and without a network: see the last section.';
  paper.write(standing, { size: 8.5, colour: MUTED, width: textWidth });
  drawQr(paper, link, MARGIN + WIDTH - QR_SIDE, top - 8, QR_SIDE);
  const caption = 'ledger address, tree size and root, hash of the attached file';
  const x = MARGIN + WIDTH - QR_SIDE;
  paper.put(caption, x, top + QR_SIDE - 8, {
    size: 6.5,
    colour: MUTED,
    width: QR_SIDE,
    align: 'center',
  });
  paper.y = Math.max(paper.y, top + QR_SIDE + 12) + 4;
}

function drawVerdict(paper: Paper, { answer }: EvidenceReport): void {
  const { verdict, recommendedAction, reasons } = answer;
  const word = verdict ?? 'A PARTY\u2019S OWN PART';
  const colour = VERDICT_COLOURS[word] ?? INK;
  const top = paper.y;
  const inside = { x: MARGIN + 14, width: WIDTH - 28 };
  paper.y += 8;
  paper.write('The ledger\u2019s verdict', { size: 7.5, colour: MUTED, ...inside, gap: 1 });
  const action = recommendedAction === null ? '' : `: ${recommendedAction}`;
  paper.write(`${word}${action}`, { face: 'serif-bold', size: 14, colour, ...inside, gap: 4 });
  const why = reasons ?? [
    'A commercial party is told no verdict, and reads its own events and those next to them.',
  ];
  for (const reason of why) paper.write(`\u2022 ${reason}`, { size: 9, ...inside, gap: 2 });
  paper.y += 6;
  paper.pdf
    .lineWidth(0.7)
    .strokeColor(RULE)
    .rect(MARGIN, top, WIDTH, paper.y - top)
    .stroke();
  paper.pdf.rect(MARGIN, top, 4, paper.y - top).fill(colour);
  paper.y += 12;
}

function drawCase(paper: Paper, report: EvidenceReport): void {
  const { answer, evidence, size, root, cosignatures, completeBelow, madeFor } = report;
  const { coverage } = answer;
  const legs = `${coverage.twoSigned} of ${coverage.due} handovers due were signed by both sides (${coverage.percent} %)`;
  const complete =
    completeBelow === undefined
      ? 'not proved in this file'
      : `proved: no event below entry ${completeBelow} that names the consignment is left out`;
  const facts: readonly (readonly [string, string, 'mono'?])[] = [
    [
      'Consignment',
      `${answer.key}${answer.commodity === null ? '' : `, commodity ${answer.commodity}`}`,
    ],
    ['Made for', `${madeFor} (${answer.view === 'party' ? 'a party to it' : 'an authority'})`],
    ['Ledger', evidence.ledger.origin],
    [
      'Checkpoint',
      `${size} entries, ${cosignatures === 0 ? 'no' : cosignatures} cosignatures of witnesses`,
    ],
    ['Root of the log', root, 'mono'],
    ['Handovers', legs],
    ['Completeness', complete],
  ];
  for (const [label, value, face] of facts) drawFact(paper, label, value, face ?? 'sans');
  paper.y += 8;
}

/** A line of a list of facts: what, and its value. */
export function drawFact(paper: Paper, label: string, value: string, face: 'sans' | 'mono'): void {
  const style = { face, size: face === 'mono' ? 7.2 : 8.5, width: WIDTH - LABEL };
  const height = Math.max(12, paper.heightOf(value, style));
  paper.need(height + 4);
  paper.put(label, MARGIN, paper.y, {
    face: 'sans-bold',
    size: 8.5,
    colour: MUTED,
    width: LABEL - 6,
  });
  paper.put(value, MARGIN + LABEL, paper.y + (face === 'mono' ? 1 : 0), style);
  paper.y += height + 3;
}

const PROVED: readonly string[] = [
  'Each event in the chain was signed by the key of the party named, which was registered before and not revoked before.',
  'Each has stood in the ledger\u2019s log, in this order and since the time recorded, under one signed checkpoint.',
  'The ledger has signed for the attached file as a whole, its conclusions included.',
];

const NOT_PROVED: readonly string[] = [
  'That what was stated is true: the ledger records who claimed what, and when.',
  'That the goods are legal. SUPPORTED means that the records agree.',
  'That the verdict follows: the rules are public, and can be run again over the events.',
];

function drawWorth(paper: Paper, { completeBelow }: EvidenceReport): void {
  const left =
    completeBelow === undefined
      ? PROVED
      : [...PROVED, 'No event that names the consignment was left out, up to the entry above.'];
  const width = (WIDTH - 18) / 2;
  paper.need(170);
  const top = paper.y;
  const bottoms = [
    drawList(paper, 'What the attached file proves', left, MARGIN, width, top),
    drawList(paper, 'What it does not prove', NOT_PROVED, MARGIN + width + 18, width, top),
  ];
  paper.y = Math.max(...bottoms) + 6;
}

function drawList(
  paper: Paper,
  title: string,
  points: readonly string[],
  x: number,
  width: number,
  top: number,
): number {
  const head = { face: 'serif-bold', size: 9.5, colour: ACCENT, width } as const;
  paper.put(title, x, top, head);
  let y = top + paper.heightOf(title, head) + 3;
  for (const point of points) {
    const style = { size: 8, width: width - 10 } as const;
    paper.put('\u2013', x, y, { size: 8 });
    paper.put(point, x + 10, y, style);
    y += paper.heightOf(point, style) + 3;
  }
  return y;
}
