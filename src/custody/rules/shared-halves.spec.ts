import { describe, expect, it } from '@jest/globals';
import { act, attach, consign, KEY, ore, REGISTRY, UCR } from '../stories/acts.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';
import type { RuleContext } from './rule.js';
import { containerConflicts } from './container-conflict.js';
import { documentVersions } from './document-versions.js';
import { replay } from '../replay/replay.js';
import { SharedUses } from '../uses/shared-uses.js';
import { NO_USES } from '../uses/use.js';
import { NO_FACTS } from '../lineage.js';

type Context = Pick<RuleContext<unknown>, 'lineage' | 'focus' | 'shared' | 'facts'>;

const OTHER_UCR = '6RW1234-TEST9';
const PLACES = [
  { locode: 'RWKGL', name: 'Kigali', lat: -1.95, lon: 30.06 },
  { locode: 'TZDAR', name: 'Dar es Salaam', lat: -6.8, lon: 39.28 },
  { locode: 'TZBAG', name: 'Bagamoyo', lat: -6.43, lon: 38.9 },
];

/** What a rule is told of all of a story at once. */
function contextOf(steps: readonly StoryStep[]): Context {
  const rehearsal = new Rehearsal({ ...REGISTRY, places: PLACES });
  for (const step of steps) rehearsal.record(step);
  const { events, shared } = rehearsal.whole();
  const lineage = replay(events);
  const all = new Set(lineage.acts.map(({ hash }) => hash));
  return {
    lineage,
    focus: {
      items: new Set(),
      consignments: new Set(),
      handovers: new Set(),
      acts: all,
      eventIds: new Set(),
    },
    shared: new SharedUses(shared ?? NO_USES),
    facts: { ...NO_FACTS, places: new Map(PLACES.map((place) => [place.locode, place])) },
  };
}

const seen = (type: string, when: string, locode: string, ucr: string) =>
  act(type, 'CARRIER', when, {
    ucr,
    place: { locode },
    transport: { mode: 'road', container: 'CSQU3054383' },
    ...(type === 'DEPART' && {
      toPlace: { locode: 'TZDAR' },
      eta: '2026-06-01T00:00:00Z',
    }),
  });

describe('a container with two consignments', () => {
  const stay = [
    seen('ARRIVE', '05-01 08:00', 'TZDAR', UCR),
    seen('DEPART', '05-20 08:00', 'TZDAR', UCR),
  ];
  const conflicts = (...steps: readonly StoryStep[]) =>
    containerConflicts(contextOf([...stay, ...steps]), () => ({
      km: 100,
      kmh: 110,
      slackHours: 2,
      severity: 'HIGH',
    }));

  it('cannot be elsewhere while it stands', () => {
    const [finding, ...rest] = conflicts(seen('ARRIVE', '05-10 08:00', 'RWKGL', OTHER_UCR));

    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ subject: 'CSQU3054383', severity: 'HIGH' });
    expect(finding?.sentence).toContain('stood at TZDAR with 6RW1234-TEST1 from 2026-05-01');
    expect(finding?.sentence).toContain('at RWKGL with 6RW1234-TEST9 on 2026-05-10');
  });

  it('cannot be elsewhere with goods whose consignment an act does not name', () => {
    const goods = [ore('ELSEWHERE', '1000')];
    const { ucr: _, ...event } = seen('ARRIVE', '05-10 08:00', 'RWKGL', OTHER_UCR).event;
    const loose = {
      ...seen('ARRIVE', '05-10 08:00', 'RWKGL', OTHER_UCR),
      event: { ...event, items: goods },
    };

    const [finding] = conflicts(consign('TRADER', '05-02 08:00', goods, { ucr: OTHER_UCR }), loose);

    expect(finding?.sentence).toContain('at RWKGL with 6RW1234-TEST9 on 2026-05-10');
  });

  it('may carry both when they agree about the place, or nearly', () => {
    expect(conflicts(seen('ARRIVE', '05-10 08:00', 'TZDAR', OTHER_UCR))).toEqual([]);
    expect(conflicts(seen('ARRIVE', '05-10 08:00', 'TZBAG', OTHER_UCR))).toEqual([]);
  });

  it('may be used again once it has left', () => {
    expect(conflicts(seen('ARRIVE', '05-21 08:00', 'RWKGL', OTHER_UCR))).toEqual([]);
  });
});

describe('one number registered twice', () => {
  const fields = { qty: { value: '1204.37', unit: 'CTM' }, exporter: 'P-KALAHARI' };
  const versions = (again: object) =>
    documentVersions(
      contextOf([
        attach('05-01 08:00', 'KP_CERT', {}, { fields }),
        attach('05-02 08:00', 'KP_CERT', {}, { fields: again, sha256: 'cd'.repeat(32) }),
      ]),
    );

  it('is a rendition while its fields say the same, in whatever unit', () => {
    expect(versions(fields)).toEqual([]);
    expect(versions({ ...fields, qty: { value: '240.874', unit: 'GRM' } })).toEqual([]);
    expect(versions({ exporter: 'p kalahari' })).toEqual([]);
  });

  it('names the fields that differ', () => {
    const [finding] = versions({ qty: { value: '1304.37', unit: 'CTM' }, exporter: 'P-OTHER' });

    expect(finding).toMatchObject({ subject: `${KEY}/KP_CERT/KP_CERT-1/fields`, severity: 'HIGH' });
    expect(finding?.sentence).toContain('with different exporter and qty');
  });
});
