import { describe, expect, it } from 'vitest';
import {
  findLabelColumn,
  proposeCategories,
  readFigure,
  readFiguresFile,
  sumFigures,
} from '#domain/tabulation/weighting/figures-file.ts';

const category = (code: string, label: string) => ({ code, label, pinned: false });
const INDUSTRIES = [
  category('manufacturing', '製造業'),
  category('construction', '建設業'),
  category('trade', '卸売業・小売業'),
  category('mining', '鉱業'),
];

/** As tables of official statistics are laid out; the figures are invented. */
const OFFICIAL = [
  ['架空の統計調査', '', '', '', ''],
  ['表番号', '1', '', '', ''],
  ['', '', '', '事業所数', '従業者数'],
  ['地域コード', '地域', '産業分類', '【所】', '【人】'],
  ['00000', '全国', 'Ｅ　製造業', '123,456', '7,890,123'],
  ['02000', '青森県', 'Ｅ　製造業', '1,234', '56,789'],
  ['02000', '青森県', 'Ｄ　建設業', '2,345', 'X'],
  ['02000', '青森県', 'Ｉ　卸売業，小売業', '５，６７８', '…'],
  ['02000', '青森県', 'Ｃ　鉱業', '-', '-'],
];

describe('figures from a file', () => {
  it('are read with separators and full-width forms, and marks are no figures', () => {
    expect(readFigure(' 1,234 ')).toEqual({ amount: 1234 });
    expect(readFigure('１２，３４５')).toEqual({ amount: 12345 });
    expect(readFigure('0.25')).toEqual({ amount: 0.25 });
    for (const mark of ['-', '－', '―', 'X', '…', '***']) expect(readFigure(mark)).toEqual({ mark });
    for (const none of ['', ' ', '製造業', '1,23', '-5', '▲12', '12人'])
      expect(readFigure(none)).toBeUndefined();
  });

  it('of official statistics stand below their heading lines, with labels in one of the first columns', () => {
    const file = readFiguresFile(OFFICIAL);
    expect(file.figureColumns).toContainEqual({ index: 3, title: '事業所数 【所】' });
    expect(file.figureColumns).toContainEqual({ index: 4, title: '従業者数 【人】' });
    expect(file.labelColumns.map(({ index }) => index)).toContain(2);
    const aomori = file.lines.filter(({ cells }) => cells[1] === '青森県');
    expect(findLabelColumn({ ...file, lines: aomori }, INDUSTRIES)).toBe(2);
    const chosen = proposeCategories(aomori, 2, INDUSTRIES);
    expect([...chosen]).toEqual([
      [6, 'manufacturing'],
      [7, 'construction'],
      [8, 'trade'],
      [9, 'mining'],
    ]);
    expect(sumFigures(aomori, 3, chosen)).toEqual({
      targets: { manufacturing: 1234, construction: 2345, trade: 5678 },
      withoutFigure: [9],
    });
    expect(sumFigures(aomori, 4, chosen)).toEqual({
      targets: { manufacturing: 56789 },
      withoutFigure: [7, 8, 9],
    });
  });

  it('are proposed for nothing where several lines have the same label', () => {
    const { lines } = readFiguresFile(OFFICIAL);
    const chosen = proposeCategories(lines, 2, INDUSTRIES);
    expect([...chosen.values()]).toEqual(['construction', 'trade', 'mining']);
  });

  it('of several lines are summed where somebody gives them to one category', () => {
    const { lines } = readFiguresFile([
      ['規模', '企業数'],
      ['1〜4人', '10'],
      ['5人', '2'],
      ['6〜10人', '7'],
    ]);
    const chosen = new Map([
      [2, 'e0_5'],
      [3, 'e0_5'],
      [4, 'e6_10'],
    ]);
    expect(sumFigures(lines, 1, chosen).targets).toEqual({ e0_5: 12, e6_10: 7 });
  });

  it('have their labels in the column that tells lines apart, where none fits', () => {
    const file = readFiguresFile([
      ['地域', '規模', '企業数'],
      ['青森県', '小', '10'],
      ['青森県', '大', '2'],
    ]);
    expect(findLabelColumn(file, INDUSTRIES)).toBe(1);
    const bands = [category('e0_5', '0〜5名'), category('e6_10', '6〜10名')];
    const { lines } = readFiguresFile([
      ['0～5人', '10'],
      ['6〜10人', '2'],
    ]);
    expect([...proposeCategories(lines, 0, bands).values()]).toEqual(['e0_5', 'e6_10']);
  });

  it('in two columns of our own are given by code or by label, with or without a heading', () => {
    for (const rows of [
      [
        ['code', 'figure'],
        ['manufacturing', '10'],
        ['建設業', '20'],
      ],
      [
        ['manufacturing', '10'],
        ['建設業', '20'],
      ],
    ]) {
      const file = readFiguresFile(rows);
      const label = findLabelColumn(file, INDUSTRIES)!;
      expect(
        sumFigures(
          file.lines,
          file.figureColumns[0]!.index,
          proposeCategories(file.lines, label, INDUSTRIES),
        ),
      ).toEqual({ targets: { manufacturing: 10, construction: 20 }, withoutFigure: [] });
    }
  });
});
