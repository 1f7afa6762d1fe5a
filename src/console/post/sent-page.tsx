import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { saveFile } from '../frame/save-file.js';
import { Page } from '../frame/page.js';
import { Waiting } from '../frame/waiting.js';
import { useFormats, useSay } from '../language/language.js';
import { correctAddress } from './address.js';
import { DiscardForm } from './discard-form.js';
import { draftName } from './draft-name.js';
import { OutcomeNotice, outcomeName } from './outcome-notice.js';
import { outbox, type SignedEvent } from './posting-store.js';
import { discardWaiting, receiptFile, sendWaiting } from './send-waiting.js';
import { isBehind } from './turn.js';
import { OUTBOX, useOutbox } from './use-outbox.js';

interface SentPageProps {
  readonly hash: string;
  readonly party: string;
  readonly mend: (signed: SignedEvent) => void;
}

/** What became of one signed event: never "recorded" before this browser has verified the receipt. */
export function SentPage({ hash, party, mend }: SentPageProps) {
  const say = useSay();
  const found = useOutbox(party);
  if (found.isPending) return <Waiting />;
  const signed = found.data?.find((each) => each.hash === hash);
  if (signed === undefined)
    return (
      <Page title={say('post.title')}>
        <p>{say('post.noSuch')}</p>
        <Another />
      </Page>
    );
  return (
    <Page title={say(outcomeName(signed.outcome))} intro={draftName(signed.draft, say)}>
      <OutcomeNotice outcome={signed.outcome} isBehind={isBehind(signed, found.data ?? [])} />
      <SignedFacts signed={signed} />
      <SentActions signed={signed} mend={() => mend(signed)} />
      {signed.outcome.kind === 'waiting' ? <Discard hash={hash} /> : null}
      <Another />
    </Page>
  );
}

function Discard({ hash }: { hash: string }) {
  const queries = useQueryClient();
  return (
    <DiscardForm
      discard={async (reason) => {
        await discardWaiting(hash, reason);
        await queries.invalidateQueries({ queryKey: [OUTBOX] });
      }}
    />
  );
}

function SignedFacts({ signed }: { signed: SignedEvent }) {
  const say = useSay();
  const { time } = useFormats();
  const { hash, party, signedAt, outcome } = signed;
  return (
    <dl className="facts panel question">
      <dt>{say('post.signedBy')}</dt>
      <dd>
        <bdi>{party}</bdi>
      </dd>
      <dt>{say('post.signedAt')}</dt>
      <dd>{time(signedAt)}</dd>
      {'receipt' in outcome ? (
        <>
          <dt>{say('post.recordedAt')}</dt>
          <dd>{time(outcome.receipt.recordedAt)}</dd>
        </>
      ) : null}
      <dt>{say('post.hash')}</dt>
      <dd className="mono" dir="ltr">
        {hash}
      </dd>
    </dl>
  );
}

function SentActions({ signed, mend }: { signed: SignedEvent; mend: () => void }) {
  const say = useSay();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const { hash, envelope, outcome, draft } = signed;
  const look = (): Promise<void> => queries.invalidateQueries({ queryKey: [OUTBOX] });
  const remove = async (): Promise<void> => {
    await outbox.remove(hash);
    await look();
    go('/post');
  };
  const ucr = draft.answers['ucr']?.replaceAll(/\s+/gu, '').toUpperCase() ?? '';
  return (
    <div className="actions">
      {'receipt' in outcome ? (
        <button
          type="button"
          onClick={() => {
            const name = `${hash.slice(0, 16)}.receipt.json`;
            saveFile(receiptFile(envelope, outcome.receipt), name, 'application/json');
          }}
        >
          {say('post.save')}
        </button>
      ) : null}
      {outcome.kind === 'recorded' && ucr !== '' ? (
        <Link href={`/c/${encodeURIComponent(ucr)}`} className="button">
          {say('post.toConsignment')}
        </Link>
      ) : null}
      {outcome.kind === 'recorded' && draft.type !== 'CORRECT' ? (
        <Link href={correctAddress(hash)} className="button">
          {say('post.correctThis')}
        </Link>
      ) : null}
      {outcome.kind === 'waiting' ? (
        <button type="button" onClick={() => void sendWaiting({ isNow: true }).then(look)}>
          {say('post.sendNow')}
        </button>
      ) : null}
      {outcome.kind === 'refused' || outcome.kind === 'discarded' ? (
        <button type="button" className="main" onClick={mend}>
          {say('post.mendAnswers')}
        </button>
      ) : null}
      {outcome.kind !== 'waiting' && outcome.kind !== 'unproved' ? (
        <button type="button" onClick={() => void remove()}>
          {say('post.remove')}
        </button>
      ) : null}
    </div>
  );
}

function Another() {
  const say = useSay();
  return (
    <p>
      <Link href="/post">{say('post.another')}</Link>
    </p>
  );
}
