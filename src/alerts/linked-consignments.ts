import { Injectable } from '@nestjs/common';
import type { Facts, Lineage } from '../custody/lineage.js';
import { partyKey } from '../custody/uses/identifier-uses.js';
import { partnersOf } from '../custody/uses/party-bonds.js';
import type { KnownUses, Use } from '../custody/uses/use.js';
import { severityRank } from '../custody/vocabulary/finding.js';
import { UsesStore } from '../provenance/uses/uses.store.js';
import { Registry } from '../registry/registry.js';
import { countsAgainstGoods } from './alert-state.js';
import { AlertsStore, type PlacedAlert } from './alerts.store.js';

const HIGH = severityRank('HIGH');

/** Finds what else the hands behind a gravely alerted consignment touched. Asked for nothing else: it is rare. */
@Injectable()
export class LinkedConsignments {
  constructor(
    private readonly uses: UsesStore,
    private readonly store: AlertsStore,
    private readonly registry: Registry,
  ) {}

  /** What is known, with the links of those lineages on which HIGH or CRITICAL alerts stand. */
  async added(
    known: KnownUses,
    lineages: readonly Lineage[],
    alerts: readonly PlacedAlert[],
  ): Promise<KnownUses> {
    const grave = alerts.filter(isGrave);
    if (grave.length === 0) return known;
    const indexes = lineages
      .filter(({ focus }) => grave.some((alert) => concerns(alert, focus)))
      .flatMap(({ events }) => events.map(({ index }) => index));
    const parties = partnersNamed(known.uses, indexes, this.registry.facts());
    const links = await this.uses.linksOf([...new Set(indexes)], parties.map(partyKey));
    const consigned = links.filter(({ kind }) => kind === 'consigned');
    const about = await this.store.concerning(
      {
        items: consigned.flatMap(({ items }) => items),
        consignments: consigned.map(({ key }) => key),
      },
      [],
    );
    const standing = about.filter(isGrave);
    const alerted = consigned.filter((use) =>
      standing.some((alert) => concerns(alert, { items: use.items, consignments: [use.key] })),
    );
    const old = new Set(known.uses.map(idOf));
    return {
      ...known,
      uses: [...known.uses, ...links.filter((use) => !old.has(idOf(use)))],
      alerted: new Set(alerted.map(({ key }) => key)),
      spread: await this.uses.spreadOf(links),
    };
  }
}

function isGrave({ state, outcome, severity }: PlacedAlert): boolean {
  return countsAgainstGoods(state, outcome) && severityRank(severity) >= HIGH;
}

function concerns(
  alert: PlacedAlert,
  {
    items,
    consignments,
  }: { readonly items: readonly string[]; readonly consignments: readonly string[] },
): boolean {
  if (alert.consignment !== undefined && consignments.includes(alert.consignment)) return true;
  return alert.items.some((item) => items.includes(item));
}

/** Parties that have something in common with one whom the events name. */
function partnersNamed(uses: readonly Use[], indexes: readonly number[], facts: Facts): string[] {
  const own = new Set(indexes);
  const prefix = partyKey('');
  const named = uses
    .filter(
      ({ kind, index, key }) => kind === 'identifier' && own.has(index) && key.startsWith(prefix),
    )
    .map(({ key }) => key.slice(prefix.length));
  return [...new Set(named)].flatMap((id) => [...partnersOf(id, facts).values()].flat());
}

function idOf({ index, part }: Use): string {
  return `${index} ${part}`;
}
