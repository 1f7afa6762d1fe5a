import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import {
  directionOf,
  isLanguage,
  type Language,
  localeOf,
  type Messages,
  type Say,
  sayIn,
} from '../../messages/messages.js';
import type { Findings } from '../../messages/findings/findings.js';
import { cookie, setCookie } from './preference-cookie.js';

interface Spoken {
  readonly language: Language;
  readonly say: Say;
  readonly speak: (language: Language) => void;
  readonly findings: Findings | undefined;
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
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);
  const spoken = useMemo<Spoken>(
    () => ({
      language,
      say: sayIn(language, messages),
      speak: (next) => {
        setCookie('language', next);
        void loadTexts(next).then(setLoaded);
      },
      findings,
    }),
    [language, messages, findings],
  );
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

export interface Formats {
  /** `12 May 2026, 08:00 UTC`; papers and other offices are read in UTC. */
  readonly time: (iso: string) => string;
  readonly day: (iso: string) => string;
  readonly number: (value: number) => string;
  /** `26 days`, `7 hr` or `40 min`: the one unit that fits. */
  readonly duration: (ms: number) => string;
}

export function useFormats(): Formats {
  const { language } = useSpoken();
  return formatsIn(language);
}

const made = new Map<Language, Formats>();

/** Made once a language: a formatter is dear, and every part of a page asks for them. */
function formatsIn(language: Language): Formats {
  const formats = made.get(language) ?? formatsOf(localeOf(language));
  made.set(language, formats);
  return formats;
}

function formatsOf(locale: string): Formats {
  const day = { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' } as const;
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const times = once(() => new Intl.DateTimeFormat(locale, { ...day, ...clock }));
  const days = once(() => new Intl.DateTimeFormat(locale, day));
  const numbers = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }));
  const units = new Map<string, Intl.NumberFormat>();
  const unit = (value: number, name: string): string => {
    const style = { style: 'unit', unit: name, unitDisplay: 'short' } as const;
    const format = units.get(name) ?? new Intl.NumberFormat(locale, style);
    units.set(name, format);
    return format.format(value);
  };
  return {
    time: (iso) => `${times().format(new Date(iso))} UTC`,
    day: (iso) => days().format(new Date(iso)),
    number: (value) => numbers().format(value),
    duration: (ms) => {
      const minutes = Math.max(0, Math.round(ms / 60_000));
      if (minutes < 60) return unit(minutes, 'minute');
      if (minutes < 48 * 60) return unit(Math.round(minutes / 60), 'hour');
      return unit(Math.round(minutes / 1440), 'day');
    },
  };
}

/** Most pages need one of the formatters, and each is dear. */
function once<Made>(make: () => Made): () => Made {
  let kept: Made | undefined;
  return () => (kept ??= make());
}
