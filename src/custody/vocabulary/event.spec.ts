import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { custodyEvent, EVENT_TYPES, type EventType } from './event.js';
import { dispatchEvent, exampleEvents, itemOf } from './examples.js';
import { explainIssues } from './explain-issues.js';

const pointersOf = (payload: unknown): string[] => {
  const result = custodyEvent.safeParse(payload);
  return result.success ? [] : explainIssues(result.error).map((issue) => issue.pointer);
};
const detailOf = (payload: unknown): string | undefined => {
  const result = custodyEvent.safeParse(payload);
  return result.success ? undefined : explainIssues(result.error)[0]?.detail;
};

const REQUIRED: Record<EventType, readonly string[]> = {
  COMMISSION: ['basis', 'items', 'place'],
  CONSIGN: ['ucr', 'commodity', 'consignee', 'endUser', 'plan', 'items'],
  AMEND_PLAN: ['ucr', 'plan', 'reason'],
  PACK: ['items', 'packageId'],
  UNPACK: ['items', 'packageId'],
  SEAL: ['seals'],
  DISPATCH: ['handover', 'to', 'expectedBy', 'items'],
  RECEIVE: ['handover', 'items'],
  REFUSE: ['handover', 'reason'],
  WITHDRAW: ['handover', 'reason'],
  DEPART: ['place', 'transport', 'toPlace', 'eta'],
  ARRIVE: ['place', 'transport'],
  ETA_UPDATE: ['ucr', 'eta', 'reason'],
  CUSTOMS_DECLARE: ['ucr', 'declaration', 'procedure'],
  CUSTOMS_HOLD: ['ucr', 'reason'],
  CUSTOMS_RELEASE: ['ucr', 'procedure'],
  INSPECT: ['finding'],
  OBSERVE: ['place', 'source'],
  TRANSFORM: ['process', 'inputs', 'outputs'],
  SPLIT: ['inputs', 'outputs'],
  MERGE: ['inputs', 'outputs'],
  RETAG: ['items', 'addedMark'],
  REMARK: ['items', 'addedMark'],
  ATTACH_DOCUMENT: ['ucr', 'document'],
  REVOKE_DOCUMENT: ['document', 'reason'],
  ATTEST: ['attestation'],
  REPORT_LOSS: ['items', 'circumstances'],
  SEIZE: ['items', 'legalBasis', 'caseRef'],
  RELEASE_SEIZED: ['items', 'legalBasis', 'caseRef'],
  RECOVER: ['items', 'place', 'caseRef', 'markingCondition'],
  DESTROY: ['items'],
  CLOSE: ['ucr', 'disposition'],
  CORRECT: ['refs', 'reason', 'replacement'],
};

