import { useState } from 'react';
import type { LedgerClient } from '../../client/ledger-client.js';
import { ProblemError } from '../../client/problem-error.js';
import type { MessageKey } from '../../messages/messages.js';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';
import { correctionOf, type Unfit } from './corrected-event.js';
import type { Draft } from './draft.js';

interface CorrectPageProps {
  /** What was asked for in the address; may be empty. */
  readonly hash: string;
  readonly party: string;
  readonly client: LedgerClient | undefined;
  readonly begin: (draft: Draft) => void;
}

const FAULTS: Readonly<Record<Unfit | 'missing' | 'unreachable' | 'form', MessageKey>> = {
  form: 'post.correctForm',
  missing: 'post.correctMissing',
  unreachable: 'post.correctUnreachable',
  'unfit-other': 'post.correctOther',
  'unfit-correction': 'post.correctTwice',
  'unfit-statement': 'post.correctStatement',
};

/** Which event is corrected: its answers are then asked for anew, as they were. */
export function CorrectPage({ hash, party, client, begin }: CorrectPageProps) {
  const say = useSay();
  const [typed, setTyped] = useState(hash);
  const [fault, setFault] = useState<keyof typeof FAULTS>();
  const [isBusy, setBusy] = useState(false);
  const find = async (): Promise<void> => {
    const asked = typed.replaceAll(/\s+/gu, '').toLowerCase();
    setFault(undefined);
    if (!/^[0-9a-f]{64}$/u.test(asked)) return setFault('form');
    if (client === undefined) return setFault('unreachable');
    setBusy(true);
    const found = await correctionOf(asked, { client, party }).catch(faultOf);
    setBusy(false);
    if (typeof found === 'string') setFault(found);
    else begin(found);
  };
  return (
    <Page title={say('post.q.corrected')} intro={say('post.correctIntro')}>
      <form
        className="panel question"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <div className="field" data-fault={fault === undefined ? undefined : 'yes'}>
          <label htmlFor="corrected">{say('post.hash')}</label>
          <p className="hint" id="corrected-hint">
            {say('post.correctHint')}
          </p>
          {fault === undefined ? null : (
            <p className="fault" id="corrected-fault" role="alert">
              {say(FAULTS[fault], { party })}
            </p>
          )}
          <input
            id="corrected"
            className="mono"
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            aria-invalid={fault !== undefined}
            aria-describedby={fault === undefined ? 'corrected-hint' : 'corrected-fault'}
          />
        </div>
        <div className="actions">
          <button type="submit" className="main" disabled={isBusy}>
            {say('post.continue')}
          </button>
          <button type="button" onClick={() => history.back()}>
            {say('post.back')}
          </button>
        </div>
      </form>
    </Page>
  );
}

function faultOf(error: unknown): 'missing' | 'unreachable' {
  const isMissing = error instanceof ProblemError && error.status < 500;
  return isMissing ? 'missing' : 'unreachable';
}
