import type { Facts } from '../lineage.js';

type Sites = Facts['sites'];

/** The registry is the same for every act of a judgement, and for many judgements. */
const known = new WeakMap<Sites, ReadonlySet<string>>();

/** Are sites registered in the country of the party? Where no register is kept, a site that is not in it tells nothing. */
export function hasSiteRegister(party: string, { sites, parties }: Facts): boolean {
  const country = parties.get(party)?.country;
  if (country === undefined || sites.size === 0) return false;
  let countries = known.get(sites);
  if (countries === undefined) {
    const own = [...sites.values()].map(({ operator }) => parties.get(operator)?.country);
    countries = new Set(own.filter((each) => each !== undefined));
    known.set(sites, countries);
  }
  return countries.has(country);
}
