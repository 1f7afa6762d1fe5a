import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { scenariosIn, twins, type Scenario } from '../../test/support/scenario-files.js';
import { Rehearsal } from './stories/rehearsal.js';

const shared = resolve(import.meta.dirname, '../../../shared/scenarios');
/** The stories themselves; of our own twins every tenth. */
const stories = [...scenariosIn(shared), ...twins().filter((_, at) => at % 10 === 0)];

type Retold = (text: string, story: Scenario) => string;

/** Ids belong to whoever chose them. */
const otherIds: Retold = (text, { registry }) => {
  const parties = registry.parties?.map(({ id }) => id) ?? [];
  const told: Scenario = JSON.parse(replaced(text, parties, (id) => `${id}.zz`));
  const steps = told.steps.map(({ event, ...step }) => {
    const refs = Array.isArray(event['refs']) ? { refs: event['refs'].map((id) => `e:${id}`) } : {};
    return { ...step, event: { ...event, eventId: `e:${event.eventId}`, ...refs } };
  });
  return JSON.stringify({ ...told, steps });
};

/** The same instants on clocks of another country. Days without a time stay days. */
const otherOffsets: Retold = (text) =>
  text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)/gu, (time) => {
    const offset = 5 * 60 + 30;
    const shown = new Date(Date.parse(time) + offset * 60_000).toISOString().slice(0, 19);
    return `${shown}+05:30`;
  });

/** Tonnes for kilograms: the point moves, the amount does not. */
const otherUnits: Retold = (text) =>
  text.replaceAll(/"value":"(\d+(?:\.\d+)?)","unit":"KGM"/gu, (_, value: string) => {
    const [whole = '', fraction = ''] = value.split('.');
    const digits = whole.padStart(4, '0');
    const tonnes = `${digits.slice(0, -3)}.${digits.slice(-3)}${fraction}`;
    return `"value":"${tonnes}","unit":"TNE"`;
  });

const reversedRegistry: Retold = (text) => {
  const story: Scenario = JSON.parse(text);
  const lists = Object.entries(story.registry).map(([name, list]) => [name, list.toReversed()]);
  return JSON.stringify({ ...story, registry: Object.fromEntries(lists) });
};

/** What a signer may leave out and no rule may need. */
const fewerMembers: Retold = (text) =>
  text.replaceAll(/,"(?:declaration|legalBasis|note|action)":"[^"]*"/gu, '');

function replaced(text: string, ids: readonly string[], by: (id: string) => string): string {
  return ids.reduce((told, id) => told.replaceAll(`"${id}"`, `"${by(id)}"`), text);
}

describe('a story told in other words', () => {
  it.each<[string, Retold]>([
    ['other ids', otherIds],
    ['other offsets of the same instants', otherOffsets],
    ['other units of the same amounts', otherUnits],
    ['the registrations the other way round', reversedRegistry],
    ['nothing that may be left out', fewerMembers],
  ])(
    'with %s leaves the same alerts standing',
    (_, retold) => {
      for (const story of stories) {
        const told: Scenario = JSON.parse(retold(JSON.stringify(story), story));
        const fires = new Rehearsal(told.registry).play(told.steps, told.evaluateAsOf).fires();
        expect({ id: story.id, fires }).toEqual({
          id: story.id,
          fires: story.expect.fires.toSorted(),
        });
      }
    },
    300_000,
  );
});
