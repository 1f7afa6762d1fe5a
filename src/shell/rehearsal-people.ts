import { Injectable } from '@nestjs/common';
import type { SecretJwk } from '../protocol/index.js';

/** Somebody made up for a rehearsal, with a key that is open to all. */
export interface RehearsalPerson {
  readonly party: string;
  readonly name: string;
  readonly role: string;
  readonly jwk: SecretJwk;
}

/** Empty but in a demonstration, which says whose keys its visitors may take. No other process ever fills it. */
@Injectable()
export class RehearsalPeople {
  private people: readonly RehearsalPerson[] = [];

  offer(people: readonly RehearsalPerson[]): void {
    this.people = people;
  }

  get all(): readonly RehearsalPerson[] {
    return this.people;
  }
}
