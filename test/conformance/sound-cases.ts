import { decodeUtf8, encodeUtf8 } from '../../src/protocol/index.js';
import { type Case, forged, honest, receiptFile } from './case.js';
import { cosignatureLine, SmallLog, statementOf } from './small-log.js';
import {
  AT,
  event,
  HANDOVER,
  IN_BUNDLE,
  keyRegistration,
  ledgerRegistration,
  lines,
  ORIGIN,
  POLICY,
  revocation,
  statements,
} from './story.js';

/** Files in which everything holds. */
export function soundCases(): Case[] {
  return [...bundles(), ...receipts()];
}

export function cosigned(checkpoint: string, ...witnesses: string[]): string {
  return checkpoint + witnesses.map((name) => cosignatureLine(checkpoint, name)).join('');
}

function bundles(): Case[] {
  const whole = honest.draft();
  const part = honest.draft(IN_BUNDLE);
  const { checkpoint } = part;
  const two = { ...part, checkpoint: cosigned(checkpoint, 'north', 'east') };
  const three = { ...part, checkpoint: cosigned(checkpoint, 'north', 'south', 'east') };
  const stranger = { ...part, checkpoint: cosigned(checkpoint, 'stranger') };
  const opening = new SmallLog(ORIGIN, [statementOf(ledgerRegistration(ORIGIN, 'ledger'))]);
  return [
    { name: 'bundle_consignment', bytes: honest.bundle(part), why: 'a part of the log' },
    {
      name: 'bundle_whole_log',
      bytes: honest.bundle(whole),
      why: 'every entry, so the chain shows',
    },
    {
      name: 'bundle_older_checkpoint',
      bytes: honest.bundle(honest.draft(IN_BUNDLE.slice(0, -2), AT.decision)),
      why: 'proved against a smaller tree',
    },
    {
      name: 'bundle_registry_only',
      bytes: honest.bundle(honest.draft([0, 4, 5], 7)),
      why: 'no event, an empty timeline',
    },
    {
      name: 'bundle_single_entry',
      bytes: opening.bundle(),
      why: 'a tree of one leaf: empty paths',
    },
    {
      name: 'bundle_registrations_of_parties',
      bytes: honest.bundle(honest.draft([0, 1, 2, 3, ...IN_BUNDLE.slice(1)])),
      why: 'registrations that no signature needs may be there',
    },
    {
      name: 'bundle_names_policy',
      bytes: honest.bundle({ ...part, ledger: { ...part.ledger, policy: POLICY } }),
      why: "the ledger's policy is a hint and binds no reader",
    },
    {
      name: 'bundle_two_witnesses',
      bytes: honest.bundle(two),
      policy: true,
      why: 'just the quorum',
    },
    {
      name: 'bundle_three_witnesses',
      bytes: honest.bundle(three),
      policy: true,
      why: 'all witnesses',
    },
    {
      name: 'bundle_unknown_cosigner',
      bytes: honest.bundle(stranger),
      why: 'lines of unknown keys are ignored',
    },
    {
      name: 'bundle_attestation_with_unknown_line',
      bytes: forged(honest.bundle(part), (bundle) => {
        bundle.attestation += `\u2014 somebody.example ${'A'.repeat(96)}\n`;
      }),
      why: 'lines of unknown keys are ignored in the attestation too',
    },
    { name: 'bundle_key_rotated', bytes: rotated().bundle(), why: 'the second key of a party' },
    {
      name: 'bundle_revoked_by_own_party',
      bytes: revokedByOwnParty().bundle(),
      why: 'a party may revoke its own key',
    },
  ];
}

/** A new key of the mine, then the old one revoked, then an event by the new one. */
function rotated(): SmallLog {
  return new SmallLog(ORIGIN, [
    ...lines().slice(0, AT.finding).map(statementOf),
    statementOf(keyRegistration('R-11', 'P-MINE', 'mine-2')),
    statementOf(revocation('R-12', 'mine', 'registrar')),
    statementOf(
      event('DISPATCH', 'P-MINE', ['mine-2'], { ...HANDOVER, handover: 'H-2', to: 'P-TRUCK' }),
    ),
  ]);
}

function revokedByOwnParty(): SmallLog {
  return new SmallLog(ORIGIN, [...statements(), statementOf(revocation('R-15', 'truck', 'truck'))]);
}

function receipts(): Case[] {
  const of = (index: number, more = {}) =>
    receiptFile(honest.logged[index]!.statement, honest.receipt(index, more));
  const checkpoint = cosigned(honest.checkpoint(), 'south', 'north');
  return [
    { name: 'receipt_event', bytes: of(AT.commission), why: 'an event' },
    { name: 'receipt_first_entry', bytes: of(0), why: 'entry 0 has no entry before it' },
    { name: 'receipt_newest_entry', bytes: of(honest.size - 1), why: 'the right edge of the tree' },
    { name: 'receipt_two_signatures', bytes: of(AT.dispatch), why: 'actor and witness' },
    {
      name: 'receipt_with_entry',
      bytes: receiptFile(
        honest.logged[AT.dispatch]!.statement,
        honest.receipt(AT.dispatch),
        honest.logged[AT.dispatch]!.entry,
      ),
      why: 'as the ledger answers for a statement: the entry beside it',
    },
    {
      name: 'receipt_order_and_space',
      bytes: encodeUtf8(
        `${decodeUtf8(of(AT.dispatch)).replace(/^\{([^]*),\s*"receipt":([^]*)\}\s*$/u, '{\n "receipt" : $2,$1\t}')}\r\n`,
      ),
      why: 'members in another order, other white space',
    },
    {
      name: 'receipt_older_checkpoint',
      bytes: of(AT.commission, { size: AT.commission + 1 }),
      why: 'as it was first given',
    },
    {
      name: 'receipt_two_witnesses',
      bytes: of(AT.receive, { checkpoint }),
      policy: true,
      why: 'the quorum has cosigned',
    },
    {
      name: 'receipt_unknown_signer',
      bytes: receiptOfStranger(),
      why: 'a receipt proves the place, not who was entitled to sign',
    },
  ];
}

function receiptOfStranger(): Uint8Array {
  const statement = statementOf(event('INSPECT', 'P-MINE', ['stranger'], {}));
  const log = new SmallLog(ORIGIN, [...statements(), statement]);
  return receiptFile(statement, log.receipt(log.size - 1));
}
