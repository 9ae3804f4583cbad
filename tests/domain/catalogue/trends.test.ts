import { describe, expect, it } from 'vitest';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import {
  computeLifeCycle,
  computePolicyTrend,
  findReportPages,
  listIndicatorTrend,
  listLargestProgrammes,
} from '#domain/catalogue/trends.ts';
import { REPORT_TEXT } from './report/report-text.ts';

const catalogue = parseReport(REPORT_TEXT);
const all = catalogue.policies.map(({ number }) => number);

describe('policies over the years', () => {
  it('gives the sums that the report prints', () => {
    const programmes = computePolicyTrend(catalogue.policyYears, 'programmes', all);
    expect(programmes.fiscalYears).toEqual([2007, 2008, 2009, 2010, 2011, 2012, 2013]);
    expect(programmes.totals).toEqual([118, 120, 139, 156, 153, 136, 119]);
    const settlement = computePolicyTrend(catalogue.policyYears, 'settlementThousandYen', all);
    expect(settlement.totals.slice(0, 2)).toEqual([21_571_071, 16_489_979]);
    expect(settlement.totals.at(-1)).toBe(41_609_725);
    expect(settlement.rows[2]?.values).toEqual([
      14_117_768, 13_589_242, 13_395_903, 23_382_250, 53_303_847, 40_454_731, 37_851_207,
    ]);
  });

  it('sums only the policies that are shown, and says where a year has no figure', () => {
    const years = catalogue.policyYears.filter(({ policy, fiscalYear }) => policy !== 8 || fiscalYear > 2007);
    expect(computePolicyTrend(years, 'programmes', [7, 8])).toMatchObject({
      rows: [
        { policy: 7, values: [7, 7, 6, 8, 9, 9, 7] },
        { policy: 8, values: [null, 7, 8, 9, 7, 7, 6] },
      ],
      totals: [7, 14, 14, 17, 16, 16, 13],
    });
  });

  it('sums nothing in a year in which an amount is still to be entered', () => {
    const years = catalogue.policyYears.map((year) =>
      year.policy === 8 && year.fiscalYear === 2013 ? { ...year, settlementThousandYen: null } : year,
    );
    expect(computePolicyTrend(years, 'settlementThousandYen', all).totals.at(-1)).toBeNull();
    expect(computePolicyTrend(years, 'settlementThousandYen', [7]).totals.at(-1)).toBe(26_158);
    expect(computePolicyTrend(years, 'programmes', all).totals.at(-1)).toBe(119);
  });
});

it('lists the largest programmes, of all policies or of some', () => {
  expect(
    listLargestProgrammes(catalogue.programmes, all, 3).map(({ key, costThousandYen }) => [
      key,
      costThousandYen,
    ]),
  ).toEqual([
    ['p066', 35_125_000],
    ['p070', 1_353_264],
    ['p050', 1_334_444],
  ]);
  expect(listLargestProgrammes(catalogue.programmes, [1], 1)[0]?.key).toBe('p016');
});

it('counts each programme once for its creation and once for its end', () => {
  const lifeCycle = computeLifeCycle(catalogue.programmes, 2007, 2018);
  const of = (year: number) => lifeCycle.years.find(({ fiscalYear }) => fiscalYear === year);
  expect(lifeCycle.years).toHaveLength(12);
  expect(of(2013)).toMatchObject({ ended: 55 });
  expect(of(2014)).toEqual({ fiscalYear: 2014, created: 0, changed: 0, ended: 30 });
  expect(lifeCycle.later.ended).toBe(5);
  expect(lifeCycle.openEnded).toBe(10);
  const ended = lifeCycle.years.reduce(
    (sum, year) => sum + year.ended,
    lifeCycle.earlier.ended + lifeCycle.later.ended,
  );
  expect(ended + lifeCycle.openEnded).toBe(catalogue.programmes.length);
});

it('gives the economy as it is printed', () => {
  expect(listIndicatorTrend(catalogue.indicators, ['事業所数', '事業所数の増減率'])).toEqual({
    years: [2009, 2012],
    rows: [
      { series: '事業所数', area: '全国', unit: '事業所', values: [6_199_222, 5_768_490] },
      { series: '事業所数', area: '青森県', unit: '事業所', values: [67_664, 61_549] },
      { series: '事業所数の増減率', area: '全国', unit: '％', values: [null, -6.9] },
      { series: '事業所数の増減率', area: '青森県', unit: '％', values: [null, -9] },
    ],
  });
  expect(listIndicatorTrend(catalogue.indicators, ['漁獲量'])).toEqual({ years: [], rows: [] });
});

it('names pages only of a report that was looked at', () => {
  expect(findReportPages({ fiscalYear: 2013 })?.policyYears).toBe(2);
  expect(findReportPages({ fiscalYear: 2014 })).toBeUndefined();
});
