import { toHex } from '../../src/protocol/index.js';
import type { Case } from './case.js';
import { type Line, SmallLog, statementOf } from './small-log.js';
import {
  AT,
  decision,
  event,
  HANDOVER,
  IN_BUNDLE,
  ORIGIN,
  partyRegistration,
  registration,
  statements,
  story,
} from './story.js';

/** What stands after the story: a statement whose signers are as they should be, but may not say such a thing. */
export function roleCases(): Case[] {
  return [...actorCases(), ...delegationCases(), ...otherCases()];
}

const WHOLE_YEAR = { validFrom: '2026-01-01', validTo: '2026-12-31' };

function appended(name: string, why: string, ...more: readonly Line[]): Case {
  const log = new SmallLog(ORIGIN, [...statements(), ...more.map(statementOf)]);
  const fails = name.endsWith('_fail') ? { fails: 'roles' } : {};
  return { name: `bundle_${name}`, bytes: log.bundle(), ...fails, why };
}

function inspection(by: string, more = {}): Line {
  return event('INSPECT', 'P-CUSTOMS', [by], { finding: 'conform', ...more });
}

function actorCases(): Case[] {
  return [
    appended('role_of_signer_fail', 'a carrier releases goods from customs', {
      ...event('CUSTOMS_RELEASE', 'P-TRUCK', ['truck'], { procedure: 'export' }),
    }),
    appended('role_of_customs_fail', 'customs say that they received goods', {
      ...event('RECEIVE', 'P-CUSTOMS', ['customs'], HANDOVER),
    }),
    appended(
      'role_lost_fail',
      'an authority before, and none any more when it inspects',
      partyRegistration('P-CUSTOMS', 'carrier', 'RW', '-2'),
      inspection('customs'),
    ),
    appended(
      'role_lost_later',
      'an authority when it inspected, and none any more later',
      inspection('customs'),
      partyRegistration('P-CUSTOMS', 'carrier', 'RW', '-2'),
    ),
    appended('role_of_unknown_type_fail', 'a type of event that is none', {
      ...event('BLESS', 'P-TRUCK', ['truck'], {}),
    }),
    {
      name: 'bundle_roles_not_shown',
      bytes: story().bundle(story().draft([0, 1, ...IN_BUNDLE.slice(1)])),
      why: 'the registration of one party is there, those of the others are not: theirs is left open',
    },
  ];
}

function delegation(more: object): Line {
  const fact = { principal: 'P-CUSTOMS', agent: 'P-TRUCK', types: ['SEAL'], ...WHOLE_YEAR };
  return {
    kind: 'registration',
    payload: registration('R-DELEGATION', 'delegation', { delegation: { ...fact, ...more } }),
    by: ['registrar'],
  };
}

function delegationCases(): Case[] {
  const seals = { seals: [{ number: 'KIT-1' }], onBehalfOf: 'P-CUSTOMS' };
  const sealed = event('SEAL', 'P-TRUCK', ['truck'], seals);
  return [
    appended('delegation', 'a carrier seals for customs, who let it', delegation({}), sealed),
    appended(
      'delegation_of_other_type_fail',
      'customs let the carrier do another thing',
      delegation({ types: ['INSPECT'] }),
      sealed,
    ),
    appended(
      'delegation_over_fail',
      'it had ended the day before',
      delegation({ validTo: '2026-03-03' }),
      sealed,
    ),
    appended(
      'delegation_withdrawn_fail',
      'registered anew, it ended before',
      delegation({}),
      delegation({ validTo: '2026-02-28' }),
      sealed,
    ),
    appended(
      'delegation_beyond_principal_fail',
      'nobody lets another do what he may not do himself',
      delegation({ types: ['CONSIGN'] }),
      event('CONSIGN', 'P-TRUCK', ['truck'], { ucr: 'KIT-2', onBehalfOf: 'P-CUSTOMS' }),
    ),
  ];
}

function otherCases(): Case[] {
  const corrected = toHex(story().logged[AT.commission]!.entry.statementHash);
  return [
    appended(
      'witness_role_fail',
      'a mark is added before customs, and an inspector was to see it',
      {
        ...event('REMARK', 'P-TRUCK', ['truck', 'customs'], {
          addedMark: 'KIT',
          witness: 'P-CUSTOMS',
        }),
      },
    ),
    appended('witness_not_named_fail', 'goods are destroyed, and no authority saw it', {
      ...event('DESTROY', 'P-TRUCK', ['truck'], {}),
    }),
    appended('witness_role', 'goods are destroyed before customs', {
      ...event('DESTROY', 'P-TRUCK', ['truck', 'customs'], { witness: 'P-CUSTOMS' }),
    }),
    appended('decision_by_carrier_fail', 'a carrier decides on an alert', {
      kind: 'decision',
      payload: { ...decision(), decisionId: 'D-2', actor: 'P-TRUCK' },
      by: ['truck'],
    }),
    appended('correction_by_other_fail', 'a carrier corrects what the mine said', {
      ...event('CORRECT', 'P-TRUCK', ['truck'], { refs: [corrected], reason: 'it was less' }),
    }),
  ];
}
