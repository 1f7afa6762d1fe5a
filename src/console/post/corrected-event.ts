import type { LedgerClient } from '../../client/ledger-client.js';
import { custodyEvent, type EventType } from '../../custody/vocabulary/event.js';
import {
  decodeUtf8,
  envelopeOfJson,
  parseCanonical,
  statementHash,
  storedBytes,
  toHex,
} from '../../protocol/index.js';
import { entryFields, replacementsOf } from './asked-types.js';
import type { Draft } from './draft.js';
import { instantOf, localTime } from './local-time.js';
import { memberAt, type Members, withMember } from './members.js';
import type { Question } from './question.js';
import { writeAnswer } from './read-answer.js';

/** What the event says of its signer and ledger: a correction says that for itself. */
const HEADER = ['schema', 'ledger', 'eventId', 'actor', 'onBehalfOf', 'witness'];

/** Why an event cannot be corrected here. */
export type Unfit = 'unfit-other' | 'unfit-correction' | 'unfit-statement';

/**
 * The answers of an event that is in the log, to be mended.
 *
 * @returns why not, where this party cannot correct it
 * @throws ProblemError when there is no such statement for this reader, Error when the ledger gave another one
 */
export async function correctionOf(
  hash: string,
  { client, party }: { readonly client: LedgerClient; readonly party: string },
): Promise<Draft | Unfit> {
  const { envelope } = await client.statement(hash);
  const statement = envelopeOfJson(envelope);
  if (toHex(statementHash(storedBytes(statement))) !== hash)
    throw new Error('the ledger answered with another statement');
  const parsed = custodyEvent.safeParse(JSON.parse(decodeUtf8(statement.payload)));
  if (!parsed.success) return 'unfit-statement';
  if (parsed.data.actor !== party) return 'unfit-other';
  if (parsed.data.type === 'CORRECT') return 'unfit-correction';
  const original = parseCanonical(statement.payload);
  return draftOfCorrection(hash, { type: parsed.data.type, original: { ...Object(original) } });
}

/** Every answer as the original has it; what no question asks for is carried over. */
export function draftOfCorrection(
  hash: string,
  { type, original }: { readonly type: EventType; readonly original: Members },
  now = new Date(),
): Draft {
  const replacement = HEADER.reduce<Members>(
    (members, name) => withMember(members, name, undefined),
    original,
  );
  const occurredAt = instantOf(localTime(now));
  const given = { refs: [hash], occurredAt, replacement };
  return {
    eventId: crypto.randomUUID(),
    type: 'CORRECT',
    corrects: type,
    given,
    answers: Object.fromEntries(
      replacementsOf(type).flatMap((question) => answersOf(question, given)),
    ),
    at: now.toISOString(),
  };
}

function answersOf(question: Question, given: Members): readonly (readonly [string, string])[] {
  const { fields, entries } = question;
  const known = entries && memberAt(given, entries.path);
  const count = Array.isArray(known) ? known.length : 0;
  const asked =
    entries === undefined
      ? fields
      : Array.from({ length: count }, (_, at) => entryFields(question, at)).flat();
  return asked.map(({ path, form }) => [path, writeAnswer(memberAt(given, path), form)]);
}
