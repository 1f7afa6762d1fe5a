import type { WebhookDelivery } from '../../client/webhook-answers.js';
import { useFormats, useSay } from '../language/language.js';
import { barsOf } from './delivery-bars.js';

const WIDTH = 480;
const HEIGHT = 56;

/** What was delivered and what failed, over time; the sentence says the same. */
export function DeliveryFigure({ deliveries }: { deliveries: readonly WebhookDelivery[] }) {
  const say = useSay();
  const { time } = useFormats();
  const bars = barsOf(deliveries);
  const [first] = bars;
  if (first === undefined) return null;
  const most = Math.max(...bars.map(({ delivered, failed, other }) => delivered + failed + other));
  const step = WIDTH / bars.length;
  const high = (count: number): number => (count / most) * HEIGHT;
  const delivered = deliveries.filter(({ state }) => state === 'delivered').length;
  const failed = deliveries.filter(({ state }) => state === 'failed').length;
  return (
    <figure className="delivery-bars">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" preserveAspectRatio="none">
        {bars.map((bar, at) => {
          const parts = [
            ['good', bar.delivered],
            ['bad', bar.failed],
            ['unknown', bar.other],
          ] as const;
          let top = HEIGHT;
          return parts.map(([tone, count]) => {
            top -= high(count);
            return count === 0 ? null : (
              <rect
                key={`${bar.from} ${tone}`}
                data-tone={tone}
                x={at * step + 1}
                y={top}
                width={Math.max(1, step - 2)}
                height={high(count)}
              />
            );
          });
        })}
      </svg>
      <figcaption className="hint">
        {say('deliveries.bars', {
          delivered,
          failed,
          other: deliveries.length - delivered - failed,
          from: time(first.from),
        })}
      </figcaption>
    </figure>
  );
}
