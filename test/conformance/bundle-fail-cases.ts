import { encodeUtf8, formatVkey } from '../../src/protocol/index.js';
import { type Case, cheating, forged, honest, type Loose, otherCharacter } from './case.js';
import { cosignatureLine, flipped, keyOf, SmallLog, statementOf } from './small-log.js';
import { cosigned } from './sound-cases.js';
import { AT, IN_BUNDLE, ledgerRegistration, ORIGIN, statements } from './story.js';

const sound = honest.bundle(honest.draft(IN_BUNDLE));
const HASH = Buffer.alloc(32, 7).toString('base64');
/** Position in `IN_BUNDLE`. */
const DISPATCH = IN_BUNDLE.indexOf(AT.dispatch);

/** What a third person changed in a bundle of an honest ledger, and what a ledger that cheats signed for itself. */
export function bundleFailCases(): Case[] {
  return [
    ...formCases(),
    ...ledgerCases(),
    ...checkpointCases(),
    ...attestationCases(),
    ...entryCases(),
    ...orderCases(),
    ...inclusionCases(),
    ...answerCases(),
    ...witnessCases(),
  ];
}

function bundle(name: string, fails: string, bytes: Uint8Array, why: string): Case {
  return { name: `bundle_${name}_fail`, bytes, fails, why };
}

function changed(name: string, fails: string, why: string, change: (bundle: Loose) => void): Case {
  return bundle(name, fails, forged(sound, change), why);
}

function cheated(name: string, fails: string, why: string, change: (draft: Loose) => void): Case {
  const draft = honest.draft(IN_BUNDLE);
  return bundle(name, fails, cheating(change, { draft }), why);
}

function formCases(): Case[] {
  const text = Buffer.from(sound).toString('utf8');
  const raw = (name: string, changedText: string, why: string) =>
    bundle(name, 'form', encodeUtf8(changedText), why);
  return [
    raw('empty_file', '', 'no bytes at all'),
    raw('cut_off', text.slice(0, -100), 'the end is missing'),
    raw('not_an_object', '[]', 'JSON, but not a bundle'),
    raw('byte_order_mark', `\uFEFF${text}`, 'a byte order mark is not canonical'),
    raw('white_space', `${text}\n`, 'a line feed after the end is not canonical'),
    raw(
      'member_order',
      `{"format":"custody-evidence/v1",${text.slice(1).replace(',"format":"custody-evidence/v1"', '')}`,
      'members are not sorted',
    ),
    raw(
      'member_twice',
      `{"answer":{},${text.slice(1)}`,
      'readers differ in which of the two they take',
    ),
    raw('number_form', text.replace('"index":0', '"index":0.0'), 'a number in another form'),
    changed('format_version', 'form', 'a format of the future', (b) => {
      b.format = 'custody-evidence/v2';
    }),
    changed('surplus_member', 'form', 'a member that the format does not have', (b) => {
      b.note = 'trust me';
    }),
    changed('without_attestation', 'form', 'nobody stands for the answer', (b) => {
      delete b.attestation;
    }),
    changed('without_proof', 'form', 'an entry without its path', (b) => {
      delete b.entries[1].proof;
    }),
    changed('short_hash', 'form', 'a hash of 31 bytes in a path', (b) => {
      b.entries[1].proof[0] = Buffer.alloc(31, 7).toString('base64');
    }),
    changed('proof_of_64_hashes', 'form', 'no tree is that deep', (b) => {
      b.entries[1].proof = Array.from({ length: 64 }, () => HASH);
    }),
    changed('base64_stray_bits', 'form', 'two spellings of one byte string', (b) => {
      b.entries[1].proof[0] = b.entries[1].proof[0].replace(/.=$/u, '9=');
    }),
    changed('base64_without_padding', 'form', 'base64 is padded', (b) => {
      b.entries[1].proof[0] = b.entries[1].proof[0].replace('=', '');
    }),
    changed('entry_of_six_lines', 'form', 'entry bytes are five lines', (b) => {
      b.entries[1].entry = Buffer.from(`${atob(b.entries[1].entry)}more\n`).toString('base64');
    }),
    changed('envelope_surplus_member', 'form', 'an envelope has three members', (b) => {
      b.entries[1].statement.note = '';
    }),
    changed('negative_index', 'form', 'an index counts from 0', (b) => {
      b.entries[1].index = -4;
    }),
  ];
}

