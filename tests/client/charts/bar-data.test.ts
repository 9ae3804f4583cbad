import { describe, expect, it } from 'vitest';
import { computeBarsHeightPx, wrapLabel, type BarChartData } from '#client/charts/bar-data.ts';

describe('a label beside a bar', () => {
  it.each([
    ['雇用・労務', 8, ['雇用・労務']],
    ['販路開拓・市場設定', 8, ['販路開拓・', '市場設定']],
    ['サービス業（他に分類されないもの） (n=31)', 10, ['サービス業（他に分類', 'されないもの）', '(n=31)']],
    ['学術研究、専門・技術サービス業', 8, ['学術研究、専門・', '技術サービス業']],
    ['Sales channels and markets', 8, ['Sales channels', 'and markets']],
    ['', 8, []],
  ])('%s breaks where Japanese or English may break', (label, width, lines) => {
    expect(wrapLabel(label, width)).toEqual(lines);
  });

  it('never begins a line with a closing mark', () => {
    expect(wrapLabel('あいうえおかきく。けこ', 8)).toEqual(['あいうえおかきく。', 'けこ']);
    expect(wrapLabel('無回答には「わからない」を含む', 6)).toEqual([
      '無回答には',
      '「わからない」',
      'を含む',
    ]);
  });
});

it('grows with the bars, and with labels of many lines', () => {
  const values = [{ percent: 50, text: '50.0' }];
  const chart = (parts: Partial<BarChartData>): BarChartData => ({
    layout: 'grouped',
    categories: ['短い'],
    series: [{ label: 'a', values }],
    ...parts,
  });
  const one = computeBarsHeightPx(chart({}), 8);
  expect(computeBarsHeightPx(chart({ categories: ['短い', '短い'] }), 8)).toBe(2 * one);
  expect(
    computeBarsHeightPx(
      chart({
        series: [
          { label: 'a', values },
          { label: 'b', values },
        ],
      }),
      8,
    ),
  ).toBeGreaterThan(one);
  expect(
    computeBarsHeightPx(chart({ categories: ['とても長いので三行にわたることになる見出し'] }), 8),
  ).toBeGreaterThan(one);
});
