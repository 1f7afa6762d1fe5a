import type {
  GapAnswer,
  NoteAnswer,
  ItemAnswer,
  PlaceAnswer,
  TimelineStep,
  View,
} from '../client/provenance-answer.js';
import type { Check, Verification } from '../protocol/index.js';
import type { AttestedAnswer } from './checked-consignment.js';
import {
  bold,
  dim,
  green,
  paintSeverity,
  paintVerdict,
  printLine,
  red,
  yellow,
} from './terminal.js';

export function printAnswer(answer: AttestedAnswer): void {
  const verdict = answer.verdict ?? 'your own part of it';
  printLine(`${bold(paintVerdict(verdict))}  ${answer.ucr}  ${asOfText(answer)}`);
  if (answer.recommendedAction) printLine(`recommended: ${answer.recommendedAction}`);
  for (const reason of answer.reasons ?? []) printLine(`  - ${reason}`);
  printGaps(answer.gaps);
  printNotes(answer.notes ?? []);
  printTimeline(answer.timeline);
}

export function printItem(answer: ItemAnswer): void {
  const { custody, quantity } = answer.state;
  const by = custody.by === null ? '' : ` by ${custody.by}`;
  const amount = quantity === null ? '' : `  ${quantity.value} ${quantity.unit}`;
  printLine(`${bold(answer.itemId)}  ${custody.state}${by}${amount}  ${asOfText(answer)}`);
  for (const key of answer.consignments) printLine(`  consigned as ${key}`);
  printGaps(answer.gaps);
  printTimeline(answer.timeline);
}

/** @param absence the checked proof that there is none; without it, it may be another's */
export function printUnknown(about: string, absence: Check | undefined): void {
  const unknown = paintVerdict('UNKNOWN');
  if (absence === undefined) printLine(`${unknown}  no record of ${about} that you may read`);
  else if (absence.ok)
    printLine(`${unknown}  no record of ${about}; ${green('proved')}: ${absence.detail}`);
  else
    printLine(
      `${unknown}  no record of ${about}, but the proof is ${red('BROKEN')}: ${absence.detail}`,
    );
}

/** A line or two: what was verified and what was not; of what fails, each check. */
export function printVerification({ verdict, checks }: Verification, view: View): void {
  printLine();
  if (verdict === 'failed') {
    for (const { what, detail } of checks.filter(({ ok }) => !ok))
      printLine(`${red('BROKEN')} ${what}: ${detail}`);
    printLine(`${red('NOT verified')}: do not rely on the answer above`);
    return;
  }
  const checked = checks.filter(({ what }) => SHOWN.includes(what)).map(({ detail }) => detail);
  const said = verdict === 'verified' ? green('verified') : yellow('consistent');
  printLine(`${said}: ${checked.join('; ')}`);
  if (verdict === 'consistent')
    printLine("under the key that the service itself names: give the ledger's with --vkey");
  if (checks.every(({ what }) => what !== 'completeness'))
    printLine(`whether anything is left out is not proved${view === 'party' ? ' to a party' : ''}`);
}

const SHOWN: readonly string[] = [
  'checkpoint',
  'witnesses',
  'signatures',
  'inclusion',
  'completeness',
];

function printGaps(gaps: readonly GapAnswer[]): void {
  if (gaps.length > 0) printLine(bold('\ngaps'));
  for (const { severity, rule, state, sentence } of gaps)
    printLine(`  ${paintSeverity(severity)} ${rule} (${state}): ${sentence}`);
}

function printNotes(notes: readonly NoteAnswer[]): void {
  if (notes.length > 0) printLine(bold('\nworth knowing'));
  for (const { rule, sentence } of notes) printLine(`  ${dim(rule)} ${sentence}`);
}

function printTimeline(timeline: readonly TimelineStep[]): void {
  printLine(bold('\ntimeline'));
  for (const step of timeline) printLine(`  ${timelineLine(step)}`);
}

function asOfText({ asOf }: Pick<AttestedAnswer, 'asOf'>): string {
  return dim(`as of entry ${asOf.index}, ${asOf.time}`);
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
