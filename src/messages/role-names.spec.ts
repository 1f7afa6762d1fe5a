import { describe, expect, it } from '@jest/globals';
import { ROLES } from '../custody/vocabulary/roles.js';
import { en } from './en.js';
import { sayIn } from './messages.js';
import { roleName } from './role-names.js';

describe('the name of a role', () => {
  const say = sayIn('en', en);

  it('is there for every role of the vocabulary', () => {
    expect(ROLES.filter((role) => !Object.hasOwn(en, `role.${role}`))).toEqual([]);
    expect(roleName('endUser', say)).toBe('End user');
  });

  it('is the role itself where this text does not know it', () => {
    expect(roleName('constructor', say)).toBe('constructor');
  });
});
