import { toHex } from './bytes.js';
import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.js';
import { parseTime } from './entry.js';
import type { EvidenceEntry } from './evidence.js';
import { payloadOf } from './evidence-signers.js';
import { failed, type Outcome } from './outcome.js';
import { kindOfPayloadType } from './statement.js';

/** What only the vocabulary of events can tell of who may sign. */
export interface SigningRules {
  readonly maySign: (type: string, role: string) => boolean;
  /** Roles of which the witness of this event must have one; `undefined` where it needs none. */
  readonly witnessRoles: (event: JsonObject) => readonly string[] | undefined;
  /** May such a party take decisions, or witness them? */
  readonly mayDecide: (role: string) => boolean;
  /** Does `at` (epoch milliseconds) lie from one date or time to another, both included? */
  readonly isBetween: (at: number, from: string, to: string) => boolean;
}

export interface RolesChecked {
  readonly judged: number;
  /** Statements of which the bundle does not show whether their signers might: a party's part leaves others out. */
  readonly unshown: number;
}

/** What the registrations so far say of the parties. */
interface Standing {
  readonly roles: Map<string, readonly string[]>;
  /** By principal, agent and beginning: a later registration of the same takes its place. */
  readonly delegations: Map<string, JsonObject>;
  /** Actors of the events so far, by statement hash. */
  readonly actors: Map<string, JsonValue | undefined>;
}

/** `unshown`: the bundle lacks a registration that would tell. */
type Judgement = 'allowed' | 'unshown' | { readonly fault: string };

/**
 * Might the signers say what they said? Events and decisions are judged by the registrations of parties and delegations
 * below them, as the ledger judged them, as far as the bundle shows these. Whose keys signed is judged elsewhere.
 *
 * @param entries in log order
 */
export function checkRoles(
  entries: readonly EvidenceEntry[],
  rules: SigningRules,
): Outcome<RolesChecked> {
  const standing: Standing = { roles: new Map(), delegations: new Map(), actors: new Map() };
  let [judged, unshown] = [0, 0];
  for (const each of entries) {
    const payload = payloadOf(each.statement);
    const kind = kindOfPayloadType(each.statement.payloadType);
    if (payload === undefined) continue;
    if (kind === 'registration') record(payload, standing);
    if (kind !== 'event' && kind !== 'decision') continue;
    const at = parseTime(each.entry.recordedAt);
    const judgement =
      kind === 'event'
        ? judgeEvent(payload, at, standing, rules)
        : judgeDecision(payload, standing, rules);
    if (typeof judgement === 'object') return failed(`statement ${each.index}: ${judgement.fault}`);
    if (judgement === 'allowed') judged += 1;
    else unshown += 1;
    standing.actors.set(toHex(each.entry.statementHash), payload['actor']);
  }
  return { ok: true, value: { judged, unshown } };
}

function record(payload: JsonObject, { roles, delegations }: Standing): void {
  const { party, delegation } = payload;
  if (payload['kind'] === 'party' && isJsonObject(party) && typeof party['id'] === 'string')
    roles.set(party['id'], textsOf(party['roles']));
  if (payload['kind'] !== 'delegation' || !isJsonObject(delegation)) return;
  const { principal, agent, validFrom } = delegation;
  delegations.set(JSON.stringify([principal, agent, validFrom]), delegation);
}

function judgeEvent(
  event: JsonObject,
  at: number,
  standing: Standing,
  rules: SigningRules,
): Judgement {
  return first([
    mayAct(event, standing, rules),
    mayWitness(event['witness'], rules.witnessRoles(event), standing),
    mayStandIn(event, at, standing, rules),
    mayCorrect(event, standing),
  ]);
}

function judgeDecision(
  { actor, witness }: JsonObject,
  { roles }: Standing,
  { mayDecide }: SigningRules,
): Judgement {
  const both = [actor, ...(witness === undefined ? [] : [witness])];
  return first(
    both.map((who): Judgement => {
      const had = roles.get(textOf(who));
      if (had === undefined) return 'unshown';
      return had.some(mayDecide) ? 'allowed' : { fault: `${textOf(who)} may not decide on alerts` };
    }),
  );
}

/** With a principal, the principal's role counts. */
function mayAct(
  { type, actor, onBehalfOf }: JsonObject,
  { roles }: Standing,
  { maySign }: SigningRules,
): Judgement {
  const responsible = textOf(onBehalfOf ?? actor);
  const had = roles.get(responsible);
  if (had === undefined) return 'unshown';
  if (had.some((role) => maySign(textOf(type), role))) return 'allowed';
  return { fault: `${responsible} is ${had.join(', ')}, and may not sign ${textOf(type)}` };
}

function mayWitness(
  witness: JsonValue | undefined,
  wanted: readonly string[] | undefined,
  { roles }: Standing,
): Judgement {
  if (wanted === undefined) return 'allowed';
  const had = witness === undefined ? [] : roles.get(textOf(witness));
  if (had === undefined) return 'unshown';
  if (had.some((role) => wanted.includes(role))) return 'allowed';
  return { fault: `it needs a witness who is ${wanted.join(' or ')}` };
}

function mayStandIn(
  { type, actor, onBehalfOf }: JsonObject,
  at: number,
  { delegations }: Standing,
  { isBetween }: SigningRules,
): Judgement {
  if (onBehalfOf === undefined) return 'allowed';
  const between = [...delegations.values()].filter(
    ({ principal, agent }) => principal === onBehalfOf && agent === actor,
  );
  if (between.length === 0) return 'unshown';
  const isInForce = between.some(
    ({ types, validFrom, validTo }) =>
      textsOf(types).includes(textOf(type)) && isBetween(at, textOf(validFrom), textOf(validTo)),
  );
  if (isInForce) return 'allowed';
  return { fault: `no delegation lets ${textOf(actor)} sign it for ${textOf(onBehalfOf)}` };
}

/** Only its actor corrects an event. */
function mayCorrect({ type, actor, refs }: JsonObject, { actors }: Standing): Judgement {
  const [original] = type === 'CORRECT' ? textsOf(refs) : [];
  if (original === undefined || !actors.has(original)) return 'allowed';
  return actors.get(original) === actor
    ? 'allowed'
    : { fault: `${textOf(actor)} corrects what another party said` };
}

/** A fault counts most, then what is not shown. */
function first(judgements: readonly Judgement[]): Judgement {
  return (
    judgements.find((each) => typeof each === 'object') ??
    judgements.find((each) => each === 'unshown') ??
    'allowed'
  );
}

/** Empty for what is no text, which names nobody and nothing. */
function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
