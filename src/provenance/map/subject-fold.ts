import type { MapSubject } from '../../custody/map-subjects.js';
import { nativeSha256 } from '../../ledger/native-sha256.js';
import {
  EMPTY_CHAIN,
  extendChain,
  type MapLeaf,
  type MapPlace,
  mapValueOf,
  type SubjectEntry,
} from '../../protocol/index.js';
import type { SubjectState } from './map.store.js';

/** Entries by the subjects they are counted under, in log order. */
export type Touched = ReadonlyMap<MapSubject, readonly SubjectEntry[]>;

/** A subject as it stands before its first entry. */
export function newSubject(subject: string, { key, salt }: MapPlace): SubjectState {
  return { subject, key, salt, count: 0, chain: EMPTY_CHAIN };
}

/** The subject with some more entries. */
export function withEntries(state: SubjectState, entries: readonly SubjectEntry[]): SubjectState {
  const chain = entries.reduce(
    (before, entry) => extendChain(before, entry, nativeSha256),
    state.chain,
  );
  return { ...state, count: state.count + entries.length, chain };
}

export function leafOf(state: SubjectState): MapLeaf {
  return { key: state.key, value: mapValueOf(state, nativeSha256) };
}
