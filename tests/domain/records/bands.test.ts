import { expect, it } from 'vitest';
import { judgeSize } from '#domain/advice/matching-account.ts';
import { EMPLOYEE_BANDS, findEmployeeRange, getEmployeeBand, SALES_BANDS } from '#domain/records/bands.ts';
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
