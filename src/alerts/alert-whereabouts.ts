import { Inject, Injectable } from '@nestjs/common';
import { INVOLVEMENT, type Involvement } from '../access/involvement.js';
import { countryOf } from '../custody/vocabulary/places.js';
import { LogReader } from '../ledger/log-reader.js';
import { envelopeJsonOf, eventOf } from '../provenance/log-statement.js';
import { Registry } from '../registry/registry.js';
import type { Alert } from './alert.js';

type Concern = Pick<Alert, 'ucr' | 'items' | 'evidence'>;

/** Items asked about for the countries of one alert: a few say as much as a thousand of the same lot. */
const MAX_ITEMS = 20;

/** Events read for the countries of an alert that has no known goods. */
const MAX_EVIDENCE = 5;

/** Whose authorities an alert concerns. */
@Injectable()
export class AlertWhereabouts {
  constructor(
    @Inject(INVOLVEMENT) private readonly involvement: Involvement,
    private readonly reader: LogReader,
    private readonly registry: Registry,
  ) {}

  /**
   * Countries (ISO 3166-1 alpha-2, sorted) of the alert's consignment; failing that of its items; failing that of the
   * places and signers of its evidence. They may grow while the goods travel.
   */
  async countriesOf(alert: Concern): Promise<string[]> {
    const countries = await this.countriesOfGoods(alert);
    const found = countries.size > 0 ? countries : await this.countriesOfEvidence(alert.evidence);
    return [...found].toSorted();
  }

  private async countriesOfGoods({ ucr, items }: Concern): Promise<ReadonlySet<string>> {
    if (ucr !== undefined) {
      const involved = await this.involvement.ofConsignment(ucr);
      if (involved !== undefined && involved.countries.size > 0) return involved.countries;
    }
    const countries = new Set<string>();
    for (const item of items.slice(0, MAX_ITEMS)) {
      const involved = await this.involvement.ofItem(item);
      for (const country of involved?.countries ?? []) countries.add(country);
    }
    return countries;
  }

  private async countriesOfEvidence(hashes: readonly string[]): Promise<ReadonlySet<string>> {
    const countries = new Set<string>();
    for (const hash of hashes.slice(0, MAX_EVIDENCE)) {
      const index = await this.reader.indexOfHash(Buffer.from(hash, 'hex'));
      const entry = index === undefined ? undefined : await this.reader.entry(index);
      if (entry?.kind !== 'event') continue;
      const event = eventOf(envelopeJsonOf(entry.statement));
      const ofSigner = this.registry.party(event.actor)?.country;
      const ofPlace = event.place && countryOf(event.place, this.registry.facts());
      for (const country of [ofSigner, ofPlace]) if (country !== undefined) countries.add(country);
    }
    return countries;
  }
}
