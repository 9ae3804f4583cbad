import { formatCsv } from '#domain/canonical/csv.ts';
import type { BookLine } from './describe-book.ts';
import type { SayWord } from './book-words.ts';
import { READING } from '#domain/tabulation/engine/figures.ts';
import { roundPercent, type LaidRow, type LaidTable } from './lay-out-table.ts';

type CsvRow = (string | number | null)[];

/** A table of a book with what has to be said of it. */
export interface DescribedTable {
  number: number;
  table: LaidTable;
  lines: readonly BookLine[];
  notes: readonly string[];
}

/**
 * A whole book as one CSV text (RFC 4180): first what holds for all, then each table under its number and
 * heading, what it is, its figures and how they are read, with an empty line between. Percentages are numbers with one
 * decimal; groups that are too small keep their base only.
 */
export function formatBookCsv(
  title: string,
  overview: readonly BookLine[],
  tables: readonly DescribedTable[],
  say: SayWord,
): string {
  return formatCsv([
    [title],
    ...overview.map((line): CsvRow => [...line]),
    ...tables.flatMap(({ number, table, lines, notes }): CsvRow[] => [
      [],
      [`${say('table')} ${number}`, table.heading],
      ...lines.map((line): CsvRow => [...line]),
      ...listFigures(table, say),
      ...notes.map((note): CsvRow => [note]),
    ]),
  ]);
}

function listFigures(table: LaidTable, say: SayWord): CsvRow[] {
  if (table.kind === 'number') return listAverages(table, say);
  return table.layout === 'simple' ? listAnswers(table, say) : listGroups(table, say);
}

function listAnswers({ columns, rows, isWeighted }: LaidTable, say: SayWord): CsvRow[] {
  const total = rows[0]!;
  const hasIntervals = total.cells.some(({ low }) => low !== null);
  return [
    [
      say('answer'),
      say(isWeighted ? 'weightedCount' : 'count'),
      say('percent'),
      ...(hasIntervals ? [say('low'), say('high')] : []),
    ],
    [say('total'), total.weightedBase ?? total.base, total.base === 0 ? null : 100],
    ...columns.map(({ label }, index): CsvRow => {
      const cell = total.cells[index]!;
      return [
        label,
        cell.count,
        roundPercent(cell, total),
        ...(hasIntervals ? [toTenths(cell.low), toTenths(cell.high)] : []),
      ];
    }),
  ];
}

function listGroups({ layout, columns, rows, isWeighted, hasLetters }: LaidTable, say: SayWord): CsvRow[] {
  const count = say(isWeighted ? 'weightedCount' : 'count');
  return [
    [
      say(layout === 'grid' ? 'question' : 'group'),
      ...baseHeads(isWeighted, say),
      ...columns.map(({ label }) => `${label} (${count})`),
      ...columns.map(({ label }) => `${label} (%)`),
      ...(hasLetters ? columns.map(({ label }) => `${label} (${say('letters')})`) : []),
    ],
    ...rows.map((row): CsvRow => [
      nameRow(row, hasLetters),
      ...bases(row),
      ...(row.isHidden
        ? [say('hidden', { limit: READING.hideBelow })]
        : [
            ...row.cells.map(({ count: amount }) => amount),
            ...row.cells.map((cell) => roundPercent(cell, row)),
            ...(hasLetters ? row.cells.map(({ letters }) => letters) : []),
          ]),
    ]),
  ];
}

function listAverages({ rows, isWeighted }: LaidTable, say: SayWord): CsvRow[] {
  return [
    [say('group'), ...baseHeads(isWeighted, say), say('mean'), say('sd'), say('low'), say('high')],
    ...rows.map((row): CsvRow => {
      const { mean, sd, low, high } = row.average ?? { mean: null, sd: null, low: null, high: null };
      const figures = row.isHidden ? [say('hidden', { limit: READING.hideBelow })] : [mean, sd, low, high];
      return [row.label, ...bases(row), ...figures];
    }),
  ];
}

function baseHeads(isWeighted: boolean, say: SayWord): string[] {
  return [say('n'), ...(isWeighted ? [say('weightedBase')] : [])];
}

function bases({ base, weightedBase }: LaidRow): number[] {
  return [base, ...(weightedBase === null ? [] : [weightedBase])];
}

/** With its letter, where others call it by that. */
export function nameRow({ label, letter }: LaidRow, hasLetters: boolean): string {
  return hasLetters && letter !== null ? `${letter}. ${label}` : label;
}

function toTenths(percent: number | null): number | null {
  return percent === null ? null : Math.round(percent * 10) / 10;
}
