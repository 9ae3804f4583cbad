import type { DescribedTable } from '#domain/tabulation/book/book-csv.ts';
import { nameRow } from '#domain/tabulation/book/book-csv.ts';
import type { SayWord } from '#domain/tabulation/book/book-words.ts';
import type { LaidCell, LaidRow, LaidTable } from '#domain/tabulation/book/lay-out-table.ts';
import { READING } from '#domain/tabulation/engine/figures.ts';
import type { NewCell, NewRow, NewSheet } from '#client/workers/workbook/new-sheet.ts';
import {
  averageStyle,
  baseStyle,
  CAUTION,
  countStyle,
  HEAD,
  HEAD_OF_NUMBERS,
  HIDDEN,
  LABEL,
  LETTERS,
  LINK,
  NOTE,
  percentStyle,
  TITLE,
  TOTAL_LABEL,
} from './book-styles.ts';

const LABEL_WIDTH = 28;
const ANSWER_LABEL_WIDTH = 44;
const BASE_WIDTH = 9;
const FIGURE_WIDTH = 11;
/** Notes are laid over so many characters at least, however narrow the table. */
const NOTE_WIDTH = 90;
const LINE_PT = 15;
/** No row of a workbook is higher. */
const MOST_PT = 409;
/** Link, title and caution, above the headings of the figures. */
const ROWS_ABOVE = 3;

/** The sheet of a table: percentages, then counts, then which groups differ, then what has to be said of it. */
export function layTableSheet(
  { number, table, lines, notes }: DescribedTable,
  name: string,
  contents: string,
  caution: string | null,
  say: SayWord,
): NewSheet {
  const { widths, head, blocks } =
    table.kind === 'number'
      ? layAverages(table, say)
      : table.layout === 'simple'
        ? layAnswers(table, say)
        : layGroups(table, say);
  const span = spanOf(widths);
  return {
    name,
    widths: withRoom(widths),
    frozen: { rows: ROWS_ABOVE + 1, columns: table.layout === 'simple' ? 1 : table.isWeighted ? 3 : 2 },
    links: [{ row: 0, column: 0, sheet: contents }],
    rows: [
      row({ value: say('toContents'), style: LINK }),
      row({ value: `${say('table')} ${number}  ${table.heading}`, style: TITLE }),
      row(caution === null ? { value: null } : { value: caution, style: CAUTION }),
      head,
      ...blocks,
      row(),
      ...lines.map(([label, value]) => layNote(say('pair', { label, value }), span)),
      ...notes.map((note) => layNote(note, span)),
    ],
  };
}

interface Figures {
  widths: number[];
  head: NewRow;
  blocks: NewRow[];
}

/** A simple table: an answer a row. */
function layAnswers({ columns, rows, isWeighted }: LaidTable, say: SayWord): Figures {
  const total = rows[0]!;
  const hasIntervals = total.cells.some(({ low }) => low !== null);
  const size = total.weightedBase ?? total.base;
  const percent = (value: number | null, isTotal = false): NewCell => ({
    value,
    style: percentStyle(0, null, isTotal),
  });
  const heads = [
    say(isWeighted ? 'weightedCount' : 'count'),
    say('percent'),
    ...(hasIntervals ? [say('low'), say('high')] : []),
  ];
  return {
    widths: [ANSWER_LABEL_WIDTH, ...heads.map(() => FIGURE_WIDTH + 2)],
    head: headRow(say('answer'), heads),
    blocks: [
      {
        cells: [
          { value: total.label, style: TOTAL_LABEL },
          { value: size, style: countStyle(isWeighted, true) },
          percent(size === 0 ? null : 100, true),
          ...(hasIntervals ? [percent(null, true), percent(null, true)] : []),
        ],
      },
      ...columns.map(({ label }, index): NewRow => {
        const { count, percent: share, low, high } = total.cells[index]!;
        return {
          cells: [
            { value: label, style: LABEL },
            { value: count, style: countStyle(isWeighted, false) },
            percent(share),
            ...(hasIntervals ? [percent(low), percent(high)] : []),
          ],
        };
      }),
    ],
  };
}

