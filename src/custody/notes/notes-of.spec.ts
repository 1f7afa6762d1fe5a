import { describe, expect, it } from '@jest/globals';
import { twins, type Scenario } from '../../../test/support/scenario-files.js';
import { replay } from '../replay/replay.js';
import { defaultRuleSet } from '../rules/default-rule-set.js';
import { Parameters } from '../rules/rule-set.js';
import {
  act,
  consign,
  dispatch,
  KEY,
  ore,
  receive,
  REGISTRY,
  timeOf,
  UCR,
} from '../stories/acts.js';
import { Rehearsal, type StoryRegistry, type StoryStep } from '../stories/rehearsal.js';
import { notesOf } from './notes-of.js';

function notes(
  steps: readonly StoryStep[],
  now: string,
  { registry = REGISTRY, key = KEY }: { registry?: StoryRegistry; key?: string } = {},
): string[] {
  const story = new Rehearsal(registry);
  for (const step of steps) story.record(step);
  const lineage = replay(story.whole().events, story.facts);
  const consignment = lineage.consignments.get(key);
  if (consignment === undefined) throw new Error(`no consignment ${key}`);
  const { facts } = story;
  const parameters = new Parameters(defaultRuleSet);
  const noted = { lineage, consignment, facts, parameters, now: Date.parse(timeOf(now)) };
  return notesOf(noted).map(({ rule, sentence }) => `${rule}: ${sentence}`);
}

const mined = (place: object, members: object = {}) =>
  act('COMMISSION', 'TRADER', '05-01 08:00', {
    basis: 'mined',
    place,
    items: [ore('LOT', '500')],
    ...members,
  });
const opened = [
  mined({ site: 'PIT', lat: -2, lon: 29.6 }),
  consign('TRADER', '05-01 10:00', [ore('LOT', '500')], { commodity: '3T' }),
];

/** Good until its last day. */
const certificate = (expiresOn: string) =>
  act('ATTACH_DOCUMENT', 'TRADER', '05-02 08:00', {
    ucr: UCR,
    document: {
      docType: 'ICGLR_CERT',
      number: 'C-1',
      issuer: 'RW',
      issuedOn: '2026-05-01',
      expiresOn,
      singleUse: true,
      sha256: 'ab'.repeat(32),
      fields: {},
    },
  });

