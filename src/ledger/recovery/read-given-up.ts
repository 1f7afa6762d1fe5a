import {
  edgeOf,
  isSignedBy,
  ledgerKeyAt,
  type LedgerKeys,
  openCheckpoint,
  parseEnvelope,
} from '../../protocol/index.js';
import { type LoggedRegistration, readLoggedRegistrations } from '../logged-registrations.js';
import { hashesIn } from '../native-bytes.js';
import type { Queries } from '../own-connections.js';
import { TileStore } from '../tree/tile-store.js';
import { TreeWindow } from '../tree/tree-window.js';
import { recoveryOf } from './declared-recovery.js';
import { type GivenUp, GivenUpHistories } from './given-up.js';
import type { FoundLog } from './known-entries.js';

const PAGE = 10_000;

/** What a log has given up, as its own declarations say. */
export async function readGivenUp(
  database: Queries,
  found: FoundLog,
  keys: LedgerKeys,
): Promise<GivenUpHistories> {
  const logged = await readLoggedRegistrations(database, 'recovery');
  const declared = logged.flatMap((one) => givenUpBy(one, keys) ?? []);
  const [first] = declared;
  if (first === undefined) return new GivenUpHistories([], undefined, found);
  const until = Math.min(found.size, Math.max(...declared.map(({ head }) => head.size)));
  const tree = await treeFrom(database, first.declaredAt, until, found.size);
  return new GivenUpHistories(declared, tree, found);
}

/**
 * The ledger's own signature is asked for here, so that nobody who can only write to the database makes signed heads
 * count for nothing. The registrar's is the signer's to judge, before it forgets a head.
 */
function givenUpBy(
  { index, statement }: LoggedRegistration,
  keys: LedgerKeys,
): GivenUp | undefined {
  const recovery = recoveryOf(statement);
  if (recovery === undefined || recovery.lostFrom !== index) return undefined;
  const opened = openCheckpoint(recovery.signed, keys);
  if (!opened.ok || opened.checkpoint.size !== recovery.lostTo + 1) return undefined;
  const envelope = parseEnvelope(statement);
  const isOwn =
    envelope.signatures.length === 2 && isSignedBy(envelope, 1, ledgerKeyAt(keys, index).publicKey);
  return isOwn ? { declaredAt: index, head: opened.checkpoint } : undefined;
}

/** The tree of the log that was found, for every size from one to another. */
async function treeFrom(
  database: Queries,
  from: number,
  to: number,
  size: number,
): Promise<TreeWindow> {
  const tiles = new TileStore(database);
  const edge = edgeOf(from);
  const node = await tiles.nodes(edge, size);
  const tree = new TreeWindow(
    from,
    edge.map(({ level, index }) => node(level, index)),
  );
  for (let at = from; at < to; at += PAGE) {
    const leaves = await tiles.leafHashes(at, Math.min(PAGE, to - at));
    if (leaves === undefined)
      throw new Error('entries below the head are missing: run "custody audit"');
    for (const leaf of hashesIn(leaves)) tree.append(leaf);
  }
  return tree;
}
