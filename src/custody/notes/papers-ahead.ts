import { hashesOf, type Act } from '../replay/act.js';
import { docMissing } from '../rules/doc-missing.js';
import { docNotValid } from '../rules/doc-not-valid.js';
import {
  fits,
  gatesOf,
  isAttested,
  requiredAt,
  type Gate,
  type Requirement,
} from '../rules/document-requirements.js';
import { DAY } from '../rules/time-limits.js';
import { countryName } from '../vocabulary/countries.js';
import { endOf } from '../vocabulary/times.js';
import type { Note, NotedCase } from './note.js';

/** Days before a paper's last one in which it is pointed out. */
const WARNED_DAYS = 7;

type Paper = Act<'ATTACH_DOCUMENT'>;

/** What papers the next release will ask for: those not on record yet, and those that end soon or have ended. */
export function papersAhead(noted: NotedCase): Note[] {
  const { consignment, facts, parameters } = noted;
  const gate = nextGate(noted);
  if (gate === undefined) return [];
  const { commodity, documents } = consignment;
  const matrix = docMissing.read(parameters.of(docMissing, { commodity, country: gate.country }));
  return requiredAt(gate, consignment, matrix).flatMap((requirement) => {
    if (isAttested(requirement, consignment, facts)) return [];
    const papers = documents.filter((paper) => fits(requirement, paper));
    const note = papers.length === 0 ? missing(requirement, gate) : ending(papers, gate, noted);
    return note ?? [];
  });
}

/** The release that lies ahead, as if it happened now: out of the first country of the plan, then into the last. */
function nextGate({ consignment, facts, now }: NotedCase): Gate | undefined {
  const { opened, plan, closed } = consignment;
  if (opened === undefined || plan === undefined || closed !== undefined) return undefined;
  const passed = gatesOf(consignment, facts);
  const act = { ...opened, at: now };
  const [origin] = plan.countries;
  const destination = plan.countries.at(-1);
  if (origin === destination) return undefined;
  if (!passed.some(({ kind }) => kind === 'export'))
    return { act, kind: 'export', country: origin };
  if (passed.some(({ kind }) => kind === 'import')) return undefined;
  return { act, kind: 'import', country: destination };
}

function gateText({ kind, country }: Gate): string {
  return `the ${kind} ${kind === 'export' ? 'from' : 'into'} ${countryName(country ?? '')}, which lies ahead`;
}

function missing({ docType, country }: Requirement, gate: Gate): Note {
  const of = country === undefined ? '' : ` of ${countryName(country)}`;
  return {
    rule: docMissing.code,
    sentence: `No document ${docType}${of} is on record yet; ${gateText(gate)}, will require it.`,
    evidence: hashesOf(gate.act),
  };
}

/** Only where no paper of the kind lasts longer. */
function ending(papers: readonly Paper[], gate: Gate, { now }: NotedCase): Note | undefined {
  const byEnd = papers.map((paper) => ({
    paper,
    end: endOf(paper.event.document.expiresOn) ?? Number.POSITIVE_INFINITY,
  }));
  const [last] = byEnd.toSorted((a, b) => b.end - a.end);
  if (last === undefined || last.end - now > WARNED_DAYS * DAY) return undefined;
  const { docType, number, expiresOn } = last.paper.event.document;
  const says = last.end < now ? 'ended on' : 'ends on';
  return {
    rule: docNotValid.code,
    sentence: `${docType} ${number} ${says} ${expiresOn}, and ${gateText(gate)}, will require it.`,
    evidence: hashesOf(last.paper),
  };
}
