import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { LedgerClient } from '../../client/ledger-client.js';
import { ProblemError } from '../../client/problem-error.js';
import type { ItemStateAnswer } from '../../client/provenance-answer.js';
import type { EventType } from '../../custody/vocabulary/event.js';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';
import { eventName } from '../provenance/event-words.js';
import { isEventType, TYPE_GROUPS } from './asked-types.js';
import { DraftList, Unkept } from './draft-list.js';
import type { Draft } from './draft.js';
import { holderBeside, objectionTo } from './legal-types.js';
import { OutboxList } from './outbox-list.js';

interface StartPageProps {
  readonly party: string;
  readonly types: readonly EventType[];
  /** Without one the ledger cannot be reached. */
  readonly client: LedgerClient | undefined;
  readonly drafts: readonly Draft[];
  readonly isUnkept: boolean;
  /** @param item that it is about, empty where none was named */
  readonly begin: (type: EventType, item: string) => void;
  readonly discard: (draft: Draft) => void;
}

export function StartPage(props: StartPageProps) {
  const { party, types, client, drafts, isUnkept, begin, discard } = props;
  const say = useSay();
  return (
    <Page title={say('post.title')} intro={say('post.intro')}>
      {client !== undefined ? null : (
        <p className="notice" data-tone="warn">
          {say('post.offline')}
        </p>
      )}
      <Unkept isUnkept={isUnkept} />
      <DraftList drafts={drafts} discard={discard} />
      <div className="columns">
        <TypeForm party={party} types={types} client={client} begin={begin} />
        <OutboxList party={party} />
      </div>
    </Page>
  );
}

type TypeFormProps = Pick<StartPageProps, 'party' | 'types' | 'client' | 'begin'>;

/** What happened; where the goods are named first, what cannot happen to them now says why. */
function TypeForm({ party, types, client, begin }: TypeFormProps) {
  const say = useSay();
  const [type, setType] = useState('');
  const [item, setItem] = useState('');
  const [asked, setAsked] = useState('');
  const found = useQuery({
    queryKey: ['item-state', asked],
    enabled: asked !== '' && client !== undefined,
    // It is about now.
    staleTime: 0,
    queryFn: async () => (await client?.item(asked))?.state ?? null,
  });
  const state = asked === '' ? undefined : (found.data ?? undefined);
  const isOpen = (each: EventType): boolean =>
    state === undefined || objectionTo(each, state, party) === undefined;
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        if (isEventType(type) && isOpen(type)) begin(type, item.trim());
      }}
    >
      {client === undefined ? null : (
        <div className="field">
          <label htmlFor="about-item">
            {say('legal.item')} <span className="soft">{say('post.optional')}</span>
          </label>
          <p className="hint" id="about-item-hint">
            {say('legal.itemHint')}
          </p>
          <input
            id="about-item"
            className="mono"
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            value={item}
            aria-describedby="about-item-hint about-item-state"
            onChange={({ target }) => setItem(target.value)}
            onBlur={() => setAsked(item.trim())}
          />
          <p className="hint reason" id="about-item-state" role="status">
            {asked === '' ? null : <StateLine state={state} error={found.error} />}
          </p>
        </div>
      )}
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
                <TypeChoice
                  key={each}
                  type={each}
                  state={state}
                  party={party}
                  isChosen={type === each}
                  choose={setType}
                />
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

interface TypeChoiceProps {
  readonly type: EventType;
  readonly state: ItemStateAnswer | undefined;
  readonly party: string;
  readonly isChosen: boolean;
  readonly choose: (type: EventType) => void;
}

function TypeChoice({ type, state, party, isChosen, choose }: TypeChoiceProps) {
  const say = useSay();
  const reason = useId();
  const objection = state && objectionTo(type, state, party);
  const holder = state && holderBeside(type, state, party);
  const why =
    objection !== undefined
      ? say(objection.reason, { who: objection.who })
      : holder !== undefined
        ? say('legal.holder', { who: holder })
        : undefined;
  return (
    <>
      <label className="choice">
        <input
          type="radio"
          name="type"
          value={type}
          required
          disabled={objection !== undefined}
          checked={isChosen && objection === undefined}
          aria-describedby={why === undefined ? undefined : reason}
          onChange={() => choose(type)}
        />
        <span>{eventName(type, say)}</span>
      </label>
      {why === undefined ? null : (
        <p className="hint choice-why" id={reason}>
          {why}
        </p>
      )}
    </>
  );
}

interface StateLineProps {
  readonly state: ItemStateAnswer | undefined;
  readonly error: Error | null;
}

function StateLine({ state, error }: StateLineProps) {
  const say = useSay();
  if (state !== undefined)
    return say(`legal.is.${state.custody.state}`, {
      who: state.custody.by ?? '',
      to: state.custody.to ?? '',
    });
  if (error === null) return say('state.loading');
  const isMissing = error instanceof ProblemError && error.status < 500;
  return say(isMissing ? 'legal.unknown' : 'legal.unreachable');
}
