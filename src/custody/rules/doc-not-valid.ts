import { z } from 'zod';
import { hashesOf, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { documentKey, isRevocation } from '../uses/document-uses.js';
import { endOf, startOf } from '../vocabulary/times.js';
import { docMissing } from './doc-missing.js';
import { fits, gatesOf, requiredAt, type Gate, type Requirement } from './document-requirements.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { HOUR } from './time-limits.js';
import { actText, timeText } from './wording.js';

const parameters = z.object({
  utcOffsetHours: z.record(z.string(), z.number().min(-12).max(14)).default({}),
  recordingHours: z.number().nonnegative().default(48),
  alsoAtImport: z.array(z.string()).default(['IMPORT_AUTH', 'CITES_PERMIT']),
});
type Parameters = z.infer<typeof parameters>;

export const docNotValid = defineRule<Parameters>({
  id: 'R30',
  code: 'DOC_NOT_VALID',
  title: 'A required document was not valid at the gate',
  explanation:
    'A document that the goods needed for a release or departure had expired by then, was not valid yet, or had been revoked; and no other of its kind was valid. The last day of validity counts whole. What must be on record at which gate, DOC_MISSING says. A paper that ends within a week of a release that lies ahead is noted in the answer about the consignment.',
  authority:
    'CITES: validity must cover the use; Kimberley Process certificates expire; Firearms Protocol art. 10(3)',
  group: 'document',
  decided: ['append'],
  severity: 'HIGH',
  commodities: ['*'],
  subject: 'consignment, kind and number of the document',
  anchor: 'hash of the release or departure',
  parameters,
  reasons: {
    utcOffsetHours:
      'A day ends when it ends where the document was issued; by issuer, in UTC where none is given.',
    recordingHours:
      'The valid paper, or its extension, may be registered up to two days after the alert.',
    alsoAtImport: 'Export papers that must still hold when the goods are let in.',
  },
  autoClear: false,
  isProvisional: true,
  innocent: [
    'The issuer extended the document, and the extension was not registered.',
    'The goods crossed in time, and the release was signed a day later.',
    'A date was typed wrongly.',
  ],
  closedBy:
    "A valid document of the kind, if it is registered within the window; else an inspector, once the issuer's extension or the true date is shown.",
  owner: 'consignment',
  ownerOf: leadingPart,
  evaluate,
});

type Paper = Act<'ATTACH_DOCUMENT'>;

function evaluate(context: RuleContext<Parameters>): RuleAnswer {
  const findings: Found[] = [];
  for (const key of context.focus.consignments) {
    const consignment = context.lineage.consignments.get(key);
    if (consignment === undefined) continue;
    for (const gate of gatesOf(consignment, context.facts)) {
      for (const requirement of neededAt(gate, consignment, context)) {
        const papers = consignment.documents.filter((paper) => fits(requirement, paper));
        const finding = judged(papers, gate, consignment, context);
        if (finding !== undefined) findings.push(finding);
      }
    }
  }
  return { findings, deadlines: [] };
}

function neededAt(
  gate: Gate,
  consignment: Consignment,
  { parameters: parametersFor, parametersOf }: RuleContext<Parameters>,
): Requirement[] {
  const circumstances = { commodity: consignment.commodity, country: gate.country };
  const needed = requiredAt(gate, consignment, parametersOf(docMissing, circumstances));
  if (gate.kind === 'export') return needed;
  const { alsoAtImport } = parametersFor(circumstances);
  return [...needed, ...alsoAtImport.map((docType) => ({ docType }))];
}

/** One good paper of the kind is enough; else the last one that was attached is told. */
function judged(
  papers: readonly Paper[],
  gate: Gate,
  { key, ucr, items, opened }: Consignment,
  context: RuleContext<Parameters>,
): Found | undefined {
  const faults = papers.map((paper) => ({ paper, fault: faultOf(paper, gate.act, context) }));
  const last = faults.at(-1);
  if (last?.fault === undefined || faults.some(({ fault }) => fault === undefined)) {
    return undefined;
  }
  const { docType, number, issuer } = last.paper.event.document;
  return {
    subject: `${key}/${docType}/${number}`,
    anchor: gate.act.hash,
    severity: 'HIGH',
    ucr: key,
    items: [...items].toSorted(),
    sentence: `${docType} ${number} of ${issuer} ${last.fault.says}, and ${actText(gate.act)} by ${gate.act.event.actor} for ${ucr} needed it; no valid one is on record.`,
    evidence: [
      ...hashesOf(opened, last.paper, gate.act),
      ...(last.fault.by === undefined ? [] : [last.fault.by]),
    ],
    curableFor: context.parameters().recordingHours,
  };
}

interface Fault {
  readonly says: string;
  /** Hash of the act that revoked it. */
  readonly by?: string;
}

function faultOf(paper: Paper, gate: Act, context: RuleContext<Parameters>): Fault | undefined {
  const { issuedOn, expiresOn, issuer } = paper.event.document;
  const offset = (context.parameters().utcOffsetHours[issuer] ?? 0) * HOUR;
  const issued = startOf(issuedOn);
  if (issued !== undefined && gate.at < issued - offset) {
    return { says: `was valid only from ${issuedOn}` };
  }
  const expired = endOf(expiresOn);
  if (expired !== undefined && gate.at > expired - offset) {
    return { says: `expired on ${expiresOn}` };
  }
  const revoked = context.shared
    .at('document', documentKey(paper.event.document))
    .find((use) => isRevocation(use) && use.at <= gate.at);
  if (revoked === undefined) return undefined;
  const { actor, at, hash, detail } = revoked;
  return { says: `was revoked by ${actor} on ${timeText(at)} (${detail['reason']})`, by: hash };
}
