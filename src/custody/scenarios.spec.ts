import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { RULES } from './rules/catalogue.js';
import { Rehearsal, type StoryRegistry, type StoryStep } from './stories/rehearsal.js';

const folder = resolve(import.meta.dirname, '../../../shared/scenarios');
// The acceptance stories lie beside the repository on the team's machines only; the stories in this folder need nothing outside.
const files = existsSync(folder)
  ? readdirSync(folder).filter((file) => file.endsWith('.json'))
  : [];

interface Scenario {
  readonly id: string;
  readonly registry: StoryRegistry;
  readonly steps: readonly StoryStep[];
  readonly evaluateAsOf: string;
  readonly expect: { readonly fires: readonly string[] };
}

function read(file: string): Scenario {
  const scenario: Scenario = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return scenario;
}

const known = new Set(RULES.map(({ code }) => code));

describe('the acceptance stories', () => {
  it('are read where they exist', () => {
    expect(files.length === 0).toBe(!existsSync(folder));
  });

  it('leave exactly the expected alerts standing, judged at every step and every deadline', () => {
    const outcomes = files.map((file) => {
      const { id, registry, steps, evaluateAsOf } = read(file);
      return { id, fires: new Rehearsal(registry).play(steps, evaluateAsOf).fires() };
    });

    expect(outcomes).toEqual(
      files.map((file) => {
        const { id, expect: expected } = read(file);
        return { id, fires: expected.fires.filter((code) => known.has(code)).toSorted() };
      }),
    );
  });
});
