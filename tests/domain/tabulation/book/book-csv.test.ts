import { expect, it } from 'vitest';
import { crossTable, simpleTable } from '#domain/tabulation/book/book-spec.ts';
import { formatBookCsv } from '#domain/tabulation/book/book-csv.ts';
import { wordsOfBook } from '#domain/tabulation/book/book-words.ts';
import { describeTable } from '#domain/tabulation/book/describe-book.ts';
import { indexColumns, layOutTable } from '#domain/tabulation/book/lay-out-table.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { readCsv } from '#client/workers/read-csv.ts';
import { bookColumns, inventDataset, origin, settings, surveyCodebook } from './invented-survey.ts';

const columns = bookColumns(surveyCodebook());
const column = (code: string) => columns.find((each) => each.code === code)!;
const say = wordsOfBook('ja');
const index = indexColumns(columns);

it('writes every table under its heading with its own figures', () => {
  const dataset = inventDataset(400);
  const wanted = [
    simpleTable(column('awareness'), settings, '=認知度'),
    crossTable(column('issues'), column('urban'), settings),
  ];
  const described = wanted.map((each, position) => {
    const table = layOutTable(each, computeTable(dataset, each.spec), index, say);
    return { number: position + 1, table, ...describeTable(table, settings, index, origin) };
  });
  const rows = readCsv(formatBookCsv('報告書', [['調査', '2026年の調査']], described, say), ',').map(
    ({ cells }) => cells,
  );
  expect(rows[0]![0]).toBe('報告書');
  // A heading that looks like a formula stays a text.
  expect(rows.find(([first]) => first === '表 1')![1]).toBe("'=認知度");

  const { total } = computeTable(dataset, wanted[0]!.spec).blocks[0]!;
  const header = rows.findIndex(([first]) => first === '回答');
  expect(rows[header + 1]!.slice(0, 3)).toEqual(['全体', `${total.unweightedBase}`, '100']);
  const share = Math.round((total.count[0]! / total.unweightedBase) * 1000) / 10;
  expect(rows[header + 2]!.slice(1, 3)).toEqual([`${total.count[0]}`, `${share}`]);

  const cross = computeTable(dataset, wanted[1]!.spec).blocks[0]!;
  const city = rows.find(([first]) => first === 'A. 都市部')!;
  expect(city[1]).toBe(`${cross.rows[0]!.unweightedBase}`);
  expect(city.slice(2, 2 + cross.columns.length)).toEqual(cross.count[0]!.map(String));
});
