import { describe, expect, it } from '@jest/globals';
import { RULES } from '../../custody/rules/catalogue.js';
import { texts as english } from '../languages/en.js';
import { sayIn } from '../messages.js';
import { RULE_CODES, titleOfRule } from './rule-titles.js';

describe('the titles of the rules', () => {
  it('are those of the catalogue, all of them and word for word', () => {
    const say = sayIn('en', english.messages);
    const told = RULE_CODES.map((code) => [code, titleOfRule(code, say)]);

    expect(told).toEqual(RULES.map(({ code, title }) => [code, title]));
  });

  it('are none for a rule nobody has told of', () => {
    expect(titleOfRule('NEWER_RULE', sayIn('en', english.messages))).toBeUndefined();
  });
});
