import { hashesOf } from '../replay/act.js';
import { docMissing } from '../rules/doc-missing.js';
import { caseAt, fits, isAttested, requiredAt } from '../rules/document-requirements.js';
import { gateAhead, gateAheadText } from '../rules/gate-ahead.js';
import { impossibleTravel } from '../rules/impossible-travel.js';
import { HOUR } from '../rules/time-limits.js';
import { countryName } from '../vocabulary/countries.js';
import type { Note, NotedCase } from './note.js';

/** What papers the next release will ask for and are not on record. When it is near, DOC_MISSING speaks itself. */
export function papersAhead({ consignment, facts, parameters, now }: NotedCase): Note[] {
  const { capKmh } = impossibleTravel.read(parameters.of(impossibleTravel));
  const gate = gateAhead(consignment, facts, capKmh, now);
  if (gate === undefined) return [];
  const { commodity, documents } = consignment;
  const matrix = docMissing.read(parameters.of(docMissing, caseAt(gate, commodity, facts)));
  if (gate.departure !== undefined && now >= gate.departure - matrix.prewarnHours * HOUR) return [];
  return requiredAt(gate, consignment, matrix, facts).flatMap((requirement): Note[] => {
    if (isAttested(requirement, consignment, facts)) return [];
    if (documents.some((paper) => fits(requirement, paper))) return [];
    const { docType, country } = requirement;
    const of = country === undefined ? '' : ` of ${countryName(country)}`;
    return [
      {
        rule: docMissing.code,
        sentence: `No document ${docType}${of} is on record yet; ${gateAheadText(gate)}, will require it.`,
        evidence: hashesOf(gate.act),
      },
    ];
  });
}
