import { decision } from '../../custody/vocabulary/decision.js';
import { type CustodyEvent, custodyEvent } from '../../custody/vocabulary/event.js';
import { finding } from '../../custody/vocabulary/finding.js';
import { explainIssues } from '../../custody/vocabulary/explain-issues.js';
import { login } from '../../custody/vocabulary/login.js';
import { mapRoot } from '../../custody/vocabulary/map.js';
import { registration, type Registration } from '../../custody/vocabulary/registration.js';
import { requiredWitnessRoles } from '../../custody/vocabulary/roles.js';
import type { JsonValue, StatementKind } from '../../protocol/index.js';
import {
  checkPublicKey,
  ledgerKeyOf,
  ProtocolError,
  publicKeyOfJwk,
  thumbprint,
} from '../../protocol/index.js';
import type { RefusalError } from '../refusal.js';
import type {
  DecisionFacts,
  EventFacts,
  FindingFacts,
  LoginFacts,
  MapFacts,
  RegistrationFacts,
  StatementFacts,
} from './statement-facts.js';

export interface ReadPayload<F extends StatementFacts = StatementFacts> {
  readonly ok: true;
  readonly facts: F;
  /** A key, of a party or of the ledger, that signs its own registration, and so cannot be known yet. */
  readonly newKey?: { readonly keyid: string; readonly publicKey: Uint8Array };
}

export type PayloadResult =
  ReadPayload | { readonly ok: false; readonly errors: readonly RefusalError[] };

/** Checks a payload against the schema of its kind and keeps what judging needs. */
export function factsOfPayload(kind: StatementKind, payload: JsonValue): PayloadResult {
  switch (kind) {
    case 'event': {
      const parsed = custodyEvent.safeParse(payload);
      return parsed.success ? read(eventFacts(parsed.data)) : refused(explainIssues(parsed.error));
    }
    case 'registration': {
      const parsed = registration.safeParse(payload);
      return parsed.success ? registrationFacts(parsed.data) : refused(explainIssues(parsed.error));
    }
    case 'decision': {
      const parsed = decision.safeParse(payload);
      if (!parsed.success) return refused(explainIssues(parsed.error));
      const { ledger, decisionId, actor, witness, alert, alertVersion } = parsed.data;
      const facts: DecisionFacts = {
        kind,
        ledger,
        localId: decisionId,
        actor,
        witness,
        alert,
        alertVersion,
      };
      return read(facts);
    }
    case 'finding': {
      const parsed = finding.safeParse(payload);
      if (!parsed.success) return refused(explainIssues(parsed.error));
      const { ledger, findingId, alert, version } = parsed.data;
      const facts: FindingFacts = { kind, ledger, localId: findingId, alert, version };
      return read(facts);
    }
    case 'login': {
      const parsed = login.safeParse(payload);
      if (!parsed.success) return refused(explainIssues(parsed.error));
      const { ledger, challenge, actor } = parsed.data;
      const facts: LoginFacts = { kind, ledger, localId: challenge, actor };
      return read(facts);
    }
    case 'map': {
      const parsed = mapRoot.safeParse(payload);
      if (!parsed.success) return refused(explainIssues(parsed.error));
      const { ledger, mapId, size } = parsed.data;
      const facts: MapFacts = { kind, ledger, localId: mapId, size };
      return read(facts);
    }
    default:
      return kind satisfies never;
  }
}

function eventFacts(event: CustodyEvent): EventFacts {
  return {
    kind: 'event',
    ledger: event.ledger,
    localId: event.eventId,
    type: event.type,
    actor: event.actor,
    onBehalfOf: event.onBehalfOf,
    witness: event.witness,
    witnessRoles: requiredWitnessRoles(event),
    corrects:
      event.type === 'CORRECT'
        ? { hash: event.refs[0]!, type: event.replacement?.type }
        : undefined,
  };
}

function registrationFacts(value: Registration): PayloadResult {
  const facts: RegistrationFacts = {
    kind: 'registration',
    ledger: value.ledger,
    localId: value.registrationId,
    registers: value.kind,
    party: undefined,
    keyid: undefined,
  };
  if (value.kind === 'key-revocation') return read({ ...facts, keyid: value.revocation.keyid });
  if (value.kind === 'ledger-key') return rotationFacts(value, facts);
  if (value.kind !== 'key') return read(facts);
  const publicKey = publicKeyOfJwk(value.key.jwk);
  const fault = checkPublicKey(publicKey);
  if (fault !== undefined) return refused([{ pointer: '/key/jwk/x', detail: fault }]);
  const keyid = thumbprint(publicKey);
  return { ...read({ ...facts, party: value.key.party, keyid }), newKey: { keyid, publicKey } };
}

function rotationFacts(
  { ledger, rotation }: Extract<Registration, { kind: 'ledger-key' }>,
  facts: RegistrationFacts,
): PayloadResult {
  const errors: RefusalError[] = [];
  const keyOf = (member: 'replaces' | 'vkey'): Uint8Array | undefined => {
    try {
      const { name, publicKey } = ledgerKeyOf(rotation[member]);
      if (name === ledger) return publicKey;
      errors.push({ pointer: `/rotation/${member}`, detail: `is a key of ${name}` });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      errors.push({ pointer: `/rotation/${member}`, detail: error.message });
    }
    return undefined;
  };
  const [replaces, publicKey] = [keyOf('replaces'), keyOf('vkey')];
  if (replaces === undefined || publicKey === undefined) return refused(errors);
  const keyid = thumbprint(publicKey);
  return {
    ...read({ ...facts, keyid, replaces: thumbprint(replaces) }),
    newKey: { keyid, publicKey },
  };
}

function read(facts: StatementFacts): ReadPayload {
  return { ok: true, facts };
}

function refused(errors: readonly RefusalError[]): PayloadResult {
  return { ok: false, errors };
}
