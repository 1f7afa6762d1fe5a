import type { INestApplicationContext } from '@nestjs/common';
import type { CustodyEvent } from '../../custody/vocabulary/event.js';
import type { Reader } from '../../access/reader.js';
import { LogReader } from '../../ledger/log-reader.js';
import { parseCanonical, parseEnvelope } from '../../protocol/index.js';
import { ProvenanceAnswers } from '../../provenance/answer/provenance-answers.js';
import { FindingWatch } from './finding-watch.js';

/** What a played ledger says in the end. */
export interface Outcome {
  /** Size of the tree. */
  readonly entries: number;
  /** Codes of alerts that stand: opened and not cured. */
  readonly fires: readonly string[];
  /** Codes of alerts that were cured, and of which none stands. */
  readonly cured: readonly string[];
  readonly verdicts: Readonly<Record<string, string>>;
}

/** An auditor of no party: the rehearsal reads its own ledger. */
const auditor: Reader = { party: 'REHEARSAL', country: 'ZZ', roles: ['auditor'], keyid: '' };

const PAGE = 500;

/** Read from the log, not from what is derived from it: what stands is what the last finding of each alert says. */
export async function outcomeOf(context: INestApplicationContext): Promise<Outcome> {
  const standing = new Map<string, { rule: string; stands: boolean }>();
  for (const { alert, rule, change } of await new FindingWatch(context).fresh()) {
    standing.set(alert, { rule, stands: change !== 'cured' });
  }
  const codes = (stands: boolean) =>
    [...standing.values()].filter((each) => each.stands === stands).map(({ rule }) => rule);
  const fires = [...new Set(codes(true))].toSorted();
  const cured = [...new Set(codes(false))].filter((code) => !fires.includes(code)).toSorted();
  const verdicts: Record<string, string> = {};
  for (const ucr of await consignmentsIn(context)) {
    verdicts[ucr] = (await verdictOf(context, ucr)).verdict;
  }
  return { entries: await context.get(LogReader).size(), fires, cured, verdicts };
}

export async function verdictOf(
  context: INestApplicationContext,
  ucr: string,
): Promise<{ verdict: string; reasons: readonly string[] }> {
  const answer = await context.get(ProvenanceAnswers).answer(auditor, ucr, undefined);
  return { verdict: answer?.verdict ?? 'UNKNOWN', reasons: answer?.reasons ?? [] };
}

async function consignmentsIn(context: INestApplicationContext): Promise<string[]> {
  const reader = context.get(LogReader);
  const found = new Set<string>();
  for (let from = 0; ; from += PAGE) {
    const entries = await reader.entries(from, PAGE);
    for (const { kind, statement } of entries) {
      if (kind !== 'event') continue;
      const event = parseCanonical(parseEnvelope(statement).payload) as unknown as CustodyEvent;
      if (event.ucr !== undefined) found.add(event.ucr);
    }
    if (entries.length < PAGE) return [...found].toSorted();
  }
}
