import { RULES } from './catalogue.js';
import type { RuleSet } from './rule-set.js';

/**
 * What holds until a registrar registers another rule set: every rule's own defaults, written out, so that an alert's
 * rule set version names figures and not the absence of figures. A changed default needs a new version here.
 */
export const defaultRuleSet: RuleSet = {
  version: '2026-8',
  effectiveFrom: '2026-01-01',
  parameters: Object.fromEntries(RULES.map(({ code, parameters }) => [code, parameters.parse({})])),
};
