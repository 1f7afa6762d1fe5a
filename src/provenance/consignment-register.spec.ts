import { describe, expect, it } from '@jest/globals';
import { ConsignmentRegister } from './consignment-register.js';

const UCR = '6RW1029-A';
const at = (year: number): number => Date.UTC(year, 5, 1);

describe('ConsignmentRegister', () => {
  it('names a consignment by the latest year that ends in the digit of its UCR', () => {
    expect(new ConsignmentRegister([]).join(UCR, at(2027), 1)).toBe(`${UCR};2026`);
    expect(new ConsignmentRegister([]).join(UCR, at(2025), 1)).toBe(`${UCR};2016`);
  });

  it('lets later events join the newest consignment within five years', () => {
    const register = new ConsignmentRegister([]);
    register.join(UCR, at(2026), 1);

    expect(register.join(UCR, at(2031), 2)).toBe(`${UCR};2026`);
    expect(register.join(UCR, at(2024), 3)).toBe(`${UCR};2026`);
    expect(register.changes()).toHaveLength(1);
  });

  it('opens another one when the year digit has come round', () => {
    const register = new ConsignmentRegister([]);
    register.join(UCR, at(2026), 1);

    expect(register.join(UCR, at(2036), 2)).toBe(`${UCR};2036`);
    expect(register.find(UCR)?.key).toBe(`${UCR};2036`);
    expect(register.find(`${UCR};2026`)?.firstIdx).toBe(1);
  });

  it('keeps to the first CONSIGN as the one that opened it', () => {
    const register = new ConsignmentRegister([]);
    const key = register.join(UCR, at(2026), 1);
    register.open(key, 1, 'exporter');
    register.open(key, 2, 'stranger');

    expect(register.row(key)).toMatchObject({ openedIdx: 1, opener: 'exporter' });
  });

  it('tells only of rows that are new or changed', () => {
    const known = {
      key: `${UCR};2026`,
      ucr: UCR,
      year: 2026,
      firstIdx: 1,
      firstOccurredAt: at(2026),
    };
    const register = new ConsignmentRegister([known]);
    register.join(UCR, at(2026), 7);

    expect(register.changes()).toEqual([]);
  });
});
