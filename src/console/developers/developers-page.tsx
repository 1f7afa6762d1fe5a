import { useDeferredValue, useMemo, useState } from 'react';
import { EVENT_TYPES } from '../../custody/vocabulary/event.js';
import { exampleEvents } from '../../custody/vocabulary/examples.js';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';
import { eventName } from '../provenance/event-words.js';
import { CanonicalPanel } from './canonical-panel.js';
import { NoStatement, type ReadStatement, readStatement } from './read-statement.js';
import { SignaturesPanel } from './signatures-panel.js';
import { ValidityPanel } from './validity-panel.js';

/** What was pasted: nothing yet, a statement, or the reason why it is none. */
export type Reading = ReadStatement | NoStatement | undefined;

/** A bench for those who write clients: what they would post, read as the ledger reads it, and sent nowhere. */
export function DevelopersPage() {
  const say = useSay();
  const [text, setText] = useState('');
  const settled = useDeferredValue(text);
  const reading = useMemo(() => readingOf(settled), [settled]);
  const statement = reading instanceof NoStatement ? undefined : reading;
  return (
    <Page title={say('dev.title')} intro={say('dev.intro')}>
      <div className="columns">
        <div className="column">
          <section className="panel" aria-labelledby="input-title">
            <h2 id="input-title">
              <label htmlFor="statement">{say('dev.input')}</label>
            </h2>
            <textarea
              id="statement"
              className="mono"
              rows={18}
              spellCheck={false}
              autoComplete="off"
              dir="ltr"
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
            <ExampleChoice take={setText} />
          </section>
          <MorePanel />
        </div>
        <div className="column">
          <ValidityPanel reading={reading} />
          <CanonicalPanel statement={statement} />
          <SignaturesPanel envelope={statement?.envelope} />
        </div>
      </div>
    </Page>
  );
}

function readingOf(text: string): Reading {
  if (text.trim() === '') return undefined;
  try {
    return readStatement(text);
  } catch (error) {
    if (error instanceof NoStatement) return error;
    throw error;
  }
}

function ExampleChoice({ take }: { take: (text: string) => void }) {
  const say = useSay();
  return (
    <div className="field">
      <label htmlFor="example">{say('dev.example')}</label>
      <select
        id="example"
        value=""
        onChange={({ target }) => {
          const type = EVENT_TYPES.find((each) => each === target.value);
          if (type !== undefined) take(JSON.stringify(exampleEvents[type], null, 2));
        }}
      >
        <option value="">{say('dev.choose')}</option>
        {EVENT_TYPES.map((type) => (
          <option key={type} value={type}>
            {eventName(type, say)} ({type})
          </option>
        ))}
      </select>
    </div>
  );
}

function MorePanel() {
  const say = useSay();
  return (
    <section className="panel" aria-labelledby="more-title">
      <h2 id="more-title">{say('dev.more')}</h2>
      <ul>
        <li>
          <a href="/docs">{say('dev.api')}</a>
        </li>
        <li>
          <a href="/openapi.json">{say('dev.openapi')}</a>
        </li>
        <li>
          <a href="/.well-known/custody-ledger">{say('dev.wellKnown')}</a>
        </li>
      </ul>
    </section>
  );
}
