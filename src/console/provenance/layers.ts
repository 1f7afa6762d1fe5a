export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** A node, or a place that an edge passes where it is longer than from one layer to the next. */
export interface Placed {
  readonly id: string;
  readonly layer: number;
  /** From the top of its layer. */
  readonly row: number;
}

export interface Layered {
  readonly layers: number;
  readonly rows: number;
  readonly nodes: ReadonlyMap<string, Placed>;
  /** For each edge, in their order, the places it goes through, its ends among them. */
  readonly ways: readonly (readonly Placed[])[];
}

const SWEEPS = 4;

/**
 * Places the nodes of a graph in layers, so that every edge leads onwards (longest paths), and orders each layer so that
 * neighbours stand near each other (barycentres; Sugiyama, Tagawa and Toda 1981).
 *
 * @param edges between these nodes, in no circle
 */
export function layered(ids: readonly string[], edges: readonly Edge[]): Layered {
  const layerOf = longestPaths(ids, edges);
  const ways = edges.map(({ from, to }, at) => {
    const first = layerOf.get(from) ?? 0;
    const between = (layerOf.get(to) ?? 0) - first - 1;
    const passed = Array.from({ length: Math.max(0, between) }, (_, step) => {
      const id = `way ${at} ${step}`;
      layerOf.set(id, first + step + 1);
      return id;
    });
    return [from, ...passed, to];
  });
  const order = ordered(layerOf, neighboursIn(ways));
  const nodes = new Map<string, Placed>();
  for (const [layer, each] of order.entries())
    for (const [row, id] of each.entries()) nodes.set(id, { id, layer, row });
  return {
    layers: order.length,
    rows: Math.max(0, ...order.map(({ length }) => length)),
    nodes,
    ways: ways.map((way) => way.flatMap((id) => nodes.get(id) ?? [])),
  };
}

function longestPaths(ids: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const layerOf = new Map(ids.map((id) => [id, 0]));
  // As many rounds as there are nodes are enough where no edge leads back.
  for (let round = 0, isSettled = false; round < ids.length && !isSettled; round++) {
    isSettled = true;
    for (const { from, to } of edges) {
      const least = (layerOf.get(from) ?? 0) + 1;
      if ((layerOf.get(to) ?? 0) >= least) continue;
      layerOf.set(to, least);
      isSettled = false;
    }
  }
  // What nothing comes before stands directly before what came of it: its edge is then as short as can be.
  for (const id of ids) {
    if (edges.some(({ to }) => to === id)) continue;
    const next = edges.filter(({ from }) => from === id).map(({ to }) => layerOf.get(to) ?? 0);
    if (next.length > 0) layerOf.set(id, Math.min(...next) - 1);
  }
  return layerOf;
}

interface Neighbours {
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly after: ReadonlyMap<string, readonly string[]>;
}

function neighboursIn(ways: readonly (readonly string[])[]): Neighbours {
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  for (const way of ways)
    for (const [at, id] of way.slice(1).entries()) {
      const from = way[at] ?? id;
      note(before, id, from);
      note(after, from, id);
    }
  return { before, after };
}

function note(map: Map<string, string[]>, id: string, other: string): void {
  map.set(id, [...(map.get(id) ?? []), other]);
}

/** Forwards and backwards in turn, each layer by where its neighbours in the one before stand. */
function ordered(
  layerOf: ReadonlyMap<string, number>,
  { before, after }: Neighbours,
): readonly (readonly string[])[] {
  const count = Math.max(-1, ...layerOf.values()) + 1;
  const layers = Array.from({ length: count }, (_, layer) =>
    [...layerOf.keys()].filter((id) => layerOf.get(id) === layer),
  );
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForwards = sweep % 2 === 0;
    const rowOf = new Map(layers.flatMap((layer) => layer.map((id, row) => [id, row])));
    const numbers = isForwards ? layers.keys() : [...layers.keys()].toReversed();
    for (const number of numbers) {
      const centre = (id: string): number => {
        const others = (isForwards ? before : after).get(id) ?? [];
        if (others.length === 0) return rowOf.get(id) ?? 0;
        return others.reduce((sum, other) => sum + (rowOf.get(other) ?? 0), 0) / others.length;
      };
      const sorted = (layers[number] ?? []).toSorted((a, b) => centre(a) - centre(b));
      layers[number] = sorted;
      for (const [row, id] of sorted.entries()) rowOf.set(id, row);
    }
  }
  return layers;
}
