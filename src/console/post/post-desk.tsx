import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Waiting } from '../frame/waiting.js';
import { useKnownLedger } from '../proof/use-evidence.js';
import { timeOfLedger } from '../rehearsal/time.js';
import type { HeldKey } from '../session/key-store.js';
import type { LedgerClient } from '../../client/ledger-client.js';
import type { EventType } from '../../custody/vocabulary/event.js';
import type { BrowserKey } from '../session/browser-key.js';
import { addressOf, correctAddress, sentAddress } from './address.js';
import { questionsOf } from './asked-types.js';
import { CheckAnswers } from './check-answers.js';
import { CorrectPage } from './correct-page.js';
import { type Draft, newDraft } from './draft.js';
import { aboutItem } from './about-item.js';
import type { SignedEvent } from './posting-store.js';
import { QuestionPage } from './question-page.js';
import { sendWaiting } from './send-waiting.js';
import { SentPage } from './sent-page.js';
import { signDraft } from './sign-draft.js';
import { StartPage } from './start-page.js';
import { useDrafts } from './use-drafts.js';
import { OUTBOX } from './use-outbox.js';

interface PostDeskProps {
  readonly held: HeldKey;
  readonly types: readonly EventType[];
  /** Without one the ledger cannot be reached. */
  readonly client: LedgerClient | undefined;
}

/** One page a question; which one stands in the address, so that "back" goes back. */
export function PostDesk({ held, types, client }: PostDeskProps) {
  const search = new URLSearchParams(useSearch());
  const at = search.get('at') ?? '';
  const sent = search.get('sent');
  const [, go] = useLocation();
  const queries = useQueryClient();
  const ledger = useKnownLedger();
  const { drafts, keep, discard, isLoading, isUnkept } = useDrafts(held.party);
  const named = search.get('draft');
  const draft = named === null ? drafts[0] : drafts.find(({ eventId }) => eventId === named);
  const [isFaulty, setFaulty] = useState(false);
  const corrected = search.get('correct');
  useFocusOn([at, sent, corrected === null ? null : 'correct'].filter(Boolean).join(' '));
  if (isLoading) return <Waiting />;
  if (sent !== null)
    return (
      <SentPage
        hash={sent}
        party={held.party}
        mend={(signed) => {
          // Nothing was recorded under the old id, and a new one cannot be taken for a change of it.
          const mended = { ...signed.draft, eventId: crypto.randomUUID() };
          keep(mended);
          go(addressOf('check', mended.eventId));
        }}
      />
    );
  const begin = (made: Draft): void => {
    keep(made);
    go(addressOf(questionsOf(made)[0]?.name ?? 'check', made.eventId));
  };
  if (corrected !== null)
    return <CorrectPage hash={corrected} party={held.party} client={client} begin={begin} />;
  const asked = draft === undefined ? [] : questionsOf(draft);
  const question = asked.find(({ name }) => name === at);
  const steps = asked.filter(({ isAside }) => isAside !== true);
  const step = steps.findIndex((each) => each === question);
  const signing = { actor: held.party, ledger: ledger.data?.origin ?? '' };
  if (draft !== undefined && question !== undefined)
    return (
      <QuestionPage
        key={`${draft.eventId} ${at}`}
        place={{ question, step: step + 1, all: steps.length }}
        draft={draft}
        // A ledger that is not known yet is no fault of an answer.
        signing={{ ...signing, ledger: signing.ledger || '-' }}
        keep={keep}
        isUnkept={isUnkept}
        next={() => {
          const next = step < 0 ? undefined : steps[step + 1]?.name;
          go(addressOf(next ?? 'check', draft.eventId));
        }}
      />
    );
  const keepSigned = async (
    whole: Draft,
    witness: BrowserKey | undefined,
  ): Promise<SignedEvent | undefined> => {
    try {
      setFaulty(false);
      return await signDraft(whole, { key: held, witness, ledger: signing.ledger });
    } catch {
      setFaulty(true);
      return undefined;
    }
  };
  const sign = async (whole: Draft, witness: BrowserKey | undefined): Promise<void> => {
    const signed = await keepSigned(whole, witness);
    if (signed === undefined) return;
    await discard(whole);
    go(sentAddress(signed.hash));
    await queries.invalidateQueries({ queryKey: [OUTBOX] });
    if ((await sendWaiting()) > 0) await queries.invalidateQueries({ queryKey: [OUTBOX] });
  };
  // What is wrong stands above the answers: it must not push them away when the ledger is known a moment later.
  if (draft !== undefined && at === 'check' && ledger.isPending) return <Waiting />;
  if (draft !== undefined && at === 'check')
    return (
      <CheckAnswers
        draft={draft}
        signing={signing}
        sign={(witness) => sign(draft, witness)}
        isFaulty={isFaulty}
      />
    );
  return (
    <StartPage
      party={held.party}
      types={types}
      client={client}
      drafts={drafts}
      isUnkept={isUnkept}
      begin={(type, item) => {
        if (type === 'CORRECT') go(correctAddress(''));
        else begin(aboutItem(newDraft(type, timeOfLedger()), item));
      }}
      discard={(given) => void discard(given)}
    />
  );
}

/** Who goes on by keyboard or ear begins at the top of the new page. */
function useFocusOn(page: string): void {
  useEffect(() => {
    scrollTo(0, 0);
    if (page !== '') document.getElementById('content')?.focus();
  }, [page]);
}
