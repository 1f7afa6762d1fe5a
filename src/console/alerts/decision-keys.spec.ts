import { describe, expect, it } from '@jest/globals';
import { aimOf } from './decision-keys.js';

const pressed = (key: string, more = {}) =>
  aimOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('a key on the page of an alert', () => {
  it.each(['a', 'i', 'n'])('%s leads to the button that signs, and presses nothing', (key) => {
    expect(pressed(key)).toEqual({ to: 'button', key });
  });

  it('leads to the forms, with what was meant chosen', () => {
    expect(pressed('w')).toEqual({ to: 'handOn', action: 'wait' });
    expect(pressed('r')).toEqual({ to: 'resolve', finding: undefined });
    expect(pressed('3')).toEqual({ to: 'resolve', finding: 'unfounded' });
  });

  it('is the browser’s own where it is another, or pressed with Ctrl, Alt or the command key', () => {
    expect(pressed('Enter')).toBeUndefined();
    expect(pressed(' ')).toBeUndefined();
    expect(pressed('a', { ctrlKey: true })).toBeUndefined();
    expect(pressed('a', { metaKey: true })).toBeUndefined();
    expect(pressed('a', { altKey: true })).toBeUndefined();
  });
});
