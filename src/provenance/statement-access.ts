import { Injectable } from '@nestjs/common';
import { isOfficial } from '../access/read-policy.js';
import type { Reader } from '../access/reader.js';
import type { Registration } from '../custody/vocabulary/registration.js';
import type { LogEntry } from '../ledger/log-reader.js';
import { Registry } from '../registry/registry.js';
import { type EnvelopeJson, envelopeJsonOf, eventOf, registrationOf } from './log-statement.js';
import { ReadingRights } from './reading-rights.js';

/** A statement as it is served. */
export interface ReadableStatement {
  readonly entry: LogEntry;
  readonly envelope: EnvelopeJson;
}

/** Picks from log entries those whose statements a reader may read. */
@Injectable()
export class StatementAccess {
  constructor(
    private readonly registry: Registry,
    private readonly rights: ReadingRights,
  ) {}

  /** In the order given; a bounded number of statements to the database however many entries there are. */
  async readable(reader: Reader, entries: readonly LogEntry[]): Promise<ReadableStatement[]> {
    const statements = entries.map((entry) => ({
      entry,
      envelope: envelopeJsonOf(entry.statement),
    }));
    const own = new Set(statements.filter((one) => this.isOwn(reader, one)).map(indexOf));
    const others = statements.filter((one) => !own.has(indexOf(one)) && isAboutGoods(one));
    const rightful = await this.rights.readable(reader, others.map(indexOf));
    return statements.filter(
      (one) =>
        own.has(indexOf(one)) ||
        rightful.has(indexOf(one)) ||
        (!isAboutGoods(one) && this.mayReadRegistration(reader, one)),
    );
  }

  /** Whoever signed a statement, or in whose name it was signed, may always read it. */
  private isOwn(reader: Reader, { entry, envelope }: ReadableStatement): boolean {
    const isSigner = envelope.signatures.some(
      ({ keyid }) => this.registry.key(keyid)?.party === reader.party,
    );
    if (isSigner || entry.kind !== 'event') return isSigner;
    return eventOf(envelope).onBehalfOf === reader.party;
  }

  /** Officials read the whole registry, a party what names it; the ledger's own registration is for all. */
  private mayReadRegistration(reader: Reader, { entry, envelope }: ReadableStatement): boolean {
    if (entry.kind === 'map' || entry.index === 0) return true;
    if (entry.kind !== 'registration') return false;
    if (isOfficial(reader)) return true;
    const named = this.partiesNamed(registrationOf(envelope));
    return named.includes(reader.party);
  }

  private partiesNamed(registration: Registration): (string | undefined)[] {
    switch (registration.kind) {
      case 'party':
        return [registration.party.id];
      case 'key':
        return [registration.key.party];
      case 'key-revocation':
        return [this.registry.key(registration.revocation.keyid)?.party];
      case 'delegation':
        return [registration.delegation.principal, registration.delegation.agent];
      case 'site':
        return [registration.site.operator];
      case 'range':
        return [registration.range.issuedTo];
      // Screening of a party is not told to it; the rest names no party.
      default:
        return [];
    }
  }
}

function indexOf({ entry }: ReadableStatement): number {
  return entry.index;
}

function isAboutGoods({ entry: { kind } }: ReadableStatement): boolean {
  return kind === 'event' || kind === 'finding' || kind === 'decision';
}
