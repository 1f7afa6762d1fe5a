import { useState } from 'react';
import { verdictLines } from '../../messages/verdict-lines.js';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';
import { ProofPanel } from '../proof/proof-panel.js';
import { proofOf, trustIn, useKnownLedger } from '../proof/use-evidence.js';
import { type SignedAnswer, signedAnswerOf } from '../proof/signed-answer.js';
import { verifyInWorker } from '../proof/verify-evidence.js';
import type { VerifyAnswer } from '../proof/verify-messages.js';
import { ProvenanceView } from '../provenance/provenance-view.js';
import { FileDrop } from './file-drop.js';

interface OpenedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly answer: SignedAnswer | undefined;
  readonly checked: VerifyAnswer;
}

/** An evidence file from anywhere, verified here: no login, no network. */
export function FilePage() {
  const say = useSay();
  const ledger = useKnownLedger();
  const [opened, setOpened] = useState<OpenedFile>();
  const [fault, setFault] = useState<unknown>(null);
  const open = async (file: File): Promise<void> => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const checked = await verifyInWorker(bytes, trustIn(ledger.data));
    setOpened({ name: file.name, bytes, answer: signedAnswerOf(bytes), checked });
  };
  const proof = opened && proofOf(opened.checked, null);
  const isFailed = proof?.kind === 'checked' && proof.verification.verdict === 'failed';
  // What does not verify may say anything, in any form: of it only the checks are shown.
  if (opened?.answer !== undefined && proof !== undefined && !isFailed) {
    return (
      <ProvenanceView
        answer={opened.answer}
        proof={proof}
        ledger={ledger.data}
        bytes={opened.bytes}
      />
    );
  }
  return (
    <Page title={say('file.title')} intro={say('file.intro')}>
      <FileDrop
        label={say('file.choose')}
        accept=".json,application/json"
        onFile={(file) => void open(file).catch(setFault)}
      />
      {fault === null ? null : (
        <p className="notice" data-tone="bad" role="alert">
          {say('file.fault')}
        </p>
      )}
      {isFailed ? <Broken name={opened?.name ?? ''} /> : null}
      {proof === undefined ? null : (
        <ProofPanel
          proof={proof}
          ledger={ledger.data}
          bytes={opened?.bytes}
          ucr={opened?.name ?? ''}
        />
      )}
    </Page>
  );
}

function Broken({ name }: { name: string }) {
  const say = useSay();
  const { headline, action } = verdictLines('TAMPERED', say);
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>
        <bdi className="mono">{name}</bdi>
      </p>
      <p>
        <strong>✕ {headline}</strong>
      </p>
      <p>{action}</p>
    </div>
  );
}
