import { describe, expect, it } from '@jest/globals';
import { exampleEvents } from '../../custody/vocabulary/examples.js';
import { custodyEvent, EVENT_TYPES, type EventType } from '../../custody/vocabulary/event.js';
import { canonicalize, encodeUtf8, parseCanonical } from '../../protocol/index.js';
import { fieldsOf, questionsOf, TYPE_GROUPS, typesFor } from './asked-types.js';
import { draftOfCorrection } from './corrected-event.js';
import { type Draft, newDraft } from './draft.js';
import { withEntry, withoutEntry } from './entries.js';
import { eventOfDraft } from './event-of-draft.js';
import { faultsOf } from './faults.js';
import { instantOf } from './local-time.js';
import type { Members } from './members.js';

const SIGNING = { actor: 'P-MINE', ledger: 'ledger.example/1' };
const NOW = new Date('2026-05-04T12:00:00.000Z');

/** Answers that people might give, by the member they are for. */
const EXAMPLES: Readonly<Record<string, string>> = {
  ucr: ' 6rw 311900264-GS2605 ',
  hs: '2615 90',
  'qty.value': '12.5',
  locode: 'rw kgl',
  countries: 'rw, tz ; BE',
  transitCountries: 'TZ',
  applied: 'SEAL 1، SEAL 2',
  expectedBy: '2026-05-05T12:00',
  eta: '2026-05-05T12:00',
  occurredAt: '2026-05-04T12:00',
  issuedOn: '2026-05-01',
  expiresOn: '2026-08-01',
  sha256: 'ab'.repeat(32),
  fields: 'exporter: P-MINE\nqty: 12.5 KGM',
  from: '440001',
  to: '440010',
  year: '2026',
  onBehalfOf: 'P-PRINCIPAL',
  country: 'rw',
  pct: '30.5',
  serials: 'A-1، BO26-001..BO26-004',
  seq: '12',
  clockOffsetMs: '-1500',
};
const PLAIN_TYPES = EVENT_TYPES.filter((type) => type !== 'CORRECT');

function exampleFor(path: string, choices: Readonly<Record<string, unknown>> = {}): string {
  const [last = ''] = path.split('.').slice(-1);
  const found =
    EXAMPLES[path.replace(/^(items|inputs|outputs|tags|plan\.legs)\.\d+\./u, '')] ?? EXAMPLES[last];
  return found ?? Object.keys(choices)[0] ?? 'X-1';
}

function fieldsOfDraft(draft: Draft) {
  return questionsOf(draft).flatMap((question) => fieldsOf(question, draft));
}

function complete(type: EventType): Draft {
  // Some is asked only once something else was answered.
  return answerAll(answerAll(newDraft(type, NOW)));
}

function answerAll(draft: Draft): Draft {
  const answers = Object.fromEntries(
    fieldsOfDraft(draft).map(({ path, choices }) => [path, exampleFor(path, choices)]),
  );
  return { ...draft, answers };
}

function without(draft: Draft, paths: readonly string[]): Draft {
  const answers = Object.entries(draft.answers).filter(([path]) => !paths.includes(path));
  return { ...draft, answers: Object.fromEntries(answers) };
}

function answering(draft: Draft, answers: Draft['answers']): Draft {
  return { ...draft, answers: { ...draft.answers, ...answers } };
}

const two = () => withEntry(complete('COMMISSION'), 'items', 'itemId');
const namesOf = (draft: Draft) => questionsOf(draft).map(({ name }) => name);

function originalOf(type: EventType): Members {
  return Object(parseCanonical(encodeUtf8(canonicalize(exampleEvents[type]))));
}

describe.each(PLAIN_TYPES)('the questions of %s', (type) => {
  it('make an event of this type that the ledger takes', () => {
    const event = eventOfDraft(complete(type), SIGNING);

    expect(custodyEvent.safeParse(event)).toMatchObject({ success: true });
    expect(event).toMatchObject({ type, ...SIGNING });
    expect(faultsOf(complete(type), SIGNING)).toEqual([]);
  });

  it('may be left open where they are called optional', () => {
    const paths = fieldsOfDraft(complete(type)).filter(({ isOptional }) => isOptional);
    const left = without(
      complete(type),
      paths.map(({ path }) => path),
    );

    expect(faultsOf(left, SIGNING)).toEqual([]);
  });
});

