import { expect, it } from 'vitest';
import { judgeSize } from '#domain/advice/matching-account.ts';
import {
  EMPLOYEE_BANDS,
  findEmployeeRange,
  getEmployeeBand,
  getSalesBand,
  SALES_BANDS,
} from '#domain/records/bands.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

it('has a range for each band of employees that holds who is put into it, and nobody else', () => {
  for (const { code } of EMPLOYEE_BANDS) {
    const [from, to] = findEmployeeRange(code)!;
    expect(getEmployeeBand(from)).toBe(code);
    if (to === Infinity) continue;
    expect(getEmployeeBand(to)).toBe(code);
    expect(getEmployeeBand(to + 1)).not.toBe(code);
  }
  expect(findEmployeeRange('e21_50')).toEqual([21, 50]);
  expect(findEmployeeRange('e101_over')).toEqual([101, Infinity]);
  expect(findEmployeeRange('many')).toBeUndefined();
  expect(findEmployeeRange(undefined)).toBeUndefined();
});

it('has no band for what is no number of people', () => {
  for (const count of [-1, 1.5, Number.NaN, Infinity])
    expect(() => getEmployeeBand(count)).toThrow(`not a number of people: ${count}`);
});

it.each([
  [0, 'under_10m'],
  [9_999_999, 'under_10m'],
  [10_000_000, 'from_10m'],
  [29_999_999, 'from_10m'],
  [30_000_000, 'from_30m'],
  [50_000_000, 'from_50m'],
  [100_000_000, 'from_100m'],
  [300_000_000, 'from_300m'],
  [500_000_000, 'from_500m'],
  [999_999_999, 'from_500m'],
  [1_000_000_000, 'from_1b'],
  [1e15, 'from_1b'],
])('puts sales of %i yen into the band %s', (salesYen, band) => expect(getSalesBand(salesYen)).toBe(band));

it('has no band for what is no amount of sales', () => {
  for (const salesYen of [-1, Number.NaN])
    expect(() => getSalesBand(salesYen)).toThrow(`not an amount of sales: ${salesYen}`);
});

it('lets advice judge a company by its band as by the most people in it', () => {
  // Shops are SMEs up to 50 people.
  expect(judgeSize('sme', { industry: 'trade', employees: 'e21_50' })).toBe('met');
  expect(judgeSize('sme', { industry: 'trade', employees: 'e51_100' })).toBe('unknown');
  expect(judgeSize('small', { industry: 'manufacturing', employees: 'e11_20' })).toBe('met');
  expect(judgeSize('small', { industry: 'manufacturing', employees: 'e21_50' })).toBe('unmet');
});

it('has the bands that the questionnaire asks for, in its order', () => {
  const codesOf = (role: 'attribute.employees' | 'attribute.sales') =>
    findItemOfRole(readSurvey(), role)?.options?.map(({ code }) => code);
  expect(codesOf('attribute.employees')).toEqual(EMPLOYEE_BANDS.map(({ code }) => code));
  expect(codesOf('attribute.sales')).toEqual(SALES_BANDS.map(({ code }) => code));
});
