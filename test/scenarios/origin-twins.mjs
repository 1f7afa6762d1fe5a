/** Twins of origin, identity, time and containers: from U360 on. */

import { altered, eventOf, without } from './edits.mjs';

/** @param twin(id, title, steps, until, fires, registry) @param step as in generate.mjs */
export function originTwins(tools) {
  strangers(tools);
  sitesUnnamed(tools);
  wordsOfStatus(tools);
}

function strangers({ twin, end, ore, registry }) {
  const byTrader = altered(without(ore, 'H1-D', 'H1-R'), 'MINED', { actor: 'W-TRADER' });
  twin('U360', 'ore: a trader signs the origin at the mine of another', byTrader, end, [
    'PARTY_OR_SITE_INELIGIBLE',
  ]);
  const group = { identifiers: [{ scheme: 'group', value: 'HILL' }] };
  const isOfGroup = ({ id }) => id === 'W-MINE' || id === 'W-TRADER';
  twin('U361', 'ore: a trader signs the origin at the mine of its group', byTrader, end, [], {
    parties: registry.parties.map((each) => (isOfGroup(each) ? { ...each, ...group } : each)),
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
