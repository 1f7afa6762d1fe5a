import type { Facts } from '../lineage.js';
import { accountOf, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { areOneGroup } from '../replay/party-groups.js';
import type { ReplayedLineage } from '../replay/replay.js';
import { documentKey, isRevocation } from '../uses/document-uses.js';
import { isAuthorityRole } from '../vocabulary/roles.js';
import { endOf, startOf } from '../vocabulary/times.js';
import { papersFor, type Paper } from './registered-papers.js';
import type { RuleContext } from './rule.js';
import { HOUR } from './time-limits.js';
import { timeText } from './wording.js';

/** A registered paper by which an authority permits what a rule would else find. */
export type Permit = Paper;

/** What a permit must cover. */
export interface Excused {
  /** When it must hold, epoch milliseconds. */
  readonly at: number;
  /** Issued after these moments, or registered, it comes too late. */
  readonly issuedBy: number;
  readonly registeredBy: number;
  /** Who may register it besides authorities: those the goods are bought from and meant for. */
  readonly parties: readonly (string | undefined)[];
}

type Context = Pick<RuleContext<unknown>, 'facts' | 'shared'>;

/** Why a permit excuses nothing; `undefined`: it does. Anybody who holds goods can register a paper. */
export function faultOfPermit(
  permit: Permit,
  { at, issuedBy, registeredBy, parties }: Excused,
  { facts, shared }: Context,
): string | undefined {
  const { document } = permit.event;
  const { issuer, issuedOn, expiresOn } = document;
  const account = accountOf(permit);
  if (!mayRegister(account, parties, facts)) {
    return `was registered by ${account}, which neither sent nor was to have the goods`;
  }
  if (isCommercial(issuer, facts)) return `names as issuer ${issuer}, which is no authority`;
  if ((endOf(expiresOn) ?? Number.POSITIVE_INFINITY) < at) return `expired on ${expiresOn}`;
  if ((startOf(issuedOn) ?? 0) > issuedBy) return `was issued only on ${issuedOn}`;
  if (permit.recordedAt > registeredBy) {
    return `was registered only on ${timeText(permit.recordedAt)}`;
  }
  const revoked = shared
    .at('document', documentKey(document))
    .find((use) => isRevocation(use) && use.at <= at);
  return revoked && `was revoked by ${revoked.actor} on ${timeText(revoked.at)}`;
}

/** A permit for a deed: there before it, and on record within some hours. */
export function excusing(deed: Act, hours: number, parties: Excused['parties']): Excused {
  return {
    at: deed.at,
    issuedBy: deed.at,
    registeredBy: deed.recordedAt + hours * HOUR,
    parties,
  };
}

/** Who sent the goods of a consignment, and for whom they were. */
export function partiesTo({ opened, consignee, endUser }: Consignment): (string | undefined)[] {
  return [opened && accountOf(opened), consignee, endUser];
}

function mayRegister(
  account: string,
  parties: readonly (string | undefined)[],
  { parties: known }: Facts,
): boolean {
  if (parties.includes(account)) return true;
  const own = known.get(account);
  if (own?.roles.some(isAuthorityRole) === true) return true;
  return parties.some((party) => party !== undefined && areOneGroup(own, known.get(party)));
}

/** Issuers are often a country or an office that is not registered; a registered one must be an authority. */
function isCommercial(issuer: string, { parties }: Facts): boolean {
  const known = parties.get(issuer);
  return known !== undefined && !known.roles.some(isAuthorityRole);
}

/** Of some kinds, registered for an item, in causal order. */
export function permitsFor(
  id: string,
  kinds: readonly string[],
  lineage: Pick<ReplayedLineage, 'acts' | 'consignments'>,
): Permit[] {
  return papersFor(id, lineage).filter(({ event }) => kinds.includes(event.document.docType));
}
