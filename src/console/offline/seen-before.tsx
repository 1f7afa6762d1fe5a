import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Page } from '../frame/page.js';
import { TryAgain } from '../frame/try-again.js';
import { Waiting } from '../frame/waiting.js';
import { useFormats, useSay } from '../language/language.js';
import { signedAnswerOf } from '../proof/signed-answer.js';
import { proofOf, trustIn, useKnownLedger } from '../proof/use-evidence.js';
import { verifyInWorker } from '../proof/verify-evidence.js';
import { ProvenanceView } from '../provenance/provenance-view.js';
import { type SeenCopy, seenCopy } from './seen-store.js';

interface SeenBeforeProps {
  readonly party: string;
  readonly ucr: string;
  readonly retry: () => void;
  /** Where this party has not seen it in this browser. */
  readonly otherwise: ReactNode;
}

/** Without the ledger: what it told this party before, verified anew, and never as if it were told now. */
export function SeenBefore({ party, ucr, retry, otherwise }: SeenBeforeProps) {
  const found = useQuery({
    queryKey: ['seen', party, ucr],
    queryFn: async () => (await seenCopy(party, ucr)) ?? null,
  });
  if (found.isPending) return <Waiting />;
  if (found.data === undefined || found.data === null) return otherwise;
  return <Copy copy={found.data} retry={retry} />;
}

function Copy({ copy, retry }: { copy: SeenCopy; retry: () => void }) {
  const { party, ucr, bytes, seenAt } = copy;
  const ledger = useKnownLedger();
  const checked = useQuery({
    queryKey: ['seen-proof', party, ucr, seenAt, ledger.data?.vkey],
    enabled: ledger.data !== undefined,
    queryFn: () => verifyInWorker(bytes, trustIn(ledger.data), ucr),
  });
  const answer = signedAnswerOf(bytes);
  if (answer === undefined) return <Unreadable copy={copy} retry={retry} />;
  return (
    <ProvenanceView
      answer={answer}
      proof={proofOf(checked.data, checked.error ?? ledger.error)}
      ledger={ledger.data}
      bytes={bytes}
      offline={{ seenAt, retry }}
    />
  );
}

/** Damaged in the store, or of a form that this console does not read: nothing of it is shown as if it were told. */
function Unreadable({ copy: { ucr, seenAt }, retry }: { copy: SeenCopy; retry: () => void }) {
  const say = useSay();
  const { time } = useFormats();
  return (
    <Page title={`${say('banner.consignment')} ${ucr}`}>
      <TryAgain retry={retry}>
        <p>{say('state.unreachable')}</p>
        <p>{say('offline.unreadable', { time: time(seenAt) })}</p>
      </TryAgain>
    </Page>
  );
}
