import { formatFiscalYear } from '#domain/canonical/dates.ts';
import { foldText } from '#domain/canonical/text.ts';
import {
  describeItemLines,
  describeValueLines,
  describeUncertainResult,
} from '#domain/catalogue/edition-warnings.ts';
import { listLostEntries, parseHistory } from './history.ts';
import type { PrintedRow } from './list-row.ts';
import type { ListTable } from './list-table.ts';
import type { CatalogueWarning, HistoryEvent, ProgrammeResult } from '#domain/catalogue/model.ts';
import { isEraOpen } from '#domain/catalogue/printed-figures.ts';
import { isSimilarName } from './names.ts';
import { holdsAmount, isValue } from './quantities.ts';
import { ReportError, type ReportPlace } from './report-error.ts';
import {
  isContradictory,
  listEmptyTables,
  listLostLabels,
  listUnclearLabels,
  mayBeSeveralRows,
  mayHaveTwoValues,
  parseResults,
} from './results.ts';
import type { PrintedSheet } from './sheet.ts';

/** A row of the list together with its sheet and what the sheet tells. */
export interface Entry {
  row: PrintedRow;
  sheet: PrintedSheet;
  results: ProgrammeResult[];
  history: HistoryEvent[];
}

/**
 * Pairs the sheets, which stand in the order of the list, with its rows and holds each
 * against its row; differences in wording become warnings.
 * @throws ReportError when a sheet is not the one that its row announces
 */
export function pairSheets(
  { rows, periodContext }: ListTable,
  sheets: readonly PrintedSheet[],
  policyTitles: readonly string[],
  fiscalYear: number,
  warnings: CatalogueWarning[],
): Entry[] {
  if (sheets.length !== rows.length)
    throw new ReportError(
      'sheet-count',
      findFirstMismatch(rows, sheets),
      `${sheets.length} / ${rows.length}`,
    );
  return rows.map((row, index) => {
    const sheet = sheets[index];
    if (!sheet || !isAnnounced(sheet, row))
      throw new ReportError('sheet-mismatch', { page: row.page, line: sheet?.line }, row.name);
    if (!isOnPage(sheet, row))
      throw new ReportError(
        'sheet-mismatch',
        { page: row.page, line: sheet.line },
        String(sheet.printedPage),
      );
    const onSheet = sheet.names.join('');
    const entry = {
      row,
      sheet,
      results: parseResults(sheet.resultLines, fiscalYear),
      history: parseHistory(sheet.historyLines, [row.name, onSheet]),
    };
    if (isEraOpen(row.period.raw, periodContext)) {
      const message = `事業期間「${row.period.raw}」に元号がないため、${formatFiscalYear(row.period.start)}からと読んだ。`;
      warnings.push({ page: row.page, code: 'period-era', message });
    }
    warnOfWording(entry, policyTitles[row.policy - 1] ?? '', warnings);
    warnOfResults(entry, warnings);
    warnOfHistory(entry, warnings);
    return entry;
  });
}

/** The page that the list announces and the line at which another sheet, or none, stands in its place. */
function findFirstMismatch(rows: readonly PrintedRow[], sheets: readonly PrintedSheet[]): ReportPlace {
  const index = rows.findIndex((row, at) => {
    const sheet = sheets[at];
    // Programmes that stand side by side may have names alike, but hardly the same cost.
    return (
      !sheet ||
      !isAnnounced(sheet, row) ||
      !isOnPage(sheet, row) ||
      sheet.costThousandYen !== row.costThousandYen
    );
  });
  // Where every row has its sheet, the first one after them is the one too many.
  const sheet = sheets[index < 0 ? rows.length : index] ?? sheets.at(-1);
  const row = rows[index];
  if (sheets.length < rows.length) return { page: row?.page, line: sheet?.line };
  return { line: sheet?.line, listLine: (row ?? rows.at(-1))?.line };
}

function isAnnounced(sheet: PrintedSheet, row: PrintedRow): boolean {
  return row.repeat === sheet.repeat && isSimilarName(row.name, sheet.names.join(''));
}

/** Most sheets do not have their page number printed where it can be read. */
function isOnPage({ printedPage }: PrintedSheet, { page }: PrintedRow): boolean {
  return printedPage === null || printedPage === page;
}

