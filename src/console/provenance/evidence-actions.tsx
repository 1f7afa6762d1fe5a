import { useState } from 'react';
import { Link } from 'wouter';
import { copyText } from '../frame/copy-text.js';
import { saveFile } from '../frame/save-file.js';
import { useSay } from '../language/language.js';
import { useOnline } from '../offline/use-online.js';

interface EvidenceActionsProps {
  readonly ucr: string;
  readonly bytes: Uint8Array | undefined;
  /** Fetches the document to print, where there is a ledger to ask. */
  readonly report: (() => Promise<Uint8Array>) | undefined;
}

/** What a reader may take away. */
export function EvidenceActions({ ucr, bytes, report }: EvidenceActionsProps) {
  const say = useSay();
  const isOnline = useOnline();
  const [isCopied, setCopied] = useState<boolean>();
  const [isFailed, setFailed] = useState(false);
  const saveReport = async (fetchReport: () => Promise<Uint8Array>): Promise<void> => {
    try {
      setFailed(false);
      saveFile(await fetchReport(), `${ucr}.pdf`, 'application/pdf');
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="actions">
      <button
        type="button"
        disabled={bytes === undefined}
        onClick={() => {
          if (bytes !== undefined) saveFile(bytes, `${ucr}.custody.json`, 'application/json');
        }}
      >
        {say('take.evidence')}
      </button>
      {report === undefined ? null : (
        <button type="button" disabled={!isOnline} onClick={() => void saveReport(report)}>
          {say('take.report')}
        </button>
      )}
      <button type="button" onClick={() => print()}>
        {say('take.print')}
      </button>
      <button
        type="button"
        onClick={() => void copyText(location.href, navigator.clipboard).then(setCopied)}
      >
        {say(isCopied === true ? 'take.copied' : 'take.link')}
      </button>
      <Link href={`/c/${encodeURIComponent(ucr)}/label`} className="button">
        {say('take.label')}
      </Link>
      <p className="hint reason" role="status">
        {report === undefined || isOnline ? null : say('take.needsNetwork')}
      </p>
      {isCopied === false ? <p role="alert">{say('copy.refused')}</p> : null}
      {isFailed ? <p role="alert">{say('state.failed')}</p> : null}
    </div>
  );
}
