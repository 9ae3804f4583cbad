import { describe, expect, it } from 'vitest';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { programmeOn, REPORT_TEXT } from './report-text.ts';

const catalogue = parseReport(REPORT_TEXT);

/** The sheets as lines of the file, cut at their titles alone, without the parser under test. */
const SHEETS = REPORT_TEXT.split(/^\s*平成２５年度に実施した中小企業振興施策\s*$/m)
  .slice(1)
  .map((sheet) =>
    sheet
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );

/** The text between two headings of a sheet. */
function textBetween(lines: readonly string[], from: RegExp, to: RegExp): string {
  const start = lines.findIndex((line) => from.test(line));
  const end = lines.findIndex((line, index) => index > start && to.test(line));
  return lines.slice(start, end).join('').replace(from, '');
}

/** The characters of a text in a fixed order: cells move, but none may be lost or added. */
function charactersOf(text: string): string {
  return [...text.replace(/[\s「」]/g, '')].sort().join('');
}

const homeSheets = catalogue.sheets.flatMap(({ page, repeat }, index) =>
  repeat ? [] : [{ page, lines: SHEETS[index] ?? [] }],
);

describe('nothing on a sheet is lost', () => {
  it('finds as many sheets as the parser', () => {
    expect(SHEETS).toHaveLength(130);
    expect(homeSheets).toHaveLength(119);
  });

  it.each(homeSheets)('page $page: description', ({ page, lines }) => {
    const printed = textBetween(lines, /^３\s*事業内容/, /^４\s*事業費/);
    expect(programmeOn(catalogue, page).description.replace(/\s/g, '')).toBe(printed.replace(/\s/g, ''));
  });

  it.each(homeSheets)('page $page: results', ({ page, lines }) => {
    const printed = lines
      .slice(
        lines.findIndex((line) => /^５\s*事業実施結果|事業実績/.test(line)),
        lines.findIndex((line) => /^６\s*事業の経緯/.test(line)),
      )
      .filter((line) => !/事業実績|^５\s*事業実施結果|^[項資]\s*[目金]\s*名\s+件数/.test(line));
    const told = programmeOn(catalogue, page).results.map(({ item, value }) => item + value);
    expect(charactersOf(told.join(''))).toBe(charactersOf(printed.join('')));
  });

  it.each(homeSheets)('page $page: history', ({ page, lines }) => {
    const printed = textBetween(lines, /^６\s*事業の経緯）?/, /担当課・グループ/);
    const { history } = programmeOn(catalogue, page);
    const told = history.map(({ era, event, formerName, text }, index) => {
      const before = history[index - 1];
      // Several names under one printed year are entries of their own.
      const isSameHeading = before?.era === era && before.event === event;
      return (isSameHeading ? '' : era + event) + (formerName ?? '') + text;
    });
    expect(charactersOf(told.join(''))).toBe(charactersOf(printed));
  });
});
