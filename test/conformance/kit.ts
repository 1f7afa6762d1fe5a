import type { JsonObject } from '../../src/protocol/index.js';
import { bundleFailCases } from './bundle-fail-cases.js';
import type { Case } from './case.js';
import { absenceCases, completenessCases } from './completeness-cases.js';
import { receiptFailCases } from './receipt-fail-cases.js';
import { rotationCases, rotations, vkeyOf } from './rotation-cases.js';
import { roleCases } from './role-cases.js';
import { signerFailCases } from './signer-fail-cases.js';
import { soundCases } from './sound-cases.js';
import { POLICY, story } from './story.js';

/** What stands in `files/manifest.json`. */
export interface Manifest {
  readonly vkey: string;
  readonly policy: string;
  /** How the ledger's first key was followed by another, as `/.well-known/custody-ledger` tells it. */
  readonly rotations: readonly JsonObject[];
  readonly files: readonly ManifestEntry[];
}

export interface ManifestEntry {
  readonly file: string;
  readonly verdict: 'verified' | 'failed';
  /** The check that must be among those that fail. */
  readonly fails?: string;
  /** To be verified under the manifest's policy too. */
  readonly policy?: true;
  /** The keys to trust, where it is not the manifest's. */
  readonly vkeys?: readonly string[];
  /** To be verified with the manifest's rotations too. */
  readonly rotations?: true;
  readonly why: string;
}

/** Every file of the kit by its name, the manifest included; the same bytes each time. */
export function makeKit(): Map<string, Uint8Array> {
  const cases = [
    ...soundCases(),
    ...completenessCases(),
    ...absenceCases(),
    ...bundleFailCases(),
    ...signerFailCases(),
    ...roleCases(),
    ...receiptFailCases(),
    ...rotationCases(),
  ];
  const files = new Map(cases.map((one) => [fileOf(one), one.bytes]));
  if (files.size !== cases.length) throw new Error('two cases have one name');
  const manifest: Manifest = {
    vkey: story().vkey,
    policy: POLICY,
    rotations: rotations(),
    files: cases.map(entryOf),
  };
  return files.set('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
}

function entryOf(one: Case): ManifestEntry {
  const { fails, policy, vkeys, rotations: isRotated, why } = one;
  return {
    file: fileOf(one),
    verdict: fails === undefined ? 'verified' : 'failed',
    ...(fails === undefined ? {} : { fails }),
    ...(policy === undefined ? {} : { policy }),
    ...(vkeys === undefined ? {} : { vkeys: vkeys.map(vkeyOf) }),
    ...(isRotated === undefined ? {} : { rotations: isRotated }),
    why,
  };
}

function fileOf({ name }: Case): string {
  const [form] = name.split('_');
  return `${name}.${form === 'bundle' ? 'custody' : form}.json`;
}
