import type { MessageKey } from '../../messages/messages.js';
import { useFormats, useSay } from '../language/language.js';
import type { Hindrance } from './hindrance.js';
import type { Outcome } from './posting-store.js';

const NAMES: Readonly<Record<Outcome['kind'], MessageKey>> = {
  waiting: 'post.sent.waiting',
  recorded: 'post.sent.recorded',
  refused: 'post.sent.refused',
  unproved: 'post.sent.unproved',
  discarded: 'post.sent.discarded',
};

const CAUSES: Readonly<Record<Hindrance['cause'], MessageKey>> = {
  unreachable: 'post.notReached',
  fault: 'post.faulty',
  device: 'post.deviceFault',
};

export const TONES: Readonly<Record<Outcome['kind'], string>> = {
  waiting: 'wait',
  recorded: 'good',
  refused: 'bad',
  unproved: 'bad',
  discarded: 'unknown',
};

export function outcomeName({ kind }: Outcome): MessageKey {
  return NAMES[kind];
}

interface OutcomeNoticeProps {
  readonly outcome: Outcome;
  /** An older one about the same goods still waits and goes first. */
  readonly isBehind: boolean;
}

/** What became of a signed event, in whole sentences. */
export function OutcomeNotice({ outcome, isBehind }: OutcomeNoticeProps) {
  const say = useSay();
  return (
    <div
      className="notice"
      data-tone={TONES[outcome.kind]}
      role={TONES[outcome.kind] === 'bad' ? 'alert' : 'status'}
    >
      <Sentence outcome={outcome} />
      {outcome.kind === 'waiting' ? (
        <Why hindrance={outcome.hindrance} isBehind={isBehind} />
      ) : null}
      {outcome.kind === 'refused' ? (
        <>
          <ul lang="en" dir="ltr">
            {outcome.details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
          <p>{say('post.refusedLong')}</p>
        </>
      ) : null}
    </div>
  );
}

interface WhyProps {
  readonly hindrance: Hindrance | undefined;
  readonly isBehind: boolean;
}

/** Why it is not sent yet, and when it is tried again. */
function Why({ hindrance, isBehind }: WhyProps) {
  const say = useSay();
  const { time } = useFormats();
  if (isBehind) return <p>{say('post.behind')}</p>;
  if (hindrance === undefined) return null;
  const { cause, status = 0, tries, nextAt } = hindrance;
  return (
    <p>
      {say(CAUSES[cause], { status: String(status) })}{' '}
      {say('post.tries', { count: tries, at: time(nextAt) })}
    </p>
  );
}

function Sentence({ outcome }: { outcome: Outcome }) {
  const say = useSay();
  const { time } = useFormats();
  switch (outcome.kind) {
    case 'waiting':
      return <p>{say('post.waitingLong')}</p>;
    case 'recorded':
      return <p>{say('post.recordedLong', { index: outcome.receipt.index })}</p>;
    case 'unproved':
      return <p>{say('post.unprovedLong', { index: outcome.receipt.index })}</p>;
    case 'discarded':
      return (
        <>
          <p>{say('post.discardedLong', { at: time(outcome.at) })}</p>
          <p>
            {say('text.label', { name: say('post.discardedReason') })}{' '}
            <span dir="auto">{outcome.reason}</span>
          </p>
        </>
      );
    default:
      return <p>{say('post.sent.refused')}</p>;
  }
}
