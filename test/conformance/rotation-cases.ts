import {
  decodeUtf8,
  type Envelope,
  formatVkey,
  type JsonObject,
  storedBytes,
} from '../../src/protocol/index.js';
import { type Case, receiptFile } from './case.js';
import { keyOf, type Line, SmallLog, statementOf } from './small-log.js';
import {
  AT,
  decision,
  event,
  finding,
  HANDOVER,
  lines,
  ORIGIN,
  registration,
  statements,
} from './story.js';

/** Where the ledger of these cases rotates its key: after the handover, before the finding. */
const ROTATION = AT.finding;
const OLD = 'ledger';
const NEW = 'ledger-2';
const NEWEST = 'ledger-3';

/** A ledger that rotated its key, and ledgers that cheat about it. */
export function rotationCases(): Case[] {
  return [...soundBundles(), ...statementCases(), ...headCases(), ...receipts()];
}

export function vkeyOf(keyName: string): string {
  return formatVkey(ORIGIN, keyOf(keyName).publicKey);
}

/** What `/.well-known/custody-ledger` of the honest ledger tells of its rotation. */
export function rotations(): JsonObject[] {
  const log = rotated();
  const { statement } = log.logged[ROTATION]!;
  const envelope: JsonObject = JSON.parse(decodeUtf8(storedBytes(statement)));
  const checkpoint = log.checkpoint(log.head(), NEW);
  return [{ envelope, receipt: { ...log.receipt(ROTATION, { checkpoint }) } }];
}

function rotation({
  from = OLD,
  to = NEW,
  by,
  id = 'R-20',
}: { from?: string; to?: string; by?: readonly string[]; id?: string } = {}): Line {
  const fact = { replaces: vkeyOf(from), vkey: vkeyOf(to), reason: 'a year has passed' };
  return {
    kind: 'registration',
    payload: registration(id, 'ledger-key', { rotation: fact }),
    by: by ?? ['registrar', from, to],
  };
}

const findingBy = (keyName: string): Line => ({
  kind: 'finding',
  payload: finding(),
  by: [keyName],
});
const decided: Line = { kind: 'decision', payload: decision(), by: ['customs'] };

function logOf(...after: readonly (Line | Envelope)[]): SmallLog {
  const added = after.map((one) => ('by' in one ? statementOf(one) : one));
  return new SmallLog(ORIGIN, [...statements().slice(0, ROTATION), ...added]);
}

function rotated(): SmallLog {
  return logOf(rotation(), findingBy(NEW), decided);
}

interface Signed {
  readonly size?: number;
  /** Who signs the head; the bundle names this key as the ledger's. */
  readonly head?: string;
  /** Who signs for the bundle. */
  readonly by?: string;
  readonly indexes?: readonly number[];
}

function bundleOf(log: SmallLog, signed: Signed = {}): Uint8Array {
  const { size = log.size, head = NEW, by = head } = signed;
  const { indexes = Array.from({ length: size }, (_, index) => index) } = signed;
  const draft = log.draft(indexes, size);
  const checkpoint = log.checkpoint(log.head(size), head);
  return log.bundle({ ...draft, ledger: { ...draft.ledger, vkey: vkeyOf(head) }, checkpoint }, by);
}

