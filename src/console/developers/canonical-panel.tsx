import { decodeUtf8, sha256, statementHash, storedBytes, toHex } from '../../protocol/index.js';
import { useFormats, useSay } from '../language/language.js';
import type { ReadStatement } from './read-statement.js';

/** The bytes that are signed, and the names that follow from them. */
export function CanonicalPanel({ statement }: { statement: ReadStatement | undefined }) {
  const say = useSay();
  const { number } = useFormats();
  return (
    <section className="panel" aria-labelledby="canonical-title">
      <h2 id="canonical-title">{say('dev.canonical')}</h2>
      <p className="hint">{say('dev.canonicalWhy')}</p>
      {statement === undefined ? null : (
        <>
          <pre
            className="mono code-box"
            dir="ltr"
            tabIndex={0}
            role="group"
            aria-labelledby="canonical-title"
          >
            {decodeUtf8(statement.payload)}
          </pre>
          <dl className="facts">
            <dt>{say('dev.bytes')}</dt>
            <dd>{number(statement.payload.length)}</dd>
            <dt>{say('dev.payloadHash')}</dt>
            <dd className="mono" dir="ltr">
              {toHex(sha256(statement.payload))}
            </dd>
            <dt>{say('dev.statementHash')}</dt>
            {statement.envelope === undefined ? (
              <dd className="soft">{say('dev.hashLater')}</dd>
            ) : (
              <dd className="mono" dir="ltr">
                {toHex(statementHash(storedBytes(statement.envelope)))}
              </dd>
            )}
          </dl>
          <details>
            <summary>{say('dev.hex')}</summary>
            <p className="mono code-box" dir="ltr">
              {toHex(statement.payload)}
            </p>
          </details>
        </>
      )}
    </section>
  );
}
