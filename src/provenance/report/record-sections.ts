import type { GapAnswer } from '../answer/answer.schemas.js';
import type { TimelineStep } from '../answer/timeline.schemas.js';
import { drawChain } from './chain-drawing.js';
import { drawFact } from './cover-page.js';
import type { EvidenceReport } from './evidence-report.js';
import { BAD, INK, MUTED, type Paper } from './paper.js';
import { drawTable, type Row } from './table.js';

type Answer = EvidenceReport['answer'];
type Quantity = NonNullable<TimelineStep['quantity']>;
type PlaceAnswer = NonNullable<TimelineStep['place']>;

/** Custody as it was signed: drawn, then event by event. */
export function drawCustody(paper: Paper, { answer }: EvidenceReport): void {
  const nameOf = namesIn(answer);
  paper.heading('Chain of custody');
  drawChain(paper, answer.timeline, nameOf);
  paper.heading('Events on record');
  drawTable(
    paper,
    [
      { title: 'Entry', share: 0.07 },
      { title: 'Event', share: 0.18 },
      { title: 'Happened, as claimed\nRecorded (both UTC)', share: 0.2 },
      { title: 'Signed by', share: 0.17 },
      { title: 'Where', share: 0.15 },
      { title: 'What', share: 0.23 },
    ],
    answer.timeline.map(stepRow),
    'None.',
  );
}

function stepRow(step: TimelineStep): Row {
  const { index, event, standing, occurredAt, recordedAt, place, statementHash } = step;
  const note = standing === 'effective' ? '' : `\n(${standing})`;
  return {
    cells: [
      String(index),
      `${event}${note}`,
      `${shortTime(occurredAt)}\n${shortTime(recordedAt)}`,
      signersOf(step),
      placeText(place),
      whatOf(step),
    ],
    note: `statement ${statementHash}`,
    colour: standing === 'annulled' ? MUTED : INK,
  };
}

function signersOf({ party, onBehalfOf, witness }: TimelineStep): string {
  const parts = [party];
  if (onBehalfOf !== null) parts.push(`for ${onBehalfOf}`);
  if (witness !== null) parts.push(`witness ${witness}`);
  return parts.join('\n');
}

function whatOf({ items, to, seals }: TimelineStep): string {
  const goods = items.map(({ itemId, quantity }) => `${itemId} ${quantityText(quantity)}`);
  const sealed = [
    ...(seals?.applied ?? []).map((seal) => `seal ${seal} applied`),
    ...(seals?.observed ?? []).map((seal) => `seal ${seal} seen`),
    ...(seals?.removed ?? []).map((seal) => `seal ${seal} removed`),
  ];
  return [...(to === null ? [] : [`to ${to}`]), ...goods, ...sealed].join('\n');
}

export function drawFindings(paper: Paper, { answer }: EvidenceReport): void {
  paper.heading('Findings');
  if (answer.gaps.length === 0)
    return paper.write('No finding is on record about these goods as of this moment.', { size: 9 });
  drawTable(
    paper,
    [
      { title: 'Severity', share: 0.12 },
      { title: 'State', share: 0.14 },
      { title: 'Rule', share: 0.22 },
      { title: 'What was found', share: 0.52 },
    ],
    answer.gaps.map(
      ({ severity, state, isStanding, finding, rule, sentence, openedAt, alert }) => ({
        cells: [severity, stateText({ state, isStanding, finding }), rule, sentence],
        note: `alert ${alert}, opened ${openedAt}`,
        colour: isStanding && severity !== 'LOW' && severity !== 'INFO' ? BAD : INK,
      }),
    ),
    'None.',
  );
}

function stateText({
  state,
  isStanding,
  finding,
}: Pick<GapAnswer, 'state' | 'isStanding' | 'finding'>): string {
  const word = finding === null ? state : `${state}\n${finding}`;
  return isStanding ? word : `${word}\n(no longer stands)`;
}

