import { describe, expect, it } from 'vitest';
import type { Indicator } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { ReportError } from '#domain/catalogue/report/report-error.ts';
import { REPORT_TEXT, reportWith } from './report-text.ts';

const { indicators } = parseReport(REPORT_TEXT);

function valueOf(series: string, area: string, year: number): number | undefined {
  return indicators.find((one) => one.series === series && one.area === area && one.year === year)?.value;
}

describe('the tables on the economy', () => {
  it('reads establishments and employees as printed', () => {
    expect(indicators).toContainEqual({
      series: '事業所数',
      area: '青森県',
      year: 2012,
      value: 61_549,
      unit: '事業所',
    } satisfies Indicator);
    expect(valueOf('事業所数', '全国', 2009)).toBe(6_199_222);
    expect(valueOf('事業所数の増減率', '青森県', 2012)).toBe(-9);
    expect(valueOf('従業者数', '青森県', 2009)).toBe(539_293);
    expect(valueOf('従業者数の増減率', '全国', 2012)).toBe(-4.5);
    expect(valueOf('１事業所当たり従業者数', '青森県', 2012)).toBe(8.5);
    expect(valueOf('１事業所当たり従業者数の増減', '青森県', 2012)).toBe(0.3);
  });

  it('reads population by age from 2006 to 2013', () => {
    expect(valueOf('総人口', '青森県', 2006)).toBe(1_423_412);
    expect(valueOf('総人口', '青森県', 2013)).toBe(1_336_206);
    expect(valueOf('年少人口（0-14歳）', '青森県', 2008)).toBe(184_226);
    expect(valueOf('生産年齢人口（15-64歳）', '青森県', 2013)).toBe(801_025);
    expect(valueOf('老年人口（65歳以上）', '青森県', 2006)).toBe(333_072);
    expect(valueOf('老年人口（65歳以上）の構成比', '青森県', 2013)).toBe(27.9);
    expect(indicators).toHaveLength(2 * 9 + 8 * 7);
  });

  it('has shares that add up to a whole in every year', () => {
    for (let year = 2006; year <= 2013; year += 1) {
      const shares = indicators.filter((one) => one.year === year && one.series.endsWith('構成比'));
      expect(shares).toHaveLength(3);
      expect(Math.abs(shares.reduce((sum, { value }) => sum + value, 0) - 100)).toBeLessThan(0.15);
    }
  });

  it('refuses a table with a figure lost', () => {
    expect(() => parseReport(reportWith('1,408,589', ''))).toThrow(ReportError);
    expect(() => parseReport(reportWith('▲ 9.0', '▲'))).toThrow(ReportError);
  });
});
