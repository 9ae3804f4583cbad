import Papa from 'papaparse';
import { withoutTextFormula } from '#domain/canonical/csv.ts';
import { ALIGNED, DELIMITERS, IN_SENTENCES, type Delimiter } from './delimiters.ts';
import type { CsvRow } from '#domain/casework/account-import/account-import-columns.ts';

/** The text is no table; `row` as a spreadsheet counts. */
export class UnreadableCsv extends Error {
  constructor(
    readonly reason: 'brokenQuotes' | 'empty',
    readonly row?: number,
  ) {
    super(`not readable as CSV: ${reason}${row === undefined ? '' : ` in row ${row}`}`);
    this.name = 'UnreadableCsv';
  }
}

/** How much of a text is tried with each separator. */
const SAMPLE_RECORDS = 200;

/** The records of a CSV text, empty ones left out. @throws UnreadableCsv */
export function readCsv(text: string, delimiter: Delimiter): CsvRow[] {
  const { data, errors } = parse(text, delimiter);
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) throw new UnreadableCsv('brokenQuotes', (broken.row ?? 0) + 1);
  const rows = data
    .map((cells, index) => ({ row: index + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length === 0) throw new UnreadableCsv('empty');
  return rows;
}

/** Lines of one file may end in different ways: it was put together from several. */
function parse(
  text: string,
  delimiter: Delimiter,
  options: Papa.ParseConfig = {},
): Papa.ParseResult<string[]> {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const [by, written] = delimiter === ALIGNED ? ['\t', plain.replace(GAP, '\t')] : [delimiter, plain];
  const read = (parted: string): Papa.ParseResult<string[]> =>
    Papa.parse<string[]>(parted, { ...options, delimiter: by, newline: '\n' });
  let parsed = read(written);
  const hasLateQuotes = parsed.data.some((cells) => cells.some((cell) => LATE_QUOTE.test(cell)));
  if (hasLateQuotes) parsed = read(withoutBlanksBeforeQuotes(written));
  return { ...parsed, data: parsed.data.map((cells) => cells.map(withoutTextFormula)) };
}

/** What parts columns that were aligned with blanks. */
const GAP = /[ \u3000]{2,}/g;
/** A cell whose quotes stand behind blanks, as people write: `甲社, "八戸市1, 2"`. Its quotes were taken for text. */
const LATE_QUOTE = /^[ \u3000]+"/;

function withoutBlanksBeforeQuotes(text: string): string {
  return text.replace(/"(?:[^"]|"")*"|[ \u3000]+(?=")/g, (part) => (part.startsWith('"') ? part : ''));
}

/**
 * The separator by which most headings are known, else the one by which most rows have the same
 * number of cells: cells may be full of commas, but not each row as full as the next. What also stands in sentences has to part
 * most rows: in a list of one column it stands in some of the names. Blanks alone have to part headings.
 */
export function guessDelimiter(text: string, countHeadings: (cells: readonly string[]) => number): Delimiter {
  const tried = DELIMITERS.map((delimiter) => {
    const { data } = parse(text, delimiter, { preview: SAMPLE_RECORDS, skipEmptyLines: 'greedy' });
    const counts = new Map<number, number>();
    for (const { length } of data) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + 1);
    const [width = 1, agreeing = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    // A heading that holds the others is one cell only.
    const headings = Math.max(
      0,
      ...data.slice(0, 10).map((cells) => (cells.length > 1 ? countHeadings(cells) : 0)),
    );
    const share = agreeing / data.length || 0;
    const isDoubtful = delimiter === ALIGNED && headings < 2;
    if (IN_SENTENCES.includes(delimiter) && (share <= 0.5 || isDoubtful))
      return { delimiter, headings: 0, share: 0, width: 1 };
    return { delimiter, headings, share, width };
  });
  return tried.reduce((best, each) =>
    (each.headings - best.headings || each.share - best.share || each.width - best.width) > 0 ? each : best,
  ).delimiter;
}
