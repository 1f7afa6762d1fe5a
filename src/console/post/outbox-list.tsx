import { Link } from 'wouter';
import { useFormats, useSay } from '../language/language.js';
import { sentAddress } from './address.js';
import { draftName } from './draft-name.js';
import { outcomeName, TONES } from './outcome-notice.js';
import { useOutbox } from './use-outbox.js';

/** What the party signed on this device, and what became of each. */
export function OutboxList({ party }: { party: string }) {
  const say = useSay();
  const { time } = useFormats();
  const { data = [] } = useOutbox(party);
  if (data.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="outbox-title">
      <h2 id="outbox-title">{say('post.outbox')}</h2>
      <ul className="plain outbox">
        {data.map(({ hash, draft, signedAt, outcome }) => (
          <li key={hash}>
            <Link href={sentAddress(hash)}>{draftName(draft, say)}</Link>
            <span className="badge" data-tone={TONES[outcome.kind]}>
              {say(outcomeName(outcome))}
            </span>
            <span className="hint">{time(signedAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
