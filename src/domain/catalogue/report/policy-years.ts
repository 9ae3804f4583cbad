import { eraYear, formatFiscalYear } from '#domain/canonical/dates.ts';
import type { CatalogueWarning, PolicyYear } from '#domain/catalogue/model.ts';
import { parseAmount } from '#domain/catalogue/printed-figures.ts';
import { ReportError } from './report-error.ts';
import type { ReportLine } from './report-lines.ts';

/** The printed sum over all policies in a fiscal year. */
export interface YearTotal {
  fiscalYear: number;
  programmes: number;
  settlementThousandYen: number;
}

/** The table of programmes and settlements by policy and fiscal year. */
export interface PolicyYearTable {
  policyYears: PolicyYear[];
  totals: YearTotal[];
}

const YEAR_LABEL = /(平成|令和)?(元|[0-9０-９]{1,2})年度/g;
const FIRST_OF_REIWA = 2019;

/**
 * The table 基本方針別・年度別事業数及び事業費. It is printed in several stretches of
 * columns; each stretch begins with its years and gives, policy by policy and then for
 * the sum, a count and an amount per year.
 * @param reportYear a year without an era is Reiwa up to that of a Reiwa report, else Heisei
 * @param warnings takes up a year that is left out
 * @throws ReportError when a stretch is incomplete, or a year stands before an earlier one
 */
export function parsePolicyYears(
  lines: readonly ReportLine[],
  reportYear: number,
  warnings: CatalogueWarning[],
): PolicyYearTable {
  const policyCount = lines.filter(({ text }) => /^[①-⑳]/.test(text)).length;
  const table: PolicyYearTable = { policyYears: [], totals: [] };
  lines.forEach((line, index) => {
    const years = [...line.text.matchAll(YEAR_LABEL)].map((label) => readYear(label, reportYear));
    if (years.length >= 2) readStretch(table, years, policyCount, lines.slice(index + 1), line);
  });
  if (table.totals.length === 0) throw new ReportError('policy-table-unreadable', { line: lines[0]?.number });
  warnOfGap(table.totals, warnings);
  table.policyYears.sort((a, b) => a.policy - b.policy || a.fiscalYear - b.fiscalYear);
  return table;
}

function readStretch(
  table: PolicyYearTable,
  years: readonly number[],
  policyCount: number,
  lines: readonly ReportLine[],
  header: ReportLine,
): void {
  const before = table.totals.at(-1)?.fiscalYear ?? 0;
  const isOrdered = [before, ...years].every((year, index, all) => year > (all[index - 1] ?? -1));
  if (!isOrdered) throw new ReportError('policy-table-unreadable', { line: header.number }, header.text);
  const figures: number[] = [];
  const wanted = years.length * 2 * (policyCount + 1);
  for (const { text } of lines) {
    if (figures.length === wanted) break;
    const figure = parseAmount(text);
    if (typeof figure === 'number') figures.push(figure);
  }
  if (figures.length < wanted) throw new ReportError('policy-table-unreadable', { line: header.number });
  for (let row = 0; row <= policyCount; row += 1) {
    years.forEach((fiscalYear, column) => {
      const at = (row * years.length + column) * 2;
      const [programmes = 0, settlementThousandYen = 0] = figures.slice(at, at + 2);
      if (row === policyCount) table.totals.push({ fiscalYear, programmes, settlementThousandYen });
      else table.policyYears.push({ policy: row + 1, fiscalYear, programmes, settlementThousandYen });
    });
  }
}

function readYear([, era, year = '']: RegExpExecArray, reportYear: number): number {
  const number = year === '元' ? 1 : Number(year.normalize('NFKC'));
  const isReiwa = number <= reportYear - FIRST_OF_REIWA + 1;
  return eraYear(era ?? (isReiwa ? '令和' : '平成'), number) ?? 0;
}

function warnOfGap(totals: readonly YearTotal[], warnings: CatalogueWarning[]): void {
  totals.forEach(({ fiscalYear }, index) => {
    const before = totals[index - 1]?.fiscalYear;
    if (before === undefined || fiscalYear === before + 1) return;
    const message = `年度別の表で${formatFiscalYear(before)}の次が${formatFiscalYear(fiscalYear)}になっている。`;
    warnings.push({ page: null, code: 'policy-year-gap', message });
  });
}
