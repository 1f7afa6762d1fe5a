import { useState } from 'react';
import { Link } from 'wouter';
import type { TimelineStep } from '../../client/provenance-answer.js';
import { copyText } from '../frame/copy-text.js';
import { useFormats, useSay } from '../language/language.js';
import { eventName } from '../provenance/event-words.js';
import type { Verification } from '../../protocol/index.js';
import type { EventProof } from './verify-messages.js';

interface EventStepsProps {
  readonly events: readonly EventProof[];
  readonly timeline: readonly TimelineStep[];
  readonly verification: Verification;
}

type Mark = 'good' | 'bad' | 'unknown';
const SIGNS = { good: '✓', bad: '✕', unknown: '?' } as const;

/** What proves each event by itself, from the signature to those who vouch for the state of the log. */
export function EventSteps({ events, timeline, verification }: EventStepsProps) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const told = timeline.flatMap((step) => {
    const proof = events.find(({ index }) => index === step.index);
    return proof === undefined ? [] : [{ step, proof }];
  });
  if (told.length === 0) return null;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say('steps.title', { count: told.length })}</summary>
      {isOpen ? (
        <ul className="proof steps">
          {told.map(({ step, proof }) => (
            <EventStep key={proof.index} step={step} proof={proof} verification={verification} />
          ))}
        </ul>
      ) : null}
    </details>
  );
}

interface EventStepProps {
  readonly step: TimelineStep;
  readonly proof: EventProof;
  readonly verification: Verification;
}

function EventStep({ step, proof, verification }: EventStepProps) {
  const say = useSay();
  const { number } = useFormats();
  const { index, hash, keyids, signatures, leaf, path } = proof;
  const stateOf = (what: string): Mark => {
    const check = verification.checks.find((each) => each.what === what);
    if (check === undefined) return 'unknown';
    return check.ok ? 'good' : 'bad';
  };
  const witnesses = stateOf('witnesses');
  const steps: readonly (readonly [mark: Mark, words: string])[] = [
    [
      ({ hold: 'good', fail: 'bad', unseen: 'unknown' } as const)[signatures],
      say('steps.signature', { count: keyids.length }),
    ],
    [proof.isOfStatement ? 'good' : 'bad', say('steps.statement', { index })],
    [proof.isIncluded ? 'good' : 'bad', say('steps.inclusion', { count: path.length })],
    [stateOf('checkpoint'), say('proof.checkpoint')],
    [witnesses, say(witnesses === 'unknown' ? 'steps.noWitness' : 'proof.witnesses')],
  ];
  const worst = worstOf(steps.slice(0, 4).map(([mark]) => mark));
  return (
    <li data-tone={worst}>
      <span className="mark" aria-hidden="true">
        {SIGNS[worst]}
      </span>
      <details open={worst === 'bad'}>
        <summary>
          {eventName(step.event, say)}, <bdi>{step.party}</bdi>,{' '}
          {say('chain.entry', { index: number(index) })}
          <Verdict mark={worst} />
        </summary>
        <ol className="plain proof">
          {steps.map(([mark, words]) => (
            <li key={words} data-tone={mark}>
              <span className="mark" aria-hidden="true">
                {SIGNS[mark]}
              </span>
              <span>
                {words}
                <Verdict mark={mark} />
              </span>
            </li>
          ))}
        </ol>
        <p className="hint mono" dir="ltr">
          SHA-256 {hash}
        </p>
        {keyids.map((keyid) => (
          <p key={keyid} className="hint mono" dir="ltr">
            keyid {keyid}
          </p>
        ))}
        <div className="actions">
          <CopyButton text={hash} label={say('steps.copyHash')} />
          <CopyButton
            text={JSON.stringify({ index, leafHash: leaf, proof: path }, undefined, 2)}
            label={say('steps.copyProof')}
          />
          <Link href={`/log?entry=${index}`}>{say('chain.entry', { index: number(index) })}</Link>
        </div>
      </details>
    </li>
  );
}

function worstOf(marks: readonly Mark[]): Mark {
  if (marks.includes('bad')) return 'bad';
  return marks.includes('unknown') ? 'unknown' : 'good';
}

/** The sign is for the eye only. */
function Verdict({ mark }: { mark: Mark }) {
  const say = useSay();
  const words = { good: 'proof.holds', bad: 'proof.fails', unknown: 'steps.unseen' } as const;
  return <span className="hidden"> – {say(words[mark])}</span>;
}

function CopyButton({ text, label }: { text: string; label: string }) {
  const say = useSay();
  const [isCopied, setCopied] = useState<boolean>();
  return (
    <>
      <button
        type="button"
        onClick={() => void copyText(text, navigator.clipboard).then(setCopied)}
      >
        {label}
      </button>
      <span role="status">
        {isCopied === undefined ? null : say(isCopied ? 'steps.copied' : 'copy.refused')}
      </span>
    </>
  );
}
