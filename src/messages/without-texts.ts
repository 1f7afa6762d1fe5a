import type { Language } from './messages.js';

interface WithoutTexts {
  readonly incomplete: string;
  readonly reload: string;
}

/** What is said where the file with all other texts did not come; it is part of the page's first file for that. */
export const WITHOUT_TEXTS: Readonly<Record<Language, WithoutTexts>> = {
  en: {
    incomplete: 'A part of this page could not be fetched. What stands here was not verified.',
    reload: 'Load the page again',
  },
  fr: {
    incomplete:
      'Une partie de cette page n’a pas pu être chargée. Ce qui se trouve ici n’a pas été vérifié.',
    reload: 'Recharger la page',
  },
  ar: {
    incomplete: 'تعذّر جلب جزء من هذه الصفحة. ما يظهر هنا لم يُفحص.',
    reload: 'أعد تحميل الصفحة',
  },
};