function ledgerCases(): Case[] {
  const other = new SmallLog(
    ORIGIN,
    [statementOf(ledgerRegistration(ORIGIN, 'other-ledger'))],
    'other-ledger',
  );
  const foreign = 'rehearsal/badc0debadc0';
  const elsewhere = new SmallLog(
    foreign,
    [statementOf(ledgerRegistration(foreign, 'other-ledger'))],
    'other-ledger',
  );
  return [
    bundle(
      'same_name_other_key',
      'ledger',
      other.bundle(),
      'a ledger that took the name: only the trusted key tells',
    ),
    bundle('foreign_ledger', 'ledger', elsewhere.bundle(), 'sound, but of another ledger'),
    changed('vkey_exchanged', 'ledger', 'the key in the file is not the trusted one', (b) => {
      b.ledger.vkey = formatVkey(ORIGIN, keyOf('other-ledger').publicKey);
    }),
    changed('vkey_id_wrong', 'form', 'the id in the vkey belongs to no key', (b) => {
      b.ledger.vkey = b.ledger.vkey.replace(/\+[0-9a-f]{8}\+/u, '+00000000+');
    }),
    changed('origin_exchanged', 'ledger', 'the origin is not the name of the key', (b) => {
      b.ledger.origin = foreign;
    }),
  ];
}

function checkpointCases(): Case[] {
  const head = honest.head();
  const fork = { ...head, root: flipped(head.root, 3) };
  const foreign = { ...head, origin: 'rehearsal/badc0debadc0' };
  const sized = (size: number) => (b: Loose) => {
    b.checkpoint = b.checkpoint.replace(`\n${honest.size}\n`, `\n${size}\n`);
  };
  return [
    changed('checkpoint_signature', 'checkpoint', 'one character of the signature', (b) => {
      b.checkpoint = otherCharacter(b.checkpoint, b.checkpoint.length - 30);
    }),
    changed('checkpoint_root', 'checkpoint', 'another root under the old signature', (b) => {
      const lines: string[] = b.checkpoint.split('\n');
      lines[2] = Buffer.from(fork.root).toString('base64');
      b.checkpoint = lines.join('\n');
    }),
    changed(
      'checkpoint_size_more',
      'checkpoint',
      'a larger tree than was signed',
      sized(honest.size + 1),
    ),
    changed(
      'checkpoint_size_less',
      'checkpoint',
      'a smaller tree than was signed',
      sized(honest.size - 1),
    ),
    changed('checkpoint_extension', 'checkpoint', 'a fourth line that nobody signed', (b) => {
      b.checkpoint = b.checkpoint.replace('\n\n', '\nmore\n\n');
    }),
    changed('checkpoint_unsigned', 'checkpoint', 'a text without a signature', (b) => {
      b.checkpoint = `${b.checkpoint.split('\n\n')[0]}\n`;
    }),
    cheated(
      'checkpoint_only_cosigned',
      'checkpoint',
      'a witness signed, the ledger did not',
      (b) => {
        const [text] = b.checkpoint.split('\n\n');
        b.checkpoint = `${text}\n\n${cosignatureLine(b.checkpoint, 'north')}`;
      },
    ),
    cheated('checkpoint_by_party', 'checkpoint', "a party's key under the ledger's name", (b) => {
      b.checkpoint = honest.checkpoint(head, 'mine');
    }),
    cheated('checkpoint_foreign_origin', 'checkpoint', 'a checkpoint of another origin', (b) => {
      b.checkpoint = honest.checkpoint(foreign);
    }),
    cheated(
      'checkpoint_forked',
      'inclusion',
      'the ledger signed another tree of the same size',
      (b) => {
        b.checkpoint = honest.checkpoint(fork);
      },
    ),
    cheated('checkpoint_too_old', 'inclusion', 'a checkpoint from before the entries', (b) => {
      b.checkpoint = honest.checkpoint(honest.head(AT.commission));
    }),
    cheated('checkpoint_newer', 'inclusion', 'paths to another size than the one signed', (b) => {
      b.checkpoint = new SmallLog(ORIGIN, [...statements(), ...statements()]).checkpoint();
    }),
  ];
}

