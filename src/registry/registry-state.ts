import { parseVkey, publicKeyOfJwk, jwkOfPublicKey, thumbprint } from '../protocol/index.js';
import type { PublicJwk } from '../protocol/index.js';
import type {
  DelegationFact,
  EmbargoFact,
  LedgerKeyFact,
  PartyFact,
  PlaceFact,
  RangeFact,
  RecoveryFact,
  Registration,
  RevocationFact,
  RotationFact,
  RuleSetFact,
  ScreeningFact,
  SiteFact,
} from '../custody/vocabulary/registration.js';
import { endOf, startOf } from '../custody/vocabulary/times.js';
import { SIGNER_KINDS } from '../ledger/signer-directory.js';
import { BUILT_IN_PLACES } from './built-in-places.js';
import { History, LATEST } from './history.js';
import type { KeyStanding, RegisteredKey, RegistrationEntry, Revocation } from './registered.js';

interface KeyRecord {
  readonly key: RegisteredKey;
  readonly revocations: Revocation[];
}

/**
 * What the registrations of a log add up to, with the history of each fact by entry index. A pure fold: the same
 * entries give the same state in every process, in the auditor and in court.
 */
export class RegistryState {
  readonly parties = new History<PartyFact>();
  readonly sites = new History<SiteFact>();
  readonly ranges = new History<RangeFact>();
  readonly places = new History<PlaceFact>();
  readonly screening = new History<ScreeningFact>();
  readonly embargoes = new History<EmbargoFact>();
  readonly delegations = new History<DelegationFact>();
  readonly ruleSets = new History<RuleSetFact>();

  /** Declared losses, by the index of the declaration. */
  readonly recoveries = new Map<number, RecoveryFact>();

  private readonly keys = new Map<string, KeyRecord>();
  /** Ids of the delegations from a principal to an agent. */
  private readonly delegationsOf = new Map<string, Set<string>>();
  private readonly keyidsOfParty = new Map<string, string[]>();
  private newest = -1;
  private newestOfSigners = -1;
  private opened: number | undefined;

  constructor() {
    // Known before entry 0, so that every look-up by index finds them.
    for (const place of BUILT_IN_PLACES.values()) this.places.record(place.locode, -1, place);
  }

  /** Index of the newest registration folded in; -1 before entry 0. */
  get index(): number {
    return this.newest;
  }

  /** Index of the newest registration folded in that changes who may sign; -1 before entry 0. */
  get signersIndex(): number {
    return this.newestOfSigners;
  }

  /** When entry 0 was recorded, epoch milliseconds. */
  get openedAt(): number | undefined {
    return this.opened;
  }

  /**
   * Folds in one registration; entries must come in log order, and one that was folded already is skipped.
   * @returns the keys it made known
   */
  fold(entry: RegistrationEntry): readonly RegisteredKey[] {
    if (entry.index <= this.newest) return [];
    this.newest = entry.index;
    if (SIGNER_KINDS.has(entry.registration.kind)) this.newestOfSigners = entry.index;
    return this.apply(entry);
  }

  key(keyid: string, index = LATEST): RegisteredKey | undefined {
    const record = this.keys.get(keyid);
    if (record === undefined || record.key.registeredAt > index) return undefined;
    // Asked for every event that is admitted, and nearly every key was never revoked.
    if (record.revocations.length === 0) return record.key;
    const revocation = combine(record.revocations.filter((one) => one.index <= index));
    return { ...record.key, revocation, revokedAt: revocation?.index };
  }

  /** The party's keys, revoked ones included, oldest first. */
  keysOf(party: string, index = LATEST): RegisteredKey[] {
    const keyids = this.keyidsOfParty.get(party) ?? [];
    return keyids.flatMap((keyid) => this.key(keyid, index) ?? []);
  }

  /** Keys revoked as compromised by entry `index`: since when, epoch milliseconds. */
  compromisedAt(index = LATEST): Map<string, number> {
    const compromised = new Map<string, number>();
    for (const [keyid, { revocations }] of this.keys) {
      if (revocations.length === 0) continue;
      const since = combine(revocations.filter((one) => one.index <= index))?.compromisedSince;
      if (since !== undefined) compromised.set(keyid, since);
    }
    return compromised;
  }

  /** A key of entry 0, or of a party that is a registrar at `index`. Says nothing about revocation. */
  isRegistrar(keyid: string, index = LATEST): boolean {
    const key = this.key(keyid, index);
    if (key === undefined) return false;
    if (key.standing === 'registrar') return true;
    if (key.party === undefined) return false;
    return this.parties.at(key.party, index)?.roles.includes('registrar') ?? false;
  }

  /** Is it the ledger's, or was it before a rotation? */
  isLedgerKey(keyid: string): boolean {
    return this.keys.get(keyid)?.key.standing === 'ledger';
  }

  /** Does a delegation known at `index` let `agent` sign this type for `principal` at `at` (epoch ms)? */
  isDelegated(
    principal: string,
    agent: string,
    type: string,
    at: number,
    index: number = LATEST,
  ): boolean {
    for (const id of this.delegationsOf.get(idOf(principal, agent)) ?? []) {
      const delegation = this.delegations.at(id, index);
      if (delegation === undefined || !delegation.types.some((one) => one === type)) continue;
      const from = startOf(delegation.validFrom) ?? Number.NaN;
      const to = endOf(delegation.validTo) ?? Number.NaN;
      if (from <= at && at <= to) return true;
    }
    return false;
  }

