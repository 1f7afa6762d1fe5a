import { useFormats, useSay } from '../language/language.js';
import { SaveBoth } from '../log/save-both.js';
import { useEvidenceContinuity } from './evidence-continuity.js';
import type { Acquaintance } from './known-ledger.js';

interface ContinuityProps {
  readonly bytes: Uint8Array | undefined;
  readonly ledger: Acquaintance | undefined;
}

/** Above everything: what is told rests on another history of the log than this browser was shown. */
export function TwoHistories({ bytes, ledger }: ContinuityProps) {
  const say = useSay();
  const { time } = useFormats();
  const log = useEvidenceContinuity(bytes, ledger);
  if (log?.continuity !== 'forked' || log.before === undefined) return null;
  return (
    <div className="notice" data-tone="bad" role="alert">
      <p>✕ {say('proof.forked', { at: time(log.before.at), size: log.before.size })}</p>
      <SaveBoth before={log.before} log={log} />
    </div>
  );
}

/** Beside the checks of the evidence: with what its state of the log was compared. */
export function ContinuityLine({ bytes, ledger }: ContinuityProps) {
  const say = useSay();
  const { time } = useFormats();
  const log = useEvidenceContinuity(bytes, ledger);
  if (log === undefined || log.continuity === 'forked') return null;
  return (
    <p className="hint">
      {log.before === undefined
        ? say('proof.seenFirst')
        : say('proof.seenBefore', { at: time(log.before.at), size: log.before.size })}
    </p>
  );
}