function attestationCases(): Case[] {
  const whole = honest.draft();
  return [
    changed(
      'verdict_whitewashed',
      'attestation',
      'the answer says what the ledger did not',
      (b) => {
        b.answer.verdict = 'SUPPORTED';
      },
    ),
    changed('attestation_signature', 'attestation', 'one character of the signature', (b) => {
      b.attestation = otherCharacter(b.attestation, b.attestation.length - 30);
    }),
    changed('attestation_hash', 'attestation', 'the hash of another file', (b) => {
      const lines: string[] = b.attestation.split('\n');
      lines[2] = HASH;
      b.attestation = lines.join('\n');
    }),
    changed(
      'attestation_of_other_bundle',
      'attestation',
      'the ledger signed for another bundle',
      (b) => {
        b.attestation = JSON.parse(Buffer.from(honest.bundle(whole)).toString('utf8')).attestation;
      },
    ),
    changed('attestation_is_checkpoint', 'attestation', 'a checkpoint is no attestation', (b) => {
      b.attestation = b.checkpoint;
    }),
    bundle(
      'attestation_by_party',
      'attestation',
      honest.bundle(honest.draft(IN_BUNDLE), 'mine'),
      "a party's key under the ledger's name",
    ),
    changed('policy_exchanged', 'attestation', 'another policy than the ledger gave', (b) => {
      b.ledger.policy = 'quorum none\n';
    }),
    changed('entry_dropped', 'attestation', 'the decision is left out', (b) => {
      b.entries = b.entries.filter(({ index }: Loose) => index !== AT.decision);
    }),
  ];
}

function entryCases(): Case[] {
  const payload = (b: Loose) => b.entries[DISPATCH].statement;
  return [
    changed('payload_flipped', 'entries', 'one character of what was signed', (b) => {
      payload(b).payload = otherCharacter(payload(b).payload, 100);
    }),
    changed('payload_type', 'entries', 'the same payload as another kind', (b) => {
      payload(b).payloadType = payload(b).payloadType.replace('event', 'decision');
    }),
    changed('signature_flipped', 'entries', 'one character of a signature', (b) => {
      payload(b).signatures[0].sig = otherCharacter(payload(b).signatures[0].sig, 10);
    }),
    changed('signature_dropped', 'entries', "the witness's signature is gone", (b) => {
      payload(b).signatures.pop();
    }),
    changed('statements_swapped', 'entries', 'two statements in each other’s place', (b) => {
      const [one, two] = [b.entries[5].statement, b.entries[6].statement];
      b.entries[5].statement = two;
      b.entries[6].statement = one;
    }),
    cheated('wrong_index', 'entries', 'an entry under another number', (b) => {
      b.entries[DISPATCH].index += 1;
    }),
    changed('recorded_at', 'inclusion', 'another time in the five lines', (b) => {
      const entry = Buffer.from(b.entries[DISPATCH].entry, 'base64').toString('utf8');
      const later = entry.replace(':00.123Z', ':30.123Z');
      b.entries[DISPATCH].entry = Buffer.from(later).toString('base64');
    }),
    changed('previous', 'inclusion', 'another entry before it', (b) => {
      const lines = Buffer.from(b.entries[DISPATCH].entry, 'base64').toString('utf8').split('\n');
      lines[2] = HASH;
      b.entries[DISPATCH].entry = Buffer.from(lines.join('\n')).toString('base64');
    }),
  ];
}

function orderCases(): Case[] {
  const backwards = new SmallLog(ORIGIN, statements(), 'ledger', (entry) =>
    entry.index === AT.receive ? { ...entry, recordedAt: '2026-03-04T06:00:00.000Z' } : entry,
  );
  const unchained = new SmallLog(ORIGIN, statements(), 'ledger', (entry) =>
    entry.index === AT.receive ? { ...entry, previous: flipped(entry.previous, 0) } : entry,
  );
  const preceded = new SmallLog(ORIGIN, statements(), 'ledger', (entry) =>
    entry.index === 0 ? { ...entry, previous: flipped(entry.previous, 0) } : entry,
  );
  return [
    cheated('reordered', 'order', 'handover and commission in each other’s place', (b) => {
      [b.entries[4], b.entries[6]] = [b.entries[6], b.entries[4]];
    }),
    cheated('entry_twice', 'order', 'one entry stands twice', (b) => {
      b.entries.splice(5, 0, b.entries[5]);
    }),
    cheated('without_entry_0', 'order', 'the ledger’s own registration is missing', (b) => {
      b.entries.shift();
    }),
    cheated('no_entries', 'order', 'nothing is proved', (b) => {
      b.entries = [];
      b.answer.timeline = [];
    }),
    bundle('time_goes_back', 'order', backwards.bundle(), 'recorded before the entry before it'),
    bundle('chain_broken', 'order', unchained.bundle(), 'a neighbour is not chained'),
    bundle('something_before_entry_0', 'order', preceded.bundle(), 'the chain begins with zeros'),
  ];
}

