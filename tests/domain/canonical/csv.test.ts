import { expect, it } from 'vitest';
import { formatCsv } from '#domain/canonical/csv.ts';

it('writes what a spreadsheet opens as it was meant', () => {
  expect(
    formatCsv([
      ['行', '値'],
      [3, 'a,b'],
      [4, '"引用"\n改行'],
      [null, ''],
    ]),
  ).toBe('\ufeff行,値\r\n3,"a,b"\r\n4,"""引用""\n改行"\r\n,\r\n');
});

it('keeps texts that look like formulas from being run, and numbers as numbers', () => {
  expect(formatCsv([['=1+1', '@SUM(A1)', ' +81', '-', -5]])).toBe("\ufeff'=1+1,'@SUM(A1),' +81,'-,-5\r\n");
});
