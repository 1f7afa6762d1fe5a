import type { RuleSet } from './rule-set.js';

/** What holds until a registrar registers another rule set. The rules' own defaults are the values. */
export const defaultRuleSet: RuleSet = {
  version: 'draft-1',
  effectiveFrom: '2026-01-01',
  parameters: {},
};
