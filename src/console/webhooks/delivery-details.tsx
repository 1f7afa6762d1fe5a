import type { WebhookDelivery } from '../../client/webhook-answers.js';
import { useFormats, useSay } from '../language/language.js';
import { lastWord } from './webhook-words.js';

interface DeliveryDetailsProps {
  readonly delivery: WebhookDelivery;
  /** Of the endpoint. */
  readonly url: string;
}

/** The request of a message as far as it is the same at each attempt, and what came back for the last one. */
export function DeliveryDetails({ delivery, url }: DeliveryDetailsProps) {
  const say = useSay();
  const { number } = useFormats();
  const { id, attempts, body, lastStatus, lastLatencyMs } = delivery;
  return (
    <div className="column">
      <h3>{say('delivery.request')}</h3>
      <pre className="mono body" dir="ltr">
        {`POST ${url}\ncontent-type: application/json\nwebhook-id: ${id}\n\n${indented(body)}`}
      </pre>
      <p className="hint">{say('delivery.signed')}</p>
      <h3>{say('delivery.response')}</h3>
      {attempts === 0 ? (
        <p>{say('delivery.none')}</p>
      ) : (
        <>
          <p>
            <bdi className="mono" dir="ltr">
              {lastStatus === null
                ? say('delivery.network', { word: lastWord(delivery) })
                : `HTTP ${lastStatus}`}
              {lastLatencyMs === null ? '' : `, ${number(lastLatencyMs)} ms`}
            </bdi>
          </p>
          <p className="hint">{say('delivery.notKept')}</p>
        </>
      )}
    </div>
  );
}

/** For the eye; a receiver checks the signature over the bytes as they come. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
