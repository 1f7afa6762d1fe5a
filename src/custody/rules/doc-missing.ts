import { countryName } from '../vocabulary/countries.js';
import { hashesOf } from '../replay/act.js';
import type { Consignment } from '../replay/consignment.js';
import { isArms } from '../vocabulary/commodity.js';
import { mentionsOf } from '../replay/mentions.js';
import {
  documentMatrix,
  fits,
  gatesOf,
  isAttested,
  requiredAt,
  type DocumentMatrix,
  type Gate,
  type Requirement,
} from './document-requirements.js';
import { defineRule, leadingPart, type Found, type RuleAnswer, type RuleContext } from './rule.js';
import { actText } from './wording.js';

export const docMissing = defineRule<DocumentMatrix>({
  id: 'R29',
  code: 'DOC_MISSING',
  title: 'A required document is not on record at the gate',
  explanation:
    'Goods were released for export or import, or left their country, without the documents that their kind and their route require on that date. A registered hash counts, whatever becomes of the file. What the next release will require and is not there yet, the answer about a consignment notes beforehand: no alert is opened for what is not due.',
  authority:
    'Kimberley Process, ICGLR certification, Firearms Protocol art. 10, CITES, FLEGT, Regulation (EU) 2023/1115',
  group: 'document',
  decided: ['append'],
  severity: 'HIGH',
  severities: {
    HIGH: 'Other goods.',
    CRITICAL: 'Arms.',
  },
  commodities: ['*'],
  subject: 'consignment, kind of document and, where it matters, issuing country',
  anchor: 'hash of the release or departure',
  parameters: documentMatrix,
  reasons: {
    dateEffective:
      'Due diligence statements are owed from 30 December 2026 (Regulation 2025/2650).',
    icglrMembers: 'Members of the International Conference on the Great Lakes Region.',
    euMembers: 'Where EUDR, FLEGT and the import permits of the Union apply.',
    flegtPartners: 'Countries that issue FLEGT licences, and since when.',
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
  for (const key of context.focus.consignments) {
    const consignment = context.lineage.consignments.get(key);
    if (consignment === undefined) continue;
    for (const gate of gatesOf(consignment, context.facts)) {
      const { commodity } = consignment;
      const matrix = context.parameters({ commodity, country: gate.country });
      for (const requirement of requiredAt(gate, consignment, matrix)) {
        if (consignment.documents.some((paper) => fits(requirement, paper))) continue;
        if (isAttested(requirement, consignment, context.facts)) continue;
        findings.push(found(requirement, gate, consignment));
      }
    }
  }
  return { findings, deadlines: [] };
}

function found(requirement: Requirement, gate: Gate, consignment: Consignment): Found {
  const { docType, country } = requirement;
  const { key, items, opened } = consignment;
  const of = country === undefined ? '' : ` of ${countryName(country)}`;
  const goods = mentionsOf(opened ?? gate.act).map(({ item }) => item.hs);
  const areArms = consignment.commodity === 'ARMS' || goods.some(isArms);
  return {
    subject: [key, docType, ...(country === undefined ? [] : [country])].join('/'),
    anchor: gate.act.hash,
    severity: areArms ? 'CRITICAL' : 'HIGH',
    ucr: key,
    items: [...items].toSorted(),
    sentence: `No record of the document ${docType}${of} for ${consignment.ucr}, which ${actText(gate.act)} by ${gate.act.event.actor} required.`,
    evidence: hashesOf(opened, gate.act),
  };
}
