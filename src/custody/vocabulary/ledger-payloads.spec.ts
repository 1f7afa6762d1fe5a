import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { decision } from './decision.js';
import { explainIssues } from './explain-issues.js';
import { finding } from './finding.js';
import { login } from './login.js';

const pointersOf = (schema: z.ZodType, payload: unknown): string[] => {
  const result = schema.safeParse(payload);
  return result.success ? [] : explainIssues(result.error).map((issue) => issue.pointer);
};

const resolved = {
  schema: 'custody-decision/1',
  ledger: 'custody.local/1',
  decisionId: 'D-1',
  actor: 'G-RMB',
  alert: 'ab'.repeat(16),
  alertVersion: 3,
  action: 'resolve',
  finding: 'data-error',
  reason: 'typed 5000 for 500',
  witness: 'G-RMB',
};

describe('decision', () => {
  it('lets the same party witness, since keys stand for persons', () => {
    expect(pointersOf(decision, resolved)).toEqual([]);
  });

  it.each(['finding', 'reason'])('needs %s to resolve', (member) => {
    expect(pointersOf(decision, { ...resolved, [member]: undefined })).toEqual([`/${member}`]);
  });

  it('needs an assignee to assign', () => {
    expect(pointersOf(decision, { ...resolved, action: 'assign' })).toEqual(['/assignee']);
    expect(pointersOf(decision, { ...resolved, action: 'assign', assignee: 'G-2' })).toEqual([]);
  });

  it.each([
    ['another action', { action: 'delete' }, '/action'],
    ['version 0', { alertVersion: 0 }, '/alertVersion'],
    ['an alert id that is no hex', { alert: 'x'.repeat(32) }, '/alert'],
    ['an unknown member', { mood: 'grim' }, '/mood'],
  ])('refuses %s', (_what, change, pointer) => {
    expect(pointersOf(decision, { ...resolved, ...change })).toEqual([pointer]);
  });
});

describe('finding', () => {
  const opened = {
    schema: 'custody-finding/1',
    ledger: 'custody.local/1',
    findingId: `${'ab'.repeat(16)}.1`,
    alert: 'ab'.repeat(16),
    version: 1,
    change: 'opened',
    rule: 'MASS_GAIN',
    ruleSet: 'default/1',
    severity: 'CRITICAL',
    subject: 'L-1',
    anchor: 'cd'.repeat(32),
    ucr: '6RW102938475-UM2605A;2026',
    items: ['L-1'],
    sentence: 'There is no record of where 12 kg came from.',
    evidence: ['cd'.repeat(32)],
  };

  it('names the consignment with or without its year', () => {
    expect(pointersOf(finding, opened)).toEqual([]);
    expect(pointersOf(finding, { ...opened, ucr: '6RW102938475-UM2605A' })).toEqual([]);
  });

  it('refuses a severity it does not know', () => {
    expect(pointersOf(finding, { ...opened, severity: 'FATAL' })).toEqual(['/severity']);
  });
});

describe('login', () => {
  const answer = {
    schema: 'custody-login/1',
    ledger: 'custody.local/1',
    challenge: `${'A'.repeat(43)}=`,
    actor: 'P-1',
    audience: 'http://127.0.0.1:3000',
    issuedAt: '2026-05-01T00:00:00Z',
  };

  it('takes a challenge of exactly 32 bytes', () => {
    expect(pointersOf(login, answer)).toEqual([]);
    expect(pointersOf(login, { ...answer, challenge: 'A'.repeat(44) })).toEqual(['/challenge']);
    expect(pointersOf(login, { ...answer, challenge: `${'A'.repeat(42)}B=` })).toEqual([
      '/challenge',
    ]);
  });
});

describe('the JSON Schema', () => {
  it.each([
    ['Decision', decision],
    ['Finding', finding],
    ['Login', login],
  ])('of %s can be made', (name, schema) => {
    expect(z.toJSONSchema(schema).$defs?.[name]?.additionalProperties).toBe(false);
  });
});
