import {
  decodeUtf8,
  EMPTY_CHAIN,
  encodeBase64,
  entryBytes,
  extendChain,
  hashLeaf,
  MAP_SCHEMA,
  type MapLeaf,
  mapInputOf,
  type MapPage,
  mapPlaceOf,
  mapValueOf,
  proveMapKey,
  proveVrf,
  storedBytes,
  type SubjectEntry,
  toHex,
  updateMap,
  VRF_SUITE,
  vrfKeyOf,
  vrfOutput,
} from '../../src/protocol/index.js';
import { type Case, cheating, forged, type Loose, textOf } from './case.js';
import { keyOf, SmallLog, statementOf } from './small-log.js';
import { cosigned } from './sound-cases.js';
import { AT, IN_BUNDLE, ORIGIN, statements, story, UCR } from './story.js';

const SUBJECT = `consignment:${UCR}`;
const NOWHERE = 'consignment:9ZZNOWHERE';
const ITEM = 'item:LOT-KIT-1';
const LISTED = [AT.consign, AT.dispatch, AT.receive];

/** The ledger after it has stated the root of its map, in entry 15; proofs are read from pages of any map. */
class Mapped {
  readonly log: SmallLog;
  readonly pages: ReadonlyMap<string, MapPage>;
  private readonly size = story().size;

  constructor(
    indexes: Readonly<Record<string, readonly number[]>> = {
      [SUBJECT]: LISTED,
      [ITEM]: [7, 8, 9, 10],
    },
    by = 'ledger',
  ) {
    const leaves = Object.entries(indexes).map(([subject, all]) => leafOf(subject, entriesOf(all)));
    const { pages, root } = updateMap(new Map<string, MapPage>(), leaves);
    this.pages = pages;
    const payload = {
      schema: MAP_SCHEMA,
      ledger: ORIGIN,
      mapId: String(this.size),
      size: this.size,
      root: toHex(root),
      vrfSuite: VRF_SUITE,
      vrfKey: encodeBase64(vrf().publicKey),
    };
    const stated = statementOf({ kind: 'map', payload, by: [by] });
    this.log = new SmallLog(ORIGIN, [...statements(), stated]);
  }

  proof(subject = SUBJECT, indexes: readonly number[] = LISTED, pages = this.pages): Loose {
    const { key } = mapPlaceOf(vrfOutput(vrf(), mapInputOf(subject)));
    const { siblings, leaf } = proveMapKey(pages, key);
    const at = this.size;
    const statement: Loose = JSON.parse(decodeUtf8(storedBytes(this.log.logged[at]!.statement)));
    return {
      subject,
      size: this.size,
      map: { statement, receipt: this.log.receipt(at) },
      vrfProof: encodeBase64(proveVrf(vrf(), mapInputOf(subject))),
      path: siblings.map(encodeBase64),
      leaf:
        indexes.length > 0 || leaf === undefined
          ? null
          : { key: encodeBase64(leaf.key), value: encodeBase64(leaf.value) },
      entries: entriesOf(indexes).map(({ index, leafHash }) => ({
        index,
        leafHash: toHex(leafHash),
      })),
    };
  }
}

export function completenessCases(): Case[] {
  const honest = new Mapped();
  const made = (
    name: string,
    why: string,
    change: (draft: Loose) => void,
    mapped = honest,
  ): Case => {
    const draft = { ...mapped.log.draft(IN_BUNDLE), completeness: mapped.proof() };
    return { name: `bundle_${name}`, bytes: cheating(change, { log: mapped.log, draft }), why };
  };
  const wrong = (...[name, why, change, mapped]: Parameters<typeof made>): Case => ({
    ...made(`completeness_${name}_fail`, why, change, mapped),
    fails: 'completeness',
  });
  const other = new Mapped({ [SUBJECT]: [AT.consign, AT.dispatch], [ITEM]: [7] });
  return [
    made('complete', 'the map lists what the bundle holds', () => undefined),
    made('complete_as_of_earlier', 'events after the answer may be missing', (b) => {
      b.answer.asOf.index = AT.dispatch;
      dropEvent(b, AT.receive);
    }),
    wrong('other_root', 'the path leads to the root of another map', (b) => {
      b.completeness = honest.proof(SUBJECT, [AT.consign, AT.dispatch], other.pages);
    }),
    wrong('event_left_out', 'bundle and answer are silent about an event the map lists', (b) => {
      dropEvent(b, AT.receive);
    }),
    wrong('shorter_list', 'the list is shorter than the map commits to', (b) => {
      b.completeness.entries.pop();
    }),
    wrong('empty_list', 'there is none, it says', (b) => {
      b.completeness.entries = [];
    }),
    wrong('other_leaf_hash', 'the list names another entry', (b) => {
      b.completeness.entries[1].leafHash = '0'.repeat(64);
    }),
    wrong('other_subject', 'a proof about the lot, not the consignment', (b) => {
      b.completeness = honest.proof(ITEM, [7, 8, 9, 10]);
    }),
    wrong('subject_renamed', 'the place of another subject', (b) => {
      b.completeness = { ...honest.proof(ITEM, [7, 8, 9, 10]), subject: SUBJECT };
    }),
    wrong('size', 'it claims to reach further than the map', (b) => {
      b.completeness.size += 1;
    }),
    wrong('root_not_logged', 'the receipt of another statement', (b) => {
      b.completeness.map.receipt = honest.log.receipt(AT.finding);
    }),
    wrong(
      'root_by_party',
      'the root is not signed by the ledger',
      () => undefined,
      new Mapped(undefined, 'mine'),
    ),
    wrong('surplus_member', 'a member that the proof does not have', (b) => {
      b.completeness.note = '';
    }),
    {
      ...made('complete_two_witnesses', 'both checkpoints have the quorum', (b) => {
        b.checkpoint = cosigned(b.checkpoint, 'north', 'east');
        b.completeness.map.receipt = honest.log.receipt(honest.log.size - 1, {
          checkpoint: b.checkpoint,
        });
      }),
      policy: true,
    },
    {
      ...wrong('of_fork', 'an event is left out by a map that no witness has seen', (b) => {
        b.checkpoint = cosigned(b.checkpoint, 'north', 'east');
        b.completeness = other.proof(SUBJECT, [AT.consign, AT.dispatch]);
        dropEvent(b, AT.receive);
      }),
      policy: true,
    },
  ];
}

