import { Link } from 'wouter';
import type { AlertDetail } from '../../client/alert-answers.js';
import { countryIn } from '../language/country-name.js';
import { Section } from '../frame/section.js';
import { useFormats, useSay, useSpoken } from '../language/language.js';

/** What a paper about this alert has to name: which it is, by what rule it was judged, where in the log it stands. */
export function OnRecord({ alert }: { alert: AlertDetail }) {
  const say = useSay();
  const { language } = useSpoken();
  const { time, number } = useFormats();
  const { id, version, rule, ruleSet, openedIndex, changedIndex, judgedAgainAt } = alert;
  return (
    <Section id="record" title={say('record.title')}>
      <dl className="facts">
        <dt>{say('record.alert')}</dt>
        <dd>
          <bdi className="mono">{say('record.version', { id, version: number(version) })}</bdi>
        </dd>
        <dt>{say('record.rule')}</dt>
        <dd>
          <Link href={`/rules#${rule}`}>
            <bdi className="mono">{say('record.ruleOf', { rule, set: ruleSet })}</bdi>
          </Link>
        </dd>
        <dt>{say('record.entries')}</dt>
        <dd>
          {say('record.entriesOf', { first: number(openedIndex), last: number(changedIndex) })}
        </dd>
        <dt>{say('record.subject')}</dt>
        <dd>
          <bdi className="mono">{alert.subject}</bdi>
        </dd>
        {alert.countries.length === 0 ? null : (
          <>
            <dt>{say('record.countries')}</dt>
            <dd>{alert.countries.map((code) => countryIn(language, code)).join(', ')}</dd>
          </>
        )}
        {judgedAgainAt === null ? null : (
          <>
            <dt>{say('record.judged')}</dt>
            <dd>{time(judgedAgainAt)}</dd>
          </>
        )}
      </dl>
    </Section>
  );
}
