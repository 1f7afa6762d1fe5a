import { Link } from 'wouter';
import type { GapAnswer, NoteAnswer } from '../../client/provenance-answer.js';
import { meaningOfReason } from '../../messages/findings/findings.js';
import { titleOfRule } from '../../messages/rules/rule-titles.js';
import { findingName } from '../alerts/alert-words.js';
import { Section, useIsPhone } from '../frame/section.js';
import { Told, ToldFinding } from '../frame/told-finding.js';
import { useFormats, useSay, useSpoken } from '../language/language.js';
import type { SignedAnswer } from '../proof/signed-answer.js';
import { eventName } from './event-words.js';
import { SeverityBadge, toneOf } from './severity-badge.js';

/** A small screen shows so many findings, and the others when they are asked for. */
const ON_A_PHONE = 3;

/** Why the verdict is what it is: every finding, what stands first. */
export function Findings({ answer }: { answer: SignedAnswer }) {
  const say = useSay();
  const isPhone = useIsPhone();
  const standing = answer.gaps.filter(({ isStanding }) => isStanding);
  const closed = answer.gaps.filter(({ isStanding }) => !isStanding);
  const first = isPhone && standing.length > ON_A_PHONE + 1 ? ON_A_PHONE : standing.length;
  return (
    <Section id="why" title={say('why.title')} isOpen>
      {standing.length === 0 ? <Reasons answer={answer} /> : null}
      <FindingList gaps={standing.slice(0, first)} timeline={answer.timeline} />
      <MoreFindings
        label={say('why.more', { count: standing.length - first })}
        gaps={standing.slice(first)}
        timeline={answer.timeline}
      />
      <MoreFindings
        label={say('why.closed', { count: closed.length })}
        gaps={closed}
        timeline={answer.timeline}
      />
      <Notes notes={answer.notes ?? []} />
      <p className="hint">{say('why.notGuilt')}</p>
    </Section>
  );
}

interface FindingListProps {
  readonly gaps: readonly GapAnswer[];
  readonly timeline: SignedAnswer['timeline'];
}

function FindingList({ gaps, timeline }: FindingListProps) {
  return (
    <ul className="findings">
      {gaps.map((gap) => (
        <Finding key={gap.alert} gap={gap} timeline={timeline} />
      ))}
    </ul>
  );
}

function MoreFindings({ label, ...list }: FindingListProps & { readonly label: string }) {
  if (list.gaps.length === 0) return null;
  return (
    <details>
      <summary>{label}</summary>
      <FindingList {...list} />
    </details>
  );
}

function Notes({ notes }: { notes: readonly NoteAnswer[] }) {
  const say = useSay();
  if (notes.length === 0) return null;
  return (
    <details>
      <summary>{say('why.notes')}</summary>
      <ul lang="en" dir="ltr">
        {notes.map(({ rule, sentence }) => (
          <li key={rule + sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}

/** Of a verdict that rests on no finding: what it means, and what was signed of it. */
function Reasons({ answer }: { answer: SignedAnswer }) {
  const { say, findings } = useSpoken();
  if (answer.reasons === null) return <p>{say('why.party')}</p>;
  return (
    <ul>
      {answer.reasons.map((reason, at) => (
        <li key={reason}>
          <Told
            meaning={at === 0 ? meaningOfReason(answer, findings) : undefined}
            sentence={reason}
          />
        </li>
      ))}
    </ul>
  );
}

interface FindingProps {
  readonly gap: GapAnswer;
  readonly timeline: SignedAnswer['timeline'];
}

function Finding({ gap, timeline }: FindingProps) {
  const say = useSay();
  const { time } = useFormats();
  const records = timeline.filter(({ statementHash }) => gap.evidence.includes(statementHash));
  const found = gap.finding === null ? undefined : findingName(gap.finding);
  return (
    <li data-tone={toneOf(gap.severity)}>
      <p className="actions">
        <SeverityBadge severity={gap.severity} />
        {found === undefined ? null : <span className="badge">{say(found)}</span>}
        {gap.isUpstream ? <span className="badge">{say('why.upstream')}</span> : null}
      </p>
      <h3>{titleOfRule(gap.rule, say) ?? gap.rule}</h3>
      <p>
        <ToldFinding rule={gap.rule} sentence={gap.sentence} />
      </p>
      {records.length === 0 ? null : (
        <p className="hint">
          {say('finding.records')}{' '}
          {records.map(({ index, event, party, occurredAt }, at) => (
            <span key={index}>
              {at === 0 ? '' : '; '}
              <a href={`#step-${index}`}>
                {eventName(event, say)}, <bdi>{party}</bdi>
              </a>
              , {time(occurredAt)}
            </span>
          ))}
        </p>
      )}
      <p className="hint">
        <Link href={`/rules#${gap.rule}`}>{say('why.rule')}</Link>
        {' · '}
        <Link href={`/alerts/${gap.alert}`}>{say('why.alert')}</Link>
        {' · '}
        <bdi className="mono">{gap.rule}</bdi>
      </p>
    </li>
  );
}
