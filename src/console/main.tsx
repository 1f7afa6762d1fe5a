import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { comeTexts } from './language/come-texts.js';
import { languageOfPage, SpokenLanguage } from './language/language.js';
import { tellIncomplete } from './language/tell-incomplete.js';
import { installOffline } from './offline/install.js';
import { openedSession, SessionOfBrowser } from './session/session.js';

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place for the console');

// A login takes two answers: they are asked for while the page is being made.
const session = openedSession();
const language = languageOfPage();
// A verdict that the service wrote into the page is drawn again with what its reasons mean.
const isToldOf = document.getElementById('seed') !== null;
const first = await comeTexts(language, isToldOf ? ['common'] : []).catch(() => undefined);
if (first === undefined) tellIncomplete(place, language);
else {
  const root = createRoot(place);
  // In slices: what the service wrote into the page stays, and a slow telephone answers, until all of it is drawn.
  startTransition(() =>
    root.render(
      <StrictMode>
        <SpokenLanguage first={first}>
          <SessionOfBrowser first={session}>
            <App />
          </SessionOfBrowser>
        </SpokenLanguage>
      </StrictMode>,
    ),
  );
}

void installOffline();
