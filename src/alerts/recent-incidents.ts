import type { PlacedAlert } from './alerts.store.js';

/** Alerts on the same goods belong together when they are opened within so long of the first, milliseconds. */
export const INCIDENT_MS = 48 * 3_600_000;

/** What groups alerts: the id of the alert that was opened first, and when that was (epoch milliseconds). */
type Incident = Pick<PlacedAlert, 'incident' | 'incidentSince'>;
type Opened = Pick<PlacedAlert, 'id' | 'items' | 'consignment' | 'openedAt'>;

/** Incidents that new alerts may join. Which they join depends on nothing but the order of the log. */
export class RecentIncidents {
  private readonly alerts = new Map<string, PlacedAlert>();
  /** Ids of alerts by item and consignment; one whose goods changed may be found by goods that it had. */
  private readonly byGoods = new Map<string, Set<string>>();

  constructor(alerts: Iterable<PlacedAlert>) {
    for (const alert of alerts) this.add(alert);
  }

  /** Takes an alert in, or what has become of it. */
  add(alert: PlacedAlert): void {
    this.alerts.set(alert.id, alert);
    for (const name of goodsOf(alert)) {
      const known = this.byGoods.get(name);
      if (known === undefined) this.byGoods.set(name, new Set([alert.id]));
      else known.add(alert.id);
    }
  }

  /** The incident of an alert that is being opened: the oldest on its goods that is open to new ones, else its own. */
  of(alert: Opened): Incident {
    let oldest: Incident = { incident: alert.id, incidentSince: alert.openedAt };
    for (const other of this.onGoodsOf(alert)) {
      if (alert.openedAt - other.incidentSince > INCIDENT_MS) continue;
      const isFirst = oldest.incident === alert.id;
      if (isFirst || isOlder(other, oldest)) oldest = other;
    }
    const { incident, incidentSince } = oldest;
    return { incident, incidentSince };
  }

  private onGoodsOf(alert: Opened): PlacedAlert[] {
    const names = goodsOf(alert);
    const ids = new Set(names.flatMap((name) => [...(this.byGoods.get(name) ?? [])]));
    return [...ids].flatMap((id) => {
      const other = this.alerts.get(id);
      if (other === undefined || id === alert.id) return [];
      const own = new Set(goodsOf(other));
      return names.some((name) => own.has(name)) ? [other] : [];
    });
  }
}

function goodsOf({ items, consignment }: Opened | PlacedAlert): string[] {
  return consignment === undefined ? [...items] : [consignment, ...items];
}

function isOlder(a: Incident, b: Incident): boolean {
  if (a.incidentSince !== b.incidentSince) return a.incidentSince < b.incidentSince;
  return a.incident < b.incident;
}
