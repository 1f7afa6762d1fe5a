import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message } from '../../src/messages/messages.js';
import type { Texts } from '../../src/messages/texts.js';
import { LANGUAGES } from '../../src/shell/languages.js';

const root = resolve(import.meta.dirname, '../..');
/** For private use (BCP 47): no such language is spoken anywhere. */
const TAG = 'qps';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'custody-language-'));
  const isSource = (path: string): boolean => !/\.spec\.tsx?$/u.test(path);
  cpSync(join(root, 'src'), join(folder, 'src'), { recursive: true, filter: isSource });
  for (const file of ['package.json', 'tsconfig.json'])
    cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const compilerOptions = { rootDir: 'src' };
  const include = ['src/messages', 'src/shell/page-language.ts', 'src/shell/write-page.ts'];
  const settings = { extends: './tsconfig.json', compilerOptions, include };
  writeFileSync(join(folder, 'tsconfig.pages.json'), JSON.stringify(settings));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function marked(message: Message): Message {
  if (typeof message === 'string') return `[${message}]`;
  return { other: `[${message.other}]` };
}

/** English in brackets, written from the right. */
function pseudoTexts(): Texts {
  const [english, french] = [LANGUAGES.get('en'), LANGUAGES.get('fr')];
  if (english === undefined || french === undefined) throw new Error('a language went');
  const { messages, name } = english;
  const own = Object.entries(messages).map(([key, message]) => [key, marked(message)]);
  return {
    ...french,
    name: `[${name}]`,
    direction: 'rtl',
    messages: Object.assign({}, messages, Object.fromEntries(own)),
  };
}

/** The one file that is written. */
function write(texts: object): void {
  const text = `import type { Texts } from '../texts.js';\n\nexport const texts: Texts = ${JSON.stringify(texts)};\n`;
  writeFileSync(join(folder, `src/messages/languages/${TAG}.ts`), text);
}

function compile() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.pages.json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout };
}

describe('a language', () => {
  it('that lacks a text, or what a finding means, does not compile, and the compiler names it', () => {
    const { messages, ...texts } = pseudoTexts();
    const others = Object.entries(messages).filter(([key]) => key !== 'check.title');
    write({
      ...texts,
      messages: Object.fromEntries(others),
      findings: { rules: {}, verdicts: {} },
    });
    const { status, stdout } = compile();

    expect(status).not.toBe(0);
    expect(stdout).toMatch(/Property '"check\.title"' is missing/u);
    expect(stdout).toContain('CONTAINER_ANOMALY');
  });

  it('is one file: the service writes its pages in it', () => {
    write(pseudoTexts());
    expect(compile()).toEqual({ status: 0, stdout: '' });
    const page = execFileSync(process.execPath, ['--input-type=module', '--eval', PAGE], {
      cwd: folder,
      encoding: 'utf8',
    });

    expect(page).toContain(`<html lang="${TAG}" dir="rtl">`);
    expect(page).toContain('[Custody chain broken]');
  });

  it('and the console offers it, and fetches of its texts what a page shows', () => {
    const out = join(folder, 'console');
    execFileSync(process.execPath, [join(folder, 'src/console/build.mjs'), out], {
      stdio: 'ignore',
    });
    const preloads = JSON.parse(readFileSync(join(out, 'preloads.json'), 'utf8'));
    const textOf = (path: string): string => readFileSync(join(out, path), 'utf8');
    const scripts = readdirSync(join(out, 'assets')).filter((name) => /^first-.*\.js$/u.test(name));

    expect(Object.keys(preloads.texts)).toEqual([...LANGUAGES.keys(), TAG].toSorted(byEnglish));
    expect(textOf(preloads.texts[TAG].first)).toContain('[Check a consignment]');
    expect(textOf(preloads.texts[TAG].first)).not.toContain('[Post an event]');
    expect(textOf(preloads.texts[TAG].posting)).toContain('[Post an event]');
    expect(textOf(preloads.texts[TAG].rules)).toContain('HANDOVER_UNCONFIRMED');
    expect(scripts.map((name) => textOf(`assets/${name}`)).join('')).toContain('[English]');
  });
});

/** What a reader of that language is sent about a consignment. */
const PAGE = `
  import { languageOf } from './dist/shell/page-language.js';
  import { writePage } from './dist/shell/write-page.js';
  const language = languageOf({ headers: { 'accept-language': '${TAG}-RW, fr;q=0.5' } });
  const answer = { ucr: '6RW-1', verdict: 'BROKEN', recommendedAction: null, reasons: [], asOf: { index: 1, time: '' } };
  const template = '<html lang="en" dir="ltr"><!--page--></html>';
  process.stdout.write(writePage({ template, language, people: [], now: 0, answer }));
`;

function byEnglish(a: string, b: string): number {
  return Number(b === 'en') - Number(a === 'en') || (a < b ? -1 : 1);
}
