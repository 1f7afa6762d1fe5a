/** Twins of origin, identity, time and containers: from U360 on. */

import { altered, eventOf, without, withStep } from './edits.mjs';

/** @param twin(id, title, steps, until, fires, registry) @param step as in generate.mjs */
export function originTwins(tools) {
  strangers(tools);
  sitesUnnamed(tools);
  wordsOfStatus(tools);
  modelsOtherwise(tools);
  serialsUntold(tools);
  timesDeclared(tools);
  tagsReplaced(tools);
  boxesElsewhere(tools);
  positionsTold(tools);
}

function strangers({ twin, end, ore, registry }) {
  const byTrader = altered(without(ore, 'H1-D', 'H1-R'), 'MINED', { actor: 'W-TRADER' });
  twin('U360', 'ore: a trader signs the origin at the mine of another', byTrader, end, [
    'PARTY_OR_SITE_INELIGIBLE',
  ]);
  const group = { identifiers: [{ scheme: 'group', value: 'HILL' }] };
  const members = ['W-MINE', 'W-TRADER'];
  twin('U361', 'ore: a trader signs the origin at the mine of its group', byTrader, end, [], {
    parties: registry.parties.map((each) =>
      members.includes(each.id) ? { ...each, ...group } : each,
    ),
  });
}

function sitesUnnamed({ twin, end, ore }) {
  const { lat, lon } = eventOf(ore, 'MINED').place;
  const from = (place, more = {}) => altered(ore, 'MINED', { place, tags: undefined, ...more });
  twin('U362', 'ore: mined, and no site is named', from({ lat, lon }), end, ['ORIGIN_MISSING']);
  twin(
    'U363',
    'ore: recycled, and no site is named',
    from({ lat, lon }, { basis: 'recycled' }),
    end,
    [],
  );
  const elsewhere = from({ site: 'W-PIT-9', lat, lon }).slice(0, 1);
  twin('U364', 'ore: a site that is not registered two days later', elsewhere, '03-04 08:00', []);
  twin(
    'U365',
    'ore: a site that is not registered two days and a minute later',
    elsewhere,
    '03-04 08:01',
    ['PARTY_OR_SITE_INELIGIBLE'],
  );
}

/** Certification and activity stand in one list, in any spelling. */
function wordsOfStatus({ twin, end, ore, registry }) {
  const statuses = (...status) => ({
    sites: registry.sites.map((each) => ({
      ...each,
      status: status.map(([word, from]) => ({ status: word, from })),
    })),
  });
  const red = ['red', '2026-02-01'];
  const ineligible = ['MASS_BALANCE_OVERDRAWN', 'PARTY_OR_SITE_INELIGIBLE'];
  const told = (id, title, fires, ...list) =>
    twin(id, `ore: ${title}`, ore, end, fires, statuses(...list));
  told('U366', 'a red site that works', ineligible, red, ['active', '2026-02-15']);
  told('U367', 'a red site that turned Green', [], red, ['Green', '2026-02-15']);
  told('U368', 'a site Suspended, in capitals', ineligible, ['SUSPENDED', '2026-02-01']);
  told(
    'U369',
    'a site Abandoned, with a capital',
    ['PRODUCTION_IMPLAUSIBLE'],
    ['Abandoned', '2026-02-01'],
  );
  told(
    'U370',
    'a suspended site that works again',
    [],
    ['green', '2025-09-01'],
    ['suspended', '2026-02-01'],
    ['active', '2026-02-15'],
  );
}

/** The maker of the arms registers one serial of the lot once more. */
function modelsOtherwise({ twin, step, end, arms }) {
  const { items, basis, place, marking } = eventOf(arms, 'MADE');
  const again = (model) =>
    withStep(
      arms,
      step('AGAIN', 'COMMISSION', 'W-ARMS', '03-01 09:00', {
        basis,
        place,
        marking,
        items: [
          {
            ...items[0],
            itemId: 'G9',
            qty: { value: '1', unit: 'NAR' },
            serials: ['MZ-00007'],
            model,
          },
        ],
      }),
    );
  const told = (id, title, model, fires) =>
    twin(id, `arms: a serial of the maker again, ${title}`, again(model), end, fires);
  told('U371', 'and no model', undefined, ['SERIAL_DUPLICATE']);
  told('U372', 'its model worded otherwise', 'Moravian mz 15 Carbine', ['SERIAL_DUPLICATE']);
  told('U373', 'of the next model', 'MZ-16', []);
}

/** Who hands goods on reads the list on the box; who keeps them reads the goods. */
function serialsUntold({ twin, end, arms }) {
  const untold = (id) => {
    const [item] = eventOf(arms, id).items;
    return altered(arms, id, { items: [{ ...item, serials: undefined }] });
  };
  twin('U374', 'arms: the police sign for them and tell no serial', untold('H2-R'), end, [
    'ITEM_SET_MISMATCH',
  ]);
  twin('U375', 'arms: the carrier signs for them and tells no serial', untold('H1-R'), end, []);
}

