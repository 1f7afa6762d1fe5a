import { describe, expect, it } from '@jest/globals';
import { twins, type Scenario } from '../../../test/support/scenario-files.js';
import { Rehearsal, type StoryStep } from '../stories/rehearsal.js';

/** Timber over the sea, ticked as CITES-listed, without a permit. */
function listedTimber(): Scenario {
  const story = twins().find(({ id }) => id === 'U150');
  if (story === undefined) throw new Error('no twin U150');
  return story;
}

/** The same without the tick. */
function unticked(species: string, { steps }: Scenario): StoryStep[] {
  const text = JSON.stringify(steps).replaceAll('Entandrophragma cylindricum', species);
  const renamed: StoryStep[] = JSON.parse(text);
  return renamed.map((step) => {
    const { cites: _cites, ...event } = step.event;
    return { ...step, event };
  });
}

function missing(species: string): (string | undefined)[] {
  const story = listedTimber();
  const rehearsal = new Rehearsal(story.registry);
  for (const step of unticked(species, story)) rehearsal.record(step);
  return rehearsal
    .judgeAll(Date.parse(story.evaluateAsOf))
    .filter(({ rule }) => rule === 'DOC_MISSING')
    .map(({ subject }) => subject.split('/')[1]);
}

describe('permits of CITES', () => {
  it('are owed for a listed species or genus, though the exporter does not say that it is listed', () => {
    expect(missing('Pericopsis elata')).toEqual(['CITES_PERMIT', 'CITES_IMPORT_PERMIT']);
    expect(missing('dalbergia  melanoxylon')).toContain('CITES_PERMIT');
  });

  it('are not owed for others', () => {
    expect(missing('Entandrophragma cylindricum')).toEqual([]);
    expect(missing('Pericopsis')).toEqual([]);
  });
});