function warnOfWording({ row, sheet }: Entry, policyTitle: string, warnings: CatalogueWarning[]): void {
  const warn = (code: string, message: string) => warnings.push({ page: row.page, code, message });
  const onSheet = sheet.names.join('');
  if (foldText(row.name) !== foldText(onSheet)) {
    warn('name-differs', `事業名が一覧「${row.name}」と個票「${onSheet}」で異なる。`);
  }
  if (foldText(sheet.policyTitle) !== foldText(policyTitle)) {
    warn('policy-wording', `個票の基本方針が「${sheet.policyTitle}」と書かれている。`);
  }
  for (const heading of sheet.missingHeadings)
    warn('heading-missing', `個票の見出し「${heading}」又はその番号がない。`);
  for (const { number, text } of sheet.unclearEnds)
    warn(
      'line-end-unclear',
      `${number}行目「${text}」で段落が終わるかどうか、行末の空白がないため分からない。`,
    );
  if (sheet.costNote) warn('cost-note', `事業費に注記がある: ${sheet.costNote}`);
}

function warnOfResults({ row, sheet, results }: Entry, warnings: CatalogueWarning[]): void {
  const warn = (code: string, message: string) => warnings.push({ page: row.page, code, message });
  for (const section of new Set(results.map((result) => result.section).filter(isContradictory))) {
    warn('section-contradictory', `実績の見出し「${section}」は言葉が食い違う。括弧内に従った。`);
  }
  for (const label of listEmptyTables(sheet.resultLines))
    warn('section-empty', `実績の見出し「${label}」の下に行がない。`);
  for (const line of listLostLabels(sheet.resultLines))
    warn('section-lost', `${line.number}行目「${line.text}」の前に実績の見出しがない。`);
  for (const label of listUnclearLabels(sheet.resultLines))
    warn('section-unclear', `実績の見出し「${label}」が経過か結果か分からない。`);
  if (results.length === 0) warn('section-empty', '実績がない。');
  for (const result of results) {
    const { kind, item, value, section, uncertain } = result;
    if (kind === 'asWritten')
      warn('results-as-written', '実績が項目と値の表でないため、書かれたまま収めた。');
    else if (
      uncertain &&
      !(isContradictory(section) && value.split('\n').every(isValue) && !holdsAmount(item))
    ) {
      warn('result-uncertain', describeUncertainResult(item));
    } else if (mayBeSeveralRows(result)) warn('item-lines', describeItemLines(item));
    else if (mayHaveTwoValues(result)) warn('value-lines', describeValueLines(item));
  }
}

function warnOfHistory({ row, sheet, history }: Entry, warnings: CatalogueWarning[]): void {
  const warn = (code: string, message: string) => warnings.push({ page: row.page, code, message });
  for (const { number, text } of listLostEntries(sheet.historyLines))
    warn('history-unclear', `事業の経緯の${number}行目「${text}」が年度の項目として読めない。`);
  history.forEach(({ era, fiscalYear }, index) => {
    const before = history[index - 1];
    if (before && fiscalYear < before.fiscalYear)
      warn('history-order', `事業の経緯の「${era}」が「${before.era}」の後にある。`);
  });
  if (history.length === 0) warn('history-missing', '事業の経緯がない。');
}

/**
 * The entry that a repeated one (再掲) repeats: the one with a common name in list or on sheet,
 * the same cost and the same period, or with a name alike if there is but one. Whole names are compared: without their bracketed
 * parts two programmes of different departments would be one.
 * @throws ReportError when there is none
 */
export function getOriginal(repeat: Entry, entries: readonly Entry[]): Entry {
  const names = new Set(listNames(repeat));
  const alike = entries.filter(
    ({ row }) =>
      !row.repeat &&
      row.costThousandYen === repeat.row.costThousandYen &&
      row.period.raw === repeat.row.period.raw,
  );
  const [similar, ...others] = alike.filter(({ row }) => isSimilarName(row.name, repeat.row.name));
  const original =
    alike.find((entry) => listNames(entry).some((name) => names.has(name))) ??
    (others.length === 0 ? similar : undefined);
  if (!original) {
    throw new ReportError(
      'original-missing',
      { page: repeat.row.page, line: repeat.row.line },
      repeat.row.name,
    );
  }
  return original;
}

function listNames({ row, sheet }: Entry): string[] {
  return [row.name, sheet.names.join('')].map(foldText);
}

/** Whether a repeated sheet tells the same as its original, line breaks and width apart. */
export function tellsTheSame(a: Entry, b: Entry): boolean {
  return told(a) === told(b);
}

function told({ sheet, results, history }: Entry): string {
  return foldText(
    [
      sheet.description,
      ...results.flatMap(({ kind, item, value }) => [kind, item, value]),
      ...history.flatMap(({ era, event, formerName, text }) => [era, event, formerName ?? '', text]),
    ].join(''),
  );
}
