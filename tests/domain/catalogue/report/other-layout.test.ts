import { describe, expect, it } from 'vitest';
import { checkCatalogue } from '#domain/catalogue/report/check.ts';
import { readReport } from '#domain/catalogue/report/parse-report.ts';
import type { Programme } from '#domain/catalogue/model.ts';
import { programmeOn, REPORT_TEXT, reportWith } from './report-text.ts';

const PRINTED = readReport(REPORT_TEXT).catalogue;
const STRIPPED = REPORT_TEXT.replace(/[ \t]*$/gm, '');
/** Pages whose text has paragraphs that no rule finds without the blanks at the ends of lines. */
const UNCLEAR = [33, 47, 48, 89];

function differing(text: string): number[] {
  const { catalogue, printed } = readReport(text);
  expect(checkCatalogue(catalogue, printed)).toEqual([]);
  expect(catalogue.rows).toEqual(PRINTED.rows);
  const dense = (programme: Programme) => JSON.stringify(programme).replace(/[\s\u3000]/g, '');
  return PRINTED.programmes.flatMap((programme, index) => {
    const read = catalogue.programmes[index]!;
    if (dense(programme) === dense(read)) return [];
    expect(catalogue.warnings.filter(({ page }) => page === programme.page)).not.toEqual([]);
    return [programme.page];
  });
}

describe('the report with another layout', () => {
  it.each([
    ['trailing blanks stripped', STRIPPED, UNCLEAR],
    ['a blank at the end of every line', REPORT_TEXT.replace(/$/gm, '  '), UNCLEAR],
    ['no blank lines', REPORT_TEXT.replace(/\n(?:\s*\n)+/g, ' \n'), undefined],
    ['full-width spaces', REPORT_TEXT.replaceAll(' ', '\u3000'), []],
    ['half-width spaces', REPORT_TEXT.replaceAll('\u3000', ' '), []],
    ['wider columns', REPORT_TEXT.replace(/ +/g, '   '), []],
    ['narrower columns', REPORT_TEXT.replace(/ {2,}/g, ' '), []],
  ])('is read the same, or with a doubt on the page: %s', (_what, text, expected) => {
    const pages = differing(text);
    if (expected) expect(pages).toEqual(expected);
    else expect(pages.length).toBeLessThan(10);
  });

  it.each([
    ['tabs for blanks', REPORT_TEXT.replaceAll(' ', '\t')],
    ['blanks that break no line', REPORT_TEXT.replaceAll(' ', '\u00a0')],
    ['lines that end in CR', REPORT_TEXT.replaceAll('\n', '\r')],
    ['lines that end in CR and LF', REPORT_TEXT.replaceAll('\n', '\r\n')],
    ['page breaks', REPORT_TEXT.replace(/^(?=.*\S)/gm, (_, at: number) => (at % 7 === 0 ? '\f' : ''))],
    [
      'page breaks at the ends of lines',
      REPORT_TEXT.replace(/$/gm, (_, at: number) => (at % 7 === 0 ? '\f' : '')),
    ],
    ['marks that nobody sees', REPORT_TEXT.replace(/(?<=\p{L})(?=\p{L})/gu, '\u200b')],
    ['radicals of fonts', REPORT_TEXT.replaceAll('人', '\u2f08').replaceAll('金', '\u2fa6')],
    ['doubled forms of fonts', REPORT_TEXT.replaceAll('年', '\uf98e').replaceAll('行', '\ufa08')],
  ])('is read the same to the letter: %s', (_what, text) => {
    expect(readReport(text).catalogue).toEqual(PRINTED);
  });

  it('is read with full-width digits throughout', () => {
    const wide = REPORT_TEXT.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    const { catalogue, printed } = readReport(wide);
    expect(checkCatalogue(catalogue, printed)).toEqual([]);
    expect(catalogue.programmes.map(({ period }) => [period.start, period.end])).toEqual(
      PRINTED.programmes.map(({ period }) => [period.start, period.end]),
    );
  });
});

describe('a report of Reiwa', () => {
  const reiwa = (text: string) => text.replaceAll('平成２５年度', '令和６年度');

  it('is read as of its year, and the table without that year is named', () => {
    const { catalogue, printed } = readReport(reiwa(REPORT_TEXT));
    expect([catalogue.fiscalYear, catalogue.programmes.length]).toEqual([2024, 119]);
    expect(checkCatalogue(catalogue, printed)).toEqual([
      { figure: 'tableYear', of: 2024, printed: 0, found: 1 },
    ]);
  });

  it('has its periods in Reiwa where they say so, and doubts those that do not', () => {
    const { catalogue } = readReport(reiwa(reportWith(' 23-29 労政', ' R5-R7 労政')));
    expect(programmeOn(catalogue, 15).period).toMatchObject({ start: 2023, end: 2025 });
    expect(catalogue.warnings).toContainEqual(expect.objectContaining({ page: 19, code: 'period-era' }));
  });

  it('says which line is no cover with a year', () => {
    expect(() => readReport(REPORT_TEXT.replaceAll(/平成[２2][５5]年度/g, '西暦'))).toThrow(/年度.*行目/);
  });
});
