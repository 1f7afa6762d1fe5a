import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { printRecovery, type RecoveryReport } from './recovery-report.js';

const incomplete: RecoveryReport = {
  origin: 'custody.local/test',
  found: 5,
  signed: 9,
  putBack: 1,
  cosignatures: 0,
  size: 6,
  isWhole: false,
  missing: [{ from: 6, to: 8, lacks: 'entry' }],
  unproven: 0,
  rejected: [],
  givenUp: [],
  isDryRun: false,
};

function printed(report: RecoveryReport): string {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  printRecovery(report);
  return write.mock.calls.map(([text]) => String(text)).join('');
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the report of a recovery', () => {
  it('says that what was put back stays', () => {
    expect(printed(incomplete)).toContain('what was put back stays');
  });

  it('of a dry run says that nothing was written', () => {
    const text = printed({ ...incomplete, isDryRun: true });

    expect(text).toContain('Nothing was written');
    expect(text).not.toContain('put back stays');
  });

  it('names the declaration that gave a history up', () => {
    const text = printed({ ...incomplete, givenUp: [{ where: 'old6', declaredAt: 4 }] });

    expect(text).toContain('old6: of the history given up by the declaration at entry 4');
  });
});
