import { Injectable } from '@nestjs/common';
import type { Reader } from '../../access/reader.js';
import { type LogEntry, LogReader } from '../../ledger/log-reader.js';
import { Registry } from '../../registry/registry.js';
import { envelopeJsonOf, eventOf, registrationOf } from '../log-statement.js';
import { StatementAccess } from '../statement-access.js';

/** Picks the registrations that a verifier of some statements needs: of every key, party and delegation in them, back to entry 0. */
@Injectable()
export class EvidenceRegistrations {
  constructor(
    private readonly log: LogReader,
    private readonly registry: Registry,
    private readonly access: StatementAccess,
  ) {}

  /**
   * Registrations are signed by keys that are registered themselves, so they are followed until nothing new comes.
   * Registrations of keys are for whoever may read what the keys signed, as in the directory; the others only for those
   * who may read them as such.
   *
   * @param involved statements, and parties that are named although they signed none: a consignee, an end user
   * @param asOf nothing after this entry is told, also no revocation
   */
  async of(
    reader: Reader,
    involved: { readonly statements: readonly LogEntry[]; readonly parties: readonly string[] },
    asOf: number,
  ): Promise<LogEntry[]> {
    const { statements, parties } = involved;
    const first = await this.log.entriesAt([0]);
    const found = new Map(first.map((entry) => [entry.index, entry]));
    const seen = new Set(found.keys());
    let news: readonly LogEntry[] = [...first, ...statements];
    let named = this.ofParties(parties);
    while (news.length > 0) {
      const wanted = [...named, ...news.flatMap((entry) => this.namedBy(entry, asOf))];
      named = [];
      const fresh = [...new Set(wanted)].filter((index) => !seen.has(index) && index <= asOf);
      for (const index of fresh) seen.add(index);
      news = await this.shown(reader, await this.log.entriesAt(fresh));
      for (const entry of news) found.set(entry.index, entry);
    }
    return [...found.values()];
  }

  private async shown(reader: Reader, entries: readonly LogEntry[]): Promise<LogEntry[]> {
    const readable = await this.access.readable(reader, entries);
    const indexes = new Set(readable.map(({ entry }) => entry.index));
    return entries.filter((entry) => indexes.has(entry.index) || this.isNeeded(entry));
  }

  /** Without the registration of a key, or of a party that registers, no signature could be checked. */
  private isNeeded(entry: LogEntry): boolean {
    const registration = registrationOf(envelopeJsonOf(entry.statement));
    if (registration.kind === 'key') return true;
    if (registration.kind !== 'party') return false;
    // All of them or none: by some alone its roles at another time would be told falsely.
    const versions = this.registry.state.parties.versions(registration.party.id);
    return versions.some(({ value }) => value.roles.includes('registrar'));
  }

  private namedBy(entry: LogEntry, asOf: number): number[] {
    const envelope = envelopeJsonOf(entry.statement);
    const parties = new Set<string>();
    const indexes: number[] = [];
    for (const { keyid } of envelope.signatures) indexes.push(...this.ofKey(keyid, asOf, parties));
    if (entry.kind === 'event') {
      const { actor, onBehalfOf } = eventOf(envelope);
      if (onBehalfOf !== undefined) {
        parties.add(onBehalfOf);
        indexes.push(...this.registry.state.delegationIndexes(onBehalfOf, actor));
      }
    }
    return [...indexes, ...this.ofParties(parties)];
  }

  private ofParties(parties: Iterable<string>): number[] {
    return [...parties].flatMap((party) =>
      this.registry.state.parties.versions(party).map(({ index }) => index),
    );
  }

  private ofKey(keyid: string, asOf: number, parties: Set<string>): number[] {
    const key = this.registry.key(keyid, asOf);
    if (key === undefined) return [];
    if (key.party !== undefined) parties.add(key.party);
    return [key.registeredAt, ...(key.revokedAt === undefined ? [] : [key.revokedAt])];
  }
}
