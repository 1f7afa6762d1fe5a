import type { Case } from './case.js';
import { bundleFailCases } from './bundle-fail-cases.js';
import { completenessCases } from './completeness-cases.js';
import { receiptFailCases } from './receipt-fail-cases.js';
import { signerFailCases } from './signer-fail-cases.js';
import { soundCases } from './sound-cases.js';
import { POLICY, story } from './story.js';

/** What stands in `files/manifest.json`. */
export interface Manifest {
  readonly vkey: string;
  readonly policy: string;
  readonly files: readonly ManifestEntry[];
}

export interface ManifestEntry {
  readonly file: string;
  readonly verdict: 'verified' | 'failed';
  /** The check that must be among those that fail. */
  readonly fails?: string;
  /** To be verified under the manifest's policy too. */
  readonly policy?: true;
  readonly why: string;
}

/** Every file of the kit by its name, the manifest included; the same bytes each time. */
export function makeKit(): Map<string, Uint8Array> {
  const cases = [
    ...soundCases(),
    ...completenessCases(),
    ...bundleFailCases(),
    ...signerFailCases(),
    ...receiptFailCases(),
  ];
  const files = new Map(cases.map((one) => [fileOf(one), one.bytes]));
  if (files.size !== cases.length) throw new Error('two cases have one name');
  const manifest: Manifest = { vkey: story().vkey, policy: POLICY, files: cases.map(entryOf) };
  return files.set('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
}

function entryOf(one: Case): ManifestEntry {
  const { fails, policy, why } = one;
  return {
    file: fileOf(one),
    verdict: fails === undefined ? 'verified' : 'failed',
    ...(fails === undefined ? {} : { fails }),
    ...(policy === undefined ? {} : { policy }),
    why,
  };
}

function fileOf({ name }: Case): string {
  return `${name}.${name.startsWith('bundle') ? 'custody' : 'receipt'}.json`;
}
