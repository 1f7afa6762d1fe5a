import type { Role } from '../custody/vocabulary/roles.js';
import type { InvolvedIn } from './involvement.js';
import type { Reader } from './reader.js';

/**
 * What a reader gets of a consignment or item: the whole answer, or the party's own part of it.
 * `undefined`: nothing, and the answer is the same as for a thing that does not exist.
 */
export type View = 'authority' | 'party' | undefined;

/** Oversight reads every consignment (case-bound later). */
const SEES_ALL: ReadonlySet<Role> = new Set<Role>(['auditor', 'prosecutor']);

/** Authorities read what touches their country. */
const SEES_OWN_COUNTRY: ReadonlySet<Role> = new Set<Role>(['customs', 'inspector']);

/**
 * Decides the view of a reader on a thing (`http-api.md`, "Who may read what"). Deny by default: an unknown thing, an
 * unknown role and a role that reads nothing, such as registrar, all give `undefined`. When roles differ in what they
 * give, the authority view wins.
 */
export function viewOf(reader: Reader, involved: InvolvedIn | undefined): View {
  if (involved === undefined) return undefined;
  if (seesAll(reader)) return 'authority';
  if (isAuthorityOf(reader, involved.countries)) return 'authority';
  if (involved.parties.has(reader.party)) return 'party';
  return undefined;
}

/** Auditors and prosecutors: no relation to the thing is asked for. */
export function seesAll(reader: Reader): boolean {
  return reader.roles.some((role) => SEES_ALL.has(role));
}

/** Is the reader customs or an inspector of one of these countries (ISO 3166-1 alpha-2)? */
export function isAuthorityOf(reader: Reader, countries: ReadonlySet<string>): boolean {
  return reader.roles.some((role) => SEES_OWN_COUNTRY.has(role)) && countries.has(reader.country);
}

/** Any authority or overseer: reads the registry's restricted members. */
export function isOfficial(reader: Reader): boolean {
  return seesAll(reader) || reader.roles.some((role) => SEES_OWN_COUNTRY.has(role));
}
