import { ucrOf } from '../vocabulary/consignment-key.js';
import { Big } from 'big.js';
import { z } from 'zod';
import { SEVERITIES } from '../finding.js';
import {
  consignedParts,
  documentFieldsOf,
  quantityField,
  isRevocation,
  type ConsignedPart,
} from '../uses/document-uses.js';
import { byTime, type Use } from '../uses/use.js';
import type { SharedUses } from '../uses/shared-uses.js';
import { formatBase, type BaseQuantity } from '../vocabulary/quantity.js';
import {
  defineRule,
  type Circumstances,
  type Found,
  type RuleAnswer,
  type RuleContext,
} from './rule.js';
import { counted, listText, timeText } from './wording.js';

const parameters = z.object({
  alwaysSingleUse: z.array(z.string()).default(['EUC', 'KP_CERT', 'ICGLR_CERT', 'FLEGT_LICENCE']),
  overdrawnMargin: z.number().nonnegative().default(0),
  overdrawnSeverity: z.enum(SEVERITIES).default('HIGH'),
  unlikeSeverity: z.enum(SEVERITIES).default('MEDIUM'),
});
type Parameters = z.infer<typeof parameters>;

export const docReuse = defineRule<Parameters>({
  id: 'R31',
  code: 'DOC_REUSE',
  title: 'One paper for more goods than it covers',
  explanation:
    'A paper for a single use is registered for a second consignment (or, where no consignment is named, for other items), or what was consigned under a licence comes to more than it authorises. Where such goods were consigned in a measure that cannot be held against the licence, as pieces under a licence in kilograms, that is said. Registering the same paper again for the same consignment is a rendition of it, not a second use; a paper whose issuer wrote `partialShipments: allowed` in its fields may cover several.',
  authority:
    'An end-user certificate serves one transaction (UN ammunition guidelines); Kimberley, ICGLR and FLEGT papers are single-use',
  group: 'document',
  decided: ['append'],
  severity: 'CRITICAL',
  severities: {
    MEDIUM: 'A licence in another measure than the goods.',
    HIGH: 'Other single-use papers; a licence overdrawn.',
    CRITICAL: 'End-user, Kimberley, ICGLR and FLEGT papers.',
  },
  commodities: ['*'],
  subject: 'document type, issuer and number',
  anchor:
    'hash of the second registration, of the one that overdraws, or of the first in another measure',
  parameters,
  cases: ['country'],
  reasons: {
    alwaysSingleUse: 'The instrument itself says so, whatever the party that registers it ticks.',
    overdrawnSeverity:
      'A licence may be used several times: too much of it is not yet another use of it.',
    unlikeSeverity: 'A licence that cannot be drawn down by what it is used for limits nothing.',
    overdrawnMargin: 'What is authorised is a ceiling, not an estimate.',
  },
  autoClear: false,
  innocent: [
    'The issuer allowed partial shipments and the field was not filled in.',
    'A consignment was opened anew under another UCR for the same goods.',
    'The number was mistyped.',
  ],
  closedBy: 'An inspector, after asking the issuer.',
  owner: 'shared',
  span: 'ledger',
  evaluate,
});

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const { lineage, focus, shared } = context;
  const findings: Found[] = [];
  for (const act of lineage.acts) {
    if (!focus.acts.has(act.hash)) continue;
    for (const use of shared.of('document', act.hash)) {
      if (isRevocation(use)) continue;
      const own = context.parameters(issuerCase(use, context));
      const always = own.alwaysSingleUse.includes(use.detail['docType'] ?? '');
      if (always || use.detail['singleUse'] === 'true') {
        findings.push(...reusesOf(use, registrationsOf(use, shared), always));
      } else {
        findings.push(...overdrawn(use, shared, own));
      }
    }
    for (const { consignment = '' } of shared.of('consigned', act.hash)) {
      const papers = papersOf(context, consignment);
      for (const use of papers) {
        if (use.detail['singleUse'] === 'true') continue;
        findings.push(...overdrawn(use, shared, context.parameters(issuerCase(use, context))));
      }
    }
  }
  return { findings, deadlines: [] };
}

/** By its issuer, which all registrations of one paper have in common: a country's code, or a party. */
function issuerCase({ detail }: Use, { facts }: RuleContext<Parameters>): Circumstances {
  const issuer = detail['issuer'] ?? '';
  const known = facts.parties.get(issuer)?.country;
  return { country: known ?? (/^[A-Z]{2}$/.test(issuer) ? issuer : undefined) };
}

/** Papers of a consignment whose CONSIGN came after them. */
function papersOf({ lineage, shared }: RuleContext<Parameters>, consignment: string): Use[] {
  return lineage.acts
    .filter((act) => act.consignment === consignment)
    .flatMap(({ hash }) => shared.of('document', hash));
}

function registrationsOf(use: Use, shared: SharedUses): Use[] {
  return shared.meeting(use).filter((each) => !isRevocation(each));
}

function reusesOf(use: Use, meeting: readonly Use[], isAlways: boolean): Found[] {
  if (documentFieldsOf(use)['partialShipments'] === 'allowed') return [];
  const before = meeting.find((other) => byTime(other, use) < 0 && isOtherUse(other, use));
  const after = meeting.filter((other) => byTime(use, other) < 0 && isOtherUse(use, other));
  const severity = isAlways ? 'CRITICAL' : 'HIGH';
  return [
    ...(before === undefined ? [] : [reused(before, use, severity)]),
    ...after.map((other) => reused(use, other, severity)),
  ];
}

