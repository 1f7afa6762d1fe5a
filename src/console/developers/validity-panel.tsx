import { useSay } from '../language/language.js';
import type { Reading } from './developers-page.js';
import { NoStatement, type ReadStatement } from './read-statement.js';

/** Which member is wrong, and how to mend it: the words of the ledger's own refusals. */
export function ValidityPanel({ reading }: { reading: Reading }) {
  const say = useSay();
  return (
    <section className="panel" aria-labelledby="valid-title">
      <h2 id="valid-title">{say('dev.valid')}</h2>
      <div role="status" className="column">
        {reading === undefined ? <p className="soft">{say('dev.empty')}</p> : null}
        {reading instanceof NoStatement ? <NotOne reason={reading.message} /> : null}
        {reading === undefined || reading instanceof NoStatement ? null : (
          <Judged statement={reading} />
        )}
      </div>
    </section>
  );
}

function NotOne({ reason }: { reason: string }) {
  const say = useSay();
  return (
    <div className="notice" data-tone="bad">
      <p>{say('dev.none')}</p>
      <p className="mono" lang="en" dir="ltr">
        {reason}
      </p>
    </div>
  );
}

function Judged({ statement }: { statement: ReadStatement }) {
  const say = useSay();
  const { form, kind, issues } = statement;
  const isGood = issues.length === 0;
  return (
    <>
      <dl className="facts">
        <dt>{say('dev.form')}</dt>
        <dd>{say(form === 'envelope' ? 'dev.formEnvelope' : 'dev.formPayload')}</dd>
        <dt>{say('dev.kind')}</dt>
        <dd className="mono" dir="ltr">
          {kind}
        </dd>
      </dl>
      <div className="notice" data-tone={isGood ? 'good' : 'bad'}>
        <p>{isGood ? say('dev.fits') : say('dev.misfits', { count: issues.length })}</p>
        {isGood ? null : (
          <ol className="column">
            {issues.map(({ pointer, detail }) => (
              <li key={pointer + detail}>
                <bdi className="mono" dir="ltr">
                  <strong>{pointer === '' ? say('dev.payload') : pointer}</strong>
                </bdi>
                <p lang="en" dir="ltr">
                  {detail}
                </p>
              </li>
            ))}
          </ol>
        )}
      </div>
    </>
  );
}
