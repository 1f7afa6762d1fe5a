import { Injectable } from '@nestjs/common';
import type { InvolvedIn, Involvement } from '../access/involvement.js';
import { Database } from '../platform/database/database.js';
import { Registry } from '../registry/registry.js';

/** Whom a thing concerns, and to which inspectors an alert on it was routed. */
export interface Concerned extends InvolvedIn {
  /** Party ids. */
  readonly inspectors: ReadonlySet<string>;
}

interface ConcernRow {
  readonly subject: string;
  readonly kind: 'party' | 'country' | 'site' | 'inspector' | 'known';
  readonly value: string;
}

/** Who is party to what, as the projection has it. */
@Injectable()
export class InvolvementStore implements Involvement {
  constructor(
    private readonly database: Database,
    private readonly registry: Registry,
  ) {}

  async ofConsignment(consignment: string): Promise<Concerned | undefined> {
    return (await this.ofAll([consignment])).get(consignment);
  }

  async ofItem(itemId: string): Promise<Concerned | undefined> {
    return (await this.ofAll([itemId])).get(itemId);
  }

  /** Item ids and consignment keys; what is not known is left out. One statement. */
  async ofAll(subjects: readonly string[]): Promise<Map<string, Concerned>> {
    if (subjects.length === 0) return new Map();
    const { rows } = await this.database.pool.query<ConcernRow>({
      name: 'prov_concerned',
      text: `select subject, kind, value from prov_involved where subject = any($1)
        union all
        select key, 'known', '' from prov_consignments where key = any($1)
        union all
        select item, 'known', '' from unnest($1::text[]) as wanted (item)
          where exists (select from prov_event_items where item_id = item)`,
      values: [subjects],
    });
    const found = new Map<string, ConcernRow[]>();
    for (const row of rows) {
      const known = found.get(row.subject);
      if (known === undefined) found.set(row.subject, [row]);
      else known.push(row);
    }
    return new Map([...found].map(([subject, own]) => [subject, this.concerned(own)]));
  }

  private concerned(rows: readonly ConcernRow[]): Concerned {
    const valuesOf = (kind: ConcernRow['kind']): string[] =>
      rows.filter((row) => row.kind === kind).map(({ value }) => value);
    const ofSites = valuesOf('site').map((site) => this.countryOfSite(site));
    const countries = [
      ...valuesOf('country'),
      ...ofSites.filter((country) => country !== undefined),
    ];
    return {
      parties: new Set(valuesOf('party')),
      countries: new Set(countries),
      inspectors: new Set(valuesOf('inspector')),
    };
  }

  /** A site lies in the country of its operator, as far as the registry tells. */
  private countryOfSite(site: string): string | undefined {
    const operator = this.registry.site(site)?.operator;
    return operator === undefined ? undefined : this.registry.party(operator)?.country;
  }
}
