import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import { originMissing } from '../rules/origin-missing.js';
import { siteLocationMismatch } from '../rules/site-location-mismatch.js';
import { goodsText, timeText } from '../rules/wording.js';
import { commoditiesOf } from '../vocabulary/commodity.js';
import type { Note, NotedCase } from './note.js';

/** Origins that are on record and say less than one would wish: recycled goods, no site, and sites without coordinates. */
export function weakOrigins(noted: NotedCase): Note[] {
  return noted.lineage.acts.flatMap((act) => {
    if (!isA(act, 'COMMISSION')) return [];
    if (act.event.basis === 'recycled') return [recycled(act)];
    if (isSiteless(act)) return [siteless(act)];
    return isUnlocated(act, noted) ? [unlocated(act)] : [];
  });
}

function recycled(act: Act<'COMMISSION'>): Note {
  return {
    rule: originMissing.code,
    sentence: `${accountOf(act)} brought in ${goodsText(act.event.items)} as recycled on ${timeText(act.at)}: no mine or forest stands behind it, and its supplier answers for it.`,
    evidence: hashesOf(act),
  };
}

function isSiteless({ event: { basis, place } }: Act<'COMMISSION'>): boolean {
  return (basis === 'mined' || basis === 'harvested') && place.site === undefined;
}

function siteless(act: Act<'COMMISSION'>): Note {
  return {
    rule: originMissing.code,
    sentence: `${accountOf(act)} signed the origin of ${goodsText(act.event.items)} as ${act.event.basis} on ${timeText(act.at)} and named no site: no mine or forest can be visited.`,
    evidence: hashesOf(act),
  };
}

function isUnlocated(act: Act<'COMMISSION'>, { facts, parameters }: NotedCase): boolean {
  const { place, items } = act.event;
  const site = place.site === undefined ? undefined : facts.sites.get(place.site);
  if (site === undefined || site.kind === 'FACTORY' || place.lat !== undefined) return false;
  return commoditiesOf(items).some((commodity) => {
    const own = parameters.of(siteLocationMismatch, { commodity, site: site.id });
    return siteLocationMismatch.read(own).commodities.includes(commodity);
  });
}

function unlocated(act: Act<'COMMISSION'>): Note {
  return {
    rule: siteLocationMismatch.code,
    sentence: `${accountOf(act)} signed the origin of ${goodsText(act.event.items)} for site ${act.event.place.site} on ${timeText(act.at)} without coordinates: that it was signed there is not evidenced.`,
    evidence: hashesOf(act),
  };
}
