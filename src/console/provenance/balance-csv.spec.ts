import { describe, expect, it } from '@jest/globals';
import { gap, item, step } from '../../../test/support/told-steps.js';
import { transformationsOf } from './balance.js';
import { balanceCsv } from './balance-csv.js';

describe('a balance as CSV', () => {
  it('has a row for each lot and one for the difference, with its share of what went in', () => {
    const made = step('TRANSFORM', {
      eventId: 'e-1',
      items: [item('A', 'input', '1200'), item('B', 'output', '1170.5')],
    });

    expect(balanceCsv(transformationsOf([made], []))).toBe(
      [
        'event,party,occurred_at,counted,unit,side,lot,quantity,percent_of_inputs',
        `e-1,P-1,${made.occurredAt},goods,KGM,in,A,1200,100`,
        `e-1,P-1,${made.occurredAt},goods,KGM,out,B,1170.5,97.541667`,
        `e-1,P-1,${made.occurredAt},goods,KGM,difference,,29.5,2.458333`,
        '',
      ].join('\r\n'),
    );
  });

  it('lets no name run as a formula or break a row, and leaves a negative figure a figure', () => {
    const made = step('TRANSFORM', {
      items: [item('=SUM(A1)', 'input', '1'), item('a "lot", new', 'output', '3')],
    });
    const csv = balanceCsv(transformationsOf([made], []));

    expect(csv).toContain(",in,'=SUM(A1),1,100");
    expect(csv).toContain(',out,"a ""lot"", new",3,300');
    expect(csv).toContain(',difference,,-2,-200');
  });
});

describe('a transformation', () => {
  it('tells the share of what is missing, and the findings on its quantities alone', () => {
    const made = step('TRANSFORM', {
      items: [item('A', 'input', '200'), item('B', 'output', '150')],
    });
    const gaps = [gap('MASS_GAIN', [made]), gap('SEAL_DISCREPANCY', [made])];

    expect(transformationsOf([made], gaps)).toMatchObject([
      { balances: [{ percent: 25 }], findings: [{ rule: 'MASS_GAIN' }] },
    ]);
  });
});
