import { foldText } from '#domain/canonical/text.ts';
import { readRow, unreadableRow, type PrintedRow } from './list-row.ts';
import { AMOUNT, DASH, parseAmount, type PeriodContext } from '#domain/catalogue/printed-figures.ts';
import { ReportError } from './report-error.ts';
import type { ChapterIntroduction } from './chapters.ts';
import { findAfterPrefix, joinWrapped, type ReportLine } from './report-lines.ts';

/** The row that lists all programmes of another policy again, with one sum. */
export interface AggregateRow {
  line: number;
  policy: number;
  name: string;
  ofPolicy: number;
  costThousandYen: number | null;
}

/** A policy's subtotals as printed; the second only where programmes are listed again. */
export interface PrintedSubtotal {
  line: number;
  policy: number;
  settlementThousandYen: number;
  withRepeatsThousandYen: number | null;
}

/** A pillar's heading, and the line of the list on which it begins. */
export interface DisplacedHeading {
  text: string;
  line: number;
}

/** The list of programmes (中小企業振興施策一覧), row by row. */
export interface ListTable {
  rows: PrintedRow[];
  aggregates: AggregateRow[];
  subtotals: PrintedSubtotal[];
  totalThousandYen: number;
  /** Pillar headings that the extraction moved behind the rows, joined. */
  displacedHeadings: DisplacedHeading[];
  /** By which the periods were read. */
  periodContext: PeriodContext;
}

const INCLUDING_REPEATS = /[（(]再掲含む。?[）)]$/;
const POLICY_TITLE = /^([①-⑳])(?!の各事業)(.+)$/;
/** The words of the column headings, which the extraction scatters behind the rows in any order. */
const COLUMN_HEADINGS =
  /^(?:ページ|事業名|事業|期間|[HR](?:元|\d+)決算|\(千円\)|21財団への|補助・委託|\(△は予算の一部|を補助委託\)|緊急|雇用|重点|主要|成果|担当課等|基本方針)+$/;
const SUM = new RegExp(`^(小計|合計|〃[（(]再掲含む。?[）)])(${AMOUNT})$`);
const AGGREGATE = new RegExp(`^(([①-⑳])の各事業[（(]再掲[）)])\\s*(${AMOUNT}|${DASH})$`);
const FIRST_CIRCLED = '①'.codePointAt(0) ?? 0;
/** The longest row of the list has five lines; more without a page number is no row. */
const MOST_LINES = 8;

/** The titles of the policies, which stand behind their rows, in the order of their numbers. */
export function parsePolicyTitles(lines: readonly ReportLine[]): string[] {
  const titles: string[] = [];
  const places: number[] = [];
  for (const { text, number } of lines) {
    const [, circled, title] = POLICY_TITLE.exec(text) ?? [];
    if (!circled || !title) continue;
    const index = circledNumber(circled) - 1;
    if (titles[index]) throw new ReportError('policy-titles', { line: number }, text);
    titles[index] = title.trim();
    places[index] = number;
  }
  const missing = [...titles].findIndex((title) => !title);
  if (titles.length === 0 || missing >= 0) {
    const lost = String.fromCodePoint(FIRST_CIRCLED + Math.max(missing, 0));
    // It stands between the titles of the policies before and after it.
    throw new ReportError('policy-titles', { line: places[missing - 1] ?? lines[0]?.number }, lost);
  }
  return titles;
}

/**
 * The list table. Policies end at their 小計; a row may run over several lines and may
 * have its pillar's heading fused in front of the name.
 * @param introductions the chapters', which give every pillar's title
 * @param fiscalYear the year of the report
 * @throws ReportError with page and line where a line belongs to nothing
 */
