import { findingKey, type Finding } from './finding.js';
import type { RecordedEvent } from './lineage.js';

/** What some events give as of an instant. */
export type JudgeAt = (events: readonly RecordedEvent[], now: number) => readonly Finding[];

/** A finding that a correction took away, that correction, and what it corrects where that is known. */
export interface Cure {
  readonly finding: Finding;
  readonly correction: RecordedEvent;
  readonly corrected: RecordedEvent | undefined;
}

/** Above this many corrections each is not weighed alone: whoever floods a lineage with them cures nothing. */
const MAX_WEIGHED = 16;

/**
 * Findings that stood when a correction was recorded, were taken away by its words, and would stand today without
 * corrections. Those that may clear by themselves are kept standing for it: a correction never cures silently.
 */
export function curesOf(
  events: readonly RecordedEvent[],
  found: readonly Finding[],
  judgeAt: JudgeAt,
  now: number,
): Cure[] {
  const corrections = events.filter(({ event }) => event.type === 'CORRECT');
  const [first] = corrections;
  if (first === undefined) return [];
  const standing = new Set(found.map(findingKey));
  const uncorrected = events.filter(({ event }) => event.type !== 'CORRECT');
  const candidates = judgeAt(uncorrected, now).filter(
    (finding) => !standing.has(findingKey(finding)),
  );
  if (candidates.length === 0) return [];
  if (corrections.length > MAX_WEIGHED) {
    return candidates.map((finding) => cureOf(finding, first, events));
  }
  const weighed = corrections.map((correction) => weigh(correction, events, judgeAt));
  return candidates.flatMap((finding) => {
    const key = findingKey(finding);
    const by = weighed.find(({ before, after }) => before.has(key) && !after.has(key));
    return by === undefined ? [] : [cureOf(finding, by.correction, events)];
  });
}

/** May a later record take it back without an inspector, always or for a while? */
export function mayClear({ autoClear, curableFor }: Finding): boolean {
  return autoClear || curableFor !== undefined;
}

function cureOf(
  finding: Finding,
  correction: RecordedEvent,
  events: readonly RecordedEvent[],
): Cure {
  const { event } = correction;
  const target = event.type === 'CORRECT' ? event.refs[0] : undefined;
  return { finding, correction, corrected: events.find(({ hash }) => hash === target) };
}

/** What stood just before a correction was recorded, and just after. */
interface Weighed {
  readonly correction: RecordedEvent;
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

function weigh(
  correction: RecordedEvent,
  events: readonly RecordedEvent[],
  judgeAt: JudgeAt,
): Weighed {
  const at = correction.recordedAt;
  const before = events.filter(({ index }) => index < correction.index);
  return {
    correction,
    before: new Set(judgeAt(before, at).map(findingKey)),
    after: new Set(judgeAt([...before, correction], at).map(findingKey)),
  };
}
