import { countryName } from '../vocabulary/countries.js';
import { hashesOf, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { isArms } from '../vocabulary/commodity.js';
import { mentionsOf } from '../replay/mentions.js';
import { caseOf } from './case-of.js';
import { firstCrossing } from './crossings.js';
import {
  caseAt,
  documentMatrix,
  fits,
  gatesOf,
  isAttested,
  requiredAt,
  type DocumentMatrix,
  type Gate,
  type Requirement,
} from './document-requirements.js';
import { gateAhead, gateAheadText, type GateAhead } from './gate-ahead.js';
import { impossibleTravel } from './impossible-travel.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { after, DAY, HOUR } from './time-limits.js';
import { actText, timeText } from './wording.js';

export const docMissing = defineRule<DocumentMatrix>({
  id: 'R29',
  code: 'DOC_MISSING',
  title: 'A required document is not on record at the gate',
  explanation:
    'Goods were released for export or import, or left their country, without the documents that their kind and their route require on that date. Goods that nobody consigned are judged piece by piece: by the first departure over a border, the arrival without one, and for arms the receipt. What the goods are is told by the words of the CONSIGN and by those with which they were brought in or made. Arms need the consent of the transit countries of the plan, and of those between its first and its last where they have been. A species of the list, or the word of the exporter, asks for a CITES permit; one whose field `appendix` says I asks for a CITES_IMPORT_PERMIT at the import wherever it is, as any does in the European Union. A registered hash counts. Where the registration says that the file is still to come, by the field `content` with the value `pending`, it counts for a while, until the same number is registered without it. Three days before the goods are to leave their first country by the legs of the plan, what is not there yet is pointed out (AHEAD): they are to leave when the leg before ends, or, on the first leg, when its means of transport can just make its announced arrival. Without such a date, and before it, the answer about the consignment notes what is missing.',
  authority:
    'Kimberley Process, ICGLR certification, Firearms Protocol art. 10, CITES, FLEGT, Regulation (EU) 2023/1115',
  group: 'document',
  decided: ['append', 'deadline'],
  severity: 'HIGH',
  severities: {
    INFO: 'Not on record yet, and the goods are about to leave.',
    HIGH: 'Other goods.',
    CRITICAL: 'Arms.',
  },
  commodities: ['*'],
  subject:
    'consignment (or item without one), kind of document and, where it matters, issuing country',
  anchor: 'hash of the release or departure, or the word AHEAD',
  parameters: documentMatrix,
  reasons: {
    prewarnHours:
      'Time enough to have a paper issued or registered, and late enough to be acted on.',
    contentPendingDays:
      'A hash can be sent from a telephone, the scan perhaps only from an office: as long as offline sites have.',
    dateEffective:
      'Due diligence statements are owed from 30 December 2026 (Regulation 2025/2650).',
    icglrMembers: 'Members of the International Conference on the Great Lakes Region.',
    euMembers: 'Where EUDR, FLEGT and the import permits of the Union apply.',
    flegtPartners: 'Countries that issue FLEGT licences, and since when.',
    citesSpecies:
      'Genera and species of the appendices as a working list, for exporters who do not say that theirs is listed.',
    eudrHeadings: 'Headings of the goods in Annex I of the regulation.',
  },
  autoClear: true,
  innocent: [
    'The document exists on paper and was not registered yet.',
    'It was registered for the item or the other consignment only.',
  ],
  closedBy: 'The document, registered for this consignment.',
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

function evaluate(context: RuleContext<DocumentMatrix>): RuleAnswer {
  const findings: Found[] = [];
  const deadlines: RuleAnswer['deadlines'][number][] = [];
  for (const key of context.focus.consignments) {
    const consignment = context.lineage.consignments.get(key);
    if (consignment === undefined) continue;
    const answers = [...atGates(consignment, context), ...beforeDeparture(consignment, context)];
    for (const answer of answers) {
      if (answer.finding !== undefined) findings.push(answer.finding);
      if (answer.until !== undefined) deadlines.push({ subject: key, at: answer.until });
    }
  }
  for (const id of context.focus.items) {
    for (const { finding, until } of atBorder(id, context)) {
      if (finding !== undefined) findings.push(finding);
      if (until !== undefined) deadlines.push({ subject: id, at: until });
    }
  }
  return { findings, deadlines };
}

interface Judged {
  readonly finding?: Found;
  /** From when on it may be another, epoch milliseconds. */
  readonly until?: number;
}

function atGates(consignment: Consignment, context: RuleContext<DocumentMatrix>): Judged[] {
  return gatesOf(consignment, context.facts).flatMap((gate) => atGate(gate, consignment, context));
}

/** Goods that left a country and were in no consignment to be found by. */
function atBorder(id: string, context: RuleContext<DocumentMatrix>): Judged[] {
  const history = context.lineage.items.get(id);
  const crossing = history && firstCrossing(history, context.lineage, context.facts);
  if (crossing === undefined) return [];
  return atGate(crossing.gate, crossing.goods, context).map(({ finding, until }): Judged => {
    if (finding === undefined) return until === undefined ? {} : { until };
    const { ucr: _ucr, ...ofItem } = finding;
    return { finding: ofItem };
  });
}

function atGate(
  gate: Gate,
  consignment: Consignment,
  context: RuleContext<DocumentMatrix>,
): Judged[] {
  const matrix = matrixAt(gate, consignment, context);
  return requiredAt(gate, consignment, matrix, context.facts).map((requirement): Judged => {
    const pending = lackOf(requirement, consignment, matrix, context);
    if (pending === undefined) return {};
    if (pending !== 'all' && context.now <= pending.until) return { until: after(pending.until) };
    return { finding: found(requirement, gate, consignment, pending) };
  });
}

function beforeDeparture(consignment: Consignment, context: RuleContext<DocumentMatrix>): Judged[] {
  const { opened, commodity } = consignment;
  if (opened === undefined) return [];
  const { capKmh } = context.parametersOf(
    impossibleTravel,
    caseOf(opened, context.facts, commodity),
  );
  const gate = gateAhead(consignment, context.facts, capKmh, context.now);
  if (gate?.departure === undefined) return [];
  const matrix = matrixAt(gate, consignment, context);
  const missing = requiredAt(gate, consignment, matrix, context.facts).filter(
    (requirement) => lackOf(requirement, consignment, matrix, context) === 'all',
  );
  if (missing.length === 0) return [];
  const from = gate.departure - matrix.prewarnHours * HOUR;
  if (context.now < from) return [{ until: from }];
  return missing.map((requirement) => ({ finding: ahead(requirement, gate, consignment) }));
}

function matrixAt(
  gate: Gate,
  { commodity }: Consignment,
  { parameters, facts }: RuleContext<DocumentMatrix>,
): DocumentMatrix {
  return parameters(caseAt(gate, commodity, facts));
}

/** A paper whose file is still to come, and until when it counts all the same. */
interface Pending {
  readonly paper: Act<'ATTACH_DOCUMENT'>;
  readonly until: number;
}

/** What is lacking of a required paper: all of it, or its file. The first of several promises counts. */
function lackOf(
  requirement: Requirement,
  consignment: Consignment,
  { contentPendingDays }: DocumentMatrix,
  { facts }: RuleContext<DocumentMatrix>,
): Pending | 'all' | undefined {
  if (isAttested(requirement, consignment, facts)) return undefined;
  const papers = consignment.documents.filter((paper) => fits(requirement, paper));
  if (papers.some((paper) => !isPending(paper))) return undefined;
  const [paper] = papers.toSorted((a, b) => a.recordedAt - b.recordedAt);
  if (paper === undefined) return 'all';
  return { paper, until: paper.recordedAt + contentPendingDays * DAY };
}

function isPending({ event }: Act<'ATTACH_DOCUMENT'>): boolean {
  return event.document.fields['content'] === 'pending';
}

function found(
  requirement: Requirement,
  gate: Gate,
  consignment: Consignment,
  lack: Pending | 'all',
): Found {
  const { ucr, opened, commodity } = consignment;
  const goods = mentionsOf(opened ?? gate.act).map(({ item }) => item.hs);
  const areArms = commodity === 'ARMS' || goods.some(isArms);
  const paper = paperText(requirement);
  const required = `${actText(gate.act)} by ${gate.act.event.actor} required`;
  return {
    ...subjectOf(requirement, consignment),
    anchor: gate.act.hash,
    severity: areArms ? 'CRITICAL' : 'HIGH',
    sentence:
      lack === 'all'
        ? `No record of the ${paper} for ${ucr}, which ${required}.`
        : `The ${paper} for ${ucr}, which ${required}, was registered on ${timeText(lack.paper.recordedAt)} with its file still to come; no record of the file by ${timeText(lack.until)}.`,
    evidence: hashesOf(opened, lack === 'all' ? undefined : lack.paper, gate.act),
  };
}

function ahead(requirement: Requirement, gate: GateAhead, consignment: Consignment): Found {
  const { opened, plans, ucr } = consignment;
  return {
    ...subjectOf(requirement, consignment),
    anchor: 'AHEAD',
    severity: 'INFO',
    sentence: `No record yet of the ${paperText(requirement)} for ${ucr}; ${gateAheadText(gate)}, will require it, and by the plan the goods leave by ${timeText(gate.departure ?? gate.act.at)}.`,
    evidence: hashesOf(opened, plans.at(-1)),
  };
}

function subjectOf(
  { docType, country }: Requirement,
  { key, items }: Consignment,
): Pick<Found, 'subject' | 'ucr' | 'items'> {
  return {
    subject: [key, docType, ...(country === undefined ? [] : [country])].join('/'),
    ucr: key,
    items: [...items].toSorted(),
  };
}

function paperText({ docType, country }: Requirement): string {
  return `document ${docType}${country === undefined ? '' : ` of ${countryName(country)}`}`;
}
