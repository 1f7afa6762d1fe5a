import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { decision } from './decision.js';
import { acts, correction } from './event-types.js';
import { EVENT_TYPES } from './event.js';
import { finding } from './finding.js';
import { REGISTRATION_KINDS } from './registration.js';
import { unitOf } from './units.js';

const path = resolve(import.meta.dirname, '../../../docs/reference/events.md');
const lines = readFileSync(path, 'utf8').split('\n');

/** The table row whose first cell names this word. */
const rowOf = (word: string) =>
  lines.find(
    (line) => line.startsWith('|') && line.split('|')[1]?.includes(`\`${word}\``) === true,
  ) ?? '';

const common = Object.keys(correction.shape);
const ownMembers = acts.flatMap((act) =>
  Object.keys(act.shape)
    .filter((member) => !common.includes(member))
    .map((member) => [act.shape.type.value, member] as const),
);

describe('docs/reference/events.md', () => {
  it.each(EVENT_TYPES)('has a row for %s', (type) => {
    expect(rowOf(type)).not.toBe('');
  });

  it.each(ownMembers)('names, in the row of %s, %s', (type, member) => {
    expect(rowOf(type)).toMatch(new RegExp(`\`${member}\\??\``));
  });

  it.each(REGISTRATION_KINDS)('has a row for the registration %s', (kind) => {
    expect(rowOf(kind)).not.toBe('');
  });

  it('names every member of decisions and findings', () => {
    const text = lines.join('\n');
    const members = [...Object.keys(decision.shape), ...Object.keys(finding.shape)];

    expect(members.filter((member) => !new RegExp(`["\`]${member}\\??["\`]`).test(text))).toEqual(
      [],
    );
  });

  it('lists only units with a factor', () => {
    const listed = [
      ...rowOfDimension('mass'),
      ...rowOfDimension('volume'),
      ...rowOfDimension('count'),
    ];

    expect(listed.length).toBeGreaterThan(40);
    expect(listed.filter((unit) => unitOf(unit) === undefined)).toEqual([]);
  });
});

function rowOfDimension(dimension: string): string[] {
  const row = lines.find((line) => line.startsWith(`| ${dimension} |`)) ?? '';
  return [...row.matchAll(/`([A-Z0-9]+)`/gu)].map((match) => match[1] ?? '');
}