function soundBundles(): Case[] {
  const twice = logOf(
    rotation(),
    findingBy(NEW),
    rotation({ from: NEW, to: NEWEST, id: 'R-21' }),
    decided,
  );
  return [
    {
      name: 'bundle_ledger_key_rotated',
      bytes: bundleOf(rotated()),
      why: 'the trusted key handed over to the one that signs now',
    },
    {
      name: 'bundle_ledger_key_rotated_new_key_trusted',
      bytes: bundleOf(rotated()),
      vkeys: [NEW],
      why: 'what the earlier key signed stands in the tree that the trusted key signs',
    },
    {
      name: 'bundle_ledger_key_rotated_twice',
      bytes: bundleOf(twice, { head: NEWEST }),
      why: 'from the trusted key over a second to a third',
    },
    {
      name: 'bundle_ledger_key_between_two_rotations',
      bytes: bundleOf(twice, { head: NEW, size: ROTATION + 2 }),
      why: 'a head of the second key, before the third',
    },
    {
      name: 'bundle_just_before_rotation',
      bytes: bundleOf(rotated(), { head: OLD, size: ROTATION }),
      why: 'the last head that the earlier key may sign',
    },
    {
      name: 'bundle_just_after_rotation',
      bytes: bundleOf(rotated(), { size: ROTATION + 1 }),
      why: 'the first head of the new key covers the rotation itself',
    },
    {
      name: 'bundle_before_rotation_by_rotations',
      bytes: bundleOf(rotated(), { head: OLD, size: ROTATION }),
      vkeys: [NEW],
      rotations: true,
      why: 'the trusted key is a later one; the rotations tie them',
    },
    {
      name: 'bundle_before_rotation_new_key_alone_fail',
      bytes: bundleOf(rotated(), { head: OLD, size: ROTATION }),
      vkeys: [NEW],
      fails: 'ledger',
      why: 'nothing in the file ties the earlier key to the trusted one',
    },
  ];
}

function statementCases(): Case[] {
  const cheat = (name: string, why: string, log: SmallLog, signed: Signed = {}): Case => ({
    name: `bundle_${name}_fail`,
    bytes: bundleOf(log, signed),
    fails: 'signatures',
    why,
  });
  const by = (...signers: string[]) => logOf(rotation({ by: signers }), findingBy(NEW), decided);
  const to = (keyName: string) => logOf(rotation({ to: keyName }), decided);
  const alien = logOf(rotation({ from: 'other-ledger', by: ['registrar', OLD, NEW] }), decided);
  return [
    cheat('rotation_without_old_key', 'the key that goes did not agree', by('registrar', NEW)),
    cheat('rotation_old_key_by_other', 'another signed for it', by('registrar', 'truck', NEW)),
    cheat('rotation_without_registrar', 'the ledger alone may not rotate', by(OLD, NEW)),
    cheat('rotation_registrar_is_party', 'a party is no registrar', by('mine', OLD, NEW)),
    cheat('rotation_without_possession', 'nobody holds the new key', by('registrar', OLD)),
    cheat('rotation_possession_by_other', 'not the new key', by('registrar', OLD, NEWEST)),
    cheat('rotation_signers_swapped', 'new before old', by('registrar', NEW, OLD)),
    cheat('rotation_surplus_signature', 'four', by('registrar', OLD, NEW, 'registrar-2')),
    cheat('rotation_of_other_key', 'it replaces a key that is not the ledger\u2019s', alien),
    cheat('rotation_to_party_key', 'the key belongs to a party', to('mine'), { head: 'mine' }),
    cheat('rotation_to_same_key', 'nothing is new', to(OLD), { head: OLD }),
    cheat(
      'rotation_by_former_key',
      'a key that was replaced rotates once more',
      logOf(rotation(), rotation({ to: NEWEST, id: 'R-21' }), decided),
      { head: NEWEST },
    ),
    cheat(
      'finding_after_rotation_by_old_key',
      'the earlier key signs no more',
      logOf(rotation(), findingBy(OLD), decided),
    ),
    cheat(
      'finding_before_rotation_by_new_key',
      'the new key did not sign yet',
      new SmallLog(ORIGIN, [
        ...lines().slice(0, ROTATION).map(statementOf),
        ...[findingBy(NEW), rotation(), decided].map(statementOf),
      ]),
    ),
    cheat(
      'former_ledger_key_as_party',
      'a former key of the ledger signs an event',
      logOf(
        rotation(),
        event('DISPATCH', 'P-MINE', [OLD], { ...HANDOVER, handover: 'H-2', to: 'P-TRUCK' }),
      ),
    ),
  ];
}

