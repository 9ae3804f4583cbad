import { foldText } from '../canonical/text.ts';
import { splitImplementation } from './chapters.ts';
import { parseListTable, parsePolicyTitles, type ListTable, type PrintedSubtotal } from './list-table.ts';
import type { Catalogue, CatalogueWarning, ListRow, Programme } from './model.ts';
import { chooseName, isSimilarName } from './names.ts';
import { parseNewProgrammes } from './new-programmes.ts';
import { assignPillars } from './pillars.ts';
import { parsePolicyYears, type YearTotal } from './policy-years.ts';
import { getOriginal, type Entry } from './repeats.ts';
import { ReportError } from './report-error.ts';
import { departmentOf, parseResponsible } from './responsible.ts';
import { splitSections } from './sections.ts';
import { parseSheet, type PrintedSheet } from './sheet.ts';

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
  const policyTitles = parsePolicyTitles(sections.list);
  const { introductions, sheets: blocks } = splitImplementation(
    sections.implementation,
    sections.sheetTitle,
    policyTitles,
  );
  const pillarTitles = introductions.flatMap(({ pillars }) => pillars.map(({ title }) => title));
  const list = parseListTable(sections.list, pillarTitles);
  if (list.subtotals.length !== policyTitles.length) {
    throw new ReportError('policy-titles', { line: sections.list[0]?.number });
  }
  const { policyYears, totals: yearTotals } = parsePolicyYears(sections.policyYears);
  const sheets = blocks.map(parseSheet);
  const warnings: CatalogueWarning[] = [];
  const entries = pairSheets(list, sheets, policyTitles, warnings);
  const assignment = assignPillars(
    entries.map(({ row, sheet }) => ({ ...row, description: sheet.description })),
    introductions,
    list.displacedHeadings,
  );
  const otherNames = parseNewProgrammes(sections.newProgrammes);
  const programmes = entries
    .filter(({ row }) => !row.repeat)
    .map((entry) => buildProgramme(entry, assignment.pillarOfPage, otherNames, warnings));
  for (const { page, period } of programmes) {
    if (period.end !== null && period.end < sections.fiscalYear) {
      warnings.push({ page, code: 'period-ended', message: `事業期間「${period.raw}」が報告の年度より前に終わっている。` });
    }
  }
  const originals = new Map(
    entries.map((entry) => [entry.row.page, keyOf((entry.row.repeat ? getOriginal(entry, entries) : entry).row.page)]),
  );
  const rows = listRows(list, originals);
  for (const programme of programmes) programme.alsoUnder = listAlsoUnder(programme, rows, list);

  const catalogue: Catalogue = {
    fiscalYear: sections.fiscalYear,
    policies: policyTitles.map((title, index) => ({ number: index + 1, title })),
    pillars: assignment.pillars,
    programmes,
    rows,
    sheets: entries.map(({ row }) => ({
      page: row.page,
      programme: originals.get(row.page) ?? keyOf(row.page),
      repeat: row.repeat,
    })),
    policyYears,
    indicators: [],
    totals: {
      programmes: programmes.length,
      sheets: sheets.length,
      results: 0,
      history: 0,
      settlementThousandYen: programmes.reduce((sum, { costThousandYen }) => sum + (costThousandYen ?? 0), 0),
    },
    warnings: [...assignment.warnings, ...warnings].sort((a, b) => (a.page ?? 0) - (b.page ?? 0)),
  };
  const sheetCosts = entries.map(({ row, sheet }) => ({ page: row.page, costThousandYen: sheet.costThousandYen }));
  return {
    catalogue,
    printed: { subtotals: list.subtotals, totalThousandYen: list.totalThousandYen, yearTotals, sheetCosts },
  };
}

/** Sheets stand in the order of the list; each is held against its row. */
function pairSheets(
  { rows }: ListTable,
  sheets: readonly PrintedSheet[],
  policyTitles: readonly string[],
  warnings: CatalogueWarning[],
): Entry[] {
  if (sheets.length !== rows.length) {
    throw new ReportError('sheet-count', { line: sheets.at(-1)?.line }, `${sheets.length} / ${rows.length}`);
  }
  return rows.map((row, index) => {
    const sheet = sheets[index];
    const onSheet = sheet?.names.join('') ?? '';
    if (!sheet || row.repeat !== sheet.repeat || !isSimilarName(row.name, onSheet)) {
      throw new ReportError('sheet-mismatch', { page: row.page, line: sheet?.line }, row.name);
    }
    if (sheet.printedPage !== null && sheet.printedPage !== row.page) {
      throw new ReportError('sheet-mismatch', { page: row.page, line: sheet.line }, String(sheet.printedPage));
    }
    const warn = (code: string, message: string) => warnings.push({ page: row.page, code, message });
    if (foldText(row.name) !== foldText(onSheet)) {
      warn('name-differs', `事業名が一覧「${row.name}」と個票「${onSheet}」で異なる。`);
    }
    const policyTitle = policyTitles[row.policy - 1] ?? '';
    if (foldText(sheet.policyTitle) !== foldText(policyTitle)) {
      warn('policy-wording', `個票の基本方針が「${sheet.policyTitle}」と書かれている。`);
    }
    for (const heading of sheet.missingHeadings) warn('heading-missing', `個票の見出し「${heading}」又はその番号がない。`);
    if (sheet.costNote) warn('cost-note', `事業費に注記がある: ${sheet.costNote}`);
    return { row, sheet };
  });
}

function buildProgramme(
  { row, sheet }: Entry,
  pillarOfPage: ReadonlyMap<number, string>,
  otherNames: ReadonlyMap<number, string>,
  warnings: CatalogueWarning[],
): Programme {
  const warn = (code: string, message: string) => warnings.push({ page: row.page, code, message });
  const otherName = otherNames.get(row.page);
  const isOwnName = otherName !== undefined && isSimilarName(otherName, row.name);
  const { name, aliases } = chooseName(row, sheet, isOwnName ? [otherName] : []);
  const responsible = parseResponsible(sheet.responsibleLines, departmentOf(row.department));
  const pillar = pillarOfPage.get(row.page);
  if (!responsible) throw new ReportError('department-mismatch', { page: row.page, line: sheet.line }, row.department);
  if (!pillar) throw new ReportError('pillar-unknown', { page: row.page, line: row.line });
  if (row.marks.priority === 'unknown') warn('mark-unknown', '丸印が一つで、重点と主要成果のどちらか分からない。');
  for (const note of responsible.notes) warn('department-note', `担当課・グループに注記がある: ${note}`);
  if (departmentOf(row.department) !== row.department) warn('department-note', `一覧の担当課: ${row.department}`);
  return {
    key: keyOf(row.page),
    page: row.page,
    name,
    aliases,
    policy: row.policy,
    alsoUnder: [],
    pillar,
    department: responsible.department,
    groups: responsible.groups,
    regionalOffice: responsible.regionalOffice,
    period: row.period,
    marks: row.marks,
    costThousandYen: row.costThousandYen,
    description: sheet.description,
    results: [],
    history: [],
  };
}

/** Programmes keep their home page as key: it is the only number that the report gives them. */
function keyOf(page: number): string {
  return `p${String(page).padStart(3, '0')}`;
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
function listAlsoUnder({ key, policy }: Programme, rows: readonly ListRow[], { aggregates }: ListTable): number[] {
  const repeated = rows.filter((row) => row.kind === 'repeat' && row.programme === key).map((row) => row.policy);
  const together = aggregates.filter(({ ofPolicy }) => ofPolicy === policy).map((aggregate) => aggregate.policy);
  return [...new Set([...repeated, ...together])].sort((a, b) => a - b);
}
