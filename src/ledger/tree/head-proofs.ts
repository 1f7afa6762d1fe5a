import { edgeOf, type EdgeNode, EMPTY_ROOT, hashChildren } from '../../protocol/index.js';
import { base64Of } from '../native-bytes.js';
import { nativeSha256 } from '../native-sha256.js';
import type { TreeWindow } from './tree-window.js';

/**
 * Inclusion paths in the tree of one signed head, for leaves the window holds. A path consists of siblings inside
 * the complete subtree at the edge that holds the leaf, the root of everything to its right, and the complete
 * subtrees to its left: all look-ups, nothing is hashed per receipt.
 */
export class HeadProofs {
  private readonly edge: readonly EdgeNode[];
  /** `rightOf[i]`: root over the edge's subtrees from `i` on, base64; entry 0 is the root itself. */
  private readonly rightOf: readonly string[];
  readonly root: Uint8Array;

  /** @throws RangeError when the window does not hold the edge of the tree of `size` leaves */
  constructor(
    private readonly window: TreeWindow,
    readonly size: number,
  ) {
    this.edge = edgeOf(size);
    const roots = window.frontier(size);
    for (let i = roots.length - 2; i >= 0; i--)
      roots[i] = hashChildren(roots[i]!, roots[i + 1]!, nativeSha256);
    this.rightOf = roots.map(base64Of);
    this.root = roots[0] ?? EMPTY_ROOT;
  }

  /**
   * The path of a leaf, leaf side first, each hash in base64 followed by `separator`.
   * @returns `undefined` when the window no longer holds a node of the path
   */
  path(index: number, separator: string): string | undefined {
    const at = this.edge.findLastIndex(({ start }) => start <= index);
    const subtree = this.edge[at];
    if (subtree === undefined || index >= this.size) return undefined;
    let lines = '';
    let node = index;
    for (let level = 0; level < subtree.level; level++) {
      const sibling = this.window.text(level, node % 2 === 0 ? node + 1 : node - 1);
      if (sibling === undefined) return undefined;
      lines += sibling + separator;
      node = Math.floor(node / 2);
    }
    const right = this.rightOf[at + 1];
    if (right !== undefined) lines += right + separator;
    for (let i = at - 1; i >= 0; i--) {
      const left = this.edge[i]!;
      const text = this.window.text(left.level, left.index);
      if (text === undefined) return undefined;
      lines += text + separator;
    }
    return lines;
  }
}
