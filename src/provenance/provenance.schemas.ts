import { z } from 'zod';
import { SEVERITIES } from '../custody/vocabulary/finding.js';
import { receiptAnswer, storedEnvelope } from '../ledger/http/ledger.schemas.js';
import { wholeNumberText } from '../platform/http/whole-number-text.js';

export { storedEnvelope };
import { LOOKUP_KINDS } from './lookup-values.js';

/** Requests and answers of provenance but the provenance answer itself (`answer.schemas.ts`). */

export const entryIndex = z.int().min(0).meta({ description: 'Index of a log entry.' });
export const hash = z.string().meta({ description: 'SHA-256, lower-case hex.' });
export const time = z
  .string()
  .meta({ format: 'date-time', description: 'RFC 3339, UTC, milliseconds.' });

const MAX_INDEX = 999_999_999_999_999;
const MAX_FEED = 500;
const MAX_RESULTS = 100;

export const asOfQuery = z.strictObject({
  asOf: z.string().max(40).optional().meta({
    description:
      'Answer as the ledger stood: an entry index, or an RFC 3339 time (the last entry recorded by then).',
  }),
});
export type AsOfQuery = z.infer<typeof asOfQuery>;

export const sizeQuery = z.strictObject({
  size: wholeNumberText(MAX_INDEX)
    .optional()
    .meta({ description: 'Prove against the signed head of this size instead of the latest.' }),
});
export type SizeQuery = z.infer<typeof sizeQuery>;

export const feedQuery = z.strictObject({
  after: wholeNumberText(MAX_INDEX)
    .optional()
    .meta({ description: 'Begin after this entry; absent: at the beginning of the log.' }),
  limit: wholeNumberText(MAX_FEED)
    .refine((text) => text !== '0', { message: 'must be at least 1' })
    .optional()
    .meta({ description: `1 to ${MAX_FEED}; 100 if absent.` }),
});
export type FeedQuery = z.infer<typeof feedQuery>;

export const searchQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .min(1, 'must say what to look for')
    .max(200)
    .meta({ description: 'UCR, container, seal, serial, tag, document number or item id.' }),
  limit: wholeNumberText(MAX_RESULTS)
    .refine((text) => text !== '0', { message: 'must be at least 1' })
    .optional()
    .meta({ description: `1 to ${MAX_RESULTS}; 20 if absent.` }),
});
export type SearchQuery = z.infer<typeof searchQuery>;

export const statementAnswer = z
  .strictObject({
    envelope: storedEnvelope,
    entry: z.string().meta({ description: 'Base64 of the entry bytes that the leaf hash covers.' }),
    receipt: receiptAnswer,
  })
  .meta({ id: 'StatementAnswer' });
export type StatementAnswer = z.infer<typeof statementAnswer>;

export const feedPage = z
  .strictObject({
    items: z.array(
      z.strictObject({
        index: entryIndex,
        kind: z.enum(['event', 'registration', 'decision', 'finding', 'map']),
        recordedAt: time,
        statementHash: hash,
        envelope: storedEnvelope,
      }),
    ),
    next: z.string().nullable().meta({ description: '`after` of the next call; null at the end.' }),
    scannedTo: z.int().min(-1).meta({
      description:
        'Last entry looked at. At the end of the log, ask again later with this as `after`.',
    }),
  })
  .meta({ id: 'FeedPage' });
export type FeedPage = z.infer<typeof feedPage>;

const foundBy = z.enum(['ucr', 'item', ...LOOKUP_KINDS]).meta({
  description: 'What of it matched.',
});

export const searchResult = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('consignment'),
      ucr: z.string(),
      key: z.string().meta({ description: '`<UCR>;<year>`: a UCR alone repeats every ten years.' }),
      year: z.int(),
      by: foundBy,
    }),
    z.strictObject({ kind: z.literal('item'), itemId: z.string(), by: foundBy }),
  ])
  .meta({ id: 'SearchResult' });
export type SearchResult = z.infer<typeof searchResult>;

export const searchResults = z
  .strictObject({ items: z.array(searchResult), next: z.string().nullable() })
  .meta({ id: 'SearchResults' });

export const severity = z.enum(SEVERITIES);
