import { expect, it } from 'vitest';
import { getEmployeeBand, getSalesBand } from '#domain/records/bands.ts';
import { getItem } from '#domain/questionnaire/model.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const codes = (item: string) => getItem(readSurvey(), item).options!.map(({ code }) => code);

it('gives every employee band of the questionnaire, at its limits', () => {
  const limits = [0, 5, 6, 10, 11, 20, 21, 50, 51, 100, 101, 5000];
  expect([...new Set(limits.map(getEmployeeBand))]).toEqual(codes('employees'));
  expect(getEmployeeBand(5)).toBe('e0_5');
  expect(getEmployeeBand(100)).toBe('e51_100');
  expect(() => getEmployeeBand(-1)).toThrow(RangeError);
});

it('gives every sales band of the questionnaire, at its limits', () => {
  const limits = [0, 1e7, 3e7, 5e7, 1e8, 3e8, 5e8, 1e9];
  expect(limits.map(getSalesBand)).toEqual(codes('sales'));
  expect(getSalesBand(1e7 - 1)).toBe('under_10m');
  expect(getSalesBand(1e9 - 1)).toBe('from_500m');
});
