import {
  canonicalize,
  decodeUtf8,
  encodeBase64,
  encodeUtf8,
  type Entry,
  entryBytes,
  type Envelope,
  type EvidenceDraft,
  type JsonValue,
  type Receipt,
  storedBytes,
} from '../../src/protocol/index.js';
import { story } from './story.js';

/** One file of the kit and what a verifier must say of it. */
export interface Case {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Absent: every check holds. Else the check that must be among those that do not. */
  readonly fails?: string;
  /** To be verified under the kit's witness policy, beside its vkey. */
  readonly policy?: true;
  /** Names of the ledger's keys to be trusted instead of its first one. */
  readonly vkeys?: readonly string[];
  /** To be verified with the kit's rotations at hand. */
  readonly rotations?: true;
  readonly why: string;
}

/** JSON that may be changed at will; what a forger has in hand. */
// oxlint-disable-next-line typescript/no-explicit-any -- the point is to put in what does not belong
export type Loose = any;

export const honest = story();

export function textOf(value: Loose): Uint8Array {
  return encodeUtf8(canonicalize(value as JsonValue));
}

/** The file after a third person changed it: nobody signs it again. */
export function forged(bytes: Uint8Array, change: (bundle: Loose) => void): Uint8Array {
  const value: Loose = JSON.parse(decodeUtf8(bytes));
  change(value);
  return textOf(value);
}

/** The bundle as a ledger that cheats would make it: changed first, then signed for. */
export function cheating(
  change: (draft: Loose) => void,
  { log = story(), draft = log.draft() }: { log?: typeof honest; draft?: EvidenceDraft } = {},
): Uint8Array {
  const loose: Loose = {
    ...structuredClone({ ...draft, entries: [] }),
    entries: draft.entries.map((entry) => ({ ...entry })),
  };
  change(loose);
  return log.bundle(loose as EvidenceDraft);
}

/** A statement with its receipt, as the ledger answers for a single one. */
export function receiptFile(statement: Envelope, receipt: Receipt, entry?: Entry): Uint8Array {
  const envelope: Loose = JSON.parse(decodeUtf8(storedBytes(statement)));
  const beside = entry === undefined ? {} : { entry: encodeBase64(entryBytes(entry)) };
  return encodeUtf8(`${JSON.stringify({ envelope, ...beside, receipt }, null, 2)}\n`);
}

/** The other character of two, so that base64 or hex stays well formed but says something else. */
export function otherCharacter(text: string, at: number): string {
  const other = text[at] === 'A' || text[at] === 'a' ? 'b' : 'a';
  return text.slice(0, at) + other + text.slice(at + 1);
}
