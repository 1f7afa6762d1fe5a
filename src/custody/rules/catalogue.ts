import type { Rule } from './rule.js';

/** All rules, in the order of the catalogue. A new rule is a file beside this one and a line here. */
export const RULES: readonly Rule[] = [];
