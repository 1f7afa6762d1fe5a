import { Link } from 'wouter';
import type { TimelineStep } from '../../client/provenance-answer.js';
import { formatQuantity } from '../../custody/vocabulary/quantity.js';
import type { Say } from '../../messages/messages.js';
import { Section } from '../frame/section.js';
import { ToldFinding } from '../frame/told-finding.js';
import { useFormats, useSay } from '../language/language.js';
import { correctAddress } from '../post/address.js';
import type { SignedAnswer } from '../proof/signed-answer.js';
import { useSession } from '../session/session.js';
import { type ChainLink, chainOf, type GapLink, type StepLink } from './chain.js';
import { SeverityBadge, toneOf } from './severity-badge.js';
import { eventName } from './event-words.js';
import { spanOf } from './gap-span.js';
import { partyName } from './names.js';
import { nameOf } from './route.js';

const MINUTE_MS = 60_000;

/** Who held the goods, step by step; where nobody is on record, the line is broken. */
export function CustodyChain({ answer }: { answer: SignedAnswer }) {
  const say = useSay();
  const links = chainOf(answer.timeline, answer.gaps);
  return (
    <Section id="chain" title={say('chain.title')} note={noteOf(links, say)}>
      {links.length === 0 ? <p>{say('chain.empty')}</p> : null}
      <ol className="chain">
        {links.map((link) =>
          link.kind === 'gap' ? (
            <GapItem key={link.gap.alert} link={link} answer={answer} />
          ) : (
            <StepItem key={link.step.statementHash} link={link} answer={answer} />
          ),
        )}
      </ol>
    </Section>
  );
}

function noteOf(links: readonly ChainLink[], say: Say): string {
  const gaps = links.filter(({ kind }) => kind === 'gap').length;
  const events = say('chain.events', { count: links.length - gaps });
  return gaps === 0 ? events : `${events}, ${say('chain.gaps', { count: gaps })}`;
}

function GapItem({ link, answer }: { link: GapLink; answer: SignedAnswer }) {
  const say = useSay();
  const { time, duration } = useFormats();
  const { gap } = link;
  const span = spanOf(link, answer.timeline, answer.asOf.time);
  return (
    <li className="gap" data-tone={toneOf(gap.severity)}>
      <div className="gap-box">
        <p>
          <strong>{say('chain.gap')}</strong> <SeverityBadge severity={gap.severity} />
        </p>
        <p className="gap-span">
          {span === undefined
            ? say('gap.unknown')
            : say(span.isOpen ? 'gap.open' : 'gap.closed', {
                duration: duration(span.ms),
                from: time(span.from),
                to: time(span.to),
              })}
        </p>
        <p>
          <ToldFinding rule={gap.rule} sentence={gap.sentence} />
        </p>
      </div>
    </li>
  );
}

function StepItem({ link, answer }: { link: StepLink; answer: SignedAnswer }) {
  const say = useSay();
  const { time, duration } = useFormats();
  const { state } = useSession();
  const { step, since = 0, remarks, isTwoSigned } = link;
  const isWithdrawn = step.standing === 'corrected' || step.standing === 'annulled';
  return (
    <li className="step" id={`step-${step.index}`} data-signed={isTwoSigned ? 'two' : 'one'}>
      <div className="step-head">
        <h3>{isWithdrawn ? <s>{eventName(step.event, say)}</s> : eventName(step.event, say)}</h3>
        <time dateTime={step.occurredAt}>{time(step.occurredAt)}</time>
        {since < MINUTE_MS ? null : (
          <span className="hint">{say('chain.later', { duration: duration(since) })}</span>
        )}
      </div>
      <p>
        <bdi>{partyName(answer, step.party)}</bdi>
        {step.to === null ? null : (
          <>
            {' '}
            {say('chain.to')} <bdi>{partyName(answer, step.to)}</bdi>
          </>
        )}
      </p>
      <p className="step-facts">
        {factsOf(step, isTwoSigned, say)} ·{' '}
        <Link href={`/log?entry=${step.index}`}>{say('chain.entry', { index: step.index })}</Link>
      </p>
      {state.kind === 'in' &&
      state.key.party === step.party &&
      !isWithdrawn &&
      step.event !== 'CORRECT' ? (
        <Link href={correctAddress(step.statementHash)}>{say('post.correctThis')}</Link>
      ) : null}
      {remarks.map(({ alert, severity, rule, sentence }) => (
        <p key={alert} className="remark" data-tone={toneOf(severity)}>
          <SeverityBadge severity={severity} /> <ToldFinding rule={rule} sentence={sentence} />
        </p>
      ))}
    </li>
  );
}

function factsOf(step: TimelineStep, isTwoSigned: boolean, say: Say): string {
  const { quantity, place, witness } = step;
  const facts = [
    place === null ? undefined : nameOf(place),
    quantity === null ? undefined : formatQuantity(quantity),
    witness === null ? undefined : say('chain.witness', { party: witness }),
    say(isTwoSigned ? 'chain.twoSigned' : 'chain.oneSigned'),
  ];
  return facts.filter((fact) => fact !== undefined).join(' · ');
}
