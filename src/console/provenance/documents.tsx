import { useState } from 'react';
import type { DocumentAnswer } from '../../client/provenance-answer.js';
import { toHex } from '../../protocol/index.js';
import { FileDrop } from '../check/file-drop.js';
import { Section } from '../frame/section.js';
import { useFormats, useSay } from '../language/language.js';

/** Documents by their hashes; a copy at hand is compared here and sent nowhere. */
export function Documents({ documents }: { documents: readonly DocumentAnswer[] }) {
  const say = useSay();
  const { number } = useFormats();
  return (
    <Section id="documents" title={say('documents.title')} note={number(documents.length)}>
      {documents.length === 0 ? <p className="soft">{say('documents.none')}</p> : null}
      {documents.length === 0 ? null : <DocumentTable documents={documents} />}
      {documents.length === 0 ? null : <Comparison documents={documents} />}
    </Section>
  );
}

function DocumentTable({ documents }: { documents: readonly DocumentAnswer[] }) {
  const say = useSay();
  const { day } = useFormats();
  return (
    <div className="scrolls" tabIndex={0} role="group" aria-labelledby="documents-title">
      <table>
        <thead>
          <tr>
            <th scope="col">{say('documents.document')}</th>
            <th scope="col">{say('documents.issuer')}</th>
            <th scope="col">{say('documents.expires')}</th>
            <th scope="col">{say('documents.state')}</th>
          </tr>
        </thead>
        <tbody>
          {documents.map((document) => (
            <tr
              key={document.statementHash}
              data-tone={document.state === 'valid' ? undefined : 'warn'}
            >
              <td>
                {document.docType} <bdi>{document.number}</bdi>
              </td>
              <td>{document.issuer}</td>
              <td>{day(document.expiresOn)}</td>
              <td>{say(`document.${document.state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Comparison({ documents }: { documents: readonly DocumentAnswer[] }) {
  const say = useSay();
  const [outcome, setOutcome] = useState<{ name: string; match: DocumentAnswer | undefined }>();
  const compare = async (file: File): Promise<void> => {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    const hash = toHex(new Uint8Array(digest));
    setOutcome({ name: file.name, match: documents.find(({ sha256 }) => sha256 === hash) });
  };
  return (
    <>
      <FileDrop label={say('documents.compare')} onFile={(file) => void compare(file)} />
      {outcome === undefined ? null : (
        <p role="status" className="notice" data-tone={outcome.match ? 'good' : 'bad'}>
          {outcome.match === undefined
            ? say('documents.noMatch', { name: outcome.name })
            : say('documents.match', { name: outcome.name, number: outcome.match.number })}
        </p>
      )}
    </>
  );
}
