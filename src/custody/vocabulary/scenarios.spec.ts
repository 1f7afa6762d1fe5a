import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { custodyEvent } from './event.js';
import { explainIssues } from './explain-issues.js';
import { registration } from './registration.js';

const folder = resolve(import.meta.dirname, '../../../../shared/scenarios');
// The acceptance stories lie beside the repository on the team's machines only; the examples in the other specs need nothing outside.
const files = existsSync(folder)
  ? readdirSync(folder).filter((file) => file.endsWith('.json'))
  : [];

interface Story {
  registry: Record<string, Record<string, unknown>[]>;
  steps: { event: Record<string, unknown> }[];
}

const MEMBERS: Record<string, string> = {
  parties: 'party',
  sites: 'site',
  ranges: 'range',
  places: 'place',
  screening: 'screening',
  embargoes: 'embargo',
};

const stories = files.map((file): [string, Story] => [
  file,
  JSON.parse(readFileSync(join(folder, file), 'utf8')),
]);

describe('the acceptance stories', () => {
  it('are read where they exist', () => {
    expect(files.length === 0).toBe(!existsSync(folder));
  });

  it('hold only events of the vocabulary', () => {
    const refused = stories.flatMap(([file, story]) =>
      story.steps.flatMap(({ event }) => {
        const refs = Array.isArray(event['refs'])
          ? { refs: event['refs'].map(() => 'a'.repeat(64)) }
          : {};
        const result = custodyEvent.safeParse({
          schema: 'custody-event/1',
          ledger: 'rehearsal/1',
          ...event,
          ...refs,
        });
        return result.success
          ? []
          : [{ file, event: event['eventId'], issues: explainIssues(result.error) }];
      }),
    );

    expect(refused).toEqual([]);
  });

  it('hold only registrations of the vocabulary', () => {
    const refused = stories.flatMap(([file, story]) =>
      Object.entries(story.registry).flatMap(([list, entries]) =>
        entries.flatMap((entry) => {
          const kind = MEMBERS[list] ?? list;
          const header = {
            schema: 'custody-registration/1',
            ledger: 'rehearsal/1',
            registrationId: 'R-1',
          };
          const result = registration.safeParse({ ...header, kind, [kind]: entry });
          return result.success ? [] : [{ file, list, issues: explainIssues(result.error) }];
        }),
      ),
    );

    expect(refused).toEqual([]);
  });
});
