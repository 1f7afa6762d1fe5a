import type { EventType } from './event.js';

/** Roles of parties that hold and move goods. */
export const COMMERCIAL_ROLES = [
  'producer',
  'processor',
  'smelter',
  'refiner',
  'exporter',
  'importer',
  'carrier',
  'warehouse',
  'endUser',
] as const;
/** Roles of authorities. */
export const AUTHORITY_ROLES = ['customs', 'inspector'] as const;
const OTHER_ROLES = ['registrar', 'auditor', 'prosecutor'] as const;

export const ROLES = [...COMMERCIAL_ROLES, ...AUTHORITY_ROLES, ...OTHER_ROLES] as const;
export type Role = (typeof ROLES)[number];
export type CommercialRole = (typeof COMMERCIAL_ROLES)[number];
export type AuthorityRole = (typeof AUTHORITY_ROLES)[number];

type Group = 'commercial' | AuthorityRole;

const COMMERCIAL_AND_CUSTOMS: readonly Group[] = ['commercial', 'customs'];
const AUTHORITIES: readonly Group[] = ['customs', 'inspector'];
const COMMERCIAL: readonly Group[] = ['commercial'];
const ANY_SIGNER: readonly Group[] = ['commercial', 'customs', 'inspector'];

const SIGNERS: Readonly<Record<EventType, readonly Group[]>> = {
  COMMISSION: COMMERCIAL,
  CONSIGN: COMMERCIAL,
  AMEND_PLAN: COMMERCIAL,
  PACK: COMMERCIAL,
  UNPACK: COMMERCIAL,
  SEAL: COMMERCIAL_AND_CUSTOMS,
  DISPATCH: COMMERCIAL,
  RECEIVE: COMMERCIAL,
  REFUSE: COMMERCIAL,
  WITHDRAW: COMMERCIAL,
  DEPART: COMMERCIAL,
  ARRIVE: COMMERCIAL,
  ETA_UPDATE: COMMERCIAL,
  CUSTOMS_DECLARE: COMMERCIAL,
  CUSTOMS_HOLD: AUTHORITIES,
  CUSTOMS_RELEASE: ['customs'],
  INSPECT: AUTHORITIES,
  OBSERVE: AUTHORITIES,
  TRANSFORM: COMMERCIAL,
  SPLIT: COMMERCIAL,
  MERGE: COMMERCIAL,
  RETAG: COMMERCIAL,
  REMARK: COMMERCIAL,
  ATTACH_DOCUMENT: COMMERCIAL_AND_CUSTOMS,
  REVOKE_DOCUMENT: AUTHORITIES,
  ATTEST: AUTHORITIES,
  REPORT_LOSS: COMMERCIAL,
  SEIZE: AUTHORITIES,
  RELEASE_SEIZED: AUTHORITIES,
  RECOVER: AUTHORITIES,
  DESTROY: ANY_SIGNER,
  CLOSE: COMMERCIAL,
  // Whoever signed the original may correct it; that the signer is the original's actor is judged against the log.
  CORRECT: ANY_SIGNER,
};

const SIGNERS_OF: ReadonlyMap<string, readonly Group[]> = new Map(Object.entries(SIGNERS));

export function isCommercialRole(role: Role): role is CommercialRole {
  return (COMMERCIAL_ROLES as readonly Role[]).includes(role);
}

export function isAuthorityRole(role: Role): role is AuthorityRole {
  return (AUTHORITY_ROLES as readonly Role[]).includes(role);
}

/** Is it an act that no commercial party may sign? */
export function isAuthorityAct(type: EventType): boolean {
  return !SIGNERS[type].includes('commercial');
}

/** May a party with this role sign events of this type? An unknown type nobody may. With `onBehalfOf` the caller asks for the principal's role. */
export function mayRoleSign(type: string, role: string): boolean {
  const signers = SIGNERS_OF.get(type) ?? [];
  const isCommercial = COMMERCIAL_ROLES.some((one) => one === role);
  return signers.some((group) => (group === 'commercial' ? isCommercial : group === role));
}

/**
 * The roles of which the witness must have one; `undefined` when the event needs no witness. A witness that is named
 * all the same must sign, but his role is then free.
 */
export function requiredWitnessRoles(event: {
  readonly type: unknown;
  readonly basis?: unknown;
}): readonly Role[] | undefined {
  switch (event.type) {
    case 'DESTROY':
      return ['inspector', 'customs'];
    case 'RETAG':
    case 'REMARK':
      return ['inspector'];
    case 'COMMISSION':
      return event.basis === 'opening-balance' ? ['inspector'] : undefined;
    default:
      return undefined;
  }
}