export function drawGoods(paper: Paper, { answer }: EvidenceReport): void {
  const none = noneIn(answer);
  paper.heading('Quantities');
  drawTable(
    paper,
    [
      { title: 'Item', share: 0.3 },
      { title: 'Declared when consigned', share: 0.22 },
      { title: 'Last measured', share: 0.22 },
      { title: 'By', share: 0.18 },
      { title: 'Entry', share: 0.08 },
    ],
    answer.quantities.map(({ item, declared, measured, party, index }) => ({
      cells: [
        item,
        quantityText(declared),
        quantityText(measured),
        party ?? '\u2013',
        String(index ?? '\u2013'),
      ],
    })),
    none,
  );
  paper.heading('Origins');
  drawTable(
    paper,
    [
      { title: 'Item', share: 0.26 },
      { title: 'On record', share: 0.16 },
      { title: 'By', share: 0.2 },
      { title: 'Where', share: 0.22 },
      { title: 'Quantity', share: 0.16 },
    ],
    answer.origins.map(({ item, isProven, basis, party, place, quantity }) => ({
      cells: [
        item,
        isProven ? (basis ?? 'yes') : 'no',
        party ?? '\u2013',
        placeText(place),
        quantityText(quantity),
      ],
      colour: isProven ? INK : BAD,
    })),
    none,
  );
  paper.heading('Seals that should be on the goods');
  drawTable(
    paper,
    [
      { title: 'Seal', share: 0.3 },
      { title: 'Container', share: 0.3 },
      { title: 'Applied by', share: 0.3 },
      { title: 'Entry', share: 0.1 },
    ],
    answer.seals.expected.map(({ number, container, party, index }) => ({
      cells: [number, container ?? '\u2013', party, String(index)],
    })),
    none,
  );
}

export function drawPapers(paper: Paper, { answer }: EvidenceReport): void {
  const none = noneIn(answer);
  paper.heading('Documents');
  drawTable(
    paper,
    [
      { title: 'Kind and number', share: 0.3 },
      { title: 'Issuer', share: 0.22 },
      { title: 'Issued, expires', share: 0.2 },
      { title: 'State', share: 0.12 },
      { title: 'Put on record by', share: 0.16 },
    ],
    answer.documents.map(
      ({ docType, number, issuer, issuedOn, expiresOn, state, party, sha256 }) => ({
        cells: [`${docType}\n${number}`, issuer, `${issuedOn}\n${expiresOn}`, state, party],
        note: `sha256 ${sha256}`,
        colour: state === 'valid' ? INK : BAD,
      }),
    ),
    none,
  );
  paper.heading('Parties');
  drawTable(
    paper,
    [
      { title: 'Party', share: 0.24 },
      { title: 'Name', share: 0.36 },
      { title: 'Country', share: 0.1 },
      { title: 'Takes part as', share: 0.3 },
    ],
    answer.parties.map(({ id, name, country, parts }) => ({
      cells: [id, name ?? '\u2013', country ?? '\u2013', parts.join(', ')],
    })),
    none,
  );
}

/** How anybody checks it, without this ledger. */
export function drawVerification(paper: Paper, report: EvidenceReport): void {
  const { evidence, fileName, bundleHash, link } = report;
  paper.heading('How to verify this offline');
  const steps = [
    `1. Take the attached file out of this document: in a PDF reader under \u201cAttachments\u201d, or with pdfdetach -save 1 -o '${fileName}' <this file>.`,
    '2. Compare the verification key below with one from a source you trust: a contract, another office, an earlier print. A ledger that lies would print a key that fits.',
    `3. Run custody verify '${fileName}' --vkey '<the key>', or open custody-verifier.html (one file, no network) in a browser, drop the file on it and paste the key.`,
    '4. It must say \u201cverified\u201d. With a witness policy you trust (--policy) it also says who has cosigned the log.',
  ];
  for (const step of steps) paper.write(step, { size: 8.5, gap: 3 });
  paper.y += 4;
  drawFact(paper, 'Verification key', evidence.ledger.vkey, 'mono');
  drawFact(paper, 'Attached file', fileName, 'sans');
  drawFact(paper, 'SHA-256 of it', bundleHash, 'mono');
  drawFact(paper, 'QR code', link, 'mono');
}

/** To a party, nothing shown is not the same as nothing there. */
function noneIn({ view }: Answer): string {
  return view === 'party' ? 'None that this party may read.' : 'None on record.';
}

function namesIn({ parties }: Answer): (party: string) => string {
  const names = new Map(parties.map(({ id, name }) => [id, name]));
  return (party) => {
    const name = names.get(party);
    return name ? `${name} (${party})` : party;
  };
}

/** Whole seconds; the milliseconds stand in the file. */
function shortTime(time: string): string {
  return time.replace('T', ' ').replace(/(?:\.\d+)?Z$/u, '');
}

function quantityText(quantity: Quantity | null): string {
  return quantity === null ? '\u2013' : `${quantity.value} ${quantity.unit}`;
}

function placeText(place: PlaceAnswer | null): string {
  if (place === null) return '\u2013';
  const { name, locode, site, lat, lon, country } = place;
  const at = name ?? locode ?? site;
  if (at !== undefined && at !== null) return country === null ? at : `${at}, ${country}`;
  return lat === undefined || lon === undefined ? (country ?? '\u2013') : `${lat}, ${lon}`;
}
