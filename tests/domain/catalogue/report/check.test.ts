import { describe, expect, it } from 'vitest';
import { checkCatalogue } from '#domain/catalogue/report/check.ts';
import { readReport } from '#domain/catalogue/report/parse-report.ts';
import { REPORT_TEXT, reportWith } from './report-text.ts';

function check(text: string) {
  const { catalogue, printed } = readReport(text);
  return checkCatalogue(catalogue, printed);
}

describe('checkCatalogue', () => {
  it('finds the report in agreement with itself', () => {
    expect(check(REPORT_TEXT)).toEqual([]);
  });

  it('compares with the subtotals that the report prints', () => {
    const { printed } = readReport(REPORT_TEXT);
    expect(
      printed.subtotals.map((subtotal) => [subtotal.settlementThousandYen, subtotal.withRepeatsThousandYen]),
    ).toEqual([
      [1_251_579, null],
      [1_957_276, 1_961_524],
      [37_851_207, null],
      [205_753, 212_544],
      [227_499, 339_863],
      [40_831, 98_720],
      [26_158, null],
      [49_422, null],
    ]);
    expect(printed.totalThousandYen).toBe(41_609_725);
  });

  it('names every figure that a wrong cost in the list disturbs', () => {
    const differences = check(reportWith('就職ガイダンス開催費 ○ 1,107 ', '就職ガイダンス開催費 ○ 1,108 '));
    expect(differences.map(({ figure, of }) => [figure, of])).toEqual([
      ['policySubtotal', 1],
      ['policyWithRepeats', 1],
      ['policySettlement', 1],
      ['total', null],
      ['sheetCost', 19],
    ]);
  });

  it('notices a wrong cost on a sheet', () => {
    expect(check(reportWith('４ 事業費（千円） １，１０７', '４ 事業費（千円） １，１０８'))).toEqual([
      { figure: 'sheetCost', of: 19, printed: 1108, found: 1107 },
    ]);
  });

  it('notices a wrong aggregate row', () => {
    const differences = check(reportWith('⑦の各事業(再掲） 26,158', '⑦の各事業(再掲） 26,159'));
    expect(differences.map(({ figure }) => figure)).toEqual(['policyWithRepeats', 'aggregateRow']);
  });

  it('notices a wrong figure in the table by year', () => {
    const differences = check(reportWith('21,571,071', '21,571,072'));
    expect(differences).toEqual([
      { figure: 'yearSettlement', of: 2007, printed: 21_571_072, found: 21_571_071 },
    ]);
  });
});