/** Saved answers that there is none, as an auditor is given them. */
export function absenceCases(): Case[] {
  const mapped = new Mapped();
  const sound = textOf({
    verdict: 'UNKNOWN',
    completeness: mapped.proof(NOWHERE, []),
    type: '/problems/not-found',
    title: 'Not Found',
    status: 404,
    detail: 'There is no record of this consignment that you may read: its verdict is UNKNOWN.',
    code: 'not-found',
    instance: 'urn:uuid:00000000-0000-4000-8000-000000000000',
  });
  const wrong = (
    name: string,
    why: string,
    change: (answer: Loose) => void,
    fails = 'absence',
  ) => ({
    name: `absence_${name}_fail`,
    bytes: forged(sound, change),
    fails,
    why,
  });
  return [
    { name: 'absence_consignment', bytes: sound, why: 'no entry names the consignment' },
    {
      name: 'absence_item',
      bytes: forged(sound, (answer) => {
        delete answer.verdict;
        answer.completeness = mapped.proof('item:LOT-NOWHERE', []);
      }),
      why: 'no entry names the item; the answer has no verdict',
    },
    {
      name: 'absence_as_of',
      bytes: forged(sound, (answer) => {
        answer.completeness = mapped.proof();
        answer.asOf = mapped.proof().entries[0]!.index - 1;
      }),
      why: 'entries name the consignment, but none up to the moment of the answer',
    },
    wrong('as_of_first', 'an entry names it at the moment of the answer', (answer) => {
      answer.completeness = mapped.proof();
      answer.asOf = mapped.proof().entries[0]!.index;
    }),
    wrong(
      'as_of_text',
      'a moment that is no index',
      (answer) => {
        answer.asOf = '0';
      },
      'form',
    ),
    {
      ...wrong('one_witness', 'under a policy, nobody has cosigned', () => undefined, 'witnesses'),
      policy: true,
    },
    wrong('named', 'a proof that there are some', (answer) => {
      answer.completeness = mapped.proof();
    }),
    wrong('list_emptied', 'a proof that there are some, without them', (answer) => {
      answer.completeness = { ...mapped.proof(), entries: [] };
    }),
    wrong('subject_renamed', 'the proof of another subject', (answer) => {
      answer.completeness.subject = 'consignment:6RW000000002-KIT';
    }),
    wrong('surplus_proof_member', 'a member that the proof does not have', (answer) => {
      answer.completeness.note = '';
    }),
    wrong(
      'verdict',
      'a verdict that no such answer has',
      (answer) => {
        answer.verdict = 'SUPPORTED';
      },
      'form',
    ),
    wrong(
      'status',
      'another answer than 404',
      (answer) => {
        answer.status = 200;
      },
      'form',
    ),
    wrong(
      'surplus_member',
      'a member that the answer does not have',
      (answer) => {
        answer.note = '';
      },
      'form',
    ),
  ];
}

function vrf(): ReturnType<typeof vrfKeyOf> {
  return vrfKeyOf(keyOf('map').secretKey);
}

function entriesOf(indexes: readonly number[]): SubjectEntry[] {
  const { logged } = story();
  return indexes.map((index) => ({ index, leafHash: hashLeaf(entryBytes(logged[index]!.entry)) }));
}

function leafOf(subject: string, entries: readonly SubjectEntry[]): MapLeaf {
  const { key, salt } = mapPlaceOf(vrfOutput(vrf(), mapInputOf(subject)));
  const chain = entries.reduce((before, entry) => extendChain(before, entry), EMPTY_CHAIN);
  return { key, value: mapValueOf({ salt, count: entries.length, chain }) };
}

function dropEvent(draft: Loose, at: number): void {
  const isOther = ({ index }: Loose): boolean => index !== at;
  draft.entries = draft.entries.filter(isOther);
  draft.answer.timeline = draft.answer.timeline.filter(isOther);
}
