import type { LocationAnswer } from '../../client/provenance-answer.js';
import type { Say } from '../../messages/messages.js';
import { Section } from '../frame/section.js';
import { useSay } from '../language/language.js';
import type { SignedAnswer } from '../proof/signed-answer.js';
import { partyName } from './names.js';
import { nameOf } from './route.js';

/** Where the goods are now, who answers for them, and how much of the chain has two signatures. */
export function Standing({ answer }: { answer: SignedAnswer }) {
  const say = useSay();
  const { custodian, control, location, coverage, origins } = answer;
  const proven = origins.filter(({ isProven }) => isProven).length;
  return (
    <Section id="now" title={say('now.title')} isOpen>
      <dl className="facts">
        <dt>{say('now.custodian')}</dt>
        <dd>
          <bdi>{custodian === null ? say('now.nobody') : partyName(answer, custodian)}</bdi>
        </dd>
        <dt>{say('now.place')}</dt>
        <dd>{placeText(location, say)}</dd>
        {control === null ? null : (
          <>
            <dt>{say('now.control')}</dt>
            <dd>
              {say(`control.${control.state}`)} <bdi>{control.by.join(', ')}</bdi>
            </dd>
          </>
        )}
        <dt>{say('now.coverage')}</dt>
        <dd>{say('now.coverageOf', { count: coverage.twoSigned, due: coverage.due })}</dd>
        <dt>{say('now.origins')}</dt>
        <dd>{say('now.originsOf', { count: proven, all: origins.length })}</dd>
      </dl>
    </Section>
  );
}

function placeText(location: LocationAnswer, say: Say): string {
  if (location.state === 'unknown') return say('now.unknown');
  if (location.state === 'at') return nameOf(location.place);
  return say('now.moving', { from: nameOf(location.from), to: nameOf(location.to) });
}
