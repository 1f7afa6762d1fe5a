import { useId, useState } from 'react';
import { Link } from 'wouter';
import type { WebhookDelivery } from '../../client/webhook-answers.js';
import { Fault } from '../frame/fault.js';
import { useFormats, useSay } from '../language/language.js';
import { useOnline } from '../offline/use-online.js';
import { DeliveryDetails } from './delivery-details.js';
import { DELIVERY_STATES, lastWord } from './webhook-words.js';

interface DeliveryTableProps {
  readonly deliveries: readonly WebhookDelivery[];
  /** Of the endpoint. */
  readonly url: string;
  readonly redeliver: (id: string) => Promise<void>;
}

export function DeliveryTable({ deliveries, url, redeliver }: DeliveryTableProps) {
  const say = useSay();
  const isOnline = useOnline();
  const [error, setError] = useState<unknown>();
  const send = async (id: string): Promise<void> => {
    setError(undefined);
    try {
      await redeliver(id);
    } catch (fault) {
      setError(fault);
    }
  };
  return (
    <>
      {error === undefined ? null : <Fault error={error} />}
      <p className="hint reason" role="status">
        {isOnline ? null : say('state.needsNetwork')}
      </p>
      <div className="scrolls" tabIndex={0} role="group" aria-labelledby="deliveries-title">
        <table>
          <thead>
            <tr>
              <th scope="col">{say('delivery.created')}</th>
              <th scope="col">{say('alert.title')}</th>
              <th scope="col">{say('log.state')}</th>
              <th scope="col" className="number">
                {say('delivery.attempts')}
              </th>
              <th scope="col">{say('delivery.answer')}</th>
              <th scope="col">{say('delivery.again')}</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} url={url} send={send} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface DeliveryRowProps {
  readonly delivery: WebhookDelivery;
  readonly url: string;
  readonly send: (id: string) => Promise<void>;
}

function DeliveryRow({ delivery, url, send }: DeliveryRowProps) {
  const say = useSay();
  const { time, number } = useFormats();
  const { id, alert, index, state, attempts, createdAt, nextAttemptAt, lastLatencyMs } = delivery;
  const [name, tone] = DELIVERY_STATES[state];
  const isOnline = useOnline();
  const [isOpen, setOpen] = useState(false);
  const details = useId();
  const row = (
    <tr>
      <td>{time(createdAt)}</td>
      <td>
        {alert === null ? (
          say('delivery.digest')
        ) : (
          <Link href={`/alerts/${alert}`}>{say('chain.entry', { index: number(index) })}</Link>
        )}
      </td>
      <td>
        <span className="badge" data-tone={tone}>
          {say(name)}
        </span>
        {nextAttemptAt === null || attempts === 0 ? null : (
          <p className="hint">{say('delivery.next', { at: time(nextAttemptAt) })}</p>
        )}
      </td>
      <td className="number">{number(attempts)}</td>
      <td>
        <bdi className="mono" dir="ltr">
          {lastWord(delivery)}
          {lastLatencyMs === null ? '' : ` ${lastLatencyMs} ms`}
        </bdi>
      </td>
      <td>
        <div className="actions">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={details}
            onClick={() => setOpen(!isOpen)}
          >
            {say('delivery.more')}
          </button>
          {state === 'pending' ? null : (
            <button type="button" disabled={!isOnline} onClick={() => void send(id)}>
              {say('delivery.again')}
            </button>
          )}
        </div>
      </td>
    </tr>
  );
  return (
    <>
      {row}
      <tr id={details} hidden={!isOpen}>
        <td colSpan={6}>{isOpen ? <DeliveryDetails delivery={delivery} url={url} /> : null}</td>
      </tr>
    </>
  );
}
