import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Role } from '../../custody/vocabulary/roles.js';
import { roleName } from '../../messages/role-names.js';
import { useSay } from '../language/language.js';
import { useSession } from '../session/session.js';
import { keyOf, peopleOfRehearsal, type Person } from './people.js';

interface BeSomebodyProps {
  /** Where somebody of that role goes then; nowhere when left out. */
  readonly then?: (role: Role) => string;
}

/** The way into a rehearsal for somebody who never saw it: one press, no files. Nothing on a ledger in earnest. */
export function BeSomebody({ then }: BeSomebodyProps) {
  const say = useSay();
  const { logIn } = useSession();
  const [, go] = useLocation();
  const [isBusy, setBusy] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const people = peopleOfRehearsal();
  if (people.length === 0) return null;
  const be = async (person: Person): Promise<void> => {
    setBusy(true);
    const key = await keyOf(person);
    const since = new Date().toISOString();
    const next = await logIn({ ...key, party: person.party, since });
    setBusy(false);
    setRefused(next.kind !== 'in');
    if (next.kind === 'in' && then !== undefined) go(then(person.role));
  };
  return (
    <section className="panel" aria-labelledby="rehearsal-title" aria-busy={isBusy}>
      <h2 id="rehearsal-title">{say('rehearsal.title')}</h2>
      <p>{say('rehearsal.intro')}</p>
      <ul className="plain people">
        {people.map((person, at) => (
          <li key={person.party}>
            <button
              type="button"
              id={`be-${person.party}`}
              aria-labelledby={`be-${person.party} name-${person.party}`}
              className={at === 0 ? 'main' : undefined}
              disabled={isBusy}
              onClick={() => void be(person)}
            >
              {roleName(person.role, say)}
            </button>{' '}
            <bdi id={`name-${person.party}`}>
              {person.name} <span className="soft">({person.party})</span>
            </bdi>
          </li>
        ))}
      </ul>
      <p className="hint">{say('rehearsal.task')}</p>
      {isRefused ? (
        <p className="notice" data-tone="bad" role="alert">
          {say('login.refused')}
        </p>
      ) : null}
    </section>
  );
}
