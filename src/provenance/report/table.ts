import { INK, MARGIN, MUTED, type Paper, RULE, SHADE, type TextStyle, WIDTH } from './paper.js';

export interface Column {
  readonly title: string;
  /** Part of the width; all together are 1. */
  readonly share: number;
}

export interface Row {
  readonly cells: readonly string[];
  /** Below the cells, over the whole width, small. */
  readonly note?: string;
  readonly colour?: string;
}

const PADDING = 4;
const HEAD: TextStyle = { face: 'sans-bold', size: 7.5, colour: MUTED };
const CELL: TextStyle = { face: 'sans', size: 8 };
const NOTE: TextStyle = { face: 'mono', size: 6, colour: MUTED };

/**
 * A table that goes on over pages, its head again on each. A row stays on one page.
 *
 * @param none what is written instead of a table without rows
 */
export function drawTable(
  paper: Paper,
  columns: readonly Column[],
  rows: readonly Row[],
  none: string,
): void {
  if (rows.length === 0) return paper.write(none, { size: 9, colour: MUTED });
  const places = placesOf(columns);
  drawHead(paper, columns, places);
  for (const row of rows) {
    const height = heightOf(paper, places, row);
    if (paper.need(height)) drawHead(paper, columns, places);
    drawRow(paper, places, row, height);
  }
  paper.y += 6;
}

interface Place {
  readonly x: number;
  readonly width: number;
}

function placesOf(columns: readonly Column[]): Place[] {
  let x = MARGIN;
  return columns.map(({ share }) => {
    const place = { x: x + PADDING, width: share * WIDTH - 2 * PADDING };
    x += share * WIDTH;
    return place;
  });
}

function drawHead(paper: Paper, columns: readonly Column[], places: readonly Place[]): void {
  const heights = columns.map(({ title }, at) =>
    paper.heightOf(title, { ...HEAD, width: places[at]!.width }),
  );
  const height = Math.max(...heights) + 2 * PADDING;
  paper.need(height + 30);
  paper.pdf.rect(MARGIN, paper.y, WIDTH, height).fill(SHADE);
  columns.forEach(({ title }, at) => {
    const { x, width } = places[at]!;
    paper.put(title, x, paper.y + PADDING, { ...HEAD, width });
  });
  paper.y += height;
}

function heightOf(paper: Paper, places: readonly Place[], { cells, note }: Row): number {
  const heights = cells.map((cell, at) =>
    paper.heightOf(cell, { ...CELL, width: places[at]!.width }),
  );
  const below = note === undefined ? 0 : paper.heightOf(note, noteStyle());
  return Math.max(...heights) + below + 2 * PADDING;
}

function drawRow(paper: Paper, places: readonly Place[], row: Row, height: number): void {
  const { cells, note, colour = INK } = row;
  const top = paper.y + PADDING;
  cells.forEach((cell, at) => {
    const { x, width } = places[at]!;
    paper.put(cell, x, top, { ...CELL, colour, width });
  });
  if (note !== undefined) {
    const noteHeight = paper.heightOf(note, noteStyle());
    paper.put(note, MARGIN + PADDING, paper.y + height - PADDING - noteHeight, noteStyle());
  }
  paper.y += height;
  paper.line(paper.y, RULE, 0.4);
}

function noteStyle(): TextStyle {
  return { ...NOTE, width: WIDTH - 2 * PADDING };
}
