import type { ProvenanceAnswer } from '../../client/provenance-answer.js';

/** The answer the service wrote into the page, when the page is about this consignment. */
export function seedFor(ucr: string): ProvenanceAnswer | undefined {
  const text = document.getElementById('seed')?.textContent ?? '';
  if (text === '') return undefined;
  const answer: ProvenanceAnswer = JSON.parse(text);
  return answer.ucr === ucr || answer.key === ucr ? answer : undefined;
}
