import { useId } from 'react';
import type { Role } from '../../custody/vocabulary/roles.js';
import { roleName } from '../../messages/role-names.js';
import { useSay } from '../language/language.js';
import type { BrowserKey } from '../session/browser-key.js';
import { keyOf, peopleOfRehearsal } from './people.js';

interface KeyChoiceProps {
  readonly choose: (key: BrowserKey, party: string) => void;
  readonly isFor?: ((role: Role, party: string) => boolean) | undefined;
}

/** In a rehearsal nobody has to look for a key file. */
export function KeyChoice({ choose, isFor = () => true }: KeyChoiceProps) {
  const say = useSay();
  const id = useId();
  const people = peopleOfRehearsal().filter(({ role, party }) => isFor(role, party));
  if (people.length === 0) return null;
  const take = async (party: string): Promise<void> => {
    const person = people.find((each) => each.party === party);
    if (person !== undefined) choose(await keyOf(person), party);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{say('rehearsal.key')}</label>
      <select id={id} defaultValue="" onChange={({ target }) => void take(target.value)}>
        <option value="">{say('decide.choose')}</option>
        {people.map(({ party, name, role }) => (
          <option key={party} value={party}>
            {`${roleName(role, say)} – ${name} (${party})`}
          </option>
        ))}
      </select>
    </div>
  );
}
