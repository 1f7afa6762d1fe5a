import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Language } from '../messages/messages.js';
import type { Texts } from '../messages/texts.js';

/** Beside the service, whether it runs compiled or from its sources. */
const FOLDER = resolve(import.meta.dirname, '../messages/languages');
/** A tag of BCP 47, and no declaration or map of the compiler. */
const FILE = /^(?<tag>[a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.[jt]s$/u;

/** Every language there is a file of. */
export async function languagesIn(folder: string): Promise<ReadonlyMap<Language, Texts>> {
  const languages = new Map<Language, Texts>();
  for (const file of readdirSync(folder)) {
    const tag = FILE.exec(file)?.groups?.['tag'];
    if (tag === undefined) continue;
    const { texts }: { texts: Texts } = await import(pathToFileURL(join(folder, file)).href);
    languages.set(tag, texts);
  }
  return languages;
}

export const LANGUAGES = await languagesIn(FOLDER);
