import { sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { useSay } from '../language/language.js';
import type { Balance, Flow } from './balance.js';

interface FigureNode {
  readonly id: string;
  readonly label: string;
}

interface FigureLink {
  readonly source: string;
  readonly target: string;
  readonly value: number;
  readonly kind: Flow['kind'];
}

const ROW = 46;
const LABEL = 118;

/** The table beside it says the same; the picture is for the eye only. */
export function BalanceFigure({ balance, width }: { balance: Balance; width: number }) {
  const say = useSay();
  const { inputs, outputs, difference } = balance;
  const missing: Flow[] =
    difference > 0 ? [{ name: say('balance.missing'), value: difference, kind: 'missing' }] : [];
  const surplus: Flow[] =
    difference < 0 ? [{ name: say('balance.surplus'), value: -difference, kind: 'surplus' }] : [];
  const left = [...inputs, ...surplus];
  const right = [...outputs, ...missing];
  const height = Math.max(left.length, right.length) * ROW + 12;
  const layout = sankey<FigureNode, FigureLink>()
    .nodeId(({ id }) => id)
    .nodeWidth(8)
    .nodePadding(14)
    .extent([
      [LABEL, 6],
      [Math.max(LABEL + 60, width - LABEL), height - 6],
    ]);
  const { nodes, links } = layout({
    nodes: [
      ...left.map(({ name }) => ({ id: `in ${name}`, label: name })),
      { id: 'process', label: '' },
      ...right.map(({ name }) => ({ id: `out ${name}`, label: name })),
    ],
    links: [
      ...left.map(({ name, ...flow }) => ({ ...flow, source: `in ${name}`, target: 'process' })),
      ...right.map(({ name, ...flow }) => ({ ...flow, source: 'process', target: `out ${name}` })),
    ],
  });
  const path = sankeyLinkHorizontal();
  return (
    <svg
      className="figure"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      direction="ltr"
    >
      {links.map((link) => (
        <path
          key={link.index}
          className="flow"
          data-kind={link.kind}
          d={path(link) ?? ''}
          strokeWidth={Math.max(1, link.width ?? 1)}
        />
      ))}
      {nodes.map(({ id, label, x0 = 0, x1 = 0, y0 = 0, y1 = 0 }) => (
        <g key={id}>
          <rect className="node" x={x0} y={y0} width={x1 - x0} height={Math.max(1, y1 - y0)} />
          <text
            x={id.startsWith('in ') ? x0 - 6 : x1 + 6}
            y={(y0 + y1) / 2}
            dy="0.35em"
            textAnchor={id.startsWith('in ') ? 'end' : 'start'}
          >
            {label}
          </text>
        </g>
      ))}
    </svg>
  );
}