describe('an answer that is missing or wrong', () => {
  it.each([
    ['COMMISSION', ['place.locode', 'place.site'], 'place.locode'],
    ['COMMISSION', ['items.0.qty.value'], 'items.0.qty.value'],
    ['COMMISSION', ['occurredAt'], 'occurredAt'],
    ['DISPATCH', ['to'], 'to'],
    ['CONSIGN', ['plan.countries'], 'plan.countries'],
    ['ARRIVE', ['transport.meansId', 'place.locode', 'place.site'], 'place.locode'],
    [
      'SEAL',
      ['applied', 'observed', 'removed', 'class', 'condition'].map((each) => `seals.${each}`),
      'seals.applied',
    ],
    ['DESTROY', ['witness'], 'witness'],
    ['ATTACH_DOCUMENT', ['document.sha256'], 'document.sha256'],
    ['PACK', ['packageId', 'transport.container'], 'packageId'],
    ['TRANSFORM', ['outputs.0.qty.unit'], 'outputs.0.qty.unit'],
  ] as const)('of %s without %j is found at %s', (type, paths, at) => {
    const [fault] = faultsOf(without(complete(type), paths), SIGNING);

    expect(fault).toMatchObject({ at: { field: { path: at } }, isMissing: true });
  });

  it('is told from one that is missing, in the words of the schema', () => {
    const draft = complete('CONSIGN');
    const answers = { ...draft.answers, 'plan.countries': 'RW, Belgium', 'items.0.hs': '26x' };
    const faults = faultsOf({ ...draft, answers }, SIGNING);

    expect(faults.map(({ at, isMissing }) => [at?.field.path, isMissing])).toEqual([
      ['items.0.hs', false],
      ['plan.countries', false],
    ]);
    expect(faults[0]?.detail).toContain('4 to 10 digits');
  });
});

describe('goods', () => {
  it('move up when one before them is taken away', () => {
    const left = withoutEntry(answering(two(), { 'items.1.itemId': 'SECOND' }), 'items', 0);

    expect(left.answers).toMatchObject({ 'items.0.itemId': 'SECOND' });
    expect(left.answers).not.toHaveProperty(['items.0.hs']);
    expect(left.answers).not.toHaveProperty(['items.1.itemId']);
  });

  it('are named by their number when one of them is not filled in', () => {
    const faults = faultsOf(two(), SIGNING);

    expect(faults.map(({ at }) => at?.field.path)).toEqual([
      'items.1.itemId',
      'items.1.hs',
      'items.1.qty.value',
      'items.1.qty.unit',
    ]);
  });

  it('that may be left out are wanted whole once one of them is begun', () => {
    const draft = complete('INSPECT');
    const none = without(
      draft,
      Object.keys(draft.answers).filter((path) => path.startsWith('items.')),
    );
    expect(eventOfDraft(none, SIGNING)).not.toHaveProperty('items');

    const [fault] = faultsOf(answering(none, { 'items.0.itemId': 'LOT-1' }), SIGNING);
    expect(fault).toMatchObject({ at: { field: { path: 'items.0.hs' } }, isMissing: true });
  });
});

describe('what is known of goods beside their quantity', () => {
  it('is asked once they are named, and signed with them', () => {
    const draft = complete('RECEIVE');
    const event = eventOfDraft(draft, SIGNING);

    expect(namesOf(without(draft, ['items.0.itemId']))).not.toContain('items-details');
    expect(namesOf(draft)).toContain('items-details');
    expect(event).toMatchObject({
      items: [
        {
          qty: { value: '12.5' },
          assay: { analyte: 'X-1', pct: '30.5', method: 'X-1', lab: 'X-1' },
          serials: ['A-1', { prefix: 'BO26-', from: 1, to: 4, width: 3 }],
        },
      ],
    });
  });

  it('is mended where it is asked: half an assay, a range that is none', () => {
    const half = without(complete('RECEIVE'), ['items.0.assay.pct']);
    const upsideDown = answering(complete('RECEIVE'), { 'items.0.serials': 'A9..A1' });

    expect(faultsOf(half, SIGNING)).toMatchObject([
      { at: { field: { path: 'items.0.assay.pct' } }, isMissing: true },
    ]);
    expect(faultsOf(upsideDown, SIGNING)).toMatchObject([
      { at: { field: { path: 'items.0.serials' } }, isMissing: false },
    ]);
  });

  it('goes with the goods that are taken away', () => {
    const draft = answering(withEntry(complete('TRANSFORM'), 'outputs', 'itemId'), {
      'outputs.1.itemId': 'SECOND',
      'outputs.1.assay.pct': '7',
    });
    const left = withoutEntry(draft, 'outputs', 0);

    expect(left.answers).toMatchObject({ 'outputs.0.assay.pct': '7' });
  });
});

describe('a plan', () => {
  it('has legs where they are told, and is one without them', () => {
    const draft = complete('CONSIGN');
    const untold = without(
      draft,
      Object.keys(draft.answers).filter((path) => path.startsWith('plan.legs.')),
    );

    expect(eventOfDraft(draft, SIGNING)).toMatchObject({ plan: { legs: [{ mode: 'road' }] } });
    expect(eventOfDraft(untold, SIGNING)['plan']).not.toHaveProperty('legs');
    expect(faultsOf(untold, SIGNING)).toEqual([]);
  });
});

describe('a device', () => {
  it('counts its records: number, record before, and how its clock goes', () => {
    expect(eventOfDraft(complete('ARRIVE'), SIGNING)).toMatchObject({
      device: { deviceId: 'X-1', seq: 12, prev: 'X-1', clockOffsetMs: -1500 },
    });
  });

  it('is named whole or not at all', () => {
    const named = without(complete('ARRIVE'), ['device.seq', 'device.prev']);

    expect(faultsOf(named, SIGNING).map(({ at }) => at?.field.path)).toEqual([
      'device.seq',
      'device.prev',
    ]);
  });
});

