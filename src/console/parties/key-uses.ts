import type { FeedItem, FeedPage } from '../../client/answers.js';
import { decodeBase64, decodeUtf8 } from '../../protocol/index.js';

/** What a key has signed, as far as the reader may read it. */
export interface KeyUses {
  readonly signed: readonly {
    readonly recordedAt: string;
    /** Of the consignment it is about, where it names one. */
    readonly ucr: string | undefined;
  }[];
  /** All that the reader may read was looked through. */
  readonly isComplete: boolean;
}

const PAGE = 500;
/** Pages that are asked for before the answer is given as it is. */
const PAGES = 20;

export interface Feed {
  feed(options: { readonly after?: number; readonly limit?: number }): Promise<FeedPage>;
}

/** Looks through the feed for statements that this key has signed, alone or with another. */
export async function usesOf(client: Feed, keyid: string): Promise<KeyUses> {
  const signed: KeyUses['signed'][number][] = [];
  let next: string | null | undefined;
  for (let read = 0; read < PAGES && next !== null; read++) {
    const page: FeedPage = await client.feed({
      limit: PAGE,
      ...(next !== undefined && { after: Number(next) }),
    });
    for (const { envelope, recordedAt } of page.items)
      if (envelope.signatures.some((signature) => signature.keyid === keyid))
        signed.push({ recordedAt, ucr: ucrIn(envelope) });
    next = page.next;
  }
  return { signed, isComplete: next === null };
}

/** What is in doubt when the key was in other hands from then on (ISO 8601); all of it when that is not known. */
export function usesSince({ signed }: KeyUses, since: string): KeyUses['signed'] {
  const from = Date.parse(since);
  return signed.filter(({ recordedAt }) => Date.parse(recordedAt) >= from);
}

export function consignmentsIn(signed: KeyUses['signed']): readonly string[] {
  return [...new Set(signed.flatMap(({ ucr }) => ucr ?? []))];
}

function ucrIn({ payload }: FeedItem['envelope']): string | undefined {
  const { ucr }: { ucr?: unknown } = JSON.parse(decodeUtf8(decodeBase64(payload)));
  return typeof ucr === 'string' ? ucr : undefined;
}
