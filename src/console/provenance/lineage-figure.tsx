import type { ReactNode } from 'react';
import { formatQuantity } from '../../custody/vocabulary/quantity.js';
import { useSay } from '../language/language.js';
import { eventName } from './event-words.js';
import { layered, type Placed } from './layers.js';
import type { Lineage, LotNode } from './lineage.js';
import { toneOf } from './severity-badge.js';

const BOX = { width: 148, height: 58 };
const GAP = { x: 46, y: 18 };
const EDGE = 6;
/** As many characters as fit into a box. */
const FITS = 20;

interface LineageFigureProps {
  readonly lineage: Lineage;
  /** The lots of the consignment itself. */
  readonly own: readonly string[];
}

/** The table beside it says the same; the picture is for the eye only. Time goes from left to right in every language. */
export function LineageFigure({ lineage, own }: LineageFigureProps) {
  const say = useSay();
  const { lots, gaps, edges } = lineage;
  const { layers, rows, nodes, ways } = layered(
    [...lots, ...gaps].map(({ id }) => id),
    edges,
  );
  const width = layers * (BOX.width + GAP.x) - GAP.x + 2 * EDGE;
  const height = rows * (BOX.height + GAP.y) - GAP.y + 2 * EDGE;
  return (
    <svg
      className="figure lineage-figure"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      direction="ltr"
    >
      {ways.map((way, at) => (
        <path
          key={`${edges[at]?.from} ${edges[at]?.to}`}
          className="leg"
          data-known={edges[at]?.isKnown === true ? 'yes' : 'no'}
          d={pathThrough(way)}
        />
      ))}
      {lots.map((lot) => (
        <Box
          key={lot.id}
          at={nodes.get(lot.id)}
          isOwn={own.includes(lot.lot)}
          lines={[lot.lot, ...detailsOf(lot)]}
        />
      ))}
      {gaps.map(({ id, gap }) => (
        <Box
          key={id}
          at={nodes.get(id)}
          tone={toneOf(gap.severity)}
          lines={[say('lineage.gap'), say('lineage.nobody'), say(`severity.${gap.severity}`)]}
        />
      ))}
    </svg>
  );

  function detailsOf({ quantity, madeBy }: LotNode): string[] {
    return [
      formatQuantity(quantity),
      ...(madeBy === undefined ? [] : [`← ${eventName(madeBy, say)}`]),
    ];
  }
}

interface BoxProps {
  readonly at: Placed | undefined;
  readonly lines: readonly string[];
  /** Of a gap. */
  readonly tone?: string;
  readonly isOwn?: boolean;
}

function Box({ at, lines, tone, isOwn }: BoxProps): ReactNode {
  if (at === undefined) return null;
  const { x, y } = cornerOf(at);
  return (
    <g
      data-tone={tone}
      data-own={isOwn === true ? 'yes' : undefined}
      className={tone === undefined ? 'lot' : 'gap'}
    >
      <rect x={x} y={y} width={BOX.width} height={BOX.height} rx="4" />
      {lines.map((line, row) => (
        <text key={`${row} ${line}`} x={x + 8} y={y + 17 + row * 16}>
          {shortened(line)}
        </text>
      ))}
    </g>
  );
}

function cornerOf({ layer, row }: Placed): { readonly x: number; readonly y: number } {
  return {
    x: EDGE + layer * (BOX.width + GAP.x),
    y: EDGE + row * (BOX.height + GAP.y),
  };
}

/** From the right of a box to the left of the next; straight through where it only passes. */
function pathThrough(way: readonly Placed[]): string {
  return way
    .slice(1)
    .map((to, at) => {
      const start = cornerOf(way[at] ?? to);
      const end = cornerOf(to);
      const half = BOX.height / 2;
      const from = start.x + BOX.width;
      const middle = from + GAP.x / 2;
      const passes =
        at > 0 ? `M${start.x} ${start.y + half}H${from}` : `M${from} ${start.y + half}`;
      return `${passes}C${middle} ${start.y + half} ${middle} ${end.y + half} ${end.x} ${end.y + half}`;
    })
    .join('');
}

/** Both ends of an id tell it from others. */
function shortened(text: string): string {
  if (text.length <= FITS) return text;
  return `${text.slice(0, FITS - 9)}…${text.slice(-8)}`;
}
