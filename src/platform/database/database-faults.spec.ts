import { describe, expect, it } from '@jest/globals';
import { isAboutOneRow, isOutcomeUnknown, isTransient } from './database-faults.js';

/** As the driver makes it of what the server sent. */
function serverError(code: string): Error {
  return Object.assign(new Error('the server said so'), { severity: 'ERROR', code });
}

/** As Node makes it of a broken connection. */
function systemError(code: string): Error {
  return Object.assign(new Error(`write ${code}`), { syscall: 'write', code });
}

describe('an error after COMMIT was sent', () => {
  it.each(['40001', '23505', '42501', '53100'])(
    'with SQLSTATE %s says that nothing was',
    (code) => {
      expect(isOutcomeUnknown(serverError(code))).toBe(false);
    },
  );

  it.each(['57P01', '58030', 'XX000', '08006'])('with SQLSTATE %s leaves it open', (code) => {
    expect(isOutcomeUnknown(serverError(code))).toBe(true);
  });

  it.each(['EPIPE', 'ECONNRESET'])('of the connection (%s) leaves it open', (code) => {
    expect(isOutcomeUnknown(systemError(code))).toBe(true);
  });
});

describe('trying again', () => {
  it.each([serverError('40P01'), serverError('57P01'), systemError('EPIPE')])(
    'is worth it when something was in the way or went away (%#)',
    (error) => {
      expect(isTransient(error)).toBe(true);
    },
  );

  it.each([
    serverError('22021'),
    serverError('42P01'),
    systemError('ERR_INVALID_ARG_TYPE'),
    new Error('a bug'),
  ])('is not when it would fail again (%#)', (error) => {
    expect(isTransient(error)).toBe(false);
  });

  it('without one statement is worth it when the server refuses a value', () => {
    expect(isAboutOneRow(serverError('22021'))).toBe(true);
    expect(isAboutOneRow(serverError('40001'))).toBe(false);
  });
});
