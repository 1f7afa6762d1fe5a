import { useState } from 'react';
import type { Role } from '../../custody/vocabulary/roles.js';
import { FileDrop } from '../check/file-drop.js';
import { useSay } from '../language/language.js';
import { KeyChoice } from '../rehearsal/key-choice.js';
import { BackupForm } from './backup-form.js';
import { type BrowserKey, readKeyFile } from './browser-key.js';
import type { KeyBackup } from './key-backup.js';

interface KeyFileDropProps {
  readonly label: string;
  readonly onKey: (key: BrowserKey, fileName: string) => void;
  /** The file held no key. */
  readonly onBad: () => void;
  /** Whose key of a rehearsal is offered; everybody's when left out. */
  readonly isFor?: (role: Role, party: string) => boolean;
}

interface Sealed {
  readonly backup: KeyBackup;
  readonly fileName: string;
}

/** A key file, or a backup and its passphrase, for use in this page; what is no key file is said to be none. */
export function KeyFileDrop({ label, onKey, onBad, isFor }: KeyFileDropProps) {
  const say = useSay();
  const [isBad, setBad] = useState(false);
  const [sealed, setSealed] = useState<Sealed>();
  const read = async (file: File): Promise<void> => {
    setBad(false);
    setSealed(undefined);
    const text = await file.text();
    const backup = await backupIn(text);
    if (backup !== undefined) return setSealed({ backup, fileName: file.name });
    try {
      onKey(await readKeyFile(text), file.name);
    } catch {
      setBad(true);
      onBad();
    }
  };
  return (
    <>
      <FileDrop label={label} accept=".json,application/json" onFile={(file) => void read(file)} />
      <KeyChoice
        isFor={isFor}
        choose={(key, party) => {
          setBad(false);
          setSealed(undefined);
          onKey(key, `${party}.json`);
        }}
      />
      {sealed === undefined ? null : (
        <BackupForm
          key={sealed.backup.sealed}
          backup={sealed.backup}
          onKey={(key) => {
            onKey(key, sealed.fileName);
            setSealed(undefined);
          }}
        />
      )}
      {isBad ? (
        <p className="notice" data-tone="bad" role="alert">
          {say('login.badFile')}
        </p>
      ) : null}
    </>
  );
}

/** Its schema is loaded for files that might be one. */
async function backupIn(text: string): Promise<KeyBackup | undefined> {
  if (!text.includes('custody-key-backup')) return undefined;
  return (await import('./key-backup.js')).parseKeyBackup(text);
}
