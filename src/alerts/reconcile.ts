import { ucrOf } from '../custody/vocabulary/consignment-key.js';
import type { FindingChange, Severity } from '../custody/vocabulary/finding.js';

/** What a rule says now about one subject; `Finding` of the custody core fits. */
export interface FoundGap {
  readonly rule: string;
  readonly subject: string;
  readonly anchor: string;
  readonly severity: Severity;
  readonly ucr?: string;
  readonly items?: readonly string[];
  readonly sentence: string;
  readonly evidence: readonly string[];
}

/** The same with its alert's id. */
export interface NamedGap extends FoundGap {
  readonly alert: string;
}

/** What the log last said about an alert. */
export interface LastWord extends NamedGap {
  readonly version: number;
  readonly isFound: boolean;
}

/** What has to be written down: the content of the next finding statement of an alert. */
export interface NextFinding extends NamedGap {
  readonly version: number;
  readonly change: FindingChange;
}

/** Does this judgement settle whether the gap is there, and may its absence cure it? */
export type Cures = (gap: LastWord) => boolean;

/** Which gap found tells the matter of one that is not found any more. */
export type MovedTo = (gap: LastWord) => NamedGap | undefined;

/**
 * Compares what the rules say now with what the log last said, alert by alert. Nothing is written that the log says
 * already. An alert whose gap is not found any more is cured only when `cures` allows it; all others stand until an
 * inspector decides. The result is in the order of alert ids, so that two workers write the same.
 */
export function reconcile(
  found: readonly NamedGap[],
  lastWords: readonly LastWord[],
  cures: Cures,
  movedTo: MovedTo = () => undefined,
): NextFinding[] {
  const known = new Map(lastWords.map((word) => [word.alert, word]));
  const now = new Map(found.map((gap) => [gap.alert, gap]));
  const next: NextFinding[] = [];
  for (const gap of now.values()) {
    const change = changeOf(gap, known.get(gap.alert));
    if (change === undefined) continue;
    next.push({ ...gap, change, version: (known.get(gap.alert)?.version ?? 0) + 1 });
  }
  for (const word of known.values()) {
    if (!word.isFound || now.has(word.alert) || !cures(word)) continue;
    const { isFound: _, ...gap } = word;
    next.push({
      ...gap,
      change: 'cured',
      version: word.version + 1,
      sentence: curedSentence(word.sentence, movedTo(word)),
    });
  }
  return next.toSorted((a, b) => (a.alert < b.alert ? -1 : 1));
}

function changeOf(gap: NamedGap, last: LastWord | undefined): FindingChange | undefined {
  if (last === undefined || !last.isFound) return 'opened';
  return saysTheSame(gap, last) ? undefined : 'changed';
}

function saysTheSame(gap: NamedGap, last: LastWord): boolean {
  return (
    gap.severity === last.severity &&
    gap.sentence === last.sentence &&
    gap.ucr === last.ucr &&
    isSameList(gap.items ?? [], last.items ?? []) &&
    isSameList(gap.evidence, last.evidence)
  );
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

const CURED_PREFIX = 'Cured late, by a later record. Before: ';
function movedPrefix({ alert, ucr }: NamedGap): string {
  const where = ucr === undefined ? 'of the goods alone' : `with consignment ${ucrOf(ucr)}`;
  return `Told ${where} by a later record, as alert ${alert}. Before: `;
}

/** What the finding schema allows. */
const MAX_SENTENCE = 1000;

function curedSentence(sentence: string, moved: NamedGap | undefined): string {
  const whole = (moved === undefined ? CURED_PREFIX : movedPrefix(moved)) + sentence;
  return whole.length <= MAX_SENTENCE ? whole : `${whole.slice(0, MAX_SENTENCE - 1)}…`;
}
