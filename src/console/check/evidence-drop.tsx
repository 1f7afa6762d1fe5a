import { useSay } from '../language/language.js';
import { FileDrop } from './file-drop.js';
import { useGivenFile } from './use-given-file.js';

/** Where evidence is given to a page: chosen, pasted, or dropped anywhere on it. @param onFile stays the same function */
export function EvidenceDrop({ onFile }: { onFile: (file: File) => void }) {
  const say = useSay();
  const isOver = useGivenFile(onFile);
  return (
    <div className="evidence-drop" data-over={isOver ? 'yes' : 'no'}>
      <FileDrop
        label={say('file.choose')}
        hint={say('file.anywhere')}
        accept=".json,application/json"
        onFile={onFile}
      />
      <p className="drop-told" role="status">
        {isOver ? say('file.letGo') : null}
      </p>
    </div>
  );
}
