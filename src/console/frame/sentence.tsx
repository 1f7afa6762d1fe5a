import { plainParts } from '../../messages/plain-sentence.js';

/** A sentence of the rules, which is signed in English: its codes are told in words and stay within reach. */
export function Sentence({ text }: { text: string }) {
  return (
    <span lang="en" dir="ltr" className="sentence">
      {plainParts(text).map(({ text: words, code }, at) =>
        code === undefined ? (
          words
        ) : (
          <abbr key={at} title={code}>
            {words}
          </abbr>
        ),
      )}
    </span>
  );
}
