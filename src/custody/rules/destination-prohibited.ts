import { z } from 'zod';
import type { Commodity } from '../vocabulary/event-types.js';
import { caseOf } from './case-of.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { commodityOfHs, isRoughDiamond } from '../vocabulary/commodity.js';
import { countryName, KIMBERLEY_PARTICIPANTS } from '../vocabulary/countries.js';
import type { Place } from '../vocabulary/event.js';
import { countryOf } from '../vocabulary/places.js';
import { goodsOf } from './consigned-goods.js';
import { embargoOn } from './embargoes.js';
import { excusing, faultOfPermit, partiesTo, type Permit } from './excusing-papers.js';
import { covers } from './registered-papers.js';
import {
  defineRule,
  leadingPart,
  type Circumstances,
  type Found,
  type RuleAnswer,
  type RuleContext,
} from './rule.js';
import { actText } from './wording.js';

const parameters = z.object({
  kimberleyParticipants: z.array(z.string()).default([...KIMBERLEY_PARTICIPANTS]),
  exemptions: z.array(z.string()).default(['EMBARGO_EXEMPTION']),
  exemptEndUsers: z.array(z.string()).default([]),
  recordingHours: z.number().nonnegative().default(48),
});
type Parameters = z.infer<typeof parameters>;

export const destinationProhibited = defineRule<Parameters>({
  id: 'R34',
  code: 'DESTINATION_PROHIBITED',
  title: 'The goods may not go to that country',
  explanation:
    'Arms (and any goods for which an embargo is registered) are planned for, sent to, or seen in a country under embargo at that time, or their consignee or end user is established there; or rough diamonds touch a country that takes no part in the Kimberley Process. A registered exemption turns an embargo into a note where whoever sends the goods or is to have them, or an authority, registered it, no trading party is named as its issuer, and it covers the goods and holds when they first go to or are in the country; until they go, one that is still to be valid is enough. The European Union is one participant of the process.',
  authority:
    'Arms embargoes of the Security Council and others; Kimberley Process: trade among participants only',
  group: 'party',
  decided: ['append'],
  severity: 'CRITICAL',
  severities: {
    INFO: 'An exemption that covers it is registered.',
    CRITICAL: 'No exemption that covers it is registered.',
  },
  parent: 'ROUTE_DEVIATION',
  commodities: ['ARMS', 'DIAMOND'],
  subject: 'consignment (or item without one) and country',
  anchor: 'hash of the first act that names the country',
  parameters,
  reasons: {
    kimberleyParticipants:
      'A working list as of 2025; compare it with the one the Kimberley Process publishes.',
    exemptions: 'Kinds of document by which a sanctions committee permits a delivery.',
    exemptEndUsers: 'End users outside the scope of a partial embargo, by party id.',
    recordingHours: 'An exemption may be registered up to two days after the goods have gone.',
  },
  autoClear: false,
  isOnFirstAct: true,
  innocent: [
    'The embargo covers non-government forces only, and the end user is the government.',
    'The delivery was exempted, and the exemption was not registered.',
    'The embargo was lifted, and the list in use is old.',
  ],
  closedBy: 'An inspector, once the exemption or the scope of the embargo is shown.',
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const key of context.focus.consignments) {
    const consignment = context.lineage.consignments.get(key);
    if (consignment !== undefined) findings.push(...ofConsignment(consignment, context));
  }
  for (const id of context.focus.items) findings.push(...ofItem(id, context));
  return { findings, deadlines: [] };
}

interface Forbidden {
  readonly says: string;
  /** A committee may exempt from an embargo; a country takes part in the Kimberley Process or not. */
  readonly isEmbargo: boolean;
}

interface Prohibition extends Forbidden {
  readonly act: Act;
  readonly country: string;
}

function ofConsignment(consignment: Consignment, context: RuleContext<Parameters>): Found[] {
  const { hs, areArms } = goodsOf(consignment);
  const commodity = areArms ? 'ARMS' : (consignment.commodity ?? 'OTHER');
  const areRough = hs.some(isRoughDiamond);
  const { key, items, endUser = '' } = consignment;
  const prohibited = new Map<string, Prohibition>();
  for (const act of consignment.acts) {
    for (const country of countriesOf(act, consignment, context)) {
      if (prohibited.has(country)) continue;
      const forbidden = prohibition(country, { commodity, areRough }, act, context);
      if (forbidden !== undefined) prohibited.set(country, { act, country, ...forbidden });
    }
  }
  return [...prohibited.values()].flatMap((each) => {
    const own = context.parameters(caseIn(each.country, commodity, each.act, context));
    if (own.exemptEndUsers.includes(endUser)) return [];
    const exemption = each.isEmbargo ? exemptionFrom(each, consignment, own, context) : undefined;
    return [found(`${key}/${each.country}`, each, [...items].toSorted(), exemption)];
  });
}

interface Exemption {
  readonly permit: Permit;
  /** Why it does not count. */
  readonly fault: string | undefined;
}

/** While the goods are only planned to go. */
const ANY_TIME = Number.POSITIVE_INFINITY;

