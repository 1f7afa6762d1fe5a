import { describe, expect, it } from '@jest/globals';
import { recordedTogether } from '../../../test/support/arrival.js';
import { twins, type Scenario } from '../../../test/support/scenario-files.js';
import { act, attach, consign, REGISTRY, timeOf } from '../stories/acts.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';
import type { RuleSet } from './rule-set.js';

const stories = new Map(twins().map((each) => [each.id, each]));

function story(id: string): Scenario {
  const found = stories.get(id);
  if (found === undefined) throw new Error(`no twin ${id}`);
  return found;
}

/** A twin judged by other figures for one case, until its own end or another. */
function fires(
  { registry, steps, evaluateAsOf }: Scenario,
  parameters: RuleSet['parameters'],
  until = evaluateAsOf,
): string[] {
  const ruleSet = { version: 'test', effectiveFrom: '2026-01-01', parameters };
  return new Rehearsal(registry, ruleSet).play(steps, until).fires();
}

function only(when: object, set: object) {
  return { overrides: [{ when, set }] };
}

function withFields(steps: readonly StoryStep[], eventId: string, fields: object): StoryStep[] {
  return steps.map((step) => {
    const { document } = step.event;
    if (step.event.eventId !== eventId || typeof document !== 'object') return step;
    return { ...step, event: { ...step.event, document: { ...document, fields } } };
  });
}

