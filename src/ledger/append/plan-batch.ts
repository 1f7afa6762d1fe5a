import type { AdmittedStatement, StatementFacts } from '../admission/statement-facts.js';
import { identitiesOf } from '../admission/identity.js';
import { conflict } from '../judgement/refuse.js';
import { judgeStatement } from '../judgement/judge-statement.js';
import { hexOf } from '../native-bytes.js';
import type { Refusal } from '../refusal.js';
import { SIGNER_KINDS, type SignerDirectory } from '../signer-directory.js';
import type { KnownIdentity } from './append-connection.js';
import { judgeCorrection, type OriginalEvent } from './corrections.js';
import type { Head, Linkable } from './link-batch.js';
import type { Pending } from './pending.js';

export interface PlannedStatement extends Linkable {
  readonly pending: Pending;
}

/** What is to become of the statements of a batch. */
export interface BatchPlan {
  /** To be appended, in order. */
  readonly accepted: readonly PlannedStatement[];
  /** In the log already, or further up in this batch. */
  readonly known: readonly { readonly pending: Pending; readonly index: number }[];
  readonly refused: readonly { readonly pending: Pending; readonly refusal: Refusal }[];
  /** How many of the statements were dealt with: a batch ends after one that changes who may sign. */
  readonly taken: number;
  /** Key and index of every identity and claim. */
  readonly identities: readonly (readonly [key: Uint8Array, index: number])[];
}

export interface PlanInput {
  readonly batch: readonly Pending[];
  readonly head: Head;
  /** By identity in hex. */
  readonly known: ReadonlyMap<string, KnownIdentity>;
  /** Originals of the batch's corrections, by statement hash in hex. */
  readonly originals: ReadonlyMap<string, OriginalEvent>;
  readonly directory: SignerDirectory;
  readonly origin: string;
  /** `recordedAt` of the batch. */
  readonly at: number;
}

/** Judges a batch under the head's lock: what only the log can tell. Pure. */
export function planBatch(input: PlanInput): BatchPlan {
  const { batch, head, directory, origin, at } = input;
  const accepted: PlannedStatement[] = [];
  const known: { pending: Pending; index: number }[] = [];
  const refused: { pending: Pending; refusal: Refusal }[] = [];
  const identities: [Uint8Array, number][] = [];
  const taken = new Map<string, KnownIdentity>();
  const originals = new Map(input.originals);
  const find = (key: Uint8Array): KnownIdentity | undefined => {
    const name = hexOf(key);
    return taken.get(name) ?? input.known.get(name);
  };
  let count = 0;
  for (const pending of batch) {
    count++;
    const { statement } = pending;
    const { facts } = statement;
    const namesake = find(statement.identity);
    if (namesake !== undefined && namesake.statementHash.equals(statement.hash)) {
      known.push({ pending, index: namesake.index });
      continue;
    }
    const refusal =
      judgeAgain(pending, { directory, origin, at }, head) ??
      judgeReference(facts, originals) ??
      judgeClaims(statement, namesake, find);
    if (refusal !== undefined) {
      refused.push({ pending, refusal });
      continue;
    }
    const index = head.size + accepted.length;
    const place = { index, statementHash: Buffer.from(statement.hash) };
    for (const key of identitiesOf(statement)) {
      taken.set(hexOf(key), place);
      identities.push([key, index]);
    }
    if (facts.kind === 'event')
      originals.set(place.statementHash.toString('hex'), { actor: facts.actor, type: facts.type });
    const changesSigners = isAboutSigners(facts);
    const { kind } = facts;
    if (kind === 'login') throw new Error('a login was judged fit to be appended');
    accepted.push({
      pending,
      kind,
      stored: statement.stored,
      hash: statement.hash,
      changesSigners,
    });
    if (changesSigners) break;
  }
  return { accepted, known, refused, taken: count, identities };
}

/** Does this registration change who may sign? Statements behind it must be judged by a directory that knows it. */
export function isAboutSigners(facts: StatementFacts): boolean {
  return facts.kind === 'registration' && SIGNER_KINDS.has(facts.registers);
}

/** A cached directory may have been behind the log; and a delegation must hold at the very time of recording. */
function judgeAgain(
  { statement, judgedAt }: Pending,
  context: { directory: SignerDirectory; origin: string; at: number },
  head: Head,
): Refusal | undefined {
  const { facts } = statement;
  const isDelegated = facts.kind === 'event' && facts.onBehalfOf !== undefined;
  if (judgedAt >= head.registryIndex && !isDelegated) return undefined;
  return judgeStatement(statement, context);
}

function judgeReference(
  facts: StatementFacts,
  originals: ReadonlyMap<string, OriginalEvent>,
): Refusal | undefined {
  if (facts.kind !== 'event' || facts.corrects === undefined) return undefined;
  return judgeCorrection(facts, originals.get(facts.corrects.hash));
}

function judgeClaims(
  { facts, claim }: AdmittedStatement,
  namesake: KnownIdentity | undefined,
  find: (key: Uint8Array) => KnownIdentity | undefined,
): Refusal | undefined {
  const isFinding = facts.kind === 'finding';
  if (namesake !== undefined && !isFinding) {
    return conflict(
      'event-id-reused',
      `The signer used the id ${facts.localId} before, for other content (entry ${namesake.index}). Use a new id.`,
    );
  }
  const isTaken = isFinding ? namesake !== undefined : claim !== undefined && find(claim);
  if (!isTaken) return undefined;
  return conflict(
    'alert-changed',
    'The alert has changed since the version this statement was made for. Look at it again.',
  );
}