function headCases(): Case[] {
  const log = rotated();
  const all = (without: number) =>
    log.logged.map(({ entry }) => entry.index).filter((index) => index !== without);
  return [
    {
      name: 'bundle_head_after_rotation_by_old_key_fail',
      bytes: bundleOf(log, { head: OLD }),
      fails: 'checkpoint',
      why: 'the earlier key signs no head that covers its end',
    },
    {
      name: 'bundle_head_before_rotation_by_new_key_fail',
      bytes: bundleOf(log, { size: ROTATION }),
      fails: 'checkpoint',
      why: 'the new key was not the ledger\u2019s yet',
    },
    {
      name: 'bundle_attestation_by_former_key_fail',
      bytes: bundleOf(log, { by: OLD }),
      fails: 'attestation',
      why: 'whoever signs the head signs for the bundle',
    },
    {
      name: 'bundle_rotation_left_out_fail',
      bytes: bundleOf(log, { indexes: all(ROTATION) }),
      fails: 'checkpoint',
      why: 'nothing shows how the new key came to sign',
    },
    {
      name: 'bundle_rotation_to_other_key_fail',
      bytes: bundleOf(logOf(rotation({ to: 'other-ledger' }), decided)),
      fails: 'checkpoint',
      why: 'the rotations lead to another key than the one that signs',
    },
    {
      name: 'bundle_rotated_by_thief_fail',
      bytes: bundleOf(logOf(rotation({ from: NEW, to: NEWEST, by: ['registrar', OLD, NEWEST] })), {
        head: NEWEST,
      }),
      fails: 'signatures',
      why: 'it replaces a key that never was the ledger\u2019s',
    },
  ];
}

function receipts(): Case[] {
  const log = rotated();
  const of = (index: number, keyName: string, size = log.size) => {
    const checkpoint = log.checkpoint(log.head(size), keyName);
    return receiptFile(log.logged[index]!.statement, log.receipt(index, { size, checkpoint }));
  };
  const before = of(AT.receive, OLD, ROTATION);
  const after = of(ROTATION + 2, NEW);
  const stale = of(AT.receive, OLD);
  return [
    { name: 'receipt_before_rotation', bytes: before, why: 'the old key verifies it for ever' },
    {
      name: 'receipt_before_rotation_by_rotations',
      bytes: before,
      vkeys: [NEW],
      rotations: true,
      why: 'the rotations tie the key of then to the trusted one',
    },
    { name: 'receipt_after_rotation_two_keys', bytes: after, vkeys: [OLD, NEW], why: 'either key' },
    {
      name: 'receipt_after_rotation_by_rotations',
      bytes: after,
      rotations: true,
      why: 'the rotations lead from the trusted key to the one that signs',
    },
    {
      name: 'receipt_after_rotation_old_key_alone_fail',
      bytes: after,
      fails: 'receipt',
      why: 'nothing ties its key to the trusted one',
    },
    {
      name: 'receipt_before_rotation_new_key_alone_fail',
      bytes: before,
      vkeys: [NEW],
      fails: 'receipt',
      why: 'nothing ties its key to the trusted one',
    },
    {
      name: 'receipt_head_after_rotation_by_old_key_fail',
      bytes: stale,
      rotations: true,
      fails: 'receipt',
      why: 'the earlier key signs no head that covers its end',
    },
    {
      name: 'receipt_head_before_rotation_by_new_key_fail',
      bytes: of(AT.receive, NEW, ROTATION),
      rotations: true,
      fails: 'receipt',
      why: 'the new key was not the ledger\u2019s yet',
    },
    {
      name: 'receipt_rotations_of_other_keys_fail',
      bytes: before,
      vkeys: [NEWEST],
      rotations: true,
      fails: 'rotations',
      why: 'the trusted key is none of the ledger\u2019s',
    },
  ];
}
