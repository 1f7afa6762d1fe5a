import { useState } from 'react';
import { saveFile } from '../frame/save-file.js';
import { useSay } from '../language/language.js';
import { useKnownLedger } from '../proof/use-evidence.js';
import { publicClient } from '../session/connection.js';
import type { LogState } from './read-log.js';
import type { SeenCheckpoint } from './seen-checkpoint.js';
import { twoHistories } from './two-histories.js';

interface SaveBothProps {
  readonly before: SeenCheckpoint;
  readonly log: Pick<LogState, 'checkpoint' | 'note' | 'continuity'>;
}

/** What shows to anybody else that the ledger told two histories. */
export function SaveBoth({ before, log }: SaveBothProps) {
  const say = useSay();
  const ledger = useKnownLedger();
  const [isBusy, setBusy] = useState(false);
  const known = ledger.data;
  if (known === undefined) return null;
  const save = async (): Promise<void> => {
    setBusy(true);
    const now = new Date();
    const caught = { url: location.origin, ledger: known, before, log, now };
    const bytes = await twoHistories(caught, publicClient);
    const name = `custody-misbehaviour-${now.toISOString().replaceAll(/[:.]/gu, '-')}.json`;
    saveFile(bytes, name, 'application/json');
    setBusy(false);
  };
  return (
    <>
      <div className="actions">
        <button type="button" disabled={isBusy} onClick={() => void save()}>
          {say('log.saveBoth')}
        </button>
      </div>
      <p className="hint">
        {say('log.saveBothLong')} <code dir="ltr">npx custody monitor --check</code>
      </p>
    </>
  );
}
