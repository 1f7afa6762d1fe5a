import type { ProvenanceAnswer } from '../../client/provenance-answer.js';

/** Read once: the page comes with one answer, or with none. */
let seed: ProvenanceAnswer | null | undefined;

/** The answer the service wrote into the page, when the page is about this consignment. */
export function seedFor(ucr: string): ProvenanceAnswer | undefined {
  if (seed === undefined) {
    const text = document.getElementById('seed')?.textContent ?? '';
    seed = text === '' ? null : JSON.parse(text);
  }
  return seed != null && (seed.ucr === ucr || seed.key === ucr) ? seed : undefined;
}
