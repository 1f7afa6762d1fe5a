import { useSay } from '../language/language.js';
import type { BrowserKey } from '../session/browser-key.js';
import { KeyFileDrop } from '../session/key-file-drop.js';

interface WitnessKeyProps {
  readonly party: string;
  readonly change: (key: BrowserKey | undefined) => void;
}

/** The witness signs here, with a key of his own that this browser uses once and does not keep. */
export function WitnessKey({ party, change }: WitnessKeyProps) {
  const say = useSay();
  return (
    <section className="panel question" aria-labelledby="witness-title">
      <h2 id="witness-title">{say('post.witness')}</h2>
      <p>{say('post.witnessHint', { party })}</p>
      <KeyFileDrop
        label={say('post.witnessKey')}
        onKey={(key) => change(key)}
        onBad={() => change(undefined)}
      />
    </section>
  );
}
