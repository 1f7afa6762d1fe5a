import { useState } from 'react';
import type { Envelope } from '../../protocol/index.js';
import { useSay } from '../language/language.js';
import {
  checkSignatures,
  type GivenKey,
  readGivenKey,
  type SignatureOutcome,
  UnfitKey,
} from './check-signatures.js';

const SIGNS = { holds: '✓', fails: '✕', otherKey: '–', unchecked: '–' } as const;
const TONES = { holds: 'good', fails: 'bad', otherKey: 'unknown', unchecked: 'unknown' } as const;

/** Do the signatures hold under a key that the reader has from a source he trusts? */
export function SignaturesPanel({ envelope }: { envelope: Envelope | undefined }) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  return (
    <section className="panel" aria-labelledby="signatures-title">
      <h2 id="signatures-title">{say('dev.signatures')}</h2>
      {envelope === undefined ? (
        <p className="soft">{say('dev.needEnvelope')}</p>
      ) : (
        <>
          <div className="field">
            <label htmlFor="public-key">{say('dev.key')}</label>
            <textarea
              id="public-key"
              className="mono"
              rows={2}
              dir="ltr"
              spellCheck={false}
              autoComplete="off"
              aria-describedby="public-key-hint"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
            <p className="hint" id="public-key-hint">
              {say('dev.keyHint')}
            </p>
          </div>
          <Outcomes envelope={envelope} given={givenOf(typed, envelope)} />
        </>
      )}
    </section>
  );
}

function Outcomes({
  envelope,
  given,
}: {
  envelope: Envelope;
  given: GivenKey | UnfitKey | undefined;
}) {
  const say = useSay();
  if (given instanceof UnfitKey)
    return (
      <p className="notice" data-tone="bad" role="alert" lang="en" dir="ltr">
        {given.message}
      </p>
    );
  const checked = checkSignatures(envelope, given);
  return (
    <ol className="proof" role="status">
      {checked.map(({ keyid, outcome }, at) => (
        <li key={`${keyid} ${at}`} data-tone={TONES[outcome]}>
          <span className="mark" aria-hidden="true">
            {SIGNS[outcome]}
          </span>
          <div>
            <strong>{say(wordOf(outcome))}</strong>{' '}
            <bdi className="mono" dir="ltr">
              {keyid}
            </bdi>
          </div>
        </li>
      ))}
    </ol>
  );
}

function wordOf(outcome: SignatureOutcome) {
  return `dev.${outcome}` as const;
}

function givenOf(typed: string, envelope: Envelope): GivenKey | UnfitKey | undefined {
  if (typed.trim() === '') return undefined;
  try {
    return readGivenKey(typed, envelope);
  } catch (error) {
    if (error instanceof UnfitKey) return error;
    throw error;
  }
}