describe('a rule set for special cases', () => {
  it('does not count the days on which a port was closed', () => {
    const closures = [{ place: 'TZDAR', from: '2026-03-20', to: '2026-03-29' }];
    const strike = { DWELL_EXCEEDED: only({ place: 'TZDAR' }, { closures }) };

    expect(fires(story('U11'), {})).toEqual(['DWELL_EXCEEDED']);
    expect(fires(story('U11'), strike)).toEqual([]);
    expect(fires(story('U11'), strike, '2026-04-23T12:00:00Z')).toEqual([]);
    expect(fires(story('U11'), strike, '2026-04-23T12:01:00Z')).toEqual(['DWELL_EXCEEDED']);
  });

  it('halves the time in places of high risk', () => {
    const risky = { DWELL_EXCEEDED: only({ country: 'TZ' }, { highRiskCountries: ['TZ'] }) };

    expect(fires(story('U10'), risky, '2026-03-29T12:00:00Z')).toEqual([]);
    expect(fires(story('U10'), risky, '2026-03-29T12:01:00Z')).toEqual(['DWELL_EXCEEDED']);
  });

  it('knows the depot where a site has its goods tagged', () => {
    const taggingPoints = [{ lat: -2.09, lon: 29.6 }];
    const depot = (site: string) => ({
      SITE_LOCATION_MISMATCH: only({ site }, { taggingPoints }),
    });

    expect(fires(story('U20'), depot('W-PIT'))).toEqual([]);
    expect(fires(story('U20'), depot('ANOTHER'))).toEqual(['SITE_LOCATION_MISMATCH']);
  });

  it('measures from the edge of a site whose boundary it tells', () => {
    const [south, north, west, east] = [-2.2, -1.9, 29.5, 29.7];
    const corners = [
      { lat: south, lon: west },
      { lat: south, lon: east },
      { lat: north, lon: east },
      { lat: north, lon: west },
    ];
    const concession = { SITE_LOCATION_MISMATCH: only({ site: 'W-PIT' }, { boundary: corners }) };
    const signedAt = (lat: number, lon: number) => {
      const { steps, ...rest } = story('U20');
      const place = { site: 'W-PIT', lat, lon };
      const moved = steps.map((step) =>
        step.event.type === 'COMMISSION' ? { ...step, event: { ...step.event, place } } : step,
      );
      return fires({ ...rest, steps: moved }, concession);
    };

    // A degree of latitude is 111.2 km: 0.0449 of it are just below, 0.0451 just above five.
    expect(signedAt(-2.19, 29.69)).toEqual([]);
    expect(signedAt(north + 0.0449, 29.6)).toEqual([]);
    expect(signedAt(north + 0.0451, 29.6)).toEqual(['SITE_LOCATION_MISMATCH']);
    expect(signedAt(-2.1, east + 0.0449)).toEqual([]);
    expect(signedAt(-2.1, east + 0.0451)).toEqual(['SITE_LOCATION_MISMATCH']);
  });

  it('ends the day of a certificate where it was issued', () => {
    const west = { DOC_NOT_VALID: { utcOffsetHours: { RW: -9 } } };

    expect(fires(story('U48'), {})).toEqual(['DOC_NOT_VALID']);
    expect(fires(story('U48'), west)).toEqual([]);
  });

  it('asks for certificates of those who are members at the time', () => {
    expect(fires(story('U111'), { DOC_MISSING: { icglrMembers: ['RW', 'CD'] } })).toEqual([
      'DOC_MISSING',
    ]);
    expect(fires(story('U111'), { DOC_MISSING: { icglrMembers: ['CD'] } })).toEqual([]);
  });

  it('lets goods of landlocked States pass by agreement', () => {
    const agreement = { ROUTE_DEVIATION: only({ country: 'KE' }, { exemptCountries: ['KE'] }) };

    expect(fires(story('U17'), agreement)).toEqual([]);
  });

  it('leaves an end user outside the scope of a partial embargo', () => {
    const police = { DESTINATION_PROHIBITED: { exemptEndUsers: ['W-POLICE'] } };

    expect(fires(story('U62'), police)).toEqual([]);
  });

  it('knows who may receive for the end user, as long as he may', () => {
    const { registry, steps, evaluateAsOf } = story('U73');
    const carrierUntil = (validTo: string, types: readonly ('RECEIVE' | 'DEPART')[]) => {
      const delegation = {
        principal: 'W-POLICE',
        agent: 'W-ROAD',
        types: [...types],
        validFrom: '2026-01-01',
        validTo,
      };
      return new Rehearsal({ ...registry, delegations: [delegation] })
        .play(steps, evaluateAsOf)
        .fires();
    };

    expect(carrierUntil('2026-03-07', ['RECEIVE'])).toEqual([]);
    expect(carrierUntil('2026-03-05', ['RECEIVE'])).toEqual(['END_USER_MISMATCH']);
    expect(carrierUntil('2026-03-07', ['DEPART'])).toEqual(['END_USER_MISMATCH']);
  });

  it('takes self-dealing for graver where another gap is found on the same goods', () => {
    const { registry, steps, evaluateAsOf } = story('U07');
    const severity = (told: readonly StoryStep[]) =>
      new Rehearsal(registry)
        .play(told, evaluateAsOf)
        .findings()
        .find(({ rule }) => rule === 'SELF_DEALING_HANDOVER')?.severity;

    expect(severity(steps)).toBe('MEDIUM');
    // Another lot than the one handed over changes nothing; signed away from the site, the one handed over does.
    expect(severity(story('U48').steps)).toBe('MEDIUM');
    expect(severity(story('U20').steps)).toBe('HIGH');
  });

  it('compares prices only where a median is given', () => {
    const { steps, ...rest } = story('U01');
    const valued = (valueUSD: string) => ({
      ...rest,
      steps: withFields(steps, 'CERT', { qty: { value: '600', unit: 'KGM' }, valueUSD }),
    });
    const prices = {
      VALUE_UNIT_ANOMALY: { medianPrices: { '261590': { usd: 100, unit: 'KGM' } } },
    };

    expect(fires(valued('29999'), {})).toEqual([]);
    expect(fires(valued('30000'), prices)).toEqual([]);
    expect(fires(valued('29999'), prices)).toEqual(['VALUE_UNIT_ANOMALY']);
    expect(fires(valued('120001'), prices)).toEqual(['VALUE_UNIT_ANOMALY']);
  });

  it('compares prices with those of a dozen papers for goods of the same origin before', () => {
    const { steps, ...rest } = story('U01');
    const paper = steps.find(({ event }) => event.eventId === 'CERT');
    if (paper === undefined) throw new Error('no certificate');
    // Each gives 100 USD for a kilogram, for goods of its own.
    const market = (count: number): StoryStep[] =>
      Array.from({ length: count }, (_, at) => {
        const { ucr: _ucr, items: _items, ...event } = paper.event;
        const fields = { qty: { value: '10', unit: 'KGM' }, valueUSD: '1000', hs: '261590' };
        const document = { ...Object(event['document']), number: `OTHER-${at}`, fields };
        const items = [{ itemId: `O-${at}`, hs: '261590', qty: { value: '10', unit: 'KGM' } }];
        const occurredAt = `2026-03-01T08:${10 + at}:00Z`;
        const own = { ...event, eventId: `PAPER-${at}`, items, occurredAt, document };
        return { recordedAt: occurredAt, event: own };
      });
    const sold = (valueUSD: string, before: number) => ({
      ...rest,
      steps: [
        ...market(before),
        ...withFields(steps, 'CERT', {
          qty: { value: '600', unit: 'KGM' },
          hs: '261590',
          valueUSD,
        }),
      ],
    });

    expect(fires(sold('120000', 12), {})).toEqual([]);
    expect(fires(sold('120001', 12), {})).toEqual(['VALUE_UNIT_ANOMALY']);
    expect(fires(sold('29999', 12), {})).toEqual(['VALUE_UNIT_ANOMALY']);
    expect(fires(sold('120001', 11), {})).toEqual([]);
    expect(fires(sold('120001', 12), { VALUE_UNIT_ANOMALY: { rollingDays: 5 } })).toEqual([]);
  });

  it('counts the gold in the goods, and of unknown fineness only what is too dear', () => {
    const prices = {
      VALUE_UNIT_ANOMALY: { medianPrices: { '7108': { usd: 100, unit: 'GRM' } } },
    };
    const sold = (fields: object, pct?: string): string[] => {
      const assay = pct === undefined ? {} : { assay: { analyte: 'Au', pct } };
      const qty = { value: '1000', unit: 'GRM' };
      const items = [{ itemId: 'BAR', hs: '710812', qty, ...assay }];
      const steps = [
        act('COMMISSION', 'TRADER', '03-01 08:00', {
          basis: 'opening-balance',
          place: { locode: 'RWKGL' },
          items,
        }),
        consign('TRADER', '03-02 08:00', items, {
          commodity: 'GOLD',
          plan: { countries: ['RW'], transitCountries: [] },
        }),
        attach('03-02 09:00', 'INVOICE', {}, { fields: { qty, ...fields } }),
      ];
      const registry = { ...REGISTRY };
      return fires(
        { id: 'GOLD', registry, steps, evaluateAsOf: timeOf('03-03 08:00'), expect: { fires: [] } },
        prices,
      );
    };

    // 1000 g of fineness 900 hold 900 g: 90 000 USD, give or take 15 %.
    expect(sold({ valueUSD: '103500', fineness: '900' })).toEqual([]);
    expect(sold({ valueUSD: '103501', fineness: '900' })).toEqual(['VALUE_UNIT_ANOMALY']);
    expect(sold({ valueUSD: '76499', fineness: '900' })).toEqual(['VALUE_UNIT_ANOMALY']);
    expect(sold({ valueUSD: '76500' }, '90')).toEqual([]);
    expect(sold({ valueUSD: '76499' }, '90')).toEqual(['VALUE_UNIT_ANOMALY']);
    expect(sold({ valueUSD: '20000' })).toEqual([]);
    expect(sold({ valueUSD: '115001' })).toEqual(['VALUE_UNIT_ANOMALY']);
  });

  it('compares diamonds with the band of their origin', () => {
    const bands = { VALUE_UNIT_ANOMALY: { diamondBands: { BW: [60, 400] } } };
    const qty = { value: '100', unit: 'CTM' };
    const items = [{ itemId: 'GEMS', hs: '710231', qty }];
    const sold = (origin: string, valueUSD: string, ...before: StoryStep[]): string[] => {
      const steps = [
        act('COMMISSION', 'TRADER', '03-01 08:00', {
          basis: 'opening-balance',
          place: { locode: 'BWGBE' },
          items,
        }),
        consign('TRADER', '03-02 08:00', items, {
          commodity: 'DIAMOND',
          plan: { countries: ['BW'], transitCountries: [] },
        }),
        ...before,
        attach('03-02 09:00', 'KP_CERT', {}, { issuer: origin, fields: { qty, valueUSD } }),
      ];
      const registry = { ...REGISTRY };
      return fires(
        { id: 'GEMS', registry, steps, evaluateAsOf: timeOf('03-03 08:00'), expect: { fires: [] } },
        bands,
      );
    };

    expect(sold('BW', '6000')).toEqual([]);
    expect(sold('BW', '5999')).toEqual(['VALUE_UNIT_ANOMALY']);
    expect(sold('BW', '40001')).toEqual(['VALUE_UNIT_ANOMALY']);
    expect(sold('LS', '500000')).toEqual([]);
    const sample = attach('03-02 08:30', 'SAMPLE');
    expect(sold('BW', '5999', sample)).toEqual([]);
  });
});