/** A paper of a lot stays its own when the lot is consigned, so items and consignments are not held against each other. */
function isOtherUse(first: Use, again: Use): boolean {
  if (first.consignment !== undefined && again.consignment !== undefined) {
    return first.consignment !== again.consignment;
  }
  if (first.consignment !== undefined || again.consignment !== undefined) return false;
  return !again.items.some((item) => first.items.includes(item));
}

function reused(first: Use, again: Use, severity: 'CRITICAL' | 'HIGH'): Found {
  return {
    ...aboutPaper(again, [first, again]),
    severity,
    sentence: `${paperText(again)} is for a single use. It was registered for ${goodsOf(first)} on ${timeText(first.at)} by ${first.actor} and for ${goodsOf(again)} on ${timeText(again.at)} by ${again.actor}.`,
  };
}

function overdrawn(
  use: Use,
  shared: SharedUses,
  { overdrawnMargin: margin, overdrawnSeverity, unlikeSeverity }: Parameters,
): Found[] {
  const fields = documentFieldsOf(use);
  const limit = quantityField(fields['qtyMax'] ?? fields['qty']);
  if (limit === undefined) return [];
  const heading = typeof fields['hs'] === 'string' ? fields['hs'].slice(0, 4) : undefined;
  const draws = drawsOf(registrationsOf(use, shared), shared, limit, heading);
  const allowed = limit.value.times(new Big(1).plus(String(margin)));
  let total = new Big(0);
  for (const [at, { paper, value }] of draws.entries()) {
    total = total.plus(value);
    if (total.lte(allowed)) continue;
    const drawn = draws.slice(0, at + 1);
    return [
      {
        ...aboutPaper(
          paper,
          drawn.map((draw) => draw.paper),
        ),
        severity: overdrawnSeverity,
        sentence: `${paperText(paper)} authorises ${formatBase(limit)}. With ${goodsOf(paper)}, ${formatBase({ ...limit, value: total })} were consigned under it in ${counted(drawn.length, 'consignment')}.`,
      },
    ];
  }
  const odd = draws.find(({ unlike }) => unlike.length > 0);
  if (odd === undefined) return [];
  return [
    {
      ...aboutPaper(odd.paper, [odd.paper]),
      severity: unlikeSeverity,
      sentence: `${paperText(odd.paper)} authorises ${formatBase(limit)}, and ${listText(odd.unlike.map(partText))} were consigned under it in ${goodsOf(odd.paper)}: they cannot be compared.`,
    },
  ];
}

interface Draw {
  readonly paper: Use;
  readonly value: Big;
  /** What of it is measured otherwise than the limit. */
  readonly unlike: readonly ConsignedPart[];
}

/** Each consignment draws once, when the paper was first registered for it. */
function drawsOf(
  papers: readonly Use[],
  shared: SharedUses,
  limit: BaseQuantity,
  heading: string | undefined,
): Draw[] {
  const first = new Map<string, Use>();
  for (const paper of papers) {
    const { consignment } = paper;
    if (consignment !== undefined && !first.has(consignment)) first.set(consignment, paper);
  }
  return [...first].map(([consignment, paper]) => ({
    paper,
    ...consignedIn(shared.at('consigned', consignment), limit.dimension, heading),
  }));
}

/**
 * By the first CONSIGN in the log: it is the one that opened the consignment. Goods of another heading than the
 * licence's, or than those it is drawn down by, go along with them and are no business of the licence.
 */
function consignedIn(
  consigned: readonly Use[],
  dimension: string,
  heading: string | undefined,
): Omit<Draw, 'paper'> {
  const [opened] = consigned.toSorted((a, b) => a.index - b.index);
  const parts = opened === undefined ? [] : consignedParts(opened);
  const drawn = parts.filter((part) => part.dimension === dimension);
  const meant = new Set(heading === undefined ? drawn.map((part) => part.heading) : [heading]);
  const isMeant = (part: ConsignedPart) => meant.size === 0 || meant.has(part.heading);
  return {
    value: drawn.reduce((sum, { quantity }) => sum.plus(quantity), new Big(0)),
    unlike: parts.filter((part) => part.dimension !== dimension && isMeant(part)),
  };
}

function partText({ dimension, quantity, heading }: ConsignedPart): string {
  return `${formatBase({ dimension, value: new Big(quantity) })} of HS ${heading}`;
}

function aboutPaper(paper: Use, uses: readonly Use[]): Omit<Found, 'severity' | 'sentence'> {
  const { docType, issuer, number } = paper.detail;
  return {
    subject: `${docType}/${issuer}/${number}`,
    anchor: paper.hash,
    ...(paper.consignment !== undefined && { ucr: paper.consignment }),
    items: paper.items,
    evidence: uses.toSorted((a, b) => a.index - b.index).map(({ hash }) => hash),
  };
}

function paperText({ detail }: Use): string {
  return `${detail['docType']} ${detail['number']} of ${detail['issuer']}`;
}

function goodsOf({ consignment, items }: Use): string {
  return consignment === undefined ? listText(items) : ucrOf(consignment);
}