/** Groups or questions down the side: a block of percentages, one of counts and one of letters. */
function layGroups(table: LaidTable, say: SayWord): Figures {
  const { columns, rows, isWeighted, hasLetters, layout } = table;
  const corner = say(layout === 'grid' ? 'question' : 'group');
  const bases = [say('n'), ...(isWeighted ? [say('weightedBase')] : [])];
  const labels = columns.map(({ label }) => label);
  const head = (word: string): NewRow =>
    headRow(say('inUnit', { label: corner, unit: word }), [...bases, ...labels]);
  const block = (figure: (cell: LaidCell, row: LaidRow) => NewCell): NewRow[] =>
    rows.map((each) => groupRow(each, table, figure, say));
  return {
    widths: [LABEL_WIDTH, ...bases.map(() => BASE_WIDTH), ...labels.map(() => FIGURE_WIDTH)],
    head: head(say('percent')),
    blocks: [
      ...block(({ percent, level, rank }, { isTotal }) => ({
        value: percent,
        style: percentStyle(level, rank, isTotal),
      })),
      row(),
      head(say(isWeighted ? 'weightedCount' : 'count')),
      ...block(({ count }, { isTotal }) => ({ value: count, style: countStyle(isWeighted, isTotal) })),
      ...(hasLetters
        ? [row(), head(say('letters')), ...block(({ letters }) => ({ value: letters, style: LETTERS }))]
        : []),
    ],
  };
}

function layAverages(table: LaidTable, say: SayWord): Figures {
  const bases = [say('n'), ...(table.isWeighted ? [say('weightedBase')] : [])];
  const heads = [...bases, say('mean'), say('sd'), say('low'), say('high')];
  return {
    widths: [
      LABEL_WIDTH,
      ...bases.map(() => BASE_WIDTH),
      ...heads.slice(bases.length).map(() => FIGURE_WIDTH + 3),
    ],
    head: headRow(say('group'), heads),
    blocks: table.rows.map((each) => {
      const { mean = null, sd = null, low = null, high = null } = each.average ?? {};
      const figures = [mean, sd, low, high].map((value): NewCell => ({
        value,
        style: averageStyle(each.isTotal),
      }));
      return groupRow(each, table, undefined, say, figures);
    }),
  };
}

/** A group with its bases and figures; one that is too small says so instead. */
function groupRow(
  each: LaidRow,
  { isWeighted, hasLetters }: LaidTable,
  figure: ((cell: LaidCell, row: LaidRow) => NewCell) | undefined,
  say: SayWord,
  figures: NewCell[] = figure ? each.cells.map((cell) => figure(cell, each)) : [],
): NewRow {
  const { isTotal, isSmall, isHidden, base, weightedBase } = each;
  return {
    cells: [
      { value: nameRow(each, hasLetters), style: isTotal ? TOTAL_LABEL : LABEL },
      { value: base, style: baseStyle(isSmall ? say('small') : undefined, isTotal) },
      ...(isWeighted ? [{ value: weightedBase, style: countStyle(true, isTotal) }] : []),
      ...(isHidden ? [{ value: say('hidden', { limit: READING.hideBelow }), style: HIDDEN }] : figures),
    ],
  };
}

function headRow(corner: string, heads: readonly string[]): NewRow {
  const longest = Math.max(
    ...heads.map((head) => measure(head) / FIGURE_WIDTH),
    measure(corner) / LABEL_WIDTH,
  );
  return {
    heightPt: Math.min(MOST_PT, Math.max(1, Math.ceil(longest)) * LINE_PT + 3),
    cells: [
      { value: corner, style: HEAD },
      ...heads.map((value): NewCell => ({ value, style: HEAD_OF_NUMBERS })),
    ],
  };
}

/** A line of text over the width of the table, as high as it needs. */
export function layNote(text: string, { columns, width }: { columns: number; width: number }): NewRow {
  return {
    span: columns,
    heightPt: Math.min(MOST_PT, Math.max(1, Math.ceil(measure(text) / width)) * LINE_PT),
    cells: [{ value: text, style: NOTE }],
  };
}

/** A line of cells. */
export function row(...cells: NewCell[]): NewRow {
  return { cells };
}

/** Over how many columns notes are laid, and how many characters that is. */
function spanOf(widths: readonly number[]): { columns: number; width: number } {
  const all = withRoom(widths);
  let width = 0;
  let columns = 0;
  while (columns < all.length && width < NOTE_WIDTH) width += all[columns++]!;
  return { columns, width };
}

/** A narrow table gets empty columns beside it for its notes. */
function withRoom(widths: readonly number[]): number[] {
  const all = [...widths];
  for (let width = all.reduce((sum, each) => sum + each, 0); width < NOTE_WIDTH; width += FIGURE_WIDTH)
    all.push(FIGURE_WIDTH);
  return all;
}

/** The width of a text in Latin characters; Japanese ones take two. */
export function measure(text: string): number {
  return Array.from(text).reduce((width, character) => width + (character <= '\u00ff' ? 1 : 2), 0);
}
