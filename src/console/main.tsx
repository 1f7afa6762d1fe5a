import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { languageOfPage, loadMessages, SpokenLanguage } from './language/language.js';
import { installOffline } from './offline/install.js';
import { SessionOfBrowser } from './session/session.js';

const place = document.getElementById('root');
if (place === null) throw new Error('the page has no place for the console');

// The client tries again by itself where that may help; a refusal is an answer.
const queries = new QueryClient({
  defaultOptions: {
    // A browser that thinks it is offline may still have what is asked for.
    queries: {
      networkMode: 'always',
      retry: false,
      staleTime: 15_000,
      refetchOnWindowFocus: false,
    },
  },
});

const language = languageOfPage();
const first = { language, messages: await loadMessages(language) };
createRoot(place).render(
  <StrictMode>
    <SpokenLanguage first={first}>
      <QueryClientProvider client={queries}>
        <SessionOfBrowser>
          <App />
        </SessionOfBrowser>
      </QueryClientProvider>
    </SpokenLanguage>
  </StrictMode>,
);

// After the page: what serves it offline is no hurry.
addEventListener('load', () => void installOffline(), { once: true });
if (document.readyState === 'complete') void installOffline();
