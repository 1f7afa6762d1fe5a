import type { AlertSummary } from '../../client/alert-answers.js';

const WORST_FIRST = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFO'];

export interface Incident {
  /** The alert that began it. */
  readonly id: string;
  /** The worst first; what is a part of another directly behind it. */
  readonly alerts: readonly AlertSummary[];
}

/** Alerts that tell one story, together; the incident with the worst alert first. */
export function incidentsOf(alerts: readonly AlertSummary[]): readonly Incident[] {
  const sorted = alerts.toSorted((a, b) => rankOf(a) - rankOf(b));
  const ids = [...new Set(sorted.map(({ incident }) => incident))];
  return ids.map((id) => ({
    id,
    alerts: inOrder(sorted.filter(({ incident }) => incident === id)),
  }));
}

/** Incidents on the goods of one consignment; `ucr` is null where none is known. */
export interface Shipment {
  readonly ucr: string | null;
  readonly incidents: readonly Incident[];
}

/** No number of a consignment has a space. */
const ALONE = 'alone ';

/**
 * Incidents by the consignment that they are about, in their order. An alert on a lot names no consignment: it stands
 * with the one whose alerts are on the same lot.
 */
export function shipmentsOf(incidents: readonly Incident[]): readonly Shipment[] {
  const ucrs = new Map<Incident, string>();
  const goods = new Map<string, string>();
  const place = (incident: Incident, ucr: string): void => {
    ucrs.set(incident, ucr);
    for (const item of itemsOf(incident)) if (!goods.has(item)) goods.set(item, ucr);
  };
  for (const incident of incidents) {
    const ucr = incident.alerts.find((alert) => alert.ucr !== null)?.ucr;
    if (typeof ucr === 'string') place(incident, ucr);
  }
  // Lot by lot: what one shares with another leads to the next.
  for (let before = -1; before < ucrs.size;) {
    before = ucrs.size;
    for (const incident of incidents) {
      const shared = itemsOf(incident).find((item) => goods.has(item));
      const ucr = shared === undefined ? undefined : goods.get(shared);
      if (!ucrs.has(incident) && ucr !== undefined) place(incident, ucr);
    }
  }
  const groups = new Map<string, Incident[]>();
  for (const incident of incidents) {
    const key = ucrs.get(incident) ?? `${ALONE}${incident.id}`;
    groups.set(key, [...(groups.get(key) ?? []), incident]);
  }
  return [...groups].map(([key, own]) => ({
    ucr: key.startsWith(ALONE) ? null : key,
    incidents: own,
  }));
}

function itemsOf({ alerts }: Incident): readonly string[] {
  return alerts.flatMap(({ items }) => items);
}

/** Is the alert that it is a part of among these? */
export function isPart(alert: AlertSummary, among: readonly AlertSummary[]): boolean {
  return alert.parent !== null && among.some(({ id }) => id === alert.parent);
}

/** Each once, and none is lost, whatever the answers say of one another. */
function inOrder(own: readonly AlertSummary[]): readonly AlertSummary[] {
  const order: AlertSummary[] = [];
  const place = (alert: AlertSummary): void => {
    if (order.includes(alert)) return;
    order.push(alert);
    for (const part of own) if (part.parent === alert.id) place(part);
  };
  for (const alert of own) if (!isPart(alert, own)) place(alert);
  for (const alert of own) place(alert);
  return order;
}

function rankOf({ severity }: AlertSummary): number {
  return WORST_FIRST.indexOf(severity);
}
