import type { WebhookDelivery } from '../../client/webhook-answers.js';

/** What came of the messages of one stretch of time. */
export interface DeliveryBar {
  /** ISO 8601: it begins here. */
  readonly from: string;
  readonly delivered: number;
  readonly failed: number;
  /** Still to be sent, or taken back. */
  readonly other: number;
}

const BARS = 24;
/** Narrower ones would tell apart what belongs together. */
const LEAST_MS = 60_000;

/** The deliveries by the time they were made, in at most 24 stretches of one length, the oldest first. */
export function barsOf(
  deliveries: readonly Pick<WebhookDelivery, 'createdAt' | 'state'>[],
): readonly DeliveryBar[] {
  const times = deliveries.map(({ createdAt }) => Date.parse(createdAt));
  if (times.length === 0) return [];
  const first = Math.min(...times);
  const length = Math.max(LEAST_MS, Math.ceil((Math.max(...times) - first + 1) / BARS));
  const count = Math.floor((Math.max(...times) - first) / length) + 1;
  return Array.from({ length: count }, (_, at) => {
    const own = deliveries.filter(
      (_each, place) => Math.floor(((times[place] ?? 0) - first) / length) === at,
    );
    const of = (state: WebhookDelivery['state']): number =>
      own.filter((each) => each.state === state).length;
    const delivered = of('delivered');
    const failed = of('failed');
    const from = new Date(first + at * length).toISOString();
    return { from, delivered, failed, other: own.length - delivered - failed };
  });
}
