import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Findings } from '../../messages/findings/findings.js';
import { type Formats, formatsIn } from '../../messages/formats/formats.js';
import { type Language, type Say, sayIn } from '../../messages/messages.js';
import { type ComeTexts, comeTexts, FACES, isLanguage } from './come-texts.js';
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

/** The language the service wrote the page in, which follows the cookie and then the browser. */
export function languageOfPage(): Language {
  const chosen = cookie('language') ?? document.documentElement.lang;
  return isLanguage(chosen) ? chosen : 'en';
}

/** @param first is there before the page is drawn, so that no line is drawn in another language first */
export function SpokenLanguage({ first, children }: { first: ComeTexts; children: ReactNode }) {
  const [texts, setTexts] = useState(first);
  const [isUnspoken, setUnspoken] = useState(false);
  const { language } = texts;
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = FACES[language]?.direction ?? 'ltr';
  }, [language]);
  const spoken = useMemo<Spoken>(() => {
    const say = sayIn(texts.language, texts.messages);
    return {
      language: texts.language,
      say,
      formats: formatsIn(say),
      speak: (next) => {
        setUnspoken(false);
        comeTexts(next).then(
          (come) => {
            // Not before: the service would write its pages in a language that the browser cannot speak.
            setCookie('language', next);
            setTexts(come);
          },
          () => setUnspoken(true),
        );
      },
      // They come with the first page that needs them, after this.
      get findings() {
        return texts.findings;
      },
      isUnspoken,
    };
  }, [texts, isUnspoken]);
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
