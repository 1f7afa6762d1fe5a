import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { scenariosIn, twins, type Scenario } from '../../test/support/scenario-files.js';
import { judge } from './judge.js';
import { RULES } from './rules/catalogue.js';
import { defaultRuleSet } from './rules/default-rule-set.js';
import { Rehearsal, type StoryRegistry, type StoryStep } from './stories/rehearsal.js';

const shared = resolve(import.meta.dirname, '../../../shared/scenarios');

const known = new Set(RULES.map(({ code }) => code));

function expected(scenarios: readonly Scenario[]) {
  return scenarios.map((each) => ({
    id: each.id,
    fires: each.expect.fires.filter((code) => known.has(code)).toSorted(),
  }));
}

function played(scenarios: readonly Scenario[]) {
  return scenarios.map(({ id, registry, steps, evaluateAsOf }) => ({
    id,
    fires: new Rehearsal(registry).play(steps, evaluateAsOf).fires(),
  }));
}

describe('the acceptance stories', () => {
  const stories = scenariosIn(shared);

  it('are read where they exist', () => {
    expect(stories.length === 0).toBe(!existsSync(shared));
  });

  it('leave exactly the expected alerts standing, judged at every step and every deadline', () => {
    expect(played(stories)).toEqual(expected(stories));
  });
});

describe('the twins of this repository', () => {
  const stories = twins();

  it('leave exactly the expected alerts standing, just within and just beyond each threshold', () => {
    expect(stories.length).toBeGreaterThan(70);
    expect(played(stories)).toEqual(expected(stories));
  });

  it('ask to be looked at again whenever time alone changes what they say', () => {
    for (const { id, registry, steps, evaluateAsOf } of stories) {
      const story = recorded(registry, steps);
      const now = Date.parse(evaluateAsOf);
      const { deadlines } = judge(story.whole(), story.facts, defaultRuleSet, now);
      const next = Math.min(now + YEAR, ...deadlines.map(({ at }) => at));
      expect({ id, findings: findingsOf(story, next - 1) }).toEqual({
        id,
        findings: findingsOf(story, now),
      });
    }
  });
});

const YEAR = 365 * 86_400_000;

function recorded(registry: StoryRegistry, steps: readonly StoryStep[]): Rehearsal {
  const story = new Rehearsal(registry);
  for (const step of steps) story.record(step);
  return story;
}

/** Everything at once; sorted, because the order of equal alerts follows the log. */
function findingsOf(story: Rehearsal, now: number): string[] {
  return story
    .judgeAll(now)
    .map((finding) => JSON.stringify({ ...finding, evidence: finding.evidence.toSorted() }))
    .toSorted();
}
