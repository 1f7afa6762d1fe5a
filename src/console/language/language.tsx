import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import {
  directionOf,
  isLanguage,
  type Language,
  type Messages,
  type Say,
  sayIn,
} from '../../messages/messages.js';
import { type Formats, formatsIn } from '../../messages/formats/formats.js';
import type { Findings } from '../../messages/findings/findings.js';
import { cookie, setCookie } from './preference-cookie.js';

interface Spoken {
  readonly language: Language;
  readonly say: Say;
  readonly formats: Formats;
  readonly speak: (language: Language) => void;
  readonly findings: Findings | undefined;
  /** A language was chosen, and its texts did not come. */
  readonly isUnspoken: boolean;
}

const Spoken = createContext<Spoken | undefined>(undefined);

interface Texts {
  readonly messages: Messages;
  /** What findings mean; of English nothing, for they are signed in it. */
  readonly findings?: Findings;
}

const LOADERS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => ({ messages: (await import('../../messages/en.js')).en }),
  fr: async () => {
    const { fr: messages, findings } = await import('../../messages/fr.js');
    return { messages, findings };
  },
  ar: async () => {
    const { ar: messages, findings } = await import('../../messages/ar.js');
    return { messages, findings };
  },
};

/** The language the service wrote the page in, which follows the cookie and then the browser. */
export function languageOfPage(): Language {
  const chosen = cookie('language') ?? document.documentElement.lang;
  return isLanguage(chosen) ? chosen : 'en';
}

export async function loadTexts(language: Language): Promise<Loaded> {
  return { language, ...(await LOADERS[language]()) };
}

interface Loaded extends Texts {
  readonly language: Language;
}

/** @param first is loaded before the page is drawn, so that no line is drawn in another language first */
export function SpokenLanguage({ first, children }: { first: Loaded; children: ReactNode }) {
  const [{ language, messages, findings }, setLoaded] = useState(first);
  const [isUnspoken, setUnspoken] = useState(false);
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  const spoken = useMemo<Spoken>(() => {
    const say = sayIn(language, messages);
    return {
      language,
      say,
      formats: formatsIn(say),
      speak: (next) => {
        setUnspoken(false);
        loadTexts(next).then(
          (loaded) => {
            // Not before: the service would write its pages in a language that the browser cannot speak.
            setCookie('language', next);
            setLoaded(loaded);
          },
          () => setUnspoken(true),
        );
      },
      findings,
      isUnspoken,
    };
  }, [language, messages, findings, isUnspoken]);
  return <Spoken value={spoken}>{children}</Spoken>;
}

export function useSpoken(): Spoken {
  const spoken = useContext(Spoken);
  if (spoken === undefined) throw new Error('there is no language above this component');
  return spoken;
}

export function useSay(): Say {
  return useSpoken().say;
}

export function useFormats(): Formats {
  return useSpoken().formats;
}
