import Papa from 'papaparse';
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

/** The records of a CSV text (comma, semicolon or tab), empty ones left out. @throws UnreadableCsv */
export function readCsv(text: string): CsvRow[] {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
    delimiter: guessDelimiter(text),
  });
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) throw new UnreadableCsv('brokenQuotes', (broken.row ?? 0) + 1);
  const rows = data
    .map((cells, index) => ({ row: index + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length === 0) throw new UnreadableCsv('empty');
  return rows;
}

/** The separator that occurs most outside quotation marks; Papa's own guess fails on lists of two columns. */
function guessDelimiter(text: string): string {
  const sample = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '');
  const counts = [',', '\t', ';'].map((delimiter) => ({ delimiter, count: sample.split(delimiter).length }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).delimiter;
}
