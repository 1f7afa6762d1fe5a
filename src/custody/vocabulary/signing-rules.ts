import { AUTHORITY_ROLES, mayRoleSign, requiredWitnessRoles } from './roles.js';
import { endOf, startOf } from './times.js';

/**
 * Who may sign what, for a verifier that reads statements as they were logged and has no schema at hand: what is no
 * type or role of this vocabulary may do nothing.
 */
export const signingRules = {
  maySign: mayRoleSign,
  witnessRoles: (event: { readonly type?: unknown; readonly basis?: unknown }) =>
    requiredWitnessRoles({ type: event.type, basis: event.basis }),
  mayDecide: (role: string): boolean => AUTHORITY_ROLES.some((one) => one === role),
  isBetween: (at: number, from: string, to: string): boolean =>
    (startOf(from) ?? Number.NaN) <= at && at <= (endOf(to) ?? Number.NaN),
};
