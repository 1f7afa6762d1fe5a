import { z } from 'zod';
import type { Commodity } from '../vocabulary/event-types.js';
import { caseOf } from './case-of.js';
import type { Circumstances } from './rule.js';
import type { Facts } from '../lineage.js';
import { isA, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { CITES_SPECIES, isListed } from '../vocabulary/cites-species.js';
import { isIcglrMineral, isRoughDiamond } from '../vocabulary/commodity.js';
import { EU_MEMBERS, ICGLR_MEMBERS } from '../vocabulary/countries.js';
import { countryOf } from '../vocabulary/places.js';
import { startOf } from '../vocabulary/times.js';
import { goodsOf, type Goods } from './consigned-goods.js';

/** A moment at which papers must be on record. */
export interface Gate {
  readonly act: Act;
  readonly kind: 'export' | 'import';
  /** ISO 3166-1 alpha-2 of the authority or the place. */
  readonly country: string | undefined;
}

export interface Requirement {
  readonly docType: string;
  /** The country that must have issued it, where one paper of each of several countries is needed. */
  readonly country?: string;
}

/** Headings of Annex I of Regulation (EU) 2023/1115: cattle, cocoa, coffee, oil palm, rubber, soya, wood. */
const EUDR_HEADINGS =
  '0102 0201 0202 160250 1801 1802 1803 1804 1805 1806 0901 120710 1511 151321 151329 230660 4001 4005 4006 4007 4008 4010 4011 4012 4013 4015 4016 4017 1201 120810 1507 2304 44 47 48 49 940330 940340 940350 940360 940391'.split(
    ' ',
  );

/** The matrix of required papers, with the dates from which its parts hold. */
export const documentMatrix = z.object({
  prewarnHours: z.number().nonnegative().default(72),
  contentPendingDays: z.number().nonnegative().default(14),
  dateEffective: z
    .object({ EUDR_DDS: z.iso.date().default('2026-12-30') })
    .default({ EUDR_DDS: '2026-12-30' }),
  icglrMembers: z.array(z.string()).default([...ICGLR_MEMBERS]),
  euMembers: z.array(z.string()).default([...EU_MEMBERS]),
  flegtPartners: z.record(z.string(), z.iso.date()).default({ ID: '2016-11-15', GH: '2025-08-15' }),
  eudrHeadings: z.array(z.string()).default(EUDR_HEADINGS),
  citesSpecies: z.array(z.string()).default([...CITES_SPECIES]),
});
export type DocumentMatrix = z.infer<typeof documentMatrix>;

/**
 * Releases for export, re-export and import; before any release for export, the departure that leaves the first
 * country of the plan, or, without a plan, any country, counts as one. In causal order.
 */
export function gatesOf(consignment: Consignment, facts: Facts): Gate[] {
  const gates: Gate[] = [];
  for (const act of consignment.acts) {
    const gate = gateOf(act, gates, consignment, facts);
    if (gate !== undefined) gates.push(gate);
  }
  return gates;
}

function gateOf(
  act: Act,
  before: readonly Gate[],
  { plan }: Consignment,
  facts: Facts,
): Gate | undefined {
  const { place } = act.event;
  const country =
    place === undefined ? facts.parties.get(act.event.actor)?.country : countryOf(place, facts);
  if (isA(act, 'CUSTOMS_RELEASE')) {
    const { procedure } = act.event;
    if (procedure === 'import') return { act, kind: 'import', country };
    if (procedure === 'export' || procedure === 're-export')
      return { act, kind: 'export', country };
    return undefined;
  }
  if (!isA(act, 'DEPART') || before.some(({ kind }) => kind === 'export')) return undefined;
  const goal = countryOf(act.event.toPlace, facts);
  if (country === undefined || goal === undefined || goal === country) return undefined;
  // As long as nobody has consigned the goods, no plan tells where they come from.
  const origin = plan === undefined ? country : plan.countries[0];
  return country === origin ? { act, kind: 'export', country } : undefined;
}

/** The case a gate falls under: its own country, also where that of a gate ahead is only planned. */
export function caseAt(
  { act, country }: Gate,
  commodity: Commodity | undefined,
  facts: Facts,
): Circumstances {
  return { ...caseOf(act, facts, commodity), country };
}

/** Which papers must be on record at a gate, by what is in the consignment, where it goes, and when. */
export function requiredAt(
  gate: Gate,
  consignment: Consignment,
  matrix: DocumentMatrix,
  facts: Facts,
): Requirement[] {
  const goods = goodsOf(consignment);
  if (gate.kind === 'import') return requiredForImport(gate, consignment, goods, matrix);
  const needed = requiredForExport(gate, consignment, goods, matrix);
  if (!goods.areArms) return needed;
  const transits = transitsOf(consignment, facts);
  return [
    { docType: 'EXPORT_LICENCE' },
    { docType: 'IMPORT_AUTH' },
    { docType: 'EUC' },
    ...transits.map((country) => ({ docType: 'TRANSIT_NO_OBJECTION', country })),
    ...needed,
  ];
}

/** The transit countries of the plan, and those between its first and its last where the goods have really been. */
function transitsOf({ plan, acts }: Consignment, facts: Facts): string[] {
  if (plan === undefined) return [];
  const [first] = plan.countries;
  const last = plan.countries.at(-1);
  const between = plan.countries.filter((country) => country !== first && country !== last);
  const declared = new Set(plan.transitCountries);
  const undeclared = between.filter((country) => !declared.has(country));
  if (undeclared.length === 0) return [...declared];
  const seen = new Set(
    acts.map(({ event: { place } }) => (place === undefined ? undefined : countryOf(place, facts))),
  );
  return [...new Set([...declared, ...undeclared.filter((country) => seen.has(country))])];
}

function requiredForExport(
  gate: Gate,
  { plan, opened }: Consignment,
  goods: Goods,
  matrix: DocumentMatrix,
): Requirement[] {
  const { country } = gate;
  const needed: Requirement[] = [];
  if (goods.hs.some(isIcglrMineral) && isOneOf(country, matrix.icglrMembers)) {
    needed.push({ docType: 'ICGLR_CERT' });
  }
  if (goods.hs.some(isRoughDiamond)) needed.push({ docType: 'KP_CERT' });
  if (isOfCites(opened, goods, matrix)) needed.push({ docType: 'CITES_PERMIT' });
  const destination = plan?.countries.at(-1);
  if (isOneOf(destination, matrix.euMembers) && needsFlegt(gate, country, goods, matrix)) {
    needed.push({ docType: 'FLEGT_LICENCE' });
  }
  return needed;
}

function requiredForImport(
  gate: Gate,
  { plan, opened, documents }: Consignment,
  goods: Goods,
  matrix: DocumentMatrix,
): Requirement[] {
  const needed: Requirement[] = [];
  if (goods.hs.some(isRoughDiamond)) needed.push({ docType: 'KP_CERT' });
  const isOfUnion = isOneOf(gate.country, matrix.euMembers);
  if (isOfCites(opened, goods, matrix) && (isOfUnion || isOfAppendixOne(documents)))
    needed.push({ docType: 'CITES_IMPORT_PERMIT' });
  if (!isOfUnion) return needed;
  const hasFlegt = needsFlegt(gate, plan?.countries[0], goods, matrix);
  if (hasFlegt) needed.push({ docType: 'FLEGT_LICENCE' });
  const isEudr = goods.hs.some((hs) => matrix.eudrHeadings.some((each) => hs.startsWith(each)));
  // Goods that never leave the Union's market are not released for import.
  if (isEudr && isInForce(matrix.dateEffective.EUDR_DDS, gate))
    needed.push({ docType: 'EUDR_DDS' });
  return needed;
}

/** As the exporter says, or the species. */
function isOfCites(
  opened: Consignment['opened'],
  { species }: Goods,
  { citesSpecies }: DocumentMatrix,
): boolean {
  return opened?.event.cites === true || species.some((each) => isListed(each, citesSpecies));
}

/** As the permit says by its field `appendix`: specimens of Appendix I need leave to be let in, wherever they go. */
function isOfAppendixOne(documents: Consignment['documents']): boolean {
  return documents.some(({ event: { document } }) => {
    const { appendix } = document.fields;
    return typeof appendix === 'string' && /^(appendix )?(I|1)$/i.test(appendix.trim());
  });
}

function needsFlegt(
  gate: Gate,
  origin: string | undefined,
  { hs }: Goods,
  { flegtPartners }: DocumentMatrix,
): boolean {
  const since = origin === undefined ? undefined : flegtPartners[origin];
  return since !== undefined && isInForce(since, gate) && hs.some((each) => each.startsWith('44'));
}

function isInForce(date: string, { act }: Gate): boolean {
  const since = startOf(date);
  return since !== undefined && act.at >= since;
}

function isOneOf(country: string | undefined, countries: readonly string[]): boolean {
  return country !== undefined && countries.includes(country);
}

/** Is the paper of the kind required? Whether it is valid, other rules say. */
export function fits({ docType, country }: Requirement, paper: Act<'ATTACH_DOCUMENT'>): boolean {
  const { document } = paper.event;
  if (document.docType.toUpperCase().replaceAll('-', '_') !== docType) return false;
  return (
    country === undefined || document.fields['country'] === country || document.issuer === country
  );
}

/** A country's own statement that it does not object stands for the paper. */
export function isAttested(
  { docType, country }: Requirement,
  { attestations }: Consignment,
  facts: Facts,
): boolean {
  if (docType !== 'TRANSIT_NO_OBJECTION' || country === undefined) return false;
  return attestations.some(
    (act) =>
      act.event.attestation === 'NO_OBJECTION' &&
      facts.parties.get(act.event.actor)?.country === country,
  );
}
