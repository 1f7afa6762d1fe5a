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