  /** Indexes of every registration of a delegation from a principal to an agent. */
  delegationIndexes(principal: string, agent: string): number[] {
    const ids = this.delegationsOf.get(idOf(principal, agent)) ?? [];
    return [...ids].flatMap((id) => this.delegations.versions(id).map(({ index }) => index));
  }

  private apply({ index, recordedAt, registration }: RegistrationEntry): RegisteredKey[] {
    switch (registration.kind) {
      case 'ledger':
        this.opened = recordedAt;
        return this.applyLedger(registration.ledgerKey, index, recordedAt);
      case 'ledger-key':
        return this.applyRotation(registration.rotation, index, recordedAt);
      case 'key': {
        const { party, jwk } = registration.key;
        return this.addKey(jwk, 'party', party, index, recordedAt);
      }
      case 'key-revocation':
        this.applyRevocation(registration.revocation, index, recordedAt);
        return [];
      case 'party':
        this.parties.record(registration.party.id, index, registration.party);
        return [];
      case 'delegation': {
        const { principal, agent, validFrom } = registration.delegation;
        const id = idOf(principal, agent, validFrom);
        const pair = idOf(principal, agent);
        this.delegations.record(id, index, registration.delegation);
        this.delegationsOf.set(pair, (this.delegationsOf.get(pair) ?? new Set()).add(id));
        return [];
      }
      default:
        this.applyFact(registration, index);
        return [];
    }
  }

  /** Facts without an id of their own are the same fact when the members that identify them are. */
  private applyFact(registration: Registration, index: number): void {
    switch (registration.kind) {
      case 'site':
        return this.sites.record(registration.site.id, index, registration.site);
      case 'place':
        return this.places.record(registration.place.locode, index, registration.place);
      case 'range': {
        const { kind, prefix, from, to, issuedBy, issuedOn } = registration.range;
        // Issued once more on a later day, the numbers passed on: who had them before keeps what he used.
        const id = idOf(kind, prefix, String(from), String(to), issuedBy, issuedOn);
        return this.ranges.record(id, index, registration.range);
      }
      case 'screening': {
        const { party, list, entry } = registration.screening;
        return this.screening.record(idOf(party, list, entry), index, registration.screening);
      }
      case 'embargo': {
        const { country, commodity, from } = registration.embargo;
        return this.embargoes.record(
          idOf(country, commodity, from ?? ''),
          index,
          registration.embargo,
        );
      }
      case 'rule-set':
        return this.ruleSets.record(registration.ruleSet.version, index, registration.ruleSet);
      case 'recovery':
        this.recoveries.set(index, registration.recovery);
    }
  }

  private applyLedger(
    ledgerKey: LedgerKeyFact,
    index: number,
    recordedAt: number,
  ): RegisteredKey[] {
    const own = jwkOfPublicKey(parseVkey(ledgerKey.vkey).publicKey);
    return [
      ...this.addKey(own, 'ledger', undefined, index, recordedAt),
      ...ledgerKey.registrarKeys.flatMap((jwk) =>
        this.addKey(jwk, 'registrar', undefined, index, recordedAt),
      ),
    ];
  }

  /** The replaced key signs nothing from here on: it ends as a revoked one does. */
  private applyRotation(
    { replaces, vkey, reason }: RotationFact,
    index: number,
    recordedAt: number,
  ): RegisteredKey[] {
    const keyid = thumbprint(parseVkey(replaces).publicKey);
    this.applyRevocation({ keyid, reason }, index, recordedAt);
    const own = jwkOfPublicKey(parseVkey(vkey).publicKey);
    return this.addKey(own, 'ledger', undefined, index, recordedAt);
  }

  private addKey(
    jwk: PublicJwk,
    standing: KeyStanding,
    party: string | undefined,
    registeredAt: number,
    recordedAt: number,
  ): RegisteredKey[] {
    const publicKey = publicKeyOfJwk(jwk);
    const keyid = thumbprint(publicKey);
    // One key belongs to one party for ever; the judge refuses a second registration, so this is only a net.
    if (this.keys.has(keyid)) return [];
    const key: RegisteredKey = {
      keyid,
      publicKey,
      jwk: jwkOfPublicKey(publicKey),
      standing,
      party,
      registeredAt,
      recordedAt,
      revokedAt: undefined,
      revocation: undefined,
    };
    this.keys.set(keyid, { key, revocations: [] });
    if (party !== undefined) {
      this.keyidsOfParty.set(party, [...(this.keyidsOfParty.get(party) ?? []), keyid]);
    }
    return [key];
  }

  private applyRevocation(revocation: RevocationFact, index: number, recordedAt: number): void {
    const { keyid, reason, compromisedSince } = revocation;
    this.keys.get(keyid)?.revocations.push({
      index,
      recordedAt,
      reason,
      compromisedSince: compromisedSince === undefined ? undefined : startOf(compromisedSince),
    });
  }
}

function combine(revocations: readonly Revocation[]): Revocation | undefined {
  const [first] = revocations;
  if (first === undefined) return undefined;
  const since = revocations.flatMap((one) => one.compromisedSince ?? []);
  return { ...first, compromisedSince: since.length === 0 ? undefined : Math.min(...since) };
}

/** JSON, because members may hold any character and two facts must never share an id. */
function idOf(...members: readonly string[]): string {
  return JSON.stringify(members);
}
