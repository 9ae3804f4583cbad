import { eraYear } from '#domain/canonical/dates.ts';
import type { PolicyYear } from '#domain/catalogue/model.ts';
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

const YEAR_LABEL = /([0-9０-９]{2})年度/g;

/**
 * The table 基本方針別・年度別事業数及び事業費. It is printed in several stretches of
 * columns; each stretch begins with its years and gives, policy by policy and then for
 * the sum, a count and an amount per year.
 * @throws ReportError when a stretch is incomplete or a year does not reach every policy.
 */
export function parsePolicyYears(lines: readonly ReportLine[]): PolicyYearTable {
  const policyCount = lines.filter(({ text }) => /^[①-⑳]/.test(text)).length;
  const table: PolicyYearTable = { policyYears: [], totals: [] };
  lines.forEach((line, index) => {
    const years = [...line.text.matchAll(YEAR_LABEL)].map(([, year = '']) => heisei(year, line));
    if (years.length >= 2) readStretch(table, years, policyCount, lines.slice(index + 1), line);
  });
  if (table.totals.length === 0) throw new ReportError('policy-table-unreadable', { line: lines[0]?.number });
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

function heisei(digits: string, line: ReportLine): number {
  const year = eraYear('平成', Number(digits.normalize('NFKC')));
  if (year === undefined) throw new ReportError('policy-table-unreadable', { line: line.number });
  return year;
}