/** What the parties say of time does not stop it. */
function timesDeclared({ twin, step, ore }) {
  const { ucr, items, place, transport } = eventOf(ore, 'IN-1');
  const port = ore.filter(({ recordedAt }) => recordedAt <= '2026-03-14T12:00:00Z');
  const again = step('IN-1b', 'ARRIVE', 'W-ROAD', '04-10 12:00', { ucr, items, place, transport });
  const dwells = ['DWELL_EXCEEDED'];
  const waiting = withStep(port, again);
  twin('U376', 'ore: 30 days in the port, the arrival signed twice', waiting, '04-13 12:00', []);
  twin(
    'U377',
    'ore: 30 days and a minute in the port, the arrival signed twice',
    waiting,
    '04-13 12:01',
    dwells,
  );
  const offered = (expectedBy) => {
    const members = membersOf(eventOf(ore, 'H3-D'));
    return withStep(
      port,
      step('H3-D', 'DISPATCH', 'W-ROAD', '03-15 08:00', { ...members, expectedBy }),
    );
  };
  twin(
    'U378',
    'ore: 31 days in the port, an answer announced for 45 days after its offer',
    offered('2026-04-29T08:00:00Z'),
    '04-14 12:00',
    [],
  );
  twin(
    'U379',
    'ore: 31 days in the port, an answer announced for 2028',
    offered('2028-03-15T08:00:00Z'),
    '04-14 12:00',
    dwells,
  );
  const gone = ore.filter(({ recordedAt }) => recordedAt <= '2026-03-11T12:00:00Z');
  const departed = altered(gone, 'GO-1', { eta: '2028-01-01T00:00:00Z' });
  twin('U380', 'ore: 62 days on the road, due in 2028', departed, '05-12 12:00', []);
  twin('U381', 'ore: 62 days and a minute on the road, due in 2028', departed, '05-12 12:01', [
    'TRANSIT_OVERDUE',
  ]);
}

/** A new tag comes from the stock as the old one did. */
function tagsReplaced({ twin, step, end, ore }) {
  const retagged = (addedMark, more = {}) => {
    const { items, place } = eventOf(ore, 'MINED');
    return withStep(
      ore,
      step('RETAG', 'RETAG', 'W-MINE', '03-02 10:00', {
        items: items.slice(0, 1),
        place,
        addedMark,
        witness: 'G-RW',
        ...more,
      }),
    );
  };
  twin('U382', 'ore: a lost tag replaced by one of the stock', retagged('RW-T-0100'), end, []);
  twin('U383', 'ore: a lost tag replaced by one of no stock', retagged('RW-T-0101'), end, [
    'TAG_NOT_ISSUED',
  ]);
  const tags = [{ prefix: 'RW-T-', from: 1, to: 40, issuer: 'RW' }];
  twin(
    'U384',
    'ore: a tag put on a second lot, its issuer spelled otherwise',
    withStep(
      altered(ore, 'MINED', { tags }),
      step('MORE', 'COMMISSION', 'W-MINE', '03-02 12:00', {
        ...membersOf(eventOf(ore, 'MINED')),
        items: eventOf(ore, 'MINED').items.map((item) => ({ ...item, itemId: `${item.itemId}b` })),
        tags: [{ ...tags[0], from: 40, issuer: 'G-RW' }],
      }),
    ),
    end,
    ['TAG_REUSE'],
  );
}

const HEADER = new Set(['eventId', 'type', 'actor', 'occurredAt']);

/** An event without who signed it, and when. */
function membersOf(event) {
  const members = Object.entries(event);
  return Object.fromEntries(members.filter(([name]) => !HEADER.has(name)));
}

/** A degree of latitude is 111.2 km. */
function northOfKigali(degrees) {
  return { site: 'NORTH', lat: -1.95 + degrees, lon: 30.06 };
}

/** One box on the road to Dar es Salaam, and with a second consignment meanwhile. */
function boxesElsewhere({ twin, step, end, ore }) {
  const box = eventOf(ore, 'BOX').transport.container;
  const inBox = ['GO-1', 'IN-1'].reduce(
    (steps, id) =>
      altered(steps, id, { transport: { ...eventOf(steps, id).transport, container: box } }),
    ore,
  );
  const second = { itemId: 'SLAG', hs: '262099', qty: { value: '100', unit: 'KGM' } };
  const ucr = '6RW1234-SLAG1';
  const packed = (when, place) =>
    withStep(
      inBox,
      step('SLAG', 'COMMISSION', 'W-TRADER', '03-09 08:00', {
        basis: 'recycled',
        place: { locode: 'RWKGL' },
        items: [second],
      }),
      step('OPEN-2', 'CONSIGN', 'W-TRADER', '03-09 09:00', {
        ucr,
        commodity: 'OTHER',
        consignee: 'W-SMELT',
        endUser: 'W-SMELT',
        plan: { countries: ['RW', 'TZ', 'DE'], transitCountries: ['TZ'] },
        items: [second],
      }),
      step('SEALED-2', 'SEAL', 'W-TRADER', when, {
        ucr,
        place,
        seals: { applied: ['RW-S-1'] },
        transport: { container: box },
      }),
    );
  const conflict = ['CONTAINER_ANOMALY'];
  const inHamburg = packed('03-13 08:00', { locode: 'DEHAM' });
  twin('U385', 'ore: on the road, and its box sealed in Hamburg', inHamburg, end, conflict);
  const inDodoma = packed('03-13 08:00', { locode: 'TZDOD', lat: -6.17, lon: 35.74 });
  twin('U386', 'ore: on the road, and its box sealed on the way', inDodoma, end, []);
  const still = (degrees) => packed('03-10 12:00', northOfKigali(degrees));
  twin('U387', 'ore: its box sealed 90 km from where it stands', still(0.81), end, []);
  twin('U388', 'ore: its box sealed 110 km from where it stands', still(0.99), end, conflict);
}

function positionsTold({ twin, end, ore }) {
  const { site, lon } = eventOf(ore, 'MINED').place;
  // 22 km off.
  const place = { site, lat: -2.2, lon, accuracyM: 500_000 };
  twin(
    'U389',
    'ore: origin signed 22 km from the site, with 500 km of accuracy',
    altered(ore, 'MINED', { place }),
    end,
    ['SITE_LOCATION_MISMATCH'],
  );
}
