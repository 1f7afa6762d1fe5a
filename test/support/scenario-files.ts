import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StoryRegistry, StoryStep } from '../../src/custody/stories/rehearsal.js';

/** A story of the form custody-scenario/v1. */
export interface Scenario {
  readonly id: string;
  readonly registry: StoryRegistry;
  readonly steps: readonly StoryStep[];
  readonly evaluateAsOf: string;
  readonly expect: { readonly fires: readonly string[] };
}

/** The twins of this repository, by name. */
export function twins(): Scenario[] {
  return scenariosIn(resolve(import.meta.dirname, '../scenarios'));
}

/** None where the folder is not there. */
export function scenariosIn(folder: string): Scenario[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.toSorted().map((file) => {
    const scenario: Scenario = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return scenario;
  });
}
