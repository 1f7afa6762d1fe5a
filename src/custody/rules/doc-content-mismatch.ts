import { z } from 'zod';
import { caseOf } from './case-of.js';
import type { Facts } from '../lineage.js';
import { accountOf, hashesOf, isA, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import type { Item } from '../vocabulary/event.js';
import { formatAlike, formatQuantity, sumQuantities } from '../vocabulary/quantity.js';
import { documentVersions } from './document-versions.js';
import { qtyHandoverVariance } from './qty-handover-variance.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { isWithin, varianceOfSums, type ToleranceTable } from './tolerance.js';
import { actText, listText } from './wording.js';

const parameters = z.object({
  hsDigits: z.number().int().min(2).max(10).default(6),
  planDays: z.number().nonnegative().default(30),
});
type Parameters = z.infer<typeof parameters>;

export const docContentMismatch = defineRule<Parameters>({
  id: 'R32',
  code: 'DOC_CONTENT_MISMATCH',
  title: 'The paper does not describe these goods',
  explanation:
    'What is registered of a document differs from what was consigned or what an inspector measured in full: quantity beyond the tolerance of QTY_HANDOVER_VARIANCE, Harmonized System code, species, exporter, importer, end user, or a country that is not in the plan. Parties are compared by their ids, never by the spelling of names. The quantity of a document for several uses is a limit and not a description. One number that is registered twice with different fields is a mismatch too.',
  authority: 'Fields of Kimberley, ICGLR, CITES and FLEGT documents; end-user certificates',
  group: 'document',
  decided: ['append'],
  severity: 'HIGH',
  commodities: ['*'],
  subject: 'consignment, kind and number of the document',
  anchor: 'hash of the first ATTACH_DOCUMENT of it; of the later one where two differ',
  parameters,
  reasons: {
    hsDigits: 'The first six digits are the same all over the world; what follows is national.',
    planDays:
      'A country is asked for its consent before the plan is amended: so long an AMEND_PLAN that names it cures the alert.',
  },
  autoClear: false,
  isProvisional: true,
  innocent: [
    'The paper was issued for the whole lot and the rest went in another consignment.',
    'A field was typed wrongly when the paper was registered.',
    'Quantities were given before drying or with packing.',
  ],
  closedBy:
    'An amendment of the plan, where nothing but a country differs and it is recorded within the window; else an inspector, once the paper itself was read or the issuer confirmed it.',
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

type Paper = Act<'ATTACH_DOCUMENT'>;

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const key of context.focus.consignments) {
    const consignment = context.lineage.consignments.get(key);
    if (consignment?.opened === undefined) continue;
    const seen = new Set<string>();
    for (const paper of consignment.documents) {
      const mismatches = mismatchesOf(paper, consignment, consignment.opened, context);
      const subject = subjectOf(key, paper);
      // Another scan of the same paper says the same thing again.
      if (mismatches.length === 0 || seen.has(subject)) continue;
      seen.add(subject);
      const isOfPlan = mismatches.every(({ isCountry }) => isCountry === true);
      findings.push({
        ...found(subject, paper, mismatches, consignment),
        ...(isOfPlan && { curableFor: ofCase(paper, consignment, context).planDays * HOURS_A_DAY }),
      });
    }
  }
  return { findings: [...findings, ...documentVersions(context)], deadlines: [] };
}

/** By where the paper was registered, and for what. */
function ofCase(
  paper: Paper,
  { commodity }: Consignment,
  { facts, parameters: parametersFor }: RuleContext<Parameters>,
): Parameters {
  return parametersFor(caseOf(paper, facts, commodity));
}

function subjectOf(key: string, { event: { document } }: Paper): string {
  return `${key}/${document.docType}/${document.number}`;
}

const HOURS_A_DAY = 24;

interface Mismatch {
  readonly says: string;
  readonly against: Act;
  /** A later plan may name the country. */
  readonly isCountry?: true;
}

function mismatchesOf(
  paper: Paper,
  consignment: Consignment,
  opened: Act<'CONSIGN'>,
  context: RuleContext<Parameters>,
): Mismatch[] {
  const { facts, parametersOf } = context;
  const { tol } = parametersOf(qtyHandoverVariance, caseOf(paper, facts, consignment.commodity));
  const limits = { tol, hsDigits: ofCase(paper, consignment, context).hsDigits };
  const { fields } = paper.event.document;
  const { consignee, endUser } = opened.event;
  const consigned = [
    quantityMismatch(paper, opened.event.items, 'consigned', limits),
    codeMismatch(fields['hs'], opened.event.items, 'consigned', limits.hsDigits),
    speciesMismatch(fields['species'], opened.event.items, 'consigned'),
    partyMismatch('exporter', fields['exporter'], [accountOf(opened), opened.event.actor], facts),
    partyMismatch('importer', fields['importer'], [consignee, endUser], facts),
    partyMismatch('end user', fields['endUser'], [endUser], facts),
  ];
  const country = countryMismatch(fields['country'], consignment);
  return [
    ...consigned.flatMap((says) => (says === undefined ? [] : [{ says, against: opened }])),
    ...(country === undefined
      ? []
      : [{ says: country, against: opened, isCountry: true as const }]),
    ...measuredOtherwise(paper, consignment, opened, limits),
  ];
}

/** How alike a paper and the goods must be. */
interface Limits {
  readonly tol: ToleranceTable;
  readonly hsDigits: number;
}

type Field = Paper['event']['document']['fields'][string] | undefined;

function quantityMismatch(
  { event: { document } }: Paper,
  items: readonly Item[],
  verb: string,
  { tol, hsDigits }: Limits,
): string | undefined {
  const { qty, hs } = document.fields;
  const [first] = items;
  if (typeof qty !== 'object' || !document.singleUse || first === undefined) return undefined;
  const code = typeof hs === 'string' ? hs : '';
  const meant = items.filter((item) => areSameCode(code, item.hs, hsDigits));
  const goods = meant.length === 0 ? items : meant;
  // The certificate weighs what the scales weighed: only the quantity is its own.
  const { itemId, massBasis } = first;
  const described = {
    itemId,
    hs: first.hs,
    qty,
    ...(massBasis !== undefined && { massBasis }),
  };
  const variance = varianceOfSums([described], goods, tol);
  const total = sumQuantities(goods.map((item) => item.qty));
  if (variance !== undefined && isWithin(variance)) return undefined;
  if (variance === undefined || total === undefined) return undefined;
  const isPart = variance.difference.lt(0) && document.fields['partialShipments'] === 'allowed';
  if (isPart) return undefined;
  const most = { ...variance.released, value: variance.allowed };
  const [sum, margin] = formatAlike([total, most], first.hs);
  return `it says ${formatQuantity(qty)} and ${sum} were ${verb} (${margin} are allowed)`;
}

function areSameCode(a: string, b: string, digits: number): boolean {
  const length = Math.min(digits, a.length, b.length);
  return a.slice(0, length) === b.slice(0, length);
}

function codeMismatch(
  field: Field,
  items: readonly Item[],
  verb: string,
  hsDigits: number,
): string | undefined {
  if (typeof field !== 'string') return undefined;
  const code = field.replaceAll(/[^0-9]/g, '');
  if (items.some(({ hs }) => areSameCode(code, hs, hsDigits))) return undefined;
  const codes = [...new Set(items.map(({ hs }) => hs))];
  return `it says HS ${field} and HS ${listText(codes)} was ${verb}`;
}

function speciesMismatch(field: Field, items: readonly Item[], verb: string): string | undefined {
  if (typeof field !== 'string') return undefined;
  const species = items.map((item) => item.species).filter((each) => each !== undefined);
  if (species.length === 0 || species.some((each) => plain(each) === plain(field))) {
    return undefined;
  }
  return `it says ${field} and ${listText([...new Set(species)])} was ${verb}`;
}

function plain(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** Only ids can be compared; a name may be spelt in many ways. */
function partyMismatch(
  role: string,
  field: Field,
  expected: readonly string[],
  { parties }: Facts,
): string | undefined {
  if (typeof field !== 'string' || expected.includes(field)) return undefined;
  if (!parties.has(field) && !expected.some((id) => isWrittenLike(field, id))) return undefined;
  return `it names ${field} as ${role} and the consignment ${expected[0]}`;
}

function countryMismatch(field: Field, { plans }: Consignment): string | undefined {
  if (typeof field !== 'string' || !/^[A-Z]{2}$/.test(field)) return undefined;
  const planned = plans.flatMap(({ event: { plan } }) => [
    ...plan.countries,
    ...plan.transitCountries,
  ]);
  return planned.includes(field)
    ? undefined
    : `it is for ${field}, a country the plan does not name`;
}

/** An id that nobody registered yet is told from a name by its first part: `P-OTHER` is written as `P-MILL` is. */
function isWrittenLike(field: string, id: string): boolean {
  const scheme = /^[A-Za-z0-9]+[-:._]/.exec(id)?.[0];
  return scheme !== undefined && field.startsWith(scheme) && /^[A-Za-z0-9._:-]{1,64}$/.test(field);
}

/** What inspectors measured of all that was consigned. */
function measuredOtherwise(
  paper: Paper,
  { acts }: Consignment,
  opened: Act<'CONSIGN'>,
  limits: Limits,
): Mismatch[] {
  const consigned = opened.event.items.map(({ itemId }) => itemId);
  const looks = acts.filter((act) => isA(act, 'INSPECT')).filter(isFull);
  return looks.flatMap((look) => {
    const items = look.event.items ?? [];
    const measured = new Set(items.map(({ itemId }) => itemId));
    if (!consigned.every((id) => measured.has(id))) return [];
    const { hs, species } = paper.event.document.fields;
    const where = `measured in ${actText(look)}`;
    return [
      quantityMismatch(paper, items, where, limits),
      codeMismatch(hs, items, where, limits.hsDigits),
      speciesMismatch(species, items, where),
    ].flatMap((says) => (says === undefined ? [] : [{ says, against: look }]));
  });
}

function isFull({ event }: Act<'INSPECT'>): boolean {
  return event.coverage?.toLowerCase() !== 'sample';
}

function found(
  subject: string,
  paper: Paper,
  mismatches: readonly Mismatch[],
  { key, ucr, items }: Consignment,
): Found {
  const { docType, number, issuer } = paper.event.document;
  const says = listText(mismatches.map((each) => each.says));
  return {
    subject,
    anchor: paper.hash,
    severity: 'HIGH',
    ucr: key,
    items: [...items].toSorted(),
    sentence: `${docType} ${number} of ${issuer}, attached to ${ucr} by ${accountOf(paper)}, does not describe the goods: ${says}.`,
    evidence: hashesOf(paper, ...mismatches.map(({ against }) => against)),
  };
}
