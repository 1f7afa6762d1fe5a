import { describe, expect, it } from '@jest/globals';
import { ROLES } from '../custody/vocabulary/roles.js';
import { texts as english } from './languages/en.js';
import { sayIn } from './messages.js';
import { roleName } from './role-names.js';

describe('the name of a role', () => {
  const say = sayIn('en', english.messages);

  it('is there for every role of the vocabulary', () => {
    expect(ROLES.filter((role) => !Object.hasOwn(english.messages, `role.${role}`))).toEqual([]);
    expect(roleName('endUser', say)).toBe('End user');
  });

  it('is the role itself where this text does not know it', () => {
    expect(roleName('constructor', say)).toBe('constructor');
  });
});
