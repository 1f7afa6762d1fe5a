import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import type { LedgerClient } from '../../client/ledger-client.js';
import { ProblemError } from '../../client/problem-error.js';
import { remember } from '../check/recently-checked.js';
import { Fault } from '../frame/fault.js';
import { Page } from '../frame/page.js';
import { Waiting } from '../frame/waiting.js';
import { useSay } from '../language/language.js';
import { SeenBefore } from '../offline/seen-before.js';
import { forgetCopy, keepSeen } from '../offline/seen-store.js';
import { doesHold } from '../proof/shown-verdict.js';
import { useEvidence } from '../proof/use-evidence.js';
import { ProvenanceView } from './provenance-view.js';
import { shownAnswer } from './shown-answer.js';
import { seedFor } from './seed.js';
import { VerdictBanner } from './verdict-banner.js';

interface ConsignmentProps {
  readonly client: LedgerClient;
  /** Who reads it. */
  readonly party: string;
  readonly ucr: string;
}

/** A consignment as the ledger tells it to a reader who is logged in, with its evidence. */
export function Consignment({ client, party, ucr }: ConsignmentProps) {
  const say = useSay();
  const seed = seedFor(ucr);
  const told = useQuery({
    queryKey: ['consignment', ucr],
    queryFn: () => client.consignment(ucr),
    // What the page came with is as good as what would be asked for now, for a while.
    ...(seed && { initialData: seed, initialDataUpdatedAt: performance.timeOrigin }),
  });
  const isTold = told.data !== undefined;
  useEffect(() => {
    if (isTold) remember(ucr, localStorage, new Date());
  }, [isTold, ucr]);
  const evidence = useEvidence(client, ucr);
  const isGone = told.error instanceof ProblemError && told.error.status === 404;
  useCopy(party, ucr, isGone, evidence);
  const retry = (): void => void told.refetch();
  if (isGone) return <NoRecord ucr={ucr} />;
  if (told.data === undefined && told.error !== null) {
    const fault = (
      <Page title={`${say('banner.consignment')} ${ucr}`}>
        <Fault error={told.error} retry={retry} />
      </Page>
    );
    if (told.error instanceof ProblemError) return fault;
    return <SeenBefore party={party} ucr={ucr} retry={retry} otherwise={fault} />;
  }
  if (told.data === undefined) return <Waiting />;
  const { answer, told: word } = shownAnswer(told.data, evidence.signed, evidence.proof);
  return (
    <ProvenanceView
      answer={answer}
      told={word}
      proof={evidence.proof}
      ledger={evidence.ledger}
      bytes={evidence.bytes}
      again={evidence.again}
      report={() => client.evidencePdf(ucr)}
      {...(told.error !== null && { offline: { retry } })}
    />
  );
}

/** What was verified here opens here without a network, until the ledger tells it no more. */
function useCopy(
  party: string,
  ucr: string,
  isGone: boolean,
  { bytes, proof }: ReturnType<typeof useEvidence>,
): void {
  const holds = doesHold(proof);
  useEffect(() => {
    // A browser that keeps nothing still shows everything.
    if (isGone) void forgetCopy(party, ucr).catch(() => undefined);
    else if (holds && bytes !== undefined)
      void keepSeen({ party, ucr, bytes, seenAt: new Date().toISOString() }).catch(() => undefined);
  }, [party, ucr, isGone, holds, bytes]);
}

function NoRecord({ ucr }: { ucr: string }) {
  const say = useSay();
  return (
    <main className="page" id="content" tabIndex={-1}>
      <VerdictBanner ucr={ucr} verdict="UNKNOWN">
        <p>{say('check.noRecord')}</p>
        <p>
          <Link href="/">{say('check.another')}</Link>
        </p>
      </VerdictBanner>
    </main>
  );
}
