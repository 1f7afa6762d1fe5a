import { Link } from 'wouter';
import type { AlertDetail } from '../../client/alert-answers.js';
import { useSay } from '../language/language.js';

/** The consignment an alert is about; of one on a lot, those that carried the lot or what was made of it. */
export function CarriedIn({ alert }: { alert: AlertDetail }) {
  const say = useSay();
  const { consignments, isComplete } = alert.carriedIn ?? { consignments: [], isComplete: true };
  const others = consignments.filter(({ consignment }) => consignment !== alert.consignment);
  if (alert.ucr === null && others.length === 0)
    return alert.carriedIn === undefined ? '–' : say('carried.none');
  return (
    <ul className="plain">
      {alert.ucr === null ? null : (
        <li>
          <ConsignmentLink address={alert.consignment ?? alert.ucr} name={alert.ucr} />
        </li>
      )}
      {others.map(({ consignment, ucr, isInherited }) => (
        <li key={consignment}>
          <ConsignmentLink address={consignment} name={ucr} />{' '}
          <span className="soft">{say(isInherited ? 'carried.made' : 'carried.goods')}</span>
        </li>
      ))}
      {isComplete ? null : <li className="hint">{say('carried.more')}</li>}
    </ul>
  );
}

function ConsignmentLink({ address, name }: { address: string; name: string }) {
  return (
    <Link href={`/c/${encodeURIComponent(address)}`}>
      <bdi className="mono">{name}</bdi>
    </Link>
  );
}

/** The lots an alert is about, each leading to the graph of lots of the consignment that carried it. */
export function AlertGoods({ alert }: { alert: AlertDetail }) {
  const [first] = alert.carriedIn?.consignments ?? [];
  const carrier = alert.consignment ?? first?.consignment ?? alert.ucr;
  return (
    <ul className="plain">
      {alert.items.map((item) => (
        <li key={item}>
          {carrier === null ? (
            <bdi className="mono">{item}</bdi>
          ) : (
            <Link href={`/c/${encodeURIComponent(carrier)}#lineage`}>
              <bdi className="mono">{item}</bdi>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
