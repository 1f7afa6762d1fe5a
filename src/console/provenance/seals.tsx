import { Section } from '../frame/section.js';
import { useFormats, useSay } from '../language/language.js';
import type { SignedAnswer } from '../proof/signed-answer.js';
import { sealHistoryOf } from './seal-history.js';

/** Seals as set and as seen; a seal nobody set is marked. */
export function Seals({ answer }: { answer: SignedAnswer }) {
  const say = useSay();
  const { time, number } = useFormats();
  const lines = sealHistoryOf(answer.timeline);
  return (
    <Section id="seals" title={say('seals.title')} note={number(lines.length)}>
      {lines.length === 0 ? <p className="soft">{say('seals.none')}</p> : null}
      {lines.length === 0 ? null : (
        <div className="scrolls" tabIndex={0} role="group" aria-labelledby="seals-title">
          <table>
            <thead>
              <tr>
                <th scope="col">{say('seals.when')}</th>
                <th scope="col">{say('seals.what')}</th>
                <th scope="col">{say('seals.numbers')}</th>
                <th scope="col">{say('seals.by')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr
                  key={`${line.index}-${line.what}`}
                  data-tone={line.isForeign ? 'bad' : undefined}
                >
                  <td>{time(line.occurredAt)}</td>
                  <td>
                    {say(`seal.${line.what}`)}
                    {line.isForeign ? <strong> {say('seals.foreign')}</strong> : null}
                  </td>
                  <td>
                    <bdi>{line.numbers.join(', ')}</bdi>
                  </td>
                  <td>
                    <bdi>{line.party}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {answer.seals.expected.length === 0 ? null : (
        <p>
          {say('seals.expected')}{' '}
          <strong>
            <bdi>{answer.seals.expected.map(({ number: seal }) => seal).join(', ')}</bdi>
          </strong>
        </p>
      )}
    </Section>
  );
}