/** One that counts, else the last that was registered. */
function exemptionFrom(
  { country, act }: Prohibition,
  consignment: Consignment,
  { exemptions, recordingHours }: Parameters,
  context: RuleContext<Parameters>,
): Exemption | undefined {
  const went = consignment.acts.find((each) => placesOf(each, context).includes(country));
  const parties = partiesTo(consignment);
  const excused =
    went === undefined
      ? { at: act.at, issuedBy: ANY_TIME, registeredBy: ANY_TIME, parties }
      : excusing(went, recordingHours, parties);
  const permits = consignment.documents
    .filter(({ event }) => exemptions.includes(event.document.docType))
    .map((permit) => ({
      permit,
      fault: otherGoods(permit, country, consignment) ?? faultOfPermit(permit, excused, context),
    }));
  return permits.find(({ fault }) => fault === undefined) ?? permits.at(-1);
}

function otherGoods(permit: Permit, country: string, { opened }: Consignment): string | undefined {
  const named = permit.event.document.fields['country'];
  if (typeof named === 'string' && /^[A-Z]{2}$/.test(named) && named !== country) {
    return `is for ${countryName(named)}`;
  }
  const other = opened?.event.items.find(({ itemId }) => !covers(permit, itemId));
  return other && `does not cover ${other.itemId}`;
}

/** An act, as it bears on the country that is asked about. */
function caseIn(
  country: string,
  commodity: Commodity,
  act: Act,
  { facts }: RuleContext<Parameters>,
): Circumstances {
  return { ...caseOf(act, facts, commodity), country };
}

/** Goods that travel without a consignment: where they are and where they are bound for. */
function ofItem(id: string, context: RuleContext<Parameters>): Found[] {
  const prohibited = new Map<string, Prohibition>();
  for (const { act, named } of context.lineage.items.get(id)?.steps ?? []) {
    if (act.consignment !== undefined || named === undefined) continue;
    const goods = { commodity: commodityOfHs(named.hs), areRough: isRoughDiamond(named.hs) };
    for (const country of placesOf(act, context)) {
      if (prohibited.has(country)) continue;
      const forbidden = prohibition(country, goods, act, context);
      if (forbidden !== undefined) prohibited.set(country, { act, country, ...forbidden });
    }
  }
  return [...prohibited.values()].map((each) =>
    found(`${id}/${each.country}`, each, [id], undefined),
  );
}

function countriesOf(
  act: Act,
  { consignee, endUser }: Consignment,
  context: RuleContext<Parameters>,
): Set<string> {
  const countries = new Set(placesOf(act, context));
  if (isA(act, 'CONSIGN')) {
    for (const party of [consignee, endUser]) {
      const country = context.facts.parties.get(party ?? '')?.country;
      if (country !== undefined) countries.add(country);
    }
  }
  if (isA(act, 'CONSIGN') || isA(act, 'AMEND_PLAN')) {
    for (const country of act.event.plan.countries) countries.add(country);
  }
  return countries;
}

function placesOf({ event }: Act, { facts }: RuleContext<Parameters>): string[] {
  const places: (Place | undefined)[] = [event.place];
  if (event.type === 'DEPART') places.push(event.toPlace);
  return places
    .map((place) => (place === undefined ? undefined : countryOf(place, facts)))
    .filter((country) => country !== undefined);
}

function prohibition(
  country: string,
  goods: { readonly commodity: NonNullable<Consignment['commodity']>; readonly areRough: boolean },
  act: Act,
  context: RuleContext<Parameters>,
): Forbidden | undefined {
  const embargo = embargoOn(country, goods.commodity, act.at, context.facts);
  if (embargo !== undefined) {
    const since = embargo.from === undefined ? '' : ` since ${embargo.from}`;
    const says = `an embargo on ${goods.commodity} is registered for ${countryName(country)}${since}`;
    return { says, isEmbargo: true };
  }
  const { kimberleyParticipants } = context.parameters(
    caseIn(country, goods.commodity, act, context),
  );
  if (!goods.areRough || kimberleyParticipants.includes(country)) return undefined;
  const says = `${countryName(country)} is no participant of the Kimberley Process`;
  return { says, isEmbargo: false };
}

function found(
  subject: string,
  { act, says }: Prohibition,
  items: readonly string[],
  exemption: Exemption | undefined,
): Found {
  return {
    subject,
    anchor: act.hash,
    severity: exemption !== undefined && exemption.fault === undefined ? 'INFO' : 'CRITICAL',
    ...(act.consignment !== undefined && { ucr: act.consignment }),
    items,
    sentence: `By ${actText(act)}, signed by ${accountOf(act)}, the goods go to or are in a country where they may not be: ${says}; ${exemptionText(exemption)}.`,
    evidence: hashesOf(act, exemption?.permit),
  };
}

function exemptionText(exemption: Exemption | undefined): string {
  if (exemption === undefined) return 'no exemption is on record';
  const { permit, fault } = exemption;
  const { docType, number } = permit.event.document;
  return fault === undefined
    ? `${docType} ${number} is registered as exemption`
    : `${docType} ${number} does not exempt it: it ${fault}`;
}
