import type { Command } from 'commander';
import type { PlaceAnswer, ProvenanceAnswer, TimelineStep } from '../client/provenance-answer.js';
import { ProblemError } from '../client/problem-error.js';
import { EXIT } from './exit-codes.js';
import { readerOf, withReader, type ReaderOptions } from './server.js';
import { bold, dim, paintSeverity, paintVerdict, printJson, printLine } from './terminal.js';

interface CheckOptions extends ReaderOptions {
  asOf?: string;
  json?: boolean;
}

const GOOD_VERDICTS: readonly string[] = ['SUPPORTED', 'PENDING'];

export function addCheck(program: Command): void {
  withReader(program.command('check'))
    .argument('<ucr>', 'the consignment: a UCR, or `<UCR>;<year>`')
    .description('what the ledger supports about a consignment, and why')
    .option('--as-of <index or time>', 'as the ledger stood then')
    .option('--json', 'print the whole answer as one JSON object')
    .action(async (ucr: string, options: CheckOptions) => {
      const answer = await ask(ucr, options);
      if (answer === undefined) {
        if (options.json) printJson({ ucr, verdict: 'UNKNOWN' });
        else printLine(`${paintVerdict('UNKNOWN')}  no record of ${ucr} that you may read`);
        process.exitCode = EXIT.denied;
        return;
      }
      if (options.json) printJson(answer);
      else printAnswer(answer);
      process.exitCode = isGood(answer) ? EXIT.ok : EXIT.negative;
    });
}

/** A party is told no verdict: for it, a gap that stands is not good. */
function isGood({ verdict, gaps }: ProvenanceAnswer): boolean {
  if (verdict !== null) return GOOD_VERDICTS.includes(verdict);
  return !gaps.some(({ isStanding }) => isStanding);
}

async function ask(ucr: string, options: CheckOptions): Promise<ProvenanceAnswer | undefined> {
  try {
    return await readerOf(options).consignment(
      ucr,
      options.asOf === undefined ? {} : { asOf: options.asOf },
    );
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}

export function printAnswer(answer: ProvenanceAnswer): void {
  const verdict = answer.verdict ?? 'your own part of it';
  printLine(
    `${bold(paintVerdict(verdict))}  ${answer.ucr}  ${dim(`as of entry ${answer.asOf.index}, ${answer.asOf.time}`)}`,
  );
  if (answer.recommendedAction) printLine(`recommended: ${answer.recommendedAction}`);
  for (const reason of answer.reasons ?? []) printLine(`  - ${reason}`);
  if (answer.gaps.length > 0) printLine(bold('\ngaps'));
  for (const { severity, rule, state, sentence } of answer.gaps) {
    printLine(`  ${paintSeverity(severity)} ${rule} (${state}): ${sentence}`);
  }
  printLine(bold('\ntimeline'));
  for (const step of answer.timeline) printLine(`  ${timelineLine(step)}`);
}

function timelineLine({ occurredAt, event, party, place, index }: TimelineStep): string {
  return [occurredAt, event.padEnd(16), party, placeText(place), dim(`#${index}`)]
    .filter((part) => part !== '')
    .join('  ');
}

function placeText(place: PlaceAnswer | null): string {
  if (place === null) return '';
  return place.name ?? place.locode ?? place.site ?? '';
}
