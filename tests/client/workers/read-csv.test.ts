import { expect, it } from 'vitest';
import { guessDelimiter } from '#client/workers/read-csv.ts';

const guess = (...rows: string[]) => guessDelimiter(rows.join('\n'), () => 0);

it('parts by a mark of sentences where it parts most rows', () => {
  expect(guess('甲社，八戸市', '乙社，青森市', '丙社，弘前市')).toBe('，');
  expect(guess('甲社、八戸市', '乙社、青森市', '丙社、弘前市')).toBe('、');
});

it('leaves such a mark in the cells where it stands in some of the names', () => {
  expect(guess('甲社', '乙社', '丙社、丁店', '戊社')).toBe(',');
  expect(guess('甲社、本店,八戸市1、2', '乙社,青森市', '丙社,弘前市')).toBe(',');
});
