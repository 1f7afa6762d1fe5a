import { useId, useState } from 'react';
import { useSay } from '../language/language.js';
import type { BrowserKey } from './browser-key.js';
import type { KeyBackup } from './key-backup.js';

interface BackupFormProps {
  readonly backup: KeyBackup;
  readonly onKey: (key: BrowserKey) => void;
}

/** Asks for the passphrase of a backup. Stands inside other forms, and so is none itself. */
export function BackupForm({ backup, onKey }: BackupFormProps) {
  const say = useSay();
  const id = useId();
  const [passphrase, setPassphrase] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | 'wrong'>('idle');
  const open = async (): Promise<void> => {
    setState('busy');
    try {
      onKey(await (await import('./key-backup.js')).openKeyBackup(backup, passphrase));
    } catch {
      setState('wrong');
    }
  };
  return (
    <div className="field" data-fault={state === 'wrong' ? 'yes' : undefined}>
      <label htmlFor={id}>{say('backup.of', { party: backup.party })}</label>
      <input
        id={id}
        type="password"
        autoComplete="current-password"
        value={passphrase}
        onChange={({ target }) => setPassphrase(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void open();
        }}
        aria-invalid={state === 'wrong'}
        aria-describedby={state === 'wrong' ? `${id}-fault` : undefined}
      />
      {state === 'wrong' ? (
        <p className="notice" data-tone="bad" role="alert" id={`${id}-fault`}>
          {say('backup.wrong')}
        </p>
      ) : null}
      <div className="actions">
        <button
          type="button"
          disabled={state === 'busy' || passphrase === ''}
          onClick={() => void open()}
        >
          {say(state === 'busy' ? 'backup.opening' : 'backup.open')}
        </button>
      </div>
    </div>
  );
}
