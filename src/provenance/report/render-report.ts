import { drawCover } from './cover-page.js';
import { type ReportOrder, reportOf } from './evidence-report.js';
import { Paper } from './paper.js';
import {
  drawCustody,
  drawFindings,
  drawGoods,
  drawPapers,
  drawVerification,
} from './record-sections.js';

/**
 * An evidence bundle as pages to read, with the bundle attached (PDF/A-3, AFRelationship Source). The same order gives
 * the same bytes: every date is the ledger's, and the file's identifier follows from them.
 */
export async function renderReport(order: ReportOrder): Promise<Uint8Array> {
  const report = reportOf(order);
  const { answer, evidence, fileName, bundleHash } = report;
  const date = new Date(answer.asOf.time);
  const paper = new Paper({
    title: `Evidence report ${answer.ucr}`,
    subject: `Custody of consignment ${answer.key} as of entry ${answer.asOf.index} of ${evidence.ledger.origin}`,
    keywords: `${answer.key}, sha256 ${bundleHash}`,
    author: evidence.ledger.origin,
    date,
  });
  paper.attach(order.bundle, {
    name: fileName,
    type: 'application/json',
    description: 'Evidence bundle (custody-evidence/v1): what these pages are a reading of',
    creationDate: date,
    modifiedDate: date,
  });
  drawCover(paper, report);
  drawCustody(paper, report);
  drawFindings(paper, report);
  drawGoods(paper, report);
  drawPapers(paper, report);
  drawVerification(paper, report);
  return paper.finish(
    `${answer.key}  \u00b7  ${evidence.ledger.origin}  \u00b7  as of entry ${answer.asOf.index}  \u00b7  file ${bundleHash.slice(0, 16)}\u2026`,
  );
}
