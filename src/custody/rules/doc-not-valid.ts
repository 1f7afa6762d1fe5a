import { z } from 'zod';
import { hashesOf, type Act } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { documentKey, isRevocation } from '../uses/document-uses.js';
import { endOf, startOf } from '../vocabulary/times.js';
import { docMissing } from './doc-missing.js';
import { caseOf } from './case-of.js';
import {
  caseAt,
  fits,
  gatesOf,
  requiredAt,
  type Gate,
  type Requirement,
} from './document-requirements.js';
import { gateAhead, gateAheadText } from './gate-ahead.js';
import { impossibleTravel } from './impossible-travel.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { DAY, HOUR } from './time-limits.js';
import { actText, timeText } from './wording.js';

const parameters = z.object({
  utcOffsetHours: z.record(z.string(), z.number().min(-12).max(14)).default({}),
  recordingHours: z.number().nonnegative().default(48),
  alsoAtImport: z.array(z.string()).default(['IMPORT_AUTH', 'CITES_PERMIT']),
  prewarnDays: z.number().nonnegative().default(7),
});
type Parameters = z.infer<typeof parameters>;

export const docNotValid = defineRule<Parameters>({
  id: 'R30',
  code: 'DOC_NOT_VALID',
  title: 'A required document was not valid at the gate',
  explanation:
    'A document that the goods needed for a release or departure had expired by then, was not valid yet, or had been revoked; and no other of its kind was valid. The last day of validity counts whole. What must be on record at which gate, DOC_MISSING says. A week before the last paper of a kind ends it is pointed out (AHEAD), while the release that needs it lies ahead and the goods have not reached their consignee: for the release for export first, then for the one for import.',
  authority:
    'CITES: validity must cover the use; Kimberley Process certificates expire; Firearms Protocol art. 10(3)',
  group: 'document',
  decided: ['append', 'deadline'],
  severity: 'HIGH',
  severities: {
    INFO: 'The paper ends soon, or has ended, and the release lies ahead.',
    HIGH: 'The release has happened.',
  },
  commodities: ['*'],
  subject: 'consignment, kind and number of the document',
  anchor: 'hash of the release or departure, or the word AHEAD',
  parameters,
  reasons: {
    utcOffsetHours:
      'A day ends when it ends where the document was issued; by issuer, in UTC where none is given.',
    recordingHours:
      'The valid paper, or its extension, may be registered up to two days after the alert.',
    prewarnDays: 'Time enough to have it extended.',
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
  const deadlines: RuleAnswer['deadlines'][number][] = [];
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
    for (const { found, until } of endingAhead(consignment, context)) {
      if (found !== undefined) findings.push(found);
      else deadlines.push({ subject: key, at: until });
    }
  }
  return { findings, deadlines };
}

/** A later record withdraws it whenever it comes: it accuses nobody. */
const ALWAYS = Number.POSITIVE_INFINITY;

interface Ending {
  /** When it is to be pointed out, epoch milliseconds. */
  readonly until: number;
  readonly found?: Found;
}

/** Of the papers that the next release needs: kinds whose last paper ends soon. */
function endingAhead(consignment: Consignment, context: RuleContext<Parameters>): Ending[] {
  const { opened, commodity } = consignment;
  if (opened === undefined) return [];
  const { capKmh } = context.parametersOf(
    impossibleTravel,
    caseOf(opened, context.facts, commodity),
  );
  const gate = gateAhead(consignment, context.facts, capKmh, context.now);
  if (gate === undefined) return [];
  const circumstances = caseAt(gate, consignment.commodity, context.facts);
  const { prewarnDays } = context.parameters(circumstances);
  return neededAt(gate, consignment, context).flatMap((requirement): Ending[] => {
    const [last] = consignment.documents
      .filter((paper) => fits(requirement, paper))
      .map((paper) => ({
        paper,
        end: lastMomentOf(paper, context.parameters(circumstances)) ?? Number.POSITIVE_INFINITY,
      }))
      .toSorted((a, b) => b.end - a.end);
    if (last === undefined || last.end === Number.POSITIVE_INFINITY) return [];
    const until = last.end - prewarnDays * DAY;
    if (context.now < until) return [{ until }];
    return [{ until, found: ending(last.paper, gate, consignment) }];
  });
}

function ending(paper: Paper, gate: Gate, { key, ucr, items, opened }: Consignment): Found {
  const { docType, number, issuer, expiresOn } = paper.event.document;
  return {
    subject: `${key}/${docType}/${number}`,
    anchor: 'AHEAD',
    severity: 'INFO',
    ucr: key,
    items: [...items].toSorted(),
    sentence: `${docType} ${number} of ${issuer} for ${ucr} is valid until ${expiresOn}, and ${gateAheadText(gate)}, will require one that is valid.`,
    evidence: hashesOf(opened, paper),
    curableFor: ALWAYS,
  };
}

function neededAt(
  gate: Gate,
  consignment: Consignment,
  { facts, parameters: parametersFor, parametersOf }: RuleContext<Parameters>,
): Requirement[] {
  const circumstances = caseAt(gate, consignment.commodity, facts);
  const needed = requiredAt(gate, consignment, parametersOf(docMissing, circumstances), facts);
  if (gate.kind === 'export') return needed;
  const { alsoAtImport } = parametersFor(circumstances);
  return [...needed, ...alsoAtImport.map((docType) => ({ docType }))];
}

/** One good paper of the kind is enough; else the last one that was attached is told. */
function judged(
  papers: readonly Paper[],
  gate: Gate,
  { key, ucr, items, opened, commodity }: Consignment,
  context: RuleContext<Parameters>,
): Found | undefined {
  const own = context.parameters(caseAt(gate, commodity, context.facts));
  const faults = papers.map((paper) => ({ paper, fault: faultOf(paper, gate.act, own, context) }));
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
    curableFor: own.recordingHours,
  };
}

interface Fault {
  readonly says: string;
  /** Hash of the act that revoked it. */
  readonly by?: string;
}

function faultOf(
  paper: Paper,
  gate: Act,
  own: Parameters,
  context: RuleContext<Parameters>,
): Fault | undefined {
  const { issuedOn, expiresOn, issuer } = paper.event.document;
  const issued = startOf(issuedOn);
  if (issued !== undefined && gate.at < issued - offsetOf(issuer, own)) {
    return { says: `was valid only from ${issuedOn}` };
  }
  const expired = lastMomentOf(paper, own);
  if (expired !== undefined && gate.at > expired) {
    return { says: `expired on ${expiresOn}` };
  }
  const revoked = context.shared
    .at('document', documentKey(paper.event.document))
    .find((use) => isRevocation(use) && use.at <= gate.at);
  if (revoked === undefined) return undefined;
  const { actor, at, hash, detail } = revoked;
  return { says: `was revoked by ${actor} on ${timeText(at)} (${detail['reason']})`, by: hash };
}

/** Of its validity, where it was issued. */
function lastMomentOf(paper: Paper, own: Parameters): number | undefined {
  const { expiresOn, issuer } = paper.event.document;
  const end = endOf(expiresOn);
  return end === undefined ? undefined : end - offsetOf(issuer, own);
}

function offsetOf(issuer: string, { utcOffsetHours }: Parameters): number {
  return (utcOffsetHours[issuer] ?? 0) * HOUR;
}
