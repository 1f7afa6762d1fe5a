import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { assert, property } from 'fast-check';
import { anyOrderOf, recordedTogether, SAID_MEANWHILE } from '../../test/support/arrival.js';
import { scenariosIn, twins, type Scenario } from '../../test/support/scenario-files.js';
import { canonicalize, type JsonValue } from '../protocol/canonical-json.js';
import type { Finding } from './finding.js';
import { Rehearsal, type StoryStep } from './stories/rehearsal.js';

const shared = resolve(import.meta.dirname, '../../../shared/scenarios');
const stories = [...scenariosIn(shared), ...twins()];
/** Also on a busy machine. */
const PATIENCE_MS = 600_000;

/** As a finding is written into the log. */
function bytesOf(finding: Finding): string {
  const plain: JsonValue = JSON.parse(JSON.stringify(finding));
  return canonicalize(plain);
}

/** What is said at the end of everything on record, in the order in which it is said. */
function judged({ registry, evaluateAsOf }: Scenario, steps: readonly StoryStep[]): Finding[] {
  const story = new Rehearsal(registry);
  for (const step of steps) story.record(step);
  return [...story.judgeAll(Date.parse(evaluateAsOf))];
}

/** Evidence is told in log order, and so are equal alerts: the one thing that the order may change. */
function inNoOrder(findings: readonly Finding[]): string[] {
  return findings
    .map((finding) => bytesOf({ ...finding, evidence: finding.evidence.toSorted() }))
    .toSorted();
}

describe('the order in which records arrive', () => {
  it(
    'does not change what is found at the end, whatever the order',
    () => {
      for (const story of stories) {
        const inOrder = inNoOrder(judged(story, story.steps));
        const sameInAnyOrder = property(anyOrderOf(story.steps), (steps) => {
          expect({ id: story.id, found: inNoOrder(judged(story, steps)) }).toEqual({
            id: story.id,
            found: inOrder,
          });
        });
        const examples: [StoryStep[]][] = [[story.steps.toReversed()]];
        assert(sameInAnyOrder, { seed: 20261130, numRuns: 2, examples });
      }
    },
    PATIENCE_MS,
  );

  // Judging after each record takes its time: one story in six.
  const sampled = stories.filter((_, at) => at % 6 === 0);

  it(
    'of one batch does not change which gaps of a lineage stand, though each record is judged as it comes',
    () => {
      expect(sampled.length).toBeGreaterThan(30);
      for (const story of sampled) {
        const together = recordedTogether(story.steps);
        const inOrder = standing(story, together);
        const sameInAnyOrder = property(anyOrderOf(together), (steps) => {
          expect({ id: story.id, stand: standing(story, steps) }).toEqual({
            id: story.id,
            stand: inOrder,
          });
        });
        assert(sameInAnyOrder, { seed: 20261130, numRuns: 1 });
      }
    },
    PATIENCE_MS,
  );
});

/** Rules and subjects of the alerts that stand when every record was judged as it came. */
function standing({ registry, evaluateAsOf }: Scenario, steps: readonly StoryStep[]): string[] {
  const last = steps.at(-1)?.recordedAt ?? evaluateAsOf;
  const until = Date.parse(last) > Date.parse(evaluateAsOf) ? last : evaluateAsOf;
  const findings = new Rehearsal(registry).play(steps, until).findings();
  const gaps = findings.filter(({ rule }) => !SAID_MEANWHILE.has(rule));
  return [...new Set(gaps.map(({ rule, subject }) => `${rule} ${subject}`))].toSorted();
}

describe('a log that is judged again', () => {
  it(
    'gives the same findings, byte for byte and in the same order',
    () => {
      for (const story of stories) {
        const first = judged(story, story.steps).map(bytesOf);
        const again = judged(story, story.steps).map(bytesOf);
        expect({ id: story.id, findings: again.join('\n') }).toEqual({
          id: story.id,
          findings: first.join('\n'),
        });
      }
    },
    PATIENCE_MS,
  );
});
