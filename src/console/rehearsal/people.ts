import type { Role } from '../../custody/vocabulary/roles.js';
import type { BrowserKey } from '../session/browser-key.js';

/** Somebody made up, whose key is open to all. */
export interface Person {
  readonly party: string;
  readonly name: string;
  readonly role: Role;
  readonly jwk: object;
}

/** Whom a visitor of a rehearsal may be, as the service wrote it into the page; nobody elsewhere. */
export function peopleOfRehearsal(): readonly Person[] {
  people ??= JSON.parse(document.getElementById('people')?.textContent ?? '[]');
  return people ?? [];
}

let people: readonly Person[] | undefined;

/** Handled from here on like the key of any file. */
export async function keyOf({ jwk }: Person): Promise<BrowserKey> {
  const { readKeyFile } = await import('../session/browser-key.js');
  return readKeyFile(JSON.stringify(jwk));
}
