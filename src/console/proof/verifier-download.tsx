import { useState } from 'react';
import { sha256, toHex } from '../../protocol/index.js';
import { Fault } from '../frame/fault.js';
import { saveFile } from '../frame/save-file.js';
import { useSay } from '../language/language.js';
import { NeedsNetwork } from '../offline/needs-network.js';

const FILE = 'custody-verifier.html';

/** The page that verifies evidence without this site, and the hash of the very bytes that were saved. */
export function VerifierDownload() {
  const say = useSay();
  const [hash, setHash] = useState<string>();
  const [error, setError] = useState<unknown>();
  const save = async (): Promise<void> => {
    setError(undefined);
    try {
      const answer = await fetch(`/${FILE}`);
      if (!answer.ok) throw new Error(`${FILE}: ${answer.status}`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      saveFile(bytes, FILE, 'text/html');
      setHash(toHex(sha256(bytes)));
    } catch (fault) {
      setError(fault);
    }
  };
  return (
    <div className="column">
      <p className="hint">{say('verifier.what')}</p>
      <NeedsNetwork>
        <div className="actions">
          <button type="button" onClick={() => void save()}>
            {say('verifier.save')}
          </button>
        </div>
      </NeedsNetwork>
      <div role="status">
        {hash === undefined ? null : (
          <>
            <p>{say('verifier.hash')}</p>
            <p className="mono" dir="ltr">
              {hash}
            </p>
            <p className="hint">{say('verifier.compare')}</p>
          </>
        )}
      </div>
      {error === undefined ? null : <Fault error={error} />}
    </div>
  );
}
