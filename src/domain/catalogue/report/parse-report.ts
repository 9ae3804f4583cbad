import { foldText } from '#domain/canonical/text.ts';
import { splitImplementation } from './chapters.ts';
import { getOriginal, pairSheets, tellsTheSame, type Entry } from './entries.ts';
import { parseIndicators } from './indicators.ts';
import {
  findWrongSubtotal,
  parseListTable,
  parsePolicyTitles,
  type ListTable,
  type PrintedSubtotal,
} from './list-table.ts';
import type {
  Catalogue,
  CatalogueTotals,
  CatalogueWarning,
  ListRow,
  Pillar,
  Programme,
  Sheet,
} from '#domain/catalogue/model.ts';
import { parseNewProgrammes } from './new-programmes.ts';
import { assignPillars } from './pillars.ts';
import { parsePolicyYears, type YearTotal } from './policy-years.ts';
import { buildProgramme } from './programme.ts';
import { keyOf } from '#domain/catalogue/programme-key.ts';
import { ReportError } from './report-error.ts';
import { splitSections } from './sections.ts';
import { parseSheet } from './sheet.ts';

/** Figures that the report prints to check itself by, and the costs on its sheets. */
export interface PrintedFigures {
  subtotals: PrintedSubtotal[];
  totalThousandYen: number;
  yearTotals: YearTotal[];
  sheetCosts: { page: number; costThousandYen: number | null }[];
}

/** A report read: the catalogue, and what `checkCatalogue` compares it with. */
export interface ReportReading {
  catalogue: Catalogue;
  printed: PrintedFigures;
}

/**
 * The catalogue of an annual report, from the text of its PDF.
 * @throws ReportError when the text is damaged or another document
 */
export function parseReport(text: string): Catalogue {
  return readReport(text).catalogue;
}

/**
 * Reads an annual report: the catalogue and the printed figures that check it.
 * What the report leaves open is kept and named in `warnings`.
 * @throws ReportError when the text is damaged or another document
 */
export function readReport(text: string): ReportReading {
  const sections = splitSections(text);
  const { fiscalYear } = sections;
  const warnings: CatalogueWarning[] = [];
  const policyTitles = parsePolicyTitles(sections.list);
  const implementation = splitImplementation(sections.implementation, sections.sheetTitle, policyTitles);
  const { introductions } = implementation;
  const list = parseListTable(sections.list, introductions, fiscalYear);
  const { policyYears, totals: yearTotals } = parsePolicyYears(sections.policyYears, fiscalYear, warnings);
  if (list.subtotals.length !== policyTitles.length) {
    const ofYear = policyYears.filter((year) => year.fiscalYear === fiscalYear);
    const line = findWrongSubtotal(
      list,
      (number) => ofYear.find(({ policy }) => policy === number)?.settlementThousandYen,
    );
    throw new ReportError('policy-titles', { line }, `${list.subtotals.length} / ${policyTitles.length}`);
  }
  const entries = pairSheets(list, implementation.sheets.map(parseSheet), policyTitles, fiscalYear, warnings);
  const { pillars, pillarOfPage } = assignPillars(
    entries.map(({ row, sheet }) => ({ ...row, description: sheet.description })),
    introductions,
    list.displacedHeadings,
    warnings,
  );
  const otherNames = parseNewProgrammes(sections.newProgrammes);
  const programmes = entries
    .filter(({ row }) => !row.repeat)
    .map((entry) => {
      const { page } = entry.row;
      const context = { fiscalYear, pillar: pillarOfPage.get(page), otherName: otherNames.get(page) };
      return buildProgramme(entry, context, warnings);
    });
  const programmeOfPage = findProgrammes(entries, warnings);
  const rows = listRows(list, programmeOfPage);
  const sheets = listSheets(entries, programmeOfPage, pillarOfPage);
  for (const programme of programmes) {
    programme.alsoUnder = listAlsoUnder(programme, rows, list);
    const alsoPillars = listAlsoPillars(programme, sheets, pillars);
    if (alsoPillars.length > 0) programme.alsoPillars = alsoPillars;
  }
  warnOfHistory(programmes, warnings);

  const catalogue: Catalogue = {
    fiscalYear,
    policies: policyTitles.map((title, index) => ({ number: index + 1, title })),
    pillars,
    programmes,
    rows,
    sheets,
    policyYears,
    indicators: parseIndicators(sections.environment),
    totals: computeTotals(programmes, entries),
    warnings: warnings.sort((a, b) => (a.page ?? 0) - (b.page ?? 0)),
  };
  const sheetCosts = entries.map(({ row, sheet }) => ({
    page: row.page,
    costThousandYen: sheet.costThousandYen,
  }));
  return {
    catalogue,
    printed: { subtotals: list.subtotals, totalThousandYen: list.totalThousandYen, yearTotals, sheetCosts },
  };
}

