import { findingKey, type Finding } from './finding.js';
import type { RecordedEvent } from './lineage.js';

/** What some events give as of an instant. */
export type JudgeAt = (events: readonly RecordedEvent[], now: number) => readonly Finding[];

/** A finding that a correction would cure, and that correction. */
export interface WithheldCure {
  readonly finding: Finding;
  readonly correction: RecordedEvent;
}

/** Above this many corrections each is not weighed alone: whoever floods a lineage with them cures nothing. */
const MAX_WEIGHED = 16;

/**
 * Findings that may clear by themselves, always or for a while, but not by a correction: they stood when a correction
 * was recorded, its words took them away, and without corrections they would stand today. Findings that never clear by
 * themselves need no such care.
 */
export function withheldCures(
  events: readonly RecordedEvent[],
  found: readonly Finding[],
  judgeAt: JudgeAt,
  now: number,
): WithheldCure[] {
  const corrections = events.filter(({ event }) => event.type === 'CORRECT');
  const [first] = corrections;
  if (first === undefined) return [];
  const standing = new Set(found.map(findingKey));
  const uncorrected = events.filter(({ event }) => event.type !== 'CORRECT');
  const candidates = judgeAt(uncorrected, now).filter(
    (finding) => mayClear(finding) && !standing.has(findingKey(finding)),
  );
  if (candidates.length === 0) return [];
  if (corrections.length > MAX_WEIGHED) {
    return candidates.map((finding) => ({ finding, correction: first }));
  }
  return candidates.flatMap((finding) => {
    const correction = corrections.find((each) => isCuredBy(each, finding, events, judgeAt));
    return correction === undefined ? [] : [{ finding, correction }];
  });
}

function mayClear({ autoClear, curableFor }: Finding): boolean {
  return autoClear || curableFor !== undefined;
}

function isCuredBy(
  correction: RecordedEvent,
  finding: Finding,
  events: readonly RecordedEvent[],
  judgeAt: JudgeAt,
): boolean {
  const at = correction.recordedAt;
  const before = events.filter(({ index }) => index < correction.index);
  return has(judgeAt(before, at), finding) && !has(judgeAt([...before, correction], at), finding);
}

function has(findings: readonly Finding[], finding: Finding): boolean {
  const key = findingKey(finding);
  return findings.some((each) => findingKey(each) === key);
}
