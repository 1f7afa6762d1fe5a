import type { SignedAnswer } from '../proof/signed-answer.js';

/** `Great Lakes Haulage (LAKE-HAUL)`: the name as registered, with the id that signs. */
export function partyName(answer: Pick<SignedAnswer, 'parties'>, id: string): string {
  const name = answer.parties.find((party) => party.id === id)?.name;
  return name === null || name === undefined ? id : `${name} (${id})`;
}
