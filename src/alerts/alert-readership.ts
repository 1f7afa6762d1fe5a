import { Injectable } from '@nestjs/common';
import type { Role } from '../custody/vocabulary/roles.js';
import { isAuthorityOf, seesAll } from '../access/read-policy.js';
import type { Reader } from '../access/reader.js';
import { Registry } from '../registry/registry.js';
import type { PlacedAlert } from './alerts.store.js';

/** Who may see alerts at all; which ones, {@link Readership} says. */
export const ALERT_ROLES: readonly Role[] = ['customs', 'inspector', 'auditor'];

type Placed = Pick<PlacedAlert, 'countries' | 'assignee'>;

/** Which alerts somebody may read: all of them, or those of their country and those assigned to them. */
export class Readership {
  constructor(readonly reader: Pick<Reader, 'party' | 'country' | 'roles'>) {}

  get seesAll(): boolean {
    return seesAll(this.asReader);
  }

  mayRead(alert: Placed): boolean {
    if (this.seesAll) return true;
    if (isAuthorityOf(this.asReader, new Set(alert.countries))) return true;
    return this.isInspectorOrCustoms && alert.assignee === this.reader.party;
  }

  get isInspectorOrCustoms(): boolean {
    return this.reader.roles.some((role) => role === 'inspector' || role === 'customs');
  }

  private get asReader(): Reader {
    return { ...this.reader, keyid: '' };
  }
}

/** Readerships of parties that are not logged in: owners of endpoints, signers of decisions. */
@Injectable()
export class ReaderDirectory {
  constructor(private readonly registry: Registry) {}

  /** `undefined` when the party is not registered or may not read alerts. */
  readershipOf(party: string): Readership | undefined {
    const found = this.registry.party(party);
    if (found === undefined) return undefined;
    if (!found.roles.some((role) => ALERT_ROLES.includes(role))) return undefined;
    return new Readership({ party: found.id, country: found.country, roles: found.roles });
  }
}
