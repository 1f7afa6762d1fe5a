import { useState } from 'react';
import { plainParts, plainSentence } from '../../messages/plain-sentence.js';
import { useSay } from '../language/language.js';

interface SentenceProps {
  readonly text: string;
  /** In a list of many, where each term would be one more stop of the tab key: the codes are a press away. */
  readonly isPlain?: boolean | undefined;
}

/** A sentence of the rules, which is signed in English: its codes are told in words and stay within reach. */
export function Sentence({ text, isPlain = false }: SentenceProps) {
  return (
    <span lang="en" dir="ltr" className="sentence">
      {isPlain
        ? plainSentence(text)
        : plainParts(text).map(({ text: words, code }, at) =>
            code === undefined ? words : <Term key={at} words={words} code={code} />,
          )}
    </span>
  );
}

/** By finger, key or pointer alike: what is only shown to a pointer that rests is shown to few. */
function Term({ words, code }: { words: string; code: string }) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="term"
        aria-expanded={isOpen}
        title={say('term.code', { code })}
        onClick={() => setOpen(!isOpen)}
      >
        {words}
      </button>
      {isOpen ? <code> [{code}]</code> : null}
    </>
  );
}
