import { FACES, LOADERS } from 'virtual:languages';
import type { Findings } from '../../messages/findings/findings.js';
import type { Language, Messages } from '../../messages/messages.js';
import type { RuleTexts } from '../../messages/rule-texts/rule-texts.js';
import type { Part } from './parts.js';

/** The texts of a language that have come so far. */
export interface ComeTexts {
  readonly language: Language;
  /** Grows as pages open: each is drawn when its texts are here. */
  readonly messages: Partial<Messages>;
  /** What findings mean; nothing in the language they are signed in. */
  findings: Findings | undefined;
  readonly come: Set<Part>;
}

/** Languages by their own names, in the order they are offered in. */
export { FACES };

/** What the pages that were opened want, in whichever language. */
const wanted = new Set<Part>(['first']);
let shown: ComeTexts | undefined;

export function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && Object.hasOwn(FACES, text);
}

/** All that is wanted so far, in this language, which is shown from now on. */
export async function comeTexts(
  language: Language,
  parts: readonly Part[] = [],
): Promise<ComeTexts> {
  for (const part of parts) wanted.add(part);
  const texts: ComeTexts = { language, messages: {}, findings: undefined, come: new Set() };
  await complete(texts);
  shown = texts;
  return texts;
}

/** Before what shows them is drawn. */
export async function needTexts(part: Part): Promise<void> {
  wanted.add(part);
  if (shown !== undefined) await complete(shown);
}

/** What rules look for; null in the language of their catalogue. */
export async function ruleTextsIn(language: Language): Promise<RuleTexts | null> {
  return (await LOADERS[language]?.rules())?.texts.ruleTexts ?? null;
}

async function complete(texts: ComeTexts): Promise<void> {
  // Meanwhile more may come to be wanted.
  for (let missing = missingIn(texts); missing.length > 0; missing = missingIn(texts))
    await Promise.all(missing.map((part) => fetchPart(texts, part)));
}

function missingIn({ come }: ComeTexts): Part[] {
  return [...wanted].filter((part) => !come.has(part));
}

async function fetchPart(texts: ComeTexts, part: Part): Promise<void> {
  const fetched = await LOADERS[texts.language]?.[part]();
  Object.assign(texts.messages, fetched?.texts.messages);
  texts.findings ??= fetched?.texts.findings ?? undefined;
  texts.come.add(part);
}
