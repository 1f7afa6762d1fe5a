import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { verdictLines } from '../../messages/verdict-lines.js';
import { Page } from '../frame/page.js';
import { useSay } from '../language/language.js';
import { ProofPanel } from '../proof/proof-panel.js';
import { proofOf, trustIn, useKnownLedger } from '../proof/use-evidence.js';
import { signedAnswerOf } from '../proof/signed-answer.js';
import { verifyInWorker } from '../proof/verify-evidence.js';
import { ProvenanceView } from '../provenance/provenance-view.js';
import { EvidenceDrop } from './evidence-drop.js';
import { takeHanded } from './handed-file.js';
import { useGivenFile } from './use-given-file.js';

interface OpenedFile {
  /** Of those opened on this page. */
  readonly number: number;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An evidence file from anywhere, verified here: no login, no network. */
export function FilePage() {
  const say = useSay();
  const ledger = useKnownLedger();
  const [opened, setOpened] = useState<OpenedFile>();
  const [fault, setFault] = useState<unknown>(null);
  const open = useCallback((file: File): void => {
    setFault(null);
    void bytesOf(file).then(
      (bytes) =>
        setOpened((before) => ({ number: (before?.number ?? 0) + 1, name: file.name, bytes })),
      setFault,
    );
  }, []);
  useEffect(() => {
    const file = takeHanded();
    if (file !== undefined) open(file);
  }, [open]);
  // Not before it is settled whether the ledger's key is known, and anew when it becomes known.
  const checked = useQuery({
    queryKey: ['opened-file', opened?.number, ledger.data?.vkey],
    enabled: opened !== undefined && !ledger.isPending,
    queryFn: async () => verifyInWorker(opened?.bytes ?? new Uint8Array(), trustIn(ledger.data)),
  });
  const proof = opened && proofOf(checked.data, checked.error);
  const verdict = proof?.kind === 'checked' ? proof.verification.verdict : undefined;
  const answer = opened && signedAnswerOf(opened.bytes);
  // What does not verify, and what anybody can have made, may say anything, in any form: of it only the checks are shown.
  if (
    opened !== undefined &&
    answer !== undefined &&
    proof !== undefined &&
    verdict === 'verified'
  ) {
    return (
      <AnotherOver onFile={open}>
        <ProvenanceView answer={answer} proof={proof} ledger={ledger.data} bytes={opened.bytes} />
      </AnotherOver>
    );
  }
  return (
    <Page title={say('file.title')} intro={say('file.intro')}>
      <EvidenceDrop onFile={open} />
      {fault === null ? null : (
        <p className="notice" data-tone="bad" role="alert">
          {say('file.fault')}
        </p>
      )}
      {verdict === 'failed' ? <Broken name={opened?.name ?? ''} /> : null}
      {verdict === 'consistent' ? (
        <p className="notice" data-tone="warn" role="alert">
          {say('file.consistent')}
        </p>
      ) : null}
      {proof === undefined ? null : (
        <ProofPanel
          proof={proof}
          ledger={ledger.data}
          bytes={opened?.bytes}
          ucr={opened?.name ?? ''}
          timeline={opened && signedAnswerOf(opened.bytes)?.timeline}
        />
      )}
    </Page>
  );
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

/** Over what one file tells the next may be dropped. */
function AnotherOver({ onFile, children }: { onFile: (file: File) => void; children: ReactNode }) {
  useGivenFile(onFile);
  return children;
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
