import { laterListed as told, partySanctioned } from '../rules/party-sanctioned.js';
import type { Note, NotedCase } from './note.js';

/** Parties, owners and vessels that were put on a list only after their last part in the consignment. */
export function laterListed({ consignment, ...noted }: NotedCase): Note[] {
  return told(consignment, noted).map(({ sentence, evidence }) => ({
    rule: partySanctioned.code,
    sentence,
    evidence,
  }));
}
