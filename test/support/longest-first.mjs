// In which order a run takes its test files. Plain JavaScript: Jest loads it before any transform.
import Sequencer from '@jest/test-sequencer';

/** Seconds by folder, of a file that never ran here; the first that fits. */
const USUALLY = [
  [/\/test\/browser\//u, 150],
  [/\/test\/drills\//u, 100],
  // They play every story there is.
  [/\/src\/custody\/[^/]+$/u, 50],
  [/\/test\/e2e\//u, 50],
  [/\/test\/integration\//u, 25],
];

/**
 * The longest first, so that none runs alone in the end: as Jest does it, and in a new clone, where it has no times yet
 * and would go by size, by what usually takes how long.
 */
export default class LongestFirst extends Sequencer {
  time(test) {
    return super.time(test) ?? usualTime(test);
  }
}

/** Milliseconds; of two files in a folder the larger counts as a little longer. */
function usualTime({ path, context }) {
  const [, seconds] = USUALLY.find(([folder]) => folder.test(path)) ?? [undefined, 1];
  return seconds * 1000 + (context.hasteFS.getSize(path) ?? 0) / 10;
}
