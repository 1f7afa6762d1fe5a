import { admitAll, type Admission } from '../../src/ledger/admission/admit-bytes.js';
import type { KeyRing } from '../../src/ledger/admission/key-ring.js';
import type { StatementKind } from '../../src/protocol/index.js';

/** Admits a single statement. */
export function admitOne(bytes: Uint8Array, kind: StatementKind, keys: KeyRing): Admission {
  return admitAll([{ bytes, kind }], keys)[0]!;
}
