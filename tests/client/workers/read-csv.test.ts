import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guessDelimiter, readCsv } from '#client/workers/read-csv.ts';

const guess = (...rows: string[]) => guessDelimiter(rows.join('\n'), () => 0);

it('parts by a mark of sentences where it parts most rows', () => {
  expect(guess('甲社，八戸市', '乙社，青森市', '丙社，弘前市')).toBe('，');
  expect(guess('甲社、八戸市', '乙社、青森市', '丙社、弘前市')).toBe('、');
});

it('leaves such a mark in the cells where it stands in some of the names', () => {
  expect(guess('甲社', '乙社', '丙社、丁店', '戊社')).toBe(',');
  expect(guess('甲社、本店,八戸市1、2', '乙社,青森市', '丙社,弘前市')).toBe(',');
});

it('reads the same cells however lines end and whether blanks stand before quotes', () => {
  const cell = fc.stringMatching(/^[甲乙a-z0-9 "',;\n]{0,6}[社店]$/);
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 });
  const ends = fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(rows, ends, fc.boolean(), (table, endings, isSpaced) => {
      const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const lines = table.map((cells, at) => cells.map(quote).join(isSpaced ? ',  ' : ',') + endings[at]!);
      expect(readCsv(lines.join(''), ',').map(({ cells }) => cells)).toEqual(table);
    }),
  );
});

it('takes the mark off that keeps a cell from being taken for a number', () => {
  expect(readCsv('="0178",=1+1,="a""b"', ',')[0]!.cells).toEqual(['0178', '=1+1', 'a"b']);
});
