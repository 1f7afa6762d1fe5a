import { type ReactNode, useState } from 'react';
import { type Role, ROLES } from '../../custody/vocabulary/roles.js';
import type { MessageKey } from '../../messages/messages.js';
import { roleName } from '../../messages/role-names.js';
import { useSay } from '../language/language.js';
import { registerParty } from './register.js';
import type { Act } from './registering.js';
import { NeedsNetwork } from '../offline/needs-network.js';

interface FormProps {
  readonly isReady: boolean;
  /** Resolves to whether it was recorded. */
  readonly act: (deed: Act) => Promise<boolean>;
  /** What came of it, beside the button. */
  readonly told?: ReactNode;
}

const EMPTY = { id: '', name: '', country: '' };

/** A party, or a new version of one: what is registered last stands. */
export function PartyForm({ isReady, act, told }: FormProps) {
  const say = useSay();
  const [texts, setTexts] = useState(EMPTY);
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const [isOffline, setOffline] = useState(false);
  const id = texts.id.trim();
  const name = texts.name.trim();
  const country = texts.country.trim().toUpperCase();
  const isComplete = id !== '' && name !== '' && country.length === 2 && roles.length > 0;
  const register = async (): Promise<void> => {
    const party = {
      id,
      name,
      country,
      roles: [...roles],
      ...(isOffline && { offlineRegistered: true }),
    };
    if (!(await act((registrar, vkey) => registerParty(party, registrar, vkey)))) return;
    setTexts(EMPTY);
    setRoles([]);
    setOffline(false);
  };
  const field = (member: keyof typeof EMPTY, label: MessageKey, hint: MessageKey) => (
    <div className="field">
      <label htmlFor={`party-${member}`}>{say(label)}</label>
      <input
        id={`party-${member}`}
        value={texts[member]}
        onChange={({ target }) => setTexts({ ...texts, [member]: target.value })}
        autoComplete="off"
        spellCheck={false}
        dir={member === 'name' ? 'auto' : 'ltr'}
        aria-describedby={`party-${member}-hint`}
      />
      <p className="hint" id={`party-${member}-hint`}>
        {say(hint)}
      </p>
    </div>
  );
  return (
    <form
      className="panel"
      aria-labelledby="party-title"
      onSubmit={(event) => {
        event.preventDefault();
        void register();
      }}
    >
      <h2 id="party-title">{say('registry.party')}</h2>
      {field('id', 'registry.id', 'registry.idHint')}
      {field('name', 'registry.name', 'registry.nameHint')}
      {field('country', 'party.country', 'registry.countryHint')}
      <fieldset>
        <legend>{say('login.roles')}</legend>
        <div className="choices">
          {ROLES.map((role) => (
            <label key={role}>
              <input
                type="checkbox"
                checked={roles.includes(role)}
                onChange={({ target }) =>
                  setRoles(
                    ROLES.filter((each) => (each === role ? target.checked : roles.includes(each))),
                  )
                }
              />{' '}
              {roleName(role, say)}
            </label>
          ))}
        </div>
      </fieldset>
      <label>
        <input
          type="checkbox"
          checked={isOffline}
          onChange={({ target }) => setOffline(target.checked)}
        />{' '}
        {say('registry.offline')}
      </label>
      <NeedsNetwork>
        <div className="actions">
          <button type="submit" className="main" disabled={!isReady || !isComplete}>
            {say('registry.sign')}
          </button>
        </div>
      </NeedsNetwork>
      {told}
    </form>
  );
}