export function parseListTable(
  lines: readonly ReportLine[],
  introductions: readonly ChapterIntroduction[],
  fiscalYear: number,
): ListTable {
  const periodContext = {
    fiscalYear,
    countsInReiwa: lines.some(({ text }) => /[RＲ](?:元|[0-9０-９]+)決算/.test(text)),
  };
  const rows: PrintedRow[] = [];
  const aggregates: AggregateRow[] = [];
  const subtotals: PrintedSubtotal[] = [];
  const displacedHeadings: DisplacedHeading[] = [];
  const pillarTitles = introductions.flatMap(({ pillars }) => pillars.map(({ title }) => title));
  let totalThousandYen: number | null = null;
  let pending: ReportLine[] = [];
  let pillarTitle: string | null = null;
  let heading: DisplacedHeading | null = null;

  const closeHeading = () => {
    if (heading !== null)
      displacedHeadings.push({ ...heading, text: heading.text.replace(INCLUDING_REPEATS, '') });
    heading = null;
  };
  for (const line of lines) {
    const { text } = line;
    const dense = text.replace(/\s/g, '');
    const sum = SUM.exec(dense);
    const aggregate = AGGREGATE.exec(text);
    const columnHeading = COLUMN_HEADINGS.test(dense.normalize('NFKC'));
    if (sum || aggregate || columnHeading || POLICY_TITLE.test(text)) {
      closeHeading();
      if (pending[0]) throw unreadableRow(pending);
      if (sum) totalThousandYen = readSum(subtotals, sum, line) ?? totalThousandYen;
      if (aggregate) aggregates.push(readAggregate(aggregate, subtotals.length + 1, line));
      continue;
    }
    let rest = text;
    if (/^[・･]/.test(text)) {
      closeHeading();
      if (pending[0]) throw unreadableRow(pending);
      const fused = findFusedHeading(text.slice(1), pillarTitles);
      if (!fused) {
        if (readRow([line], 1, null, periodContext)) {
          const policy = subtotals.length + 1;
          const chapter = introductions.find(({ policies }) => policies.includes(policy));
          throw new ReportError('pillar-unknown', { line: chapter?.line, listLine: line.number }, text);
        }
        heading = { text: text.slice(1), line: line.number };
        continue;
      }
      pillarTitle = fused.title;
      rest = fused.rest;
    } else if (heading !== null) {
      const folded = foldText(heading.text);
      const isKnown = pillarTitles.some((title) => foldText(title) === folded);
      // A heading of other wording must not swallow the rows behind it.
      if (!isKnown && !readRow([line], 1, null, periodContext)) {
        heading = { ...heading, text: joinWrapped(heading.text, text) };
        continue;
      }
      closeHeading();
    }
    pending.push({ ...line, text: rest });
    const row = readRow(pending, subtotals.length + 1, pillarTitle, periodContext);
    if (row) {
      if (row.page <= (rows.at(-1)?.page ?? 0))
        throw new ReportError('row-order', { page: row.page, line: row.line });
      rows.push(row);
      pending = [];
      pillarTitle = null;
    } else if (pending.length >= MOST_LINES) {
      throw unreadableRow(pending);
    }
  }
  closeHeading();
  if (pending[0]) throw unreadableRow(pending);
  if (totalThousandYen === null) throw new ReportError('subtotal-missing', { line: lines.at(-1)?.number });
  return { rows, aggregates, subtotals, totalThousandYen, displacedHeadings, periodContext };
}

/** Notes a subtotal with its policy; gives the amount when the sum is the table's total. */
function readSum(
  subtotals: PrintedSubtotal[],
  [, label = '', printed = '']: RegExpExecArray,
  { number }: ReportLine,
): number | undefined {
  const amount = parseAmount(printed) ?? 0;
  const last = subtotals.at(-1);
  if (label === '合計') return amount;
  if (label === '小計') {
    subtotals.push({
      line: number,
      policy: subtotals.length + 1,
      settlementThousandYen: amount,
      withRepeatsThousandYen: null,
    });
  } else if (last) {
    last.withRepeatsThousandYen = amount;
  }
  return undefined;
}

/**
 * The line where a subtotal is missing or one too many: behind the rows that make up the amount
 * which the table by year gives the first policy whose rows do not, else at its subtotal.
 */
export function findWrongSubtotal(
  { rows, subtotals }: ListTable,
  amountOf: (policy: number) => number | null | undefined,
): number | undefined {
  for (const { policy, line, settlementThousandYen } of subtotals) {
    const own = rows.filter((row) => row.policy === policy && !row.repeat);
    let sum = 0;
    const reached = own.find((row) => (sum += row.costThousandYen ?? 0) === amountOf(policy));
    if (reached && reached !== own.at(-1)) return reached.line;
    if (sum !== settlementThousandYen) return line;
  }
  return subtotals.at(-1)?.line;
}

function readAggregate(
  [, name = '', circled = '', cost = '']: RegExpExecArray,
  policy: number,
  { number }: ReportLine,
): AggregateRow {
  return {
    line: number,
    policy,
    name,
    ofPolicy: circledNumber(circled),
    costThousandYen: parseAmount(cost) ?? null,
  };
}

function findFusedHeading(
  text: string,
  titles: readonly string[],
): { title: string; rest: string } | undefined {
  for (const title of titles) {
    const rest = findAfterPrefix(text, title)?.replace(/^[（(]再掲含む。?[）)]\s*/, '');
    if (rest) return { title, rest };
  }
  return undefined;
}

function circledNumber(circled: string): number {
  return Number(circled.normalize('NFKC'));
}
