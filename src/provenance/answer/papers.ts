import type { Facts } from '../../custody/lineage.js';
import type { OriginShare } from '../../custody/origins.js';
import { accountOf, isA, type Act } from '../../custody/replay/act.js';
import type { ReplayedLineage } from '../../custody/replay/replay.js';
import { isAuthorityAct } from '../../custody/vocabulary/roles.js';
import { endOf, startOf } from '../../custody/vocabulary/times.js';
import { formatTime } from '../../protocol/index.js';
import type { DocumentOnRecord, InvolvedParty, Origin } from './answer.schemas.js';
import { placeOf } from './timeline.js';

/** The origins of goods as an answer tells them. */
export function originAnswersOf(shares: readonly OriginShare[], facts: Facts): Origin[] {
  return shares.map(({ item, commission, share }) => {
    if (commission === undefined) return { ...UNPROVEN, item, share };
    const { event } = commission;
    return {
      item,
      share,
      isProven: true,
      basis: event.basis,
      party: accountOf(commission),
      place: placeOf(event.place, facts),
      occurredAt: formatTime(commission.at),
      quantity: event.items.find(({ itemId }) => itemId === item)?.qty ?? null,
      index: commission.index,
      statementHash: commission.hash,
    };
  });
}

const UNPROVEN: Omit<Origin, 'item' | 'share'> = {
  isProven: false,
  basis: null,
  party: null,
  place: null,
  occurredAt: null,
  quantity: null,
  index: null,
  statementHash: null,
};

/** Papers registered for the consignment and its items, with what is known of their validity at `now`. */
export function documentsOf(
  lineage: ReplayedLineage,
  key: string,
  now: number,
): DocumentOnRecord[] {
  const revoked = lineage.acts.filter((act) => isA(act, 'REVOKE_DOCUMENT'));
  return (lineage.consignments.get(key)?.documents ?? []).map((act) => {
    const { docType, number, issuer, issuedOn, expiresOn, singleUse, sha256 } = act.event.document;
    const isRevoked = revoked.some(({ event }) => {
      const other = event.document;
      return other.docType === docType && other.number === number && other.issuer === issuer;
    });
    return {
      docType,
      number,
      issuer,
      issuedOn,
      expiresOn,
      singleUse,
      sha256,
      state: isRevoked ? 'revoked' : validityOf(issuedOn, expiresOn, now),
      party: act.event.actor,
      index: act.index,
      statementHash: act.hash,
    };
  });
}

function validityOf(issuedOn: string, expiresOn: string, now: number): DocumentOnRecord['state'] {
  if (now < (startOf(issuedOn) ?? 0)) return 'notYetValid';
  return now > (endOf(expiresOn) ?? Number.POSITIVE_INFINITY) ? 'expired' : 'valid';
}

/** Everybody an act names, with the parts they have. */
export function partiesOf(lineage: ReplayedLineage, facts: Facts): InvolvedParty[] {
  const parts = new Map<string, Set<string>>();
  for (const act of lineage.acts) {
    for (const [party, part] of namedIn(act)) {
      const known = parts.get(party);
      if (known === undefined) parts.set(party, new Set([part]));
      else known.add(part);
    }
  }
  return [...parts].map(([id, own]) => ({
    id,
    name: facts.parties.get(id)?.name ?? null,
    country: facts.parties.get(id)?.country ?? null,
    parts: [...own].toSorted(),
  }));
}

function namedIn(act: Act): (readonly [party: string, part: string])[] {
  const { event } = act;
  const named: (readonly [string, string])[] = [];
  if (isAuthorityAct(event.type)) named.push([event.actor, 'authority']);
  else named.push([accountOf(act), partOf(act)]);
  if (event.onBehalfOf !== undefined) named.push([event.actor, 'agent']);
  if (event.witness !== undefined) named.push([event.witness, 'witness']);
  if (isA(act, 'DISPATCH')) named.push([act.event.to, 'offered']);
  if (isA(act, 'CONSIGN')) {
    named.push([act.event.consignee, 'consignee'], [act.event.endUser, 'endUser']);
  }
  return named;
}

function partOf({ event }: Act): string {
  switch (event.type) {
    case 'COMMISSION':
      return 'producer';
    case 'CONSIGN':
      return 'opener';
    case 'RECEIVE':
      return 'custodian';
    default:
      return 'signer';
  }
}
