import { useState } from 'react';
import { FACES, isLanguage } from '../language/come-texts.js';
import { useSay, useSpoken } from '../language/language.js';
import { cookie, setCookie } from '../language/preference-cookie.js';

export function LanguageChoice() {
  const { language, say, speak, isUnspoken } = useSpoken();
  const choice = (
    <select
      aria-label={say('frame.language')}
      value={language}
      onChange={({ target }) => {
        if (isLanguage(target.value)) speak(target.value);
      }}
    >
      {Object.entries(FACES).map(([each, { name }]) => (
        <option key={each} value={each} lang={each}>
          {name}
        </option>
      ))}
    </select>
  );
  return (
    <>
      {choice}
      <div role="alert" className="over">
        {isUnspoken ? (
          <p className="notice" data-tone="bad">
            {say('language.lost')}
          </p>
        ) : null}
      </div>
    </>
  );
}

export function ThemeChoice() {
  const say = useSay();
  const [theme, setTheme] = useState(() => cookie('theme') ?? 'system');
  return (
    <select
      aria-label={say('frame.theme')}
      value={theme}
      onChange={({ target }) => {
        setTheme(target.value);
        setCookie('theme', target.value);
        applyTheme(target.value);
      }}
    >
      <option value="system">{say('theme.system')}</option>
      <option value="light">{say('theme.light')}</option>
      <option value="dark">{say('theme.dark')}</option>
    </select>
  );
}

function applyTheme(theme: string): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
