import { useState } from 'react';
import { Link } from 'wouter';
import type { EventType } from '../../custody/vocabulary/event.js';
import { Page } from '../frame/page.js';
import { useFormats, useSay } from '../language/language.js';
import { eventName } from '../provenance/event-words.js';
import { addressOf } from './address.js';
import { isEventType, questionsOf, TYPE_GROUPS } from './asked-types.js';
import { draftName } from './draft-name.js';
import type { Draft } from './draft.js';
import { OutboxList } from './outbox-list.js';

interface StartPageProps {
  readonly party: string;
  readonly types: readonly EventType[];
  readonly isOnline: boolean;
  readonly draft: Draft | undefined;
  readonly begin: (type: EventType) => void;
  readonly discard: () => void;
}

export function StartPage({ party, types, isOnline, draft, begin, discard }: StartPageProps) {
  const say = useSay();
  return (
    <Page title={say('post.title')} intro={say('post.intro')}>
      {isOnline ? null : (
        <p className="notice" data-tone="warn">
          {say('post.offline')}
        </p>
      )}
      {draft === undefined ? null : <DraftNotice draft={draft} discard={discard} />}
      <div className="columns">
        <TypeForm types={types} begin={begin} />
        <OutboxList party={party} />
      </div>
    </Page>
  );
}

function DraftNotice({ draft, discard }: { draft: Draft; discard: () => void }) {
  const say = useSay();
  const { time } = useFormats();
  return (
    <div className="notice" data-tone="wait">
      <p>{say('post.draft', { event: draftName(draft, say) })}</p>
      <p className="hint">{say('post.draftHint', { at: time(draft.at) })}</p>
      <div className="actions">
        <Link href={addressOf(questionsOf(draft)[0]?.name ?? 'check')} className="button">
          {say('post.goOn')}
        </Link>
        <button type="button" onClick={discard}>
          {say('post.discard')}
        </button>
      </div>
    </div>
  );
}

interface TypeFormProps {
  readonly types: readonly EventType[];
  readonly begin: (type: EventType) => void;
}

function TypeForm({ types, begin }: TypeFormProps) {
  const say = useSay();
  const [type, setType] = useState('');
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEventType(type)) begin(type);
      }}
    >
      <fieldset className="choices">
        <legend>
          <h2>{say('post.what')}</h2>
        </legend>
        {TYPE_GROUPS.map(({ title, types: grouped }) => {
          const open = grouped.filter((each) => types.includes(each));
          return open.length === 0 ? null : (
            <div key={title} role="group" aria-label={say(title)} className="choices">
              <p className="choice-group" aria-hidden="true">
                {say(title)}
              </p>
              {open.map((each) => (
                <label key={each} className="choice">
                  <input
                    type="radio"
                    name="type"
                    value={each}
                    required
                    checked={type === each}
                    onChange={() => setType(each)}
                  />
                  <span>{eventName(each, say)}</span>
                </label>
              ))}
            </div>
          );
        })}
      </fieldset>
      <div className="actions">
        <button type="submit" className="main">
          {say('post.continue')}
        </button>
      </div>
    </form>
  );
}
