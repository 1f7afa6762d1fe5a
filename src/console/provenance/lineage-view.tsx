import { Link } from 'wouter';
import { ToldFinding } from '../frame/told-finding.js';
import { useFormats, useSay } from '../language/language.js';
import type { SignedAnswer } from '../proof/signed-answer.js';
import { eventName } from './event-words.js';
import { type Change, type GapNode, lineageOf } from './lineage.js';
import { LineageFigure } from './lineage-figure.js';
import { partyName } from './names.js';
import { SeverityBadge, toneOf } from './severity-badge.js';

/** More than can be taken in at a glance; the table tells them all. */
const MOST = 80;

/** What the goods were made of, as a picture and as the table that says the same. */
export function LineageView({ answer }: { answer: SignedAnswer }) {
  const say = useSay();
  const lineage = lineageOf(answer.timeline, answer.gaps);
  const { lots, gaps, changes } = lineage;
  const carried = answer.items.map(({ itemId }) => itemId);
  const own = lots.map(({ lot }) => lot).filter((lot) => carried.includes(lot));
  if (lots.length === 0) return <p>{say('chain.empty')}</p>;
  const isDrawn = lots.length + gaps.length <= MOST;
  return (
    <>
      {isDrawn ? (
        <div className="scrolls" tabIndex={0} role="group" aria-label={say('lineage.picture')}>
          <LineageFigure lineage={lineage} own={own} />
        </div>
      ) : (
        <p className="hint">{say('lineage.tooMany', { count: lots.length })}</p>
      )}
      {own.length === 0 || own.length > MOST ? null : (
        <p className="hint">
          {say('lineage.own')} <bdi className="mono">{own.join(', ')}</bdi>
        </p>
      )}
      {changes.length + gaps.length === 0 ? (
        <p>{say('lineage.unchanged', { count: lots.length })}</p>
      ) : (
        <div className="scrolls" tabIndex={0} role="group" aria-label={say('lineage.table')}>
          <table>
            <caption className="hidden">{say('lineage.table')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('lineage.from')}</th>
                <th scope="col">{say('lineage.act')}</th>
                <th scope="col">{say('lineage.to')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <ChangeRow key={change.statementHash} change={change} answer={answer} />
              ))}
              {gaps.map((node) => (
                <GapRow key={node.id} node={node} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function ChangeRow({ change, answer }: { change: Change; answer: SignedAnswer }) {
  const say = useSay();
  const { time } = useFormats();
  const { event, party, occurredAt, inputs, outputs, index } = change;
  return (
    <tr>
      <td>
        <Lots ids={inputs} />
      </td>
      <td>
        <Link href={`/log?entry=${index}`}>{eventName(event, say)}</Link>,{' '}
        <bdi>{partyName(answer, party)}</bdi>, {time(occurredAt)}
      </td>
      <td>
        <Lots ids={outputs} />
      </td>
    </tr>
  );
}

function GapRow({ node: { gap, lots } }: { node: GapNode }) {
  const say = useSay();
  return (
    <tr data-tone={toneOf(gap.severity)}>
      <td>
        <Lots ids={lots} />
      </td>
      <td colSpan={2}>
        <strong>{say('chain.gap')}</strong> <SeverityBadge severity={gap.severity} />{' '}
        <ToldFinding rule={gap.rule} sentence={gap.sentence} />
      </td>
    </tr>
  );
}

function Lots({ ids }: { ids: readonly string[] }) {
  return (
    <ul className="plain">
      {ids.map((id) => (
        <li key={id}>
          <bdi>{id}</bdi>
        </li>
      ))}
    </ul>
  );
}