describe('what is worth knowing besides gaps', () => {
  it('reminds of a handover when half of the time for its answer has passed, and no longer when none is left', () => {
    const handover = { handover: 'H', from: 'TRADER', to: 'CARRIER', items: [ore('LOT', '500')] };
    // Due on the 3rd, with a day of grace: three days in all.
    const released = [...opened, dispatch('05-01 12:00', handover, '05-03 12:00')];
    const reminders = (now: string, ...more: StoryStep[]) =>
      notes([...released, ...more], now).filter((note) => note.startsWith('HANDOVER_UNCONFIRMED'));

    expect(reminders('05-03 00:00')).toEqual([]);
    expect(reminders('05-03 00:01')).toEqual([
      expect.stringContaining('CARRIER has not answered handover H yet'),
    ]);
    expect(reminders('05-04 12:01')).toEqual([]);
    expect(reminders('05-03 00:01', receive('05-02 12:00', handover))).toEqual([]);
  });

  it('tells which paper the export will ask for, until the rule speaks itself', () => {
    const leg = { from: 'RWKGL', to: 'RWRUO', mode: 'road', eta: timeOf('05-20 08:00') };
    const onward = { from: 'RWRUO', to: 'TZDAR', mode: 'road' };
    const plan = { countries: ['RW', 'TZ'], transitCountries: [], legs: [leg, onward] };
    const planned = [
      ...opened,
      act('AMEND_PLAN', 'TRADER', '05-01 11:00', { ucr: UCR, plan, reason: 'a lorry was found' }),
    ];
    const missing = [expect.stringContaining('DOC_MISSING: No document ICGLR_CERT is on record')];

    expect(notes(opened, '05-02 09:00')).toEqual(missing);
    expect(notes([...opened, certificate('2026-12-31')], '05-02 09:00')).toEqual([]);
    expect(notes(planned, '05-17 07:59')).toEqual(missing);
    expect(notes(planned, '05-17 08:00')).toEqual([]);
  });

  it('tells of recycled goods, and of a site that is named without coordinates', () => {
    const sites = [
      { id: 'PIT', operator: 'TRADER', kind: 'ASM' as const, lat: -2, lon: 29.6, status: [] },
    ];
    const registry = { ...REGISTRY, sites };
    const [, consigned] = opened;
    if (consigned === undefined) throw new Error('nothing is consigned');
    const weak = (origin: StoryStep) =>
      notes([origin, consigned], '05-02 09:00', { registry }).filter(
        (note) => !note.startsWith('DOC_'),
      );

    expect(weak(mined({ site: 'PIT', lat: -2, lon: 29.6 }))).toEqual([]);
    expect(weak(mined({ site: 'PIT' }))).toEqual([
      expect.stringContaining('SITE_LOCATION_MISMATCH: TRADER signed the origin'),
    ]);
    expect(weak(mined({ lat: -2, lon: 29.6 }))).toEqual([
      expect.stringContaining('ORIGIN_MISSING: TRADER signed the origin of 500 kg of LOT as mined'),
    ]);
    expect(weak(mined({ locode: 'RWKGL' }, { basis: 'recycled' }))).toEqual([
      expect.stringContaining('ORIGIN_MISSING: TRADER brought in 500 kg of LOT as recycled'),
    ]);
  });

  it('tells of who was put on a list only after the last part in the goods', () => {
    const story = twins().find(({ id }) => id === 'U60');
    if (story === undefined) throw new Error('no twin U60');
    const listed = (now: string) =>
      notes([...story.steps], now, { registry: story.registry, key: keyOf(story) }).filter((note) =>
        note.startsWith('PARTY_SANCTIONED'),
      );

    expect(listed('04-14 23:00')).toEqual([]);
    expect(listed('05-01 00:00')).toEqual([
      expect.stringContaining('W-ROAD was listed after its last part in these goods'),
    ]);
  });

  it('tells whether who was put on a list has the goods still, or is offered them', () => {
    const handover = { handover: 'H', from: 'TRADER', to: 'CARRIER', items: [ore('LOT', '500')] };
    const released = [...opened, dispatch('05-01 12:00', handover, '05-03 12:00')];
    const listed = (party: string, ...more: StoryStep[]) => {
      const entry = {
        party,
        list: 'L',
        entry: '1',
        listedOn: '2026-05-02',
        match: 'strong',
      } as const;
      const registry = { ...REGISTRY, screening: [entry] };
      return notes([...released, ...more], '05-02 08:00', { registry }).filter((note) =>
        note.startsWith('PARTY_SANCTIONED'),
      );
    };
    const received = receive('05-01 13:00', handover);

    expect(listed('TRADER')).toEqual([expect.stringMatching(/ It holds LOT still\.$/u)]);
    expect(listed('CARRIER')).toEqual([expect.stringMatching(/ It is offered LOT\.$/u)]);
    expect(listed('CARRIER', received)).toEqual([expect.stringMatching(/ It holds LOT still\.$/u)]);
    expect(listed('TRADER', received)).toEqual([expect.not.stringContaining('LOT still')]);
  });

  it('tells of goods other than arms that stand for long with a stranger in the country they were for', () => {
    const story = twins().find(({ id }) => id === 'U01');
    if (story === undefined) throw new Error('no twin U01');
    const delivery = (to: string): StoryStep[] =>
      story.steps.map((step) => {
        if (step.event.eventId === 'H4-D') return { ...step, event: { ...step.event, to } };
        if (step.event.eventId !== 'H4-R') return step;
        return { ...step, event: { ...step.event, actor: to } };
      });
    const key = keyOf(story);
    const rests = (to: string, now: string) =>
      notes(delivery(to), now, { registry: story.registry, key }).filter((note) =>
        note.startsWith('END_USER_MISMATCH'),
      );

    expect(rests('W-SMELT', '12-01 00:00')).toEqual([]);
    expect(rests('W-REFINE', '12-01 00:00')).toEqual([
      expect.stringContaining('has been with W-REFINE in Germany since'),
    ]);
  });
});

function keyOf({ steps }: Scenario): string {
  const ucr = steps.find(({ event }) => event['type'] === 'CONSIGN')?.event['ucr'];
  return `${String(ucr)};2026`;
}