describe('what is asked', () => {
  it('of arms is also how they are marked', () => {
    const draft = complete('COMMISSION');

    expect(namesOf(draft)).not.toContain('marking');
    expect(namesOf(answering(draft, { 'items.0.hs': '930190' }))).toContain('marking');
  });

  it('of an opening balance is also who stood by', () => {
    const draft = complete('COMMISSION');
    const opening = answering(draft, { basis: 'opening-balance' });

    expect(namesOf(draft)).not.toContain('witness');
    expect(faultsOf(opening, SIGNING)).toMatchObject([{ at: { field: { path: 'witness' } } }]);
  });

  it('of everything is also for whom it was done, where the answers are checked', () => {
    const draft = answering(complete('CUSTOMS_DECLARE'), { onBehalfOf: SIGNING.actor });
    const aside = questionsOf(draft).filter(({ isAside }) => isAside);

    expect(aside.map(({ name }) => name)).toEqual(['device', 'more']);
    expect(faultsOf(draft, SIGNING)).toMatchObject([{ at: { field: { path: 'onBehalfOf' } } }]);
  });

  it('stands once among the groups, whatever the type', () => {
    const grouped = TYPE_GROUPS.flatMap(({ types }) => types);

    expect(grouped.toSorted()).toEqual([...EVENT_TYPES].toSorted());
  });
});

describe('a correction', () => {
  const HASH = 'ef'.repeat(32);

  function correct(type: EventType): Draft {
    const draft = draftOfCorrection(HASH, { type, original: originalOf(type) }, NOW);
    return answering(draft, { annul: 'replace', reason: 'typing error' });
  }

  it.each(PLAIN_TYPES)(
    'of %s says the same where nothing was changed, to the last member',
    (type) => {
      const event = eventOfDraft(correct(type), SIGNING);
      const { schema, ledger, eventId, actor, witness, ...act } = originalOf(type);

      expect([schema, ledger, eventId, actor].every((each) => each !== undefined)).toBe(true);
      expect(witness === undefined || typeof witness === 'string').toBe(true);
      expect(event).toMatchObject({ type: 'CORRECT', refs: [HASH], reason: 'typing error' });
      expect(event['replacement']).toEqual(act);
      expect(faultsOf(correct(type), SIGNING)).toEqual([]);
    },
  );

  it('changes what was answered otherwise, and carries over what nobody is asked for', () => {
    const changed = answering(correct('COMMISSION'), { 'replacement.items.0.qty.value': '499' });
    const event = eventOfDraft(changed, SIGNING);

    expect(event).toMatchObject({
      replacement: {
        items: [{ qty: { value: '499' }, assay: { pct: '18' } }],
        device: { deviceId: 'D-7' },
        place: { lat: -2.052 },
      },
    });
    expect(custodyEvent.safeParse(event)).toMatchObject({ success: true });
  });

  it('of goods that go takes along what else was known of them, and of no others', () => {
    const draft = correct('TRANSFORM');
    const left = eventOfDraft(withoutEntry(draft, 'replacement.outputs', 0), SIGNING);

    expect(left).toMatchObject({ replacement: { outputs: [{ itemId: 'U-1T', residue: true }] } });
  });

  it('that says the event never happened replaces it by nothing', () => {
    const draft = answering(correct('DISPATCH'), { annul: 'annul' });

    expect(eventOfDraft(draft, SIGNING)).toMatchObject({ annul: true, refs: [HASH] });
    expect(eventOfDraft(draft, SIGNING)).not.toHaveProperty('replacement');
    expect(namesOf(draft)).toEqual(['correction', 'device', 'more']);
    expect(faultsOf(draft, SIGNING)).toEqual([]);
  });

  it('asks first which of the two it is', () => {
    const draft = without(correct('DISPATCH'), ['annul']);

    expect(faultsOf(draft, SIGNING)).toMatchObject([{ at: { field: { path: 'annul' } } }]);
  });
});

describe('a time', () => {
  it('is the same moment, with the offset of this device', () => {
    const instant = instantOf('2026-07-01T08:30');

    expect(new Date(instant)).toEqual(new Date('2026-07-01T08:30'));
    expect(instant).toMatch(/^2026-07-01T08:30:00[+-]\d\d:\d\d$/u);
  });

  it('that is none stays as it was typed, and is refused', () => {
    const draft = complete('REFUSE');
    const answers = { ...draft.answers, occurredAt: 'yesterday' };

    expect(faultsOf({ ...draft, answers }, SIGNING)).toMatchObject([
      { at: { field: { path: 'occurredAt' } }, isMissing: false },
    ]);
  });
});

describe('the types that are asked for', () => {
  it('are those that the roles may sign', () => {
    expect(typesFor(['exporter'])).toContain('DISPATCH');
    expect(typesFor(['exporter'])).not.toContain('CUSTOMS_RELEASE');
    expect(typesFor(['inspector'])).toEqual(
      expect.arrayContaining(['INSPECT', 'SEIZE', 'CORRECT']),
    );
    expect(typesFor(['inspector'])).not.toContain('DISPATCH');
    expect(typesFor(['auditor'])).toEqual([]);
  });
});