function isTakeover({ event }: StoryStep): boolean {
  return event['handover'] === 'H3' && event.type === 'RECEIVE';
}

/** One batch, in which it comes last who took the goods over from the listed carrier. */
function takenOverLast(steps: readonly StoryStep[]): StoryStep[] {
  const together = recordedTogether(steps);
  return [...together.filter((each) => !isTakeover(each)), ...together.filter(isTakeover)];
}

/** What is said of parties on lists when every step was judged as it came. */
function sanctioned({ registry, evaluateAsOf }: Scenario, steps: readonly StoryStep[]) {
  return new Rehearsal(registry)
    .play(steps, evaluateAsOf)
    .findings()
    .filter(({ rule }) => rule === 'PARTY_SANCTIONED')
    .map(({ anchor, severity }) => ({ anchor, severity }));
}

describe('PARTY_SANCTIONED', () => {
  it('leaves one alert on the first act, in whatever order a batch comes', () => {
    const listed = story('U56');
    const together = recordedTogether(listed.steps);
    const inOrder = sanctioned(listed, together);

    expect(inOrder).toHaveLength(1);
    expect(sanctioned(listed, together.toReversed())).toEqual(inOrder);
  });

  it('leaves nothing of who was listed later and seemed to hold the goods meanwhile', () => {
    const later = story('U60');

    expect(sanctioned(later, later.steps)).toEqual([]);
    expect(sanctioned(later, takenOverLast(later.steps))).toEqual([]);
  });

  it('has an alert on who was listed later where the rule set asks for more than a note', () => {
    const { registry, steps, evaluateAsOf } = story('U60');
    const parameters = { PARTY_SANCTIONED: { laterListedSeverity: 'LOW' } };
    const strict = { version: 'strict', effectiveFrom: '2026-01-01', parameters };
    const found = new Rehearsal(registry, strict).play(steps, evaluateAsOf).findings();

    expect(found.map(({ rule, anchor, severity }) => ({ rule, anchor, severity }))).toEqual([
      { rule: 'PARTY_SANCTIONED', anchor: 'LATER_LISTED', severity: 'LOW' },
    ]);
  });

  it('waits for an inspector where the handover is recorded later than two days', () => {
    const later = story('U60');
    const steps = takenOverLast(later.steps);
    const last = steps.at(-1);
    if (last === undefined) throw new Error('no steps');
    const told = (hours: number) => {
      const recordedAt = new Date(Date.parse(last.recordedAt) + hours * 3_600_000).toISOString();
      return sanctioned(later, [...steps.slice(0, -1), { ...last, recordedAt }]);
    };

    expect(told(48)).toEqual([]);
    expect(told(49).map(({ severity }) => severity)).toContain('CRITICAL');
  });
});
