import { foldText } from '#domain/canonical/text.ts';
import { findEraYear } from '#domain/catalogue/printed-figures.ts';
import { isSimilarName } from './names.ts';
import { ReportError } from './report-error.ts';
import { readLines, type ReportLine } from './report-lines.ts';

/** The report cut at the headings of its parts. */
export interface ReportSections {
  fiscalYear: number;
  /** The line that opens every sheet. */
  sheetTitle: string;
  policyYears: ReportLine[];
  newProgrammes: ReportLine[];
  list: ReportLine[];
  implementation: ReportLine[];
  environment: ReportLine[];
}

const TITLE = foldText('中小企業振興基本条例に基づく年次報告');
/** The cover ends within this many lines that are not blank. */
const COVER_LINES = 10;

/**
 * Cuts the text of an annual report into its parts.
 * @throws ReportError when the cover is not that of the annual report or a part is missing
 */
export function splitSections(text: string): ReportSections {
  const lines = readLines(text);
  const cover = lines.slice(0, COVER_LINES).map((line) => line.text);
  const title = lines.slice(0, COVER_LINES).find((line) => foldText(line.text).endsWith(TITLE));
  if (!title) throw new ReportError('not-the-report');
  const [printed = ''] = /(?:平成|令和)\s*(?:元|[0-9０-９]{1,2})\s*年度/.exec(cover.join('\n')) ?? [];
  const fiscalYear = findEraYear(printed)?.fiscalYear;
  if (fiscalYear === undefined) throw new ReportError('year-unreadable', { line: title.number }, cover[0]);

  const year = printed.replace(/\s/g, '');
  const sheetTitle = `${year}に実施した中小企業振興施策`;
  const headings = [
    '表 青森県中小企業振興基本条例に係る８つの基本方針別・年度別事業数及び事業費',
    '（１）８つの基本方針別の主なポイント',
    `（１）${year}の新規事業`,
    `（２）${year}の中小企業振興施策一覧`,
    `（３）${year}の中小企業振興施策実施状況`,
    '３ 本県中小企業を取り巻く環境',
    '４ 参考資料',
    '中小企業振興庁内連絡会議設置要綱',
  ];
  const starts = findInOrder(lines, headings);
  const part = (index: number) => lines.slice((starts[index] ?? 0) + 1, starts[index + 1]);
  return {
    fiscalYear,
    sheetTitle,
    policyYears: part(0),
    newProgrammes: part(2),
    list: part(3),
    implementation: part(4),
    environment: part(5),
  };
}

/**
 * Where each heading stands alone on a line. In the table of contents it is followed
 * by dashes and a page, but for two headings of part 1, so the search begins at the first table.
 */
function findInOrder(lines: readonly ReportLine[], headings: readonly string[]): number[] {
  const starts: number[] = [];
  for (const heading of headings) {
    const wanted = foldText(heading);
    const from = (starts.at(-1) ?? -1) + 1;
    const start = lines.findIndex(({ text }, index) => index >= from && foldText(text) === wanted);
    if (start < 0)
      throw new ReportError(
        'section-missing',
        { line: findLost(lines, from, headings, starts.length) },
        heading,
      );
    starts.push(start);
  }
  return starts;
}

/** Where a heading that was not found should stand: its like, else what follows it, else where the search began. */
function findLost(
  lines: readonly ReportLine[],
  from: number,
  headings: readonly string[],
  index: number,
): number | undefined {
  const wanted = foldText(headings[index] ?? '');
  const following = foldText(headings[index + 1] ?? '');
  const after = lines.slice(from);
  const isAlike = ({ text }: ReportLine) =>
    Math.abs(foldText(text).length - wanted.length) <= wanted.length / 2 && isSimilarName(text, wanted);
  const lost = after.find(isAlike) ?? after.find(({ text }) => foldText(text) === following) ?? after[0];
  return lost?.number;
}
