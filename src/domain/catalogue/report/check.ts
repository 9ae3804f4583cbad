import type { Catalogue, ListRow } from '#domain/catalogue/model.ts';
import type { PrintedFigures } from './parse-report.ts';

/** What was compared. */
export type CheckedFigure =
  | 'policySubtotal'
  | 'policyWithRepeats'
  | 'aggregateRow'
  | 'total'
  | 'policyProgrammes'
  | 'policySettlement'
  | 'tableYear'
  | 'yearProgrammes'
  | 'yearSettlement'
  | 'sheetCost'
  | 'sheetCount';

/** A figure that the report prints and the catalogue does not arrive at. */
export interface CatalogueDifference {
  figure: CheckedFigure;
  /** Policy, fiscal year or page that the figure belongs to; null for the whole report. */
  of: number | null;
  printed: number | null;
  found: number | null;
}

/** Differences, and how many figures of each kind were held against each other. */
export interface CatalogueComparison {
  compared: Partial<Record<CheckedFigure, number>>;
  differences: CatalogueDifference[];
}

/**
 * Holds a catalogue against its report's figures, as `checkCatalogue`.
 * @returns the differences too, with what was compared
 */
export function compareCatalogue(catalogue: Catalogue, printed: PrintedFigures): CatalogueComparison {
  const comparison: CatalogueComparison = { compared: {}, differences: [] };
  compareFigures(catalogue, printed, (figure, of, expected, found) => {
    comparison.compared[figure] = (comparison.compared[figure] ?? 0) + 1;
    if (expected !== found) comparison.differences.push({ figure, of, printed: expected, found });
  });
  return comparison;
}

/**
 * Holds a catalogue against every figure that its report prints: subtotals with and without
 * repeats, the total, programmes and settlement by policy and year, and each sheet's cost.
 * @returns the differences; empty when everything agrees
 */
export function checkCatalogue(catalogue: Catalogue, printed: PrintedFigures): CatalogueDifference[] {
  return compareCatalogue(catalogue, printed).differences;
}

type Compare = (
  figure: CheckedFigure,
  of: number | null,
  expected: number | null,
  found: number | null,
) => void;

function compareFigures(catalogue: Catalogue, printed: PrintedFigures, compare: Compare): void {
  const ownYear = catalogue.fiscalYear;
  const inTable = printed.yearTotals.filter(({ fiscalYear }) => fiscalYear === ownYear).length;
  compare('tableYear', ownYear, inTable, 1);
  for (const { policy, settlementThousandYen, withRepeatsThousandYen } of printed.subtotals) {
    const rows = catalogue.rows.filter((row) => row.policy === policy);
    const own = rows.filter(({ kind }) => kind === 'programme');
    const ofYear = catalogue.policyYears.find(
      (year) => year.policy === policy && year.fiscalYear === catalogue.fiscalYear,
    );
    compare('policySubtotal', policy, settlementThousandYen, sumCosts(own));
    compare('policyWithRepeats', policy, withRepeatsThousandYen ?? settlementThousandYen, sumCosts(rows));
    if (!ofYear) continue;
    compare('policySettlement', policy, ofYear.settlementThousandYen, sumCosts(own));
    compare('policyProgrammes', policy, ofYear.programmes, own.length);
  }
  compareAggregates(catalogue, compare);
  compare('total', null, printed.totalThousandYen, catalogue.totals.settlementThousandYen);

  for (const { fiscalYear, programmes, settlementThousandYen } of printed.yearTotals) {
    const years = catalogue.policyYears.filter((year) => year.fiscalYear === fiscalYear);
    compare('yearProgrammes', fiscalYear, programmes, sum(years.map((year) => year.programmes)));
    compare(
      'yearSettlement',
      fiscalYear,
      settlementThousandYen,
      sum(years.map((year) => year.settlementThousandYen ?? 0)),
    );
  }
  for (const { page, costThousandYen } of printed.sheetCosts) {
    compare(
      'sheetCost',
      page,
      costThousandYen,
      catalogue.rows.find((row) => row.page === page)?.costThousandYen ?? null,
    );
  }
  const pages = catalogue.rows.filter(({ page }) => page !== null).length;
  compare('sheetCount', null, pages, catalogue.totals.sheets);
}

/** A row that lists another policy's programmes together carries that policy's subtotal. */
function compareAggregates({ rows }: Catalogue, compare: Compare): void {
  for (const row of rows.filter(({ kind }) => kind === 'aggregate')) {
    const ofPolicy = Number(row.name.charAt(0).normalize('NFKC'));
    const own = rows.filter(({ policy, kind }) => policy === ofPolicy && kind === 'programme');
    compare('aggregateRow', row.policy, row.costThousandYen, sumCosts(own));
  }
}

function sumCosts(rows: readonly ListRow[]): number {
  return sum(rows.map(({ costThousandYen }) => costThousandYen ?? 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