/** The programme of every page: its own, or on a repeated sheet the original's. */
function findProgrammes(entries: readonly Entry[], warnings: CatalogueWarning[]): Map<number, string> {
  return new Map(
    entries.map((entry) => {
      const { page, repeat } = entry.row;
      const original = repeat ? getOriginal(entry, entries) : entry;
      if (!tellsTheSame(entry, original)) {
        warnings.push({
          page,
          code: 'repeat-differs',
          message: `再掲の個票が${original.row.page}ページの個票と異なる。`,
        });
      }
      const [marks, originalMarks] = [entry.row.marks, original.row.marks];
      if (marks.priority !== originalMarks.priority || marks.mainResult !== originalMarks.mainResult) {
        const message = `一覧の再掲の行の○が${original.row.page}ページの行と異なる。元の行に従う。`;
        warnings.push({ page, code: 'repeat-marks-differ', message });
      }
      return [page, keyOf(original.row.page)];
    }),
  );
}

/** A former name may be that of a programme still running, and a year may not be a fiscal one. */
function warnOfHistory(programmes: readonly Programme[], warnings: CatalogueWarning[]): void {
  const byName = new Map(programmes.map((programme) => [foldText(programme.name), programme]));
  for (const { page, history } of programmes) {
    for (const { era, formerName } of history) {
      const living = formerName === null ? undefined : byName.get(foldText(formerName));
      if (living) {
        const message = `旧事業名「${formerName}」は${living.page}ページで継続している事業の名称でもある。`;
        warnings.push({ page, code: 'former-name-living', message });
      }
      if (!era.includes('年度')) {
        warnings.push({ page, code: 'history-year', message: `事業の経緯の「${era}」を年度として扱った。` });
      }
    }
  }
}

/** Results count as rows of tables: texts in free form are kept beside them. */
function computeTotals(programmes: readonly Programme[], entries: readonly Entry[]): CatalogueTotals {
  const results = entries.flatMap((entry) => entry.results);
  return {
    programmes: programmes.length,
    sheets: entries.length,
    results: results.filter(({ kind }) => kind !== 'asWritten').length,
    history: entries.flatMap(({ history }) => history).length,
    settlementThousandYen: programmes.reduce((sum, { costThousandYen }) => sum + (costThousandYen ?? 0), 0),
  };
}

/** All rows of the list in printed order, the aggregate ones in their place. */
function listRows(list: ListTable, originals: ReadonlyMap<number, string>): ListRow[] {
  const rows = list.rows.map((row) => ({
    line: row.line,
    row: {
      policy: row.policy,
      page: row.page,
      name: row.printedName,
      kind: row.repeat ? ('repeat' as const) : ('programme' as const),
      costThousandYen: row.costThousandYen,
      programme: originals.get(row.page) ?? null,
    },
  }));
  const aggregates = list.aggregates.map(({ line, policy, name, costThousandYen }) => ({
    line,
    row: { policy, page: null, name, kind: 'aggregate' as const, costThousandYen, programme: null },
  }));
  return [...rows, ...aggregates].sort((a, b) => a.line - b.line).map(({ row }) => row);
}

/** The policies that list a programme again, by a row of its own or with all of its policy. */
function listAlsoUnder(
  { key, policy }: Programme,
  rows: readonly ListRow[],
  { aggregates }: ListTable,
): number[] {
  const repeated = rows
    .filter((row) => row.kind === 'repeat' && row.programme === key)
    .map((row) => row.policy);
  const together = aggregates
    .filter(({ ofPolicy }) => ofPolicy === policy)
    .map((aggregate) => aggregate.policy);
  return [...new Set([...repeated, ...together])].sort((a, b) => a - b);
}

/** @throws ReportError where a sheet stands under no pillar */
function listSheets(
  entries: readonly Entry[],
  programmeOfPage: ReadonlyMap<number, string>,
  pillarOfPage: ReadonlyMap<number, string>,
): Sheet[] {
  return entries.map(({ row: { page, line, repeat } }) => {
    const pillar = pillarOfPage.get(page);
    if (pillar === undefined) throw new ReportError('pillar-unknown', { page, line });
    return { page, programme: programmeOfPage.get(page) ?? keyOf(page), repeat, pillar };
  });
}

/**
 * The pillars under which a programme is listed again: those of its repeated sheets, and of a
 * policy that lists it without a sheet of its own the one pillar, if there is but one.
 */
function listAlsoPillars(
  { key, alsoUnder }: Programme,
  sheets: readonly Sheet[],
  pillars: readonly Pillar[],
): string[] {
  const repeatedIn = new Set(
    sheets.filter(({ programme, repeat }) => repeat && programme === key).map(({ pillar }) => pillar),
  );
  return alsoUnder.flatMap((policy) => {
    const ofPolicy = pillars.filter((pillar) => pillar.policy === policy).map((pillar) => pillar.key);
    const printed = ofPolicy.filter((pillar) => repeatedIn.has(pillar));
    return printed.length > 0 || ofPolicy.length > 1 ? printed : ofPolicy;
  });
}
