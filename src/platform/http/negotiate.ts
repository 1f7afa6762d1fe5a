import { Problem } from './problem.js';

/**
 * Which of the media types on offer a request wants most (RFC 9110 section 12.5.1): by quality, then in the order of the
 * offer. Without `Accept` it is the first.
 *
 * @throws Problem 406 when none of them will do
 */
export function negotiate<Type extends string>(
  accept: string | undefined,
  offered: readonly [Type, ...Type[]],
): Type {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.split(',').map(rangeOf);
  const wanted = offered
    .map((type) => ({ type, quality: qualityOf(type, ranges) }))
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  if (wanted[0] !== undefined) return wanted[0].type;
  throw new Problem({
    status: 406,
    code: 'not-acceptable',
    detail: `This is given as ${offered.join(' or ')}: ask for one of them with Accept.`,
  });
}

interface MediaRange {
  readonly range: string;
  readonly quality: number;
}

function rangeOf(text: string): MediaRange {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((part) => part.startsWith('q='))?.slice(2) ?? '1';
  return {
    range,
    quality: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/u.test(quality) ? Number(quality) : 0,
  };
}

/** The most specific range that fits decides. */
function qualityOf(type: string, ranges: readonly MediaRange[]): number {
  const fitting = [type, `${type.split('/')[0]}/*`, '*/*'];
  const found = fitting.map((range) => ranges.find((each) => each.range === range)).find(Boolean);
  return found?.quality ?? 0;
}
