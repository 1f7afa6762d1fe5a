import { memo, useDeferredValue } from 'react';
import type { ShownVerdict } from '../../messages/verdict-lines.js';
import type { SignedAnswer } from '../proof/signed-answer.js';
import { useFormats, useSay } from '../language/language.js';
import type { Acquaintance } from '../proof/known-ledger.js';
import { TwoHistories } from '../proof/continuity-notice.js';
import { ProofPanel } from '../proof/proof-panel.js';
import { doVerdictsDiffer, type Proof, shownVerdict } from '../proof/shown-verdict.js';
import { useTabName } from '../frame/page.js';
import { BalanceSection } from './balance-section.js';
import { CustodyChain } from './custody-chain.js';
import { Documents } from './documents.js';
import { EvidenceActions } from './evidence-actions.js';
import { Findings } from './findings.js';
import { LineageSection } from './lineage-section.js';
import { OfflineNotice } from './offline-notice.js';
import { RouteSection } from './route-section.js';
import { Seals } from './seals.js';
import { Standing } from './standing.js';
import { useTurns } from './use-turns.js';
import { VerdictBanner } from './verdict-banner.js';

interface ProvenanceViewProps {
  readonly answer: SignedAnswer;
  /** The verdict that the service told, where it was asked. */
  readonly told?: ShownVerdict;
  readonly proof: Proof;
  readonly ledger: Acquaintance | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly again?: () => void;
  readonly report?: () => Promise<Uint8Array>;
  /** The ledger could not be asked: this is what it told before. */
  readonly offline?: { readonly seenAt?: string; readonly retry: () => void };
}

/** Everything about a consignment, the weightiest first. */
export function ProvenanceView(props: ProvenanceViewProps) {
  const { answer, proof, ledger, bytes, again, offline } = props;
  const say = useSay();
  const { time } = useFormats();
  const own = answer.verdict ?? 'PARTY';
  const told = props.told ?? own;
  const verdict = shownVerdict(told, proof);
  // The verdict is drawn at once, and what is below it part by part.
  const turns = useTurns(PARTS);
  // A proof that comes in changes its line at once; its table may wait.
  const listed = useDeferredValue(proof);
  useTabName(answer.ucr);
  return (
    <main className="page" id="content" tabIndex={-1}>
      {offline === undefined ? null : <OfflineNotice asOf={answer.asOf} {...offline} />}
      <TwoHistories bytes={proof.kind === 'checked' ? bytes : undefined} ledger={ledger} />
      <VerdictBanner
        ucr={answer.ucr}
        verdict={verdict}
        // Reasons for another verdict than this would contradict it.
        {...(verdict === own && { told: answer })}
      >
        <ProofLine proof={proof} />
        {doVerdictsDiffer(told, proof) ? (
          <p role="alert">
            <strong>{say('banner.differ')}</strong>
          </p>
        ) : null}
        <p className="banner-proof">
          {say('banner.asOf', { time: time(answer.asOf.time), index: answer.asOf.index })}
        </p>
      </VerdictBanner>
      <EvidenceActions ucr={answer.ucr} bytes={bytes} report={props.report} />
      <div className="columns">
        <div className="column">
          {turns > 0 ? <Why answer={answer} /> : null}
          {turns > 2 ? <Chain answer={answer} /> : null}
        </div>
        <div className="column">
          {turns > 1 ? <Now answer={answer} /> : null}
          {turns > 3 ? <Quantities answer={answer} /> : null}
          {turns > 4 ? <Way answer={answer} /> : null}
          {turns > 5 ? <Papers answer={answer} /> : null}
          {turns > 6 ? (
            <Checks
              proof={listed}
              ledger={ledger}
              bytes={bytes}
              ucr={answer.ucr}
              timeline={answer.timeline}
              again={again}
            />
          ) : null}
        </div>
      </div>
    </main>
  );
}

interface PartProps {
  readonly answer: SignedAnswer;
}

const PARTS = 7;

// Each is drawn once an answer, and not again when a proof or the ledger's acquaintance comes in.
const Why = memo(Findings);
const Now = memo(Standing);
const Chain = memo(function Chain({ answer }: PartProps) {
  return (
    <>
      <LineageSection answer={answer} />
      <CustodyChain answer={answer} />
    </>
  );
});
const Quantities = memo(BalanceSection);
const Way = memo(RouteSection);
const Papers = memo(function Papers({ answer }: PartProps) {
  return (
    <>
      <Documents documents={answer.documents} />
      <Seals answer={answer} />
    </>
  );
});
const Checks = memo(ProofPanel);

function ProofLine({ proof }: { proof: Proof }) {
  const say = useSay();
  if (proof.kind === 'checking')
    return <p className="banner-proof proof-line">{say('banner.serverOnly')}</p>;
  if (proof.kind === 'unavailable')
    return <p className="banner-proof proof-line">{say('proof.unavailable')}</p>;
  const { checks } = proof.verification;
  const failed = checks.filter(({ ok }) => !ok).length;
  return (
    <p className="banner-proof proof-line" role="status">
      {failed === 0
        ? say('banner.proved', { count: checks.length })
        : say('banner.notProved', { count: failed, all: checks.length })}{' '}
      <a href="#proof">{say('banner.seeProof')}</a>
    </p>
  );
}
