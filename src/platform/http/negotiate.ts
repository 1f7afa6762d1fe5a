import { Problem } from './problem.js';
import { type Weighted, weighted } from './weighted.js';

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
  const ranges = weighted(accept);
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

/** The most specific range that fits decides. */
function qualityOf(type: string, ranges: readonly Weighted[]): number {
  const fitting = [type, `${type.split('/')[0]}/*`, '*/*'];
  const found = fitting.map((range) => ranges.find(({ value }) => value === range)).find(Boolean);
  return found?.weight ?? 0;
}
