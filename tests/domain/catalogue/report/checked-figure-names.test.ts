import { expect, it } from 'vitest';
import { nameFigure } from '#domain/catalogue/report/checked-figure-names.ts';

it('names a checked figure with what it belongs to, in both languages', () => {
  expect(nameFigure({ figure: 'policySubtotal', of: 3 }, 'ja')).toBe('方針3の小計');
  expect(nameFigure({ figure: 'yearProgrammes', of: 2013 }, 'ja')).toBe('平成25年度 (2013)の事業数の計');
  expect(nameFigure({ figure: 'yearProgrammes', of: 2013 }, 'en')).toBe('Programmes of FY2013');
  expect(nameFigure({ figure: 'total', of: null }, 'en')).toBe('Total');
});