function inclusionCases(): Case[] {
  const proof = (b: Loose): Uint8Array[] => b.entries[DISPATCH].proof;
  const set = (change: (hashes: Uint8Array[]) => Uint8Array[]) => (b: Loose) => {
    b.entries[DISPATCH] = { ...b.entries[DISPATCH], proof: change(proof(b)) };
  };
  const rewritten = new SmallLog(ORIGIN, [
    ...statements().slice(0, -1),
    statements()[AT.commission]!,
  ]);
  return [
    cheated(
      'proof_flipped',
      'inclusion',
      'one bit of a path',
      set(([a, ...rest]) => [flipped(a!, 9), ...rest]),
    ),
    cheated(
      'proof_truncated',
      'inclusion',
      'the last hash is missing',
      set((all) => all.slice(0, -1)),
    ),
    cheated(
      'proof_surplus',
      'inclusion',
      'a hash too many',
      set((all) => [...all, new Uint8Array(32)]),
    ),
    cheated(
      'proof_surplus_first',
      'inclusion',
      'a hash too many at the leaf',
      set((all) => [all[0]!, ...all]),
    ),
    cheated(
      'proof_empty',
      'inclusion',
      'no path at all',
      set(() => []),
    ),
    cheated(
      'proof_reversed',
      'inclusion',
      'the path from root to leaf',
      set((all) => all.toReversed()),
    ),
    cheated('proof_of_neighbour', 'inclusion', 'the path of another entry', (b) => {
      b.entries[DISPATCH] = { ...b.entries[DISPATCH], proof: b.entries[DISPATCH + 1].proof };
    }),
    cheated(
      'last_entry_rewritten',
      'inclusion',
      'the tree signed holds another last entry',
      (b) => {
        b.checkpoint = rewritten.checkpoint();
      },
    ),
  ];
}

function answerCases(): Case[] {
  return [
    cheated('answer_untold_event', 'answer', 'the answer is silent about the handover', (b) => {
      b.answer.timeline.splice(2, 1);
    }),
    cheated(
      'answer_invented_event',
      'answer',
      'the answer tells of an event without proof',
      (b) => {
        b.answer.timeline.push({ ...b.answer.timeline[0], index: AT.foreign });
      },
    ),
    cheated('answer_other_statement', 'answer', 'the right place, another statement', (b) => {
      b.answer.timeline[0].statementHash = '0'.repeat(64);
    }),
    cheated('answer_other_actor', 'answer', 'an act in another party’s name', (b) => {
      b.answer.timeline[0].party = 'P-TRUCK';
    }),
    cheated('answer_other_type', 'answer', 'a refusal told as a receipt', (b) => {
      b.answer.timeline[3].event = 'REFUSE';
    }),
    cheated('answer_other_time', 'answer', 'recorded at another time', (b) => {
      b.answer.timeline[3].recordedAt = '2026-03-04T06:00:00.000Z';
    }),
    cheated('answer_event_twice', 'answer', 'one event told twice', (b) => {
      b.answer.timeline.push(b.answer.timeline[0]);
    }),
    cheated('answer_beyond_checkpoint', 'answer', 'the answer claims to know more', (b) => {
      b.answer.asOf.index = honest.size;
    }),
    cheated('answer_before_its_events', 'answer', 'the answer is as of an earlier entry', (b) => {
      b.answer.asOf.index = AT.consign;
    }),
    cheated('answer_without_timeline', 'answer', 'a verdict without a record', (b) => {
      delete b.answer.timeline;
    }),
  ];
}

function witnessCases(): Case[] {
  const draft = honest.draft(IN_BUNDLE);
  const { checkpoint } = draft;
  const under = (name: string, note: string, why: string): Case => ({
    ...bundle(name, 'witnesses', honest.bundle({ ...draft, checkpoint: note }), why),
    policy: true,
  });
  const fork = { ...honest.head(), root: flipped(honest.head().root, 3) };
  const other = cosignatureLine(honest.checkpoint(fork), 'south');
  return [
    under('no_witness', checkpoint, 'nobody cosigned'),
    under('one_witness', cosigned(checkpoint, 'north'), 'one of the two that are needed'),
    under('one_witness_twice', cosigned(checkpoint, 'north', 'north'), 'one witness counts once'),
    under(
      'unknown_witness',
      cosigned(checkpoint, 'north', 'stranger'),
      'a stranger does not count',
    ),
    under(
      'cosignature_of_fork',
      cosigned(checkpoint, 'north') + other,
      'a cosignature of another tree',
    ),
  ];
}
