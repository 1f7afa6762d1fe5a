import type { PartyFact, ScreeningFact, SiteFact } from '../../custody/vocabulary/registration.js';
import { formatTime } from '../../protocol/index.js';
import type { Version } from '../../registry/history.js';
import type { RegisteredKey } from '../../registry/registered.js';
import { isOfficial } from '../read-policy.js';
import type { Reader } from '../reader.js';
import type { PartyView, SiteView } from './directory.schemas.js';

/**
 * A party as this reader may see it. Everybody who is logged in sees whom he deals with and by which keys; papers and
 * owners only officials and the party itself; that it is on a list only officials. Members are picked one by one, so
 * that a new one stays hidden until somebody decides who may see it.
 */
export function partyViewFor(
  reader: Reader,
  { index, value: party }: Version<PartyFact>,
  keys: readonly RegisteredKey[],
  screening: readonly ScreeningFact[],
): PartyView {
  const open = {
    id: party.id,
    name: party.name,
    country: party.country,
    roles: [...party.roles],
    keys: keys.map(keyViewOf),
    entry: index,
  };
  if (!isOfficial(reader) && reader.party !== party.id) return open;
  const { identifiers, offlineRegistered, beneficialOwner, licences } = party;
  return {
    ...open,
    ...(identifiers !== undefined && { identifiers }),
    ...(offlineRegistered !== undefined && { offlineRegistered }),
    ...(beneficialOwner !== undefined && { beneficialOwner }),
    ...(licences !== undefined && { licences }),
    ...(isOfficial(reader) && { screening: screening.map(screeningViewOf) }),
  };
}

/**
 * A site as this reader may see it. Where a mine is and what it can yield stay with officials and its operator: the
 * one endangers people, the other tells a launderer how much he may claim.
 */
export function siteViewFor(reader: Reader, { index, value: site }: Version<SiteFact>): SiteView {
  const { id, operator, kind, status } = site;
  const open = { id, operator, kind, status, entry: index };
  if (!isOfficial(reader) && reader.party !== operator) return open;
  const { lat, lon, capacityPerMonth, unit } = site;
  return {
    ...open,
    lat,
    lon,
    ...(capacityPerMonth !== undefined && { capacityPerMonth }),
    ...(unit !== undefined && { unit }),
  };
}

function screeningViewOf(fact: ScreeningFact): NonNullable<PartyView['screening']>[number] {
  const { list, entry, listedOn, delistedOn, match, score, listVersion, listSha256 } = fact;
  return {
    list,
    entry,
    listedOn,
    match,
    ...(delistedOn !== undefined && { delistedOn }),
    ...(score !== undefined && { score }),
    ...(listVersion !== undefined && { listVersion }),
    ...(listSha256 !== undefined && { listSha256 }),
  };
}

function keyViewOf({
  keyid,
  jwk,
  registeredAt,
  revocation,
}: RegisteredKey): PartyView['keys'][number] {
  const since = revocation?.compromisedSince;
  return {
    keyid,
    jwk,
    registeredAt,
    revokedAt: revocation?.index ?? null,
    compromisedSince: since === undefined ? null : formatTime(since),
  };
}
