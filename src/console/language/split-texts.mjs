/** Takes the files of the languages apart, so that a page gets the texts it shows and no other. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { transformSync } from 'esbuild';

const CONSOLE = resolve(import.meta.dirname, '..');
const LANGUAGES = resolve(CONSOLE, '../messages/languages');
/** Of these it is known before any script runs that they are wanted, and by what name. */
const MODULE = 'virtual:languages';
const TEXTS = 'virtual:texts/';

const { PARTS } = await evaluated(join(import.meta.dirname, 'parts.ts'));

/** Every language there is a file of, the one that the others are held against first. */
export const TAGS = readdirSync(LANGUAGES)
  .map((file) => file.replace(/\.ts$/u, ''))
  .toSorted((a, b) => Number(b === 'en') - Number(a === 'en') || (a < b ? -1 : 1));
export const PART_NAMES = ['first', 'common', 'rules', ...Object.keys(PARTS)];

/** The module that a part of a language becomes. */
export function moduleOf(tag, part) {
  return `${TEXTS}${tag}/${part}`;
}

/** The part that comes with a module of the console, beside those that come with every page. */
export function partOf(module) {
  return Object.keys(PARTS).find((part) => PARTS[part].includes(module));
}

/** For Vite: `virtual:languages` tells who is spoken, and fetches parts of the texts. */
export async function splitTexts() {
  const texts = new Map();
  for (const tag of TAGS) texts.set(tag, (await evaluated(join(LANGUAGES, `${tag}.ts`))).texts);
  const parts = partsOfKeys(Object.keys(texts.get('en').messages));
  return {
    name: 'split-texts',
    resolveId: (id) => (id === MODULE || id.startsWith(TEXTS) ? id : undefined),
    load(id) {
      if (id === MODULE) return languages(texts);
      if (!id.startsWith(TEXTS)) return undefined;
      const [tag, part] = id.slice(TEXTS.length).split('/');
      return `export const texts = ${JSON.stringify(contentOf(texts.get(tag), part, parts))};`;
    },
  };
}

function languages(texts) {
  const faces = TAGS.map((tag) => {
    const { name, direction, incomplete, reload } = texts.get(tag);
    return [tag, { name, direction, incomplete, reload }];
  });
  const loaders = TAGS.map((tag) => {
    const load = (part) => `${part}: () => import(${JSON.stringify(moduleOf(tag, part))})`;
    return `${JSON.stringify(tag)}: { ${PART_NAMES.map(load).join(', ')} }`;
  });
  return `export const FACES = ${JSON.stringify(Object.fromEntries(faces))};
export const LOADERS = { ${loaders.join(', ')} };`;
}

function contentOf({ messages, findings, ruleTexts }, part, parts) {
  if (part === 'rules') return { ruleTexts };
  const own = Object.entries(messages).filter(([key]) => parts.get(key) === part);
  return { messages: Object.fromEntries(own), ...(part === 'common' && { findings }) };
}

/** Which part each message belongs to, by the modules that name it. */
function partsOfKeys(keys) {
  const users = new Map(keys.map((key) => [key, new Set()]));
  const begins = [join(CONSOLE, 'main.tsx')];
  for (const begin of begins) {
    for (const file of withImports(begin)) {
      const text = readFileSync(file, 'utf8');
      for (const key of keysIn(text, keys)) users.get(key).add(begin);
      // What is fetched later begins anew; pushed to the end it is taken in turn.
      const later = lookedUp(file, text, /\bimport\('([^']+)'\)/gu);
      begins.push(...later.filter((each) => !begins.includes(each)));
    }
  }
  return new Map(keys.map((key) => [key, partFor([...users.get(key)])]));
}

function partFor(begins) {
  if (begins.includes(join(CONSOLE, 'main.tsx'))) return 'first';
  const wanted = new Set(begins.map((file) => partOf(relative(CONSOLE, file)) ?? 'common'));
  // What is named by nobody, or in a way that is not seen here, is there whoever wants it.
  return wanted.size === 1 ? [...wanted][0] : 'common';
}

/** In quotation marks, or by its beginning in a template. */
function keysIn(text, keys) {
  const beginnings = [...text.matchAll(/`(\w[\w.-]*\.)\$\{/gu)].map(([, beginning]) => beginning);
  return keys.filter(
    (key) =>
      text.includes(`'${key}'`) ||
      // As JSX writes an attribute.
      text.includes(`"${key}"`) ||
      beginnings.some((each) => key.startsWith(each)),
  );
}

/** A module, with all that it cannot start without. */
function withImports(begin) {
  const found = [begin];
  for (const file of found) {
    const text = readFileSync(file, 'utf8');
    const imported = lookedUp(
      file,
      text,
      /^(?:import|export)\b(?! type\b)[^;'"]*?from '([^']+)'/gmu,
    );
    found.push(...imported.filter((each) => !found.includes(each)));
  }
  return found;
}

function lookedUp(file, text, pattern) {
  return [...text.matchAll(pattern)]
    .map(([, name]) => resolve(dirname(file), name))
    .flatMap((path) => [path.replace(/\.js$/u, '.ts'), path.replace(/\.js$/u, '.tsx')])
    .filter((path) => /\.tsx?$/u.test(path) && existsSync(path));
}

/** What a file without imports exports; types are erased. */
async function evaluated(file) {
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}
