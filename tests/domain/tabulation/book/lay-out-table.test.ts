import { expect, it } from 'vitest';
import { crossTable, gridTable, simpleTable, type BookTable } from '#domain/tabulation/book/book-spec.ts';
import { wordsOfBook } from '#domain/tabulation/book/book-words.ts';
import { describeTable } from '#domain/tabulation/book/describe-book.ts';
import { indexColumns, layOutTable, roundPercent } from '#domain/tabulation/book/lay-out-table.ts';
import type { Codebook } from '#domain/tabulation/dataset/codebook.ts';
import { buildDataset, type DataRow } from '#domain/tabulation/dataset/dataset.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import { bookColumns, origin, settings } from './invented-survey.ts';

const codebook: Codebook = {
  columns: [
    {
      name: 'area',
      kind: 'single',
      label: '地域',
      codes: [
        { code: 'e', label: '東' },
        { code: 'w', label: '西' },
        { code: 's', label: '南' },
        { code: 'n', label: '北' },
      ],
    },
    {
      name: 'asks.bank',
      kind: 'multiple',
      label: '相談先 ― 資金',
      codes: [
        { code: 'bank', label: '銀行' },
        { code: 'club', label: '商工会' },
        { code: 'city', label: '市' },
        { code: 'none', label: 'なし', pinned: true },
      ],
    },
    { name: 'age', kind: 'number', label: '年齢' },
    { name: 'w', kind: 'weight' },
  ],
};
const columns = bookColumns(codebook);
const [area, asks, age] = columns as [(typeof columns)[0], (typeof columns)[0], (typeof columns)[0]];
const say = wordsOfBook('ja');

const times = (count: number, row: DataRow): DataRow[] => Array.from({ length: count }, () => row);
const dataset = buildDataset(codebook, [
  ...times(36, { area: 'e', 'asks.bank': ['bank'], age: 30, w: 2 }),
  ...times(30, { area: 'w', 'asks.bank': ['club', 'city'], age: 50, w: 0.5 }),
  ...times(4, { area: 'e', 'asks.bank': ['bank', 'club'], age: 30, w: 2 }),
  ...times(5, { area: 'w', 'asks.bank': ['bank', 'city'], age: 50, w: 0.5 }),
  ...times(9, { area: 's', 'asks.bank': ['bank'], age: 50, w: 1 }),
  { area: 'e', 'asks.bank': { missing: 'refused' }, age: null, w: 2 },
  { area: null, 'asks.bank': ['city'], age: null, w: 1 },
]);

const layOut = (table: BookTable) => {
  const laid = layOutTable(table, computeTable(dataset, table.spec), indexColumns(columns), say);
  return { laid, said: describeTable(laid, settings, indexColumns(columns), origin) };
};

it('puts everybody first, marks what differs and hides what is too small', () => {
  const { laid, said } = layOut(crossTable(asks, area, settings));
  expect(laid.columns.map(({ label }) => label)).toEqual(['銀行', '市', '商工会', 'なし', '無回答']);
  expect(laid.rows.map(({ label, base, isHidden }) => [label, base, isHidden])).toEqual([
    ['全体', 86, false],
    ['東', 41, false],
    ['西', 35, false],
    ['南', 9, true],
  ]);
  expect(laid.emptyGroups).toEqual(['北']);
  expect(laid.rows[1]!.cells[0]).toMatchObject({ count: 40, level: 2, letters: 'B' });
  expect(roundPercent(laid.rows[1]!.cells[0]!, laid.rows[1]!)).toBe(97.6);
  expect(laid.rows[2]!.cells[0]).toMatchObject({ count: 5, level: -2 });
  expect(said.notes.join()).toContain('北');
  expect(Object.fromEntries(said.lines)).toMatchObject({
    設問: '相談先 ― 資金',
    分類: '地域',
    n: '86',
    調査: '2026年の調査',
    受付: '2026-11-01 ～ 2026-11-20',
    絞り込み: 'なし（すべての回答）',
    重み: '重み付けなし',
    データ版: 'abcdef01（調査票 第2版）',
    注意: '作られた見本データ 12件が含まれています。実際の調査結果ではありません。',
  });
  expect(Object.fromEntries(said.lines)['検定']).toMatch(/^複数回答の検定（2次補正）：χ²=.*p<0\.001$/);
});

it('weighs shares and says so, with the unweighted base beside them', () => {
  const weighted = {
    ...settings,
    weight: { column: 'w', name: '県の統計' },
    filter: { all: [{ column: 'area', in: ['e', 'w'] }] },
  };
  const table = simpleTable(asks, weighted);
  const laid = layOutTable(table, computeTable(dataset, table.spec), indexColumns(columns), say);
  const [total] = laid.rows;
  expect(total).toMatchObject({ base: 76, weightedBase: 40 * 2 + 35 * 0.5 + 2 });
  expect(total!.cells.map(({ count }) => count)).toEqual([82.5, 23, 17.5, 0, 2]);
  expect(total!.cells[0]!.percent).toBeCloseTo((82.5 / 99.5) * 100);
  expect(total!.cells[0]!.low).toBeLessThan(total!.cells[0]!.percent!);
  const said = describeTable(laid, weighted, indexColumns(columns), origin);
  expect(Object.fromEntries(said.lines)).toMatchObject({
    絞り込み: '地域 = 東、西',
    重み: '県の統計（割合は重み付き、nは重みなし）',
  });
});

it('makes a row of each question of a grid and marks the first answers', () => {
  const grid = gridTable([asks], { 'asks.bank': '資金' }, settings, '相談先');
  const { laid } = layOut({ ...grid, ranks: 2 });
  expect(laid.rows).toHaveLength(1);
  expect(laid.rows[0]).toMatchObject({ label: '資金', base: 86, isTotal: false });
  // 54 銀行, 34 商工会, 36 市, and nobody says なし.
  expect(laid.rows[0]!.cells.map(({ rank }) => rank)).toEqual([1, null, 2, null, null]);
});

it('names the question of a grid once', () => {
  const questionsOf = (columnsOf: (typeof asks)[]) =>
    layOut(gridTable(columnsOf, {}, settings, '')).laid.questions;
  expect(questionsOf([asks])).toEqual(['相談先 ― 資金']);
  expect(questionsOf([asks, asks])).toEqual(['相談先']);
});

it('averages numbers', () => {
  const { laid, said } = layOut(crossTable(age, area, settings));
  expect(laid.columns).toEqual([]);
  expect(laid.rows[1]!.average).toMatchObject({ mean: 30, sd: 0 });
  expect(Object.fromEntries(said.lines)['検定']).toBe('行っていません');
});
