import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { canonicalize } from '../../protocol/index.js';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';
import type { BrowserKey } from '../session/browser-key.js';
import { addressOf } from './address.js';
import { fieldsOf, questionsOf } from './asked-types.js';
import { draftName } from './draft-name.js';
import type { Draft } from './draft.js';
import { eventOfDraft, type Signing } from './event-of-draft.js';
import { FaultSummary } from './fault-summary.js';
import { faultsOf } from './faults.js';
import { fieldName } from './field-name.js';
import { isMembers, type Members } from './members.js';
import type { Field } from './fields.js';
import type { Question } from './question.js';
import { WitnessKey } from './witness-key.js';

interface CheckAnswersProps {
  readonly draft: Draft;
  readonly signing: Signing;
  /** @param witness the key of whoever signs beside the actor */
  readonly sign: (witness: BrowserKey | undefined) => Promise<void>;
  readonly isFaulty: boolean;
}

/** Everything that will be signed, before it is. */
export function CheckAnswers({ draft, signing, sign, isFaulty }: CheckAnswersProps) {
  const say = useSay();
  const summary = useRef<HTMLDivElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [witnessKey, setWitnessKey] = useState<BrowserKey>();
  const isKnown = signing.ledger !== '';
  const faults = isKnown ? faultsOf(draft, signing) : [];
  const event = eventOfDraft(draft, signing);
  const { witness } = event;
  const isReady =
    isKnown && faults.length === 0 && (witness === undefined || witnessKey !== undefined);
  return (
    <Page title={say('post.check')} intro={say('post.checkIntro')}>
      <FaultSummary draft={draft} faults={faults} place={summary} isElsewhere />
      {isKnown ? null : (
        <p className="notice" data-tone="warn">
          {say('post.noLedger')}
        </p>
      )}
      <div className="panel question">
        <dl className="facts">
          <dt>{say('post.event')}</dt>
          <dd>{draftName(draft, say)}</dd>
          <Kept draft={draft} event={event} />
          <dt>{say('post.signedBy')}</dt>
          <dd>
            <bdi>{signing.actor}</bdi>
          </dd>
        </dl>
      </div>
      {questionsOf(draft).map((question) => (
        <Answers key={question.name} question={question} draft={draft} />
      ))}
      <details>
        <summary>{say('post.bytes')}</summary>
        <p className="mono bytes" dir="ltr">
          {canonicalize(event)}
        </p>
      </details>
      {isFaulty ? (
        <p className="notice" data-tone="bad" role="alert">
          {say('post.signFault')}
        </p>
      ) : null}
      {typeof witness === 'string' ? <WitnessKey party={witness} change={setWitnessKey} /> : null}
      <p>{say('post.declare', { party: signing.actor })}</p>
      <div className="actions">
        <button
          type="button"
          className="main"
          disabled={isBusy || !isReady}
          onClick={() => {
            setBusy(true);
            void sign(witnessKey).finally(() => setBusy(false));
          }}
        >
          {say('post.sign')}
        </button>
      </div>
    </Page>
  );
}

/** Members of the corrected event that no question asks for. */
function Kept({ draft, event }: { draft: Draft; event: Members }) {
  const say = useSay();
  const { replacement = {} } = event;
  const asked = questionsOf(draft).flatMap((question) =>
    [...question.fields.map(({ path }) => path), question.entries?.path ?? ''].map(topOf),
  );
  const said = isMembers(replacement) ? Object.keys(replacement) : [];
  const kept = said.filter((name) => name !== 'type' && !asked.includes(name));
  if (kept.length === 0) return null;
  return (
    <>
      <dt>{say('post.kept')}</dt>
      <dd className="mono" dir="ltr">
        {kept.join(', ')}
      </dd>
    </>
  );
}

function topOf(path: string): string {
  return /^replacement\.(?<top>[^.]+)/u.exec(path)?.groups?.['top'] ?? '';
}

function Answers({ question, draft }: { question: Question; draft: Draft }) {
  const say = useSay();
  const title = `check-${question.name}`;
  const given = fieldsOf(question, draft).filter(
    ({ path }) => (draft.answers[path] ?? '').trim() !== '',
  );
  return (
    <section className="panel question" aria-labelledby={title}>
      <div className="check-head">
        <h2 id={title}>{say(question.title)}</h2>
        <Link href={addressOf(question.name, draft.eventId)} aria-describedby={title}>
          {say('post.change')}
        </Link>
      </div>
      {given.length === 0 ? (
        <p className="soft">–</p>
      ) : (
        <dl className="facts">
          {given.map((field) => (
            <Answer key={field.path} field={field} question={question} draft={draft} />
          ))}
        </dl>
      )}
    </section>
  );
}

interface AnswerProps {
  readonly field: Field;
  readonly question: Question;
  readonly draft: Draft;
}

function Answer({ field, question, draft }: AnswerProps) {
  const say = useSay();
  const answer = draft.answers[field.path] ?? '';
  const choice = field.choices?.[answer];
  return (
    <>
      <dt>{fieldName(field, question, { draft, say })}</dt>
      <dd className={field.form === 'file' ? 'mono' : undefined}>
        <bdi>
          {choice === undefined
            ? answer.replace('T', field.form === 'time' ? ' ' : 'T')
            : say(choice)}
        </bdi>
      </dd>
    </>
  );
}
