import { useId, useState } from 'react';
import { useSay } from '../language/language.js';

interface FileDropProps {
  readonly label: string;
  readonly accept?: string;
  /** Else that it stays on this device. */
  readonly hint?: string;
  readonly onFile: (file: File) => void;
}

/** A file from this device, chosen or dropped. */
export function FileDrop({ label, accept, hint, onFile }: FileDropProps) {
  const say = useSay();
  const id = useId();
  const [isOver, setOver] = useState(false);
  return (
    <div
      className="drop"
      data-over={isOver ? 'yes' : 'no'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) onFile(file);
      }}
    >
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) onFile(file);
        }}
      />
      <span className="hint">{hint ?? say('file.stays')}</span>
    </div>
  );
}
