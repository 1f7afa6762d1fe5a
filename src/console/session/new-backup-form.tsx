import { useState } from 'react';
import { encodeUtf8 } from '../../protocol/index.js';
import { saveFile } from '../frame/save-file.js';
import { useSay } from '../language/language.js';
import type { BrowserKey } from './browser-key.js';

interface NewBackupFormProps {
  readonly party: string;
  readonly onKey: (key: BrowserKey) => Promise<void>;
  /** This browser makes no keys. */
  readonly onFault: () => void;
}

/** Shorter ones are guessed, file in hand. */
const LEAST_PASSPHRASE = 12;

/** A key whose backup is saved as a file before the key is used. Stands inside another form. */
export function NewBackupForm({ party, onKey, onFault }: NewBackupFormProps) {
  const say = useSay();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isBusy, setBusy] = useState(false);
  const isLong = passphrase.length >= LEAST_PASSPHRASE;
  const make = async (): Promise<void> => {
    setBusy(true);
    try {
      const { makeKeyWithBackup } = await import('./key-backup.js');
      const { key, backup } = await makeKeyWithBackup(party, passphrase);
      const bytes = encodeUtf8(`${JSON.stringify(backup, undefined, 2)}\n`);
      saveFile(bytes, `${party}.key-backup.json`, 'application/json');
      await onKey(key);
    } catch {
      onFault();
    } finally {
      setBusy(false);
    }
  };
  return (
    <details>
      <summary>{say('backup.with')}</summary>
      <div className="column">
        <p className="hint">{say('backup.why')}</p>
        <div className="field">
          <label htmlFor="passphrase">{say('backup.passphrase')}</label>
          <input
            id="passphrase"
            type="password"
            autoComplete="new-password"
            value={passphrase}
            onChange={({ target }) => setPassphrase(target.value)}
            aria-describedby="passphrase-hint"
          />
          <p className="hint" id="passphrase-hint">
            {say('backup.passphraseHint', { least: LEAST_PASSPHRASE })}
          </p>
        </div>
        <div className="field">
          <label htmlFor="passphrase-again">{say('backup.again')}</label>
          <input
            id="passphrase-again"
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={({ target }) => setAgain(target.value)}
            aria-invalid={again !== '' && again !== passphrase}
            aria-describedby="passphrase-again-hint"
          />
          <p className="hint" id="passphrase-again-hint">
            {again !== '' && again !== passphrase ? say('backup.differs') : null}
          </p>
        </div>
        <div className="actions">
          <button
            type="button"
            disabled={isBusy || party === '' || !isLong || again !== passphrase}
            onClick={() => void make()}
          >
            {say('backup.make')}
          </button>
        </div>
      </div>
    </details>
  );
}
