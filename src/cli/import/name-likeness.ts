import anyAscii from 'any-ascii';
import jaroWinkler from 'jaro-winkler';

/** A name made ready to be compared with many others. */
export interface ComparableName {
  /** In Latin letters without accents, case, punctuation and legal form; in the order in which they were written. */
  readonly words: readonly string[];
  /** The words in alphabetical order, one blank between two. */
  readonly sorted: string;
  /** How often `sorted` has each character. */
  readonly counts: Uint16Array;
  readonly joined: string;
  readonly hasInitials: boolean;
  /** Brought into Latin letters: the words may begin with others than elsewhere, and in Chinese nothing parts them. */
  readonly isRespelled: boolean;
  /** Arabic and Hebrew leave out most vowels, which no table of letters brings back. */
  readonly isWithoutVowels: boolean;
  /** Its consonants. */
  readonly skeleton: string;
}

/** Short names have their consonants in common with too many others. */
const SHORTEST_SKELETON = 6;

/** Spellings of one name in several alphabets become one text, or nearly. */
export function comparable(name: string): ComparableName {
  const words = wordsOf(name);
  const sorted = words.toSorted().join(' ');
  return {
    words,
    sorted,
    counts: countsOf(sorted),
    joined: words.join(''),
    hasInitials: words.some(isInitial),
    isRespelled: /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(name),
    isWithoutVowels: /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(name),
    skeleton: skeletonOf(words),
  };
}

/**
 * How alike two names are, from 0 for nothing in common to 1 for the same: the Jaro-Winkler similarity of their words in
 * alphabetical order, or a higher one that the writing of one of them accounts for.
 *
 * @param least lower scores are of no interest and may be told as 0
 */
export function likeness(one: ComparableName, other: ComparableName, least = 0): number {
  if (one.joined === '' || other.joined === '') return 0;
  if (one.joined === other.joined) return 1;
  let score = mostAlike(one, other) < least ? 0 : similarity(one.sorted, other.sorted);
  if (one.isRespelled || other.isRespelled)
    score = Math.max(score, inAnyOrder(one.words, other.words));
  if (
    (one.isWithoutVowels || other.isWithoutVowels) &&
    Math.min(one.skeleton.length, other.skeleton.length) >= SHORTEST_SKELETON
  ) {
    const [skeleton, otherSkeleton] = [one.words.map(consonantsOf), other.words.map(consonantsOf)];
    score = Math.max(score, inAnyOrder(skeleton, otherSkeleton));
  }
  if (one.words.length === other.words.length) {
    if (one.hasInitials) score = Math.max(score, byInitials(one, other));
    if (other.hasInitials) score = Math.max(score, byInitials(other, one));
  }
  return score;
}

/** The method gives some pairs another figure the other way round. */
function similarity(one: string, other: string): number {
  return one < other ? jaroWinkler(one, other) : jaroWinkler(other, one);
}

/** What the characters that the names share allow, in the best of orders: cheap, and low for most. */
function mostAlike(one: ComparableName, other: ComparableName): number {
  let shared = 0;
  for (let at = 0; at < ALPHABET.length; at++)
    shared += Math.min(one.counts[at] ?? 0, other.counts[at] ?? 0);
  if (shared === 0) return 0;
  const jaro = (shared / one.sorted.length + shared / other.sorted.length + 1) / 3;
  return jaro + 0.4 * (1 - jaro);
}

/** As one word, because blanks are put elsewhere too. Some write the family name first, some last. */
function inAnyOrder(one: readonly string[], other: readonly string[]): number {
  const [joined, otherJoined] = [one.join(''), other.join('')];
  const scores = [
    similarity(joined, otherJoined),
    ...turned(one).map((order) => similarity(order, otherJoined)),
    ...turned(other).map((order) => similarity(joined, order)),
  ];
  return Math.max(...scores);
}

function turned(words: readonly string[]): string[] {
  return [
    [...words.slice(-1), ...words.slice(0, -1)].join(''),
    [...words.slice(1), ...words.slice(0, 1)].join(''),
  ];
}

/**
 * With each initial taken for the word that begins with it. Each costs a quarter of a letter of those that are there: a
 * short family name with an initial says little.
 */
function byInitials(short: ComparableName, full: ComparableName): number {
  const left = full.words.filter((word) => !short.words.includes(word));
  let taken = 0;
  const spelled = short.words.map((word) => {
    const at = isInitial(word) ? left.findIndex((each) => each.startsWith(word)) : -1;
    if (at === -1) return word;
    taken += 1;
    return left.splice(at, 1)[0] ?? word;
  });
  const letters = short.joined.length;
  const score = similarity(spelled.toSorted().join(' '), full.sorted);
  return (score * (letters - taken / 4)) / letters;
}

function isInitial(word: string): boolean {
  return word.length === 1;
}

function wordsOf(name: string): string[] {
  const latin = anyAscii(
    name
      .normalize('NFKC')
      .replaceAll(CHINESE_COMPANY, ' ')
      .replaceAll(/\p{Script=Han}/gu, ' $& '),
  );
  const text = latin
    .toLowerCase()
    .replaceAll(/['`]/gu, '')
    // "S.A.R.L." at the end is a legal form; "J.R. Smith" has initials.
    .replace(/(?:\b[a-z]\.\s?){2,}$/u, (letters) => {
      const form = letters.replaceAll(/[^a-z]/gu, '');
      return LEGAL_FORMS.has(form) ? form : letters;
    });
  const words = text.split(/[^a-z0-9]+/u).filter((word) => word !== '');
  const own = words.filter((word) => !LEGAL_FORMS.has(word));
  return own.length === 0 ? words : own;
}

function countsOf(text: string): Uint16Array {
  const counts = new Uint16Array(ALPHABET.length);
  for (const character of text) {
    const at = ALPHABET.indexOf(character);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

const ALPHABET = ' abcdefghijklmnopqrstuvwxyz0123456789';

function skeletonOf(words: readonly string[]): string {
  return words.map(consonantsOf).join('');
}

/** Arabic writes a mute h at the end of many names, and one letter for a doubled one. */
function consonantsOf(word: string): string {
  return word
    .replaceAll(/[aeiouwy]/gu, '')
    .replaceAll(/([a-z])\1+/gu, '$1')
    .replace(/(?<=.)h$/u, '');
}

const CHINESE_COMPANY = /(?:股份|集团|集團)?有限(?:责任|責任)?公司|公司/gu;

/** As any-ascii writes them, where they are not Latin. */
const LEGAL_FORMS = new Set(
  [
    'ltd limited llc llp lp inc incorporated corp corporation co company plc pte pty jsc ojsc cjsc pjsc',
    'gmbh ag kg kgaa ug sa sarl sas sarlu eurl sl ltda lda bv nv srl spa oy oyj ab as aps kft doo ood eood',
    'ooo oao zao pao ao tov tdv sdn bhd fze fzco fzc wll shrkh',
  ]
    .join(' ')
    .split(' '),
);