describe('custodyEvent', () => {
  it('has an example of every type', () => {
    expect(Object.keys(exampleEvents).toSorted()).toEqual([...EVENT_TYPES].toSorted());
    expect(EVENT_TYPES).toHaveLength(33);
  });

  it.each(EVENT_TYPES)('accepts the example of %s unchanged', (type) => {
    expect(custodyEvent.parse(exampleEvents[type])).toEqual(exampleEvents[type]);
  });

  it.each(EVENT_TYPES)('refuses an unknown member in %s', (type) => {
    expect(pointersOf({ ...exampleEvents[type], colour: 'red' })).toEqual(['/colour']);
  });

  it.each(EVENT_TYPES.flatMap((type) => REQUIRED[type].map((member) => [type, member] as const)))(
    'refuses %s without %s',
    (type, member) => {
      const { [member]: _left, ...rest } = exampleEvents[type] as Record<string, unknown>;

      expect(pointersOf(rest)).toContain(`/${member}`);
    },
  );

  it.each(['schema', 'ledger', 'eventId', 'type', 'occurredAt', 'actor'])(
    'needs %s in every event',
    (member) => {
      const { [member]: _left, ...rest } = dispatchEvent as Record<string, unknown>;

      expect(pointersOf(rest)).toEqual([`/${member}`]);
    },
  );

  it.each([
    [
      'a member within an item',
      { items: [{ ...itemOf('L-1'), colour: 'red' }] },
      '/items/0/colour',
    ],
    ['a quantity with an exponent', { items: [itemOf('L-1', '1e3')] }, '/items/0/qty/value'],
    ['a negative quantity', { items: [itemOf('L-1', '-1')] }, '/items/0/qty/value'],
    ['a zero quantity', { items: [itemOf('L-1', '0.00')] }, '/items/0/qty/value'],
    ['a leading zero', { items: [itemOf('L-1', '01')] }, '/items/0/qty/value'],
    ['a comma', { items: [itemOf('L-1', '1,5')] }, '/items/0/qty/value'],
    [
      'a number instead of a decimal string',
      { items: [{ ...itemOf('L-1'), qty: { value: 5, unit: 'KGM' } }] },
      '/items/0/qty/value',
    ],
    [
      'a quantity of 31 characters',
      { items: [itemOf('L-1', '1'.repeat(31))] },
      '/items/0/qty/value',
    ],
    ['a unit in lower case', { items: [itemOf('L-1', '1', 'kg')] }, '/items/0/qty/unit'],
    ['a unit that is not in Rec 20', { items: [itemOf('L-1', '1', 'KG')] }, '/items/0/qty/unit'],
    ['an empty list of items', { items: [] }, '/items'],
    ['a time without offset', { occurredAt: '2026-05-04T14:00:00' }, '/occurredAt'],
    ['30 February', { occurredAt: '2026-02-30T14:00:00Z' }, '/occurredAt'],
    ['an id with a blank', { to: 'P 1' }, '/to'],
    ['an id of 65 characters', { to: 'P'.repeat(65) }, '/to'],
    ['a UCR in lower case', { ucr: '6rw123' }, '/ucr'],
    ['a UCR with a slash', { ucr: '6RW123/4' }, '/ucr'],
    ['a ref that is no hash', { refs: ['S1-E01'] }, '/refs/0'],
    ['a place that says nothing', { place: {} }, '/place'],
    ['a latitude alone', { place: { lat: 1 } }, '/place'],
    ['a latitude beyond the pole', { place: { lat: 90.1, lon: 0 } }, '/place/lat'],
    ['a locode with a digit 1', { place: { locode: 'BE1NR' } }, '/place/locode'],
    ['an unknown mode', { transport: { mode: 'lorry' } }, '/transport/mode'],
    ['a fraction for a tag number', { tags: [{ prefix: 'T-', from: 1.5, to: 2 }] }, '/tags/0/from'],
    [
      'a number that is not safe',
      { device: { deviceId: 'D', seq: 2 ** 53, prev: 'x' } },
      '/device/seq',
    ],
    ['a tag range upside down', { tags: [{ prefix: 'T-', from: 5, to: 2 }] }, '/tags/0/to'],
    ['more tags than can be expanded', { tags: [{ prefix: 'T-', from: 1, to: 100_001 }] }, '/tags'],
    ['a note of 501 characters', { note: 'n'.repeat(501) }, '/note'],
    ['a NUL character', { note: 'a\0b' }, '/note'],
    ['a lone surrogate', { note: '\ud800' }, '/note'],
    ['a witness who is the actor', { witness: 'P-GIVER' }, '/witness'],
    ['a witness who is the principal', { onBehalfOf: 'P-X', witness: 'P-X' }, '/witness'],
    ['an actor who acts for himself', { onBehalfOf: 'P-GIVER' }, '/onBehalfOf'],
    ['another schema', { schema: 'custody-event/2' }, '/schema'],
    ['a type in lower case', { type: 'dispatch' }, '/type'],
  ])('refuses %s', (_what, change, pointer) => {
    expect(pointersOf({ ...dispatchEvent, ...change })).toEqual([pointer]);
  });

  it.each([
    ['a serial range upside down', { prefix: 'A', from: 9, to: 1, width: 3 }, '/items/0/serials/0'],
    ['a serial range without width', { prefix: 'A', from: 1, to: 9 }, '/items/0/serials/0'],
    ['an empty serial', '', '/items/0/serials/0'],
  ])('refuses %s', (_what, serial, pointer) => {
    const items = [{ ...itemOf('L-1'), serials: [serial] }];

    expect(pointersOf({ ...dispatchEvent, items })[0]).toContain(pointer);
  });

  it('counts the serials of inputs and outputs against the same limit', () => {
    const serials = [{ prefix: 'A', from: 1, to: 60_000, width: 6 }];
    const items = [{ ...itemOf('L-1'), serials }];

    expect(pointersOf({ ...exampleEvents.SPLIT, inputs: items, outputs: items })).toEqual([
      '/items',
    ]);
    expect(pointersOf({ ...exampleEvents.SPLIT, inputs: items })).toEqual([]);
  });

  it.each([
    ['a percentage above 100', '100.01'],
    ['a percentage just above 100', '100.00000000000000000001'],
    ['a negative percentage', '-1'],
  ])('refuses %s', (_what, pct) => {
    const items = [{ ...itemOf('L-1'), assay: { analyte: 'Ta2O5', pct } }];

    expect(pointersOf({ ...dispatchEvent, items })).toEqual(['/items/0/assay/pct']);
  });

  it.each(['0', '0.5', '18', '99.9', '100', '100.00'])('accepts %s per cent', (pct) => {
    const items = [{ ...itemOf('L-1'), assay: { analyte: 'Ta2O5', pct } }];

    expect(pointersOf({ ...dispatchEvent, items })).toEqual([]);
  });

  it('accepts a container with a wrong check digit: that is flagged later', () => {
    expect(
      pointersOf({ ...dispatchEvent, transport: { mode: 'sea', container: 'CSQU3054384' } }),
    ).toEqual([]);
  });

  it('accepts arms without marking: that is flagged later', () => {
    const items = [{ ...itemOf('G-1', '1', 'NAR'), hs: '930190' }];

    expect(pointersOf({ ...exampleEvents.COMMISSION, basis: 'manufactured', items })).toEqual([]);
  });

  it('packs into a container or a package, and into nothing else', () => {
    const { packageId: _none, ...pack } = exampleEvents.PACK;

    expect(pointersOf({ ...pack, transport: { container: 'CSQU3054383' } })).toEqual([]);
    expect(pointersOf({ ...pack, transport: { mode: 'road' } })).toEqual(['/packageId']);
  });

  it('attaches a document to items as well as to a consignment', () => {
    const { ucr: _none, ...attach } = exampleEvents.ATTACH_DOCUMENT;

    expect(pointersOf({ ...attach, items: [itemOf('L-1')] })).toEqual([]);
  });

  it('takes at most 32 document fields', () => {
    const attach = exampleEvents.ATTACH_DOCUMENT;
    const fields = Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`f${at}`, 'x']));

    expect(pointersOf({ ...attach, document: { ...attach.document, fields } })).toEqual([
      '/document/fields',
    ]);
  });

  it('takes a replacement or an annulment, not both and not none', () => {
    const correct = exampleEvents.CORRECT;
    const { replacement: _none, ...rest } = correct;
    const annulled = { ...rest, annul: true };

    expect(pointersOf(annulled)).toEqual([]);
    expect(pointersOf({ ...correct, annul: true })).toEqual(['/replacement']);
    expect(pointersOf({ ...annulled, annul: false })).toContain('/annul');
  });

  it('judges a replacement as an event of its type without header', () => {
    const correct = exampleEvents.CORRECT;
    const replaced = (change: object) =>
      pointersOf({ ...correct, replacement: { ...correct.replacement, ...change } });

    expect(replaced({ eventId: 'E-1' })).toEqual(['/replacement/eventId']);
    expect(replaced({ items: [itemOf('L-1', '0')] })).toEqual(['/replacement/items/0/qty/value']);
    expect(replaced({ type: 'CORRECT' })).toEqual(['/replacement/type']);
  });

  it('takes exactly one reference in a correction', () => {
    expect(
      pointersOf({ ...exampleEvents.CORRECT, refs: ['a'.repeat(64), 'b'.repeat(64)] }),
    ).toEqual(['/refs']);
  });

  it.each([null, 5, 'x', [], {}])('refuses %j as a payload', (payload) => {
    expect(custodyEvent.safeParse(payload).success).toBe(false);
  });

  it('says which member is wrong and how to mend it', () => {
    expect(detailOf({ ...dispatchEvent, items: [itemOf('L-1', '1e3')] })).toBe(
      'items[0].qty.value must be a positive decimal string such as "12.5", at most 30 characters; no sign, exponent or leading zeros',
    );
    expect(detailOf({ ...dispatchEvent, to: undefined })).toBe(
      'to is required: must be an id: 1 to 64 of A-Z a-z 0-9 . _ : -',
    );
    expect(detailOf({ ...dispatchEvent, colour: 'red' })).toBe(
      'colour is not a member of a DISPATCH event; remove it',
    );
  });

  it('escapes pointers by RFC 6901', () => {
    expect(pointersOf({ ...dispatchEvent, 'a/b~c': 1 })).toEqual(['/a~1b~0c']);
  });

  it('has a JSON Schema, closed and with every type', () => {
    const { $defs } = z.toJSONSchema(custodyEvent);
    const variants = $defs?.['CustodyEvent']?.oneOf ?? [];

    expect(variants).toHaveLength(EVENT_TYPES.length);
    expect(variants.every((each) => each.additionalProperties === false)).toBe(true);
    expect(Object.keys($defs ?? {})).toEqual(
      expect.arrayContaining(['Item', 'Quantity', 'Place', 'Replacement']),
    );
  });
});
