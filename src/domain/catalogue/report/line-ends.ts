import { isValue } from './quantities.ts';
import { EVENT } from './events.ts';
import { CLOSES_SENTENCE, STARTS_ITEM, type ReportLine } from './report-lines.ts';

/** What lines stand in: running text of a sheet, a table of results, or text as wide as the page. */
export type Cell = 'text' | 'results' | 'page';

/** Columns at which a line of the cell may be full, full-width characters counting two; a shorter one was ended. */
const FULL_COLUMNS: Record<Cell, number> = { text: 46, results: 36, page: 68 };
const OPEN_BRACKET = /[（(][^）)]*$/;
/** The column of items is narrower; wider lines are text. */
const WIDEST_ITEM = 40;
/** A remark, a ditto, a heading of the table or a numbered item begins a line of its own in a table of results. */
const OPENS_LINE = /^(?:[（(〃]|.*事業実績)/;
/** A pillar's title in a chapter's introduction, or the beginning of one. */
const TITLE = /^[（(][^（）()]{6,}[）)]?$/;
/** Begins an item, but without items before it the second of two words: 進学・就職. */
const BULLET = /^[・･]/;
/** A year, or an item set off, begins a line of its own in running text. */
const OPENS_PARAGRAPH = /^(?:(?:昭和|平成|令和)[元0-9０-９]+年度?(?:以降|\s|$)|[・･]\s)/;
const YEAR_AND_EVENT = new RegExp(`^(?:昭和|平成|令和)[元0-9０-９]+年度?\\s+${EVENT}`);
/** An entry of the history whose name stands behind its event. */
const NAMED_YEAR = /^(?:昭和|平成|令和).*」$/;
/** An item of results ends with what is counted, or with a remark. */
const ENDS_ITEM = /(?:[回人者件]数|[）)。])$/;
/** Katakana on both sides, or hiragana behind: the break is within a word or phrase. */
const BREAKS_WORD =
  /[\p{Script=Katakana}ー]\n[\p{Script=Katakana}ー]|[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}]\n\p{Script=Hiragana}/u;

/** Lines whose ends are settled, and the first of them that could be read either way. */
export interface SettledLines {
  lines: ReportLine[];
  uncertain: ReportLine | undefined;
}

/**
 * Settles where lines end a paragraph. A text from which the blanks at the ends of lines were
 * stripped says so nowhere: then a line runs on when it is full, unless it closes a sentence or
 * what follows begins one. Where the text has its marks they hold, but for a line that lost its
 * own: a short one of running text, one in front of a year, and in a table one beside an amount.
 */
export function settleEnds(lines: readonly ReportLine[], cell: Cell): SettledLines {
  let uncertain: ReportLine | undefined;
  const settled = lines.map((line, index) => {
    const next = lines[index + 1];
    if (line.ends || !next) return line;
    const isListed = lines.slice(0, index + 1).some(({ text }) => BULLET.test(text));
    const ends = line.isEndMarked ? hasLostItsMark(line, next, cell) : isEnd(line, next, cell, isListed);
    const isDoubted = line.isEndMarked ? ends : isDoubtful(line, next, cell);
    if (isDoubted) uncertain ??= line;
    return { ...line, ends };
  });
  return { lines: settled, uncertain };
}

function hasLostItsMark(line: ReportLine, next: ReportLine, cell: Cell): boolean {
  if (cell === 'page' && TITLE.test(next.text)) return true;
  if (cell === 'results') {
    if (closesCell(line.text) || isValue(next.text)) return true;
    return countColumns(line.text) < FULL_COLUMNS.results && !runsInto(line, next);
  }
  const opensEntry = OPENS_PARAGRAPH.test(next.text) && CLOSES_SENTENCE.test(line.text);
  return isShort(line, cell) || opensEntry || YEAR_AND_EVENT.test(next.text);
}

function isEnd(line: ReportLine, next: ReportLine, cell: Cell, isListed: boolean): boolean {
  if (cell === 'results') return isItemEnd(line, next);
  if (cell === 'page' && TITLE.test(next.text)) return true;
  if (isShort(line, cell) || OPENS_PARAGRAPH.test(next.text) || NAMED_YEAR.test(line.text)) return true;
  if (/[。｡．]$/.test(line.text)) return true;
  if (next.indented) return CLOSES_SENTENCE.test(line.text);
  return STARTS_ITEM.test(next.text) && (isListed || !BULLET.test(next.text));
}

function isItemEnd(line: ReportLine, next: ReportLine): boolean {
  if (OPEN_BRACKET.test(line.text)) return line.text.endsWith('、');
  if (closesCell(line.text) || isValue(next.text) || OPENS_LINE.test(next.text)) return true;
  if (runsInto(line, next)) return false;
  return isShort(line, 'results') || ENDS_ITEM.test(line.text) || STARTS_ITEM.test(next.text);
}

/** Whether a bracket or a word goes on in the next line. */
function runsInto({ text }: ReportLine, next: ReportLine): boolean {
  return OPEN_BRACKET.test(text) || BREAKS_WORD.test(`${text}\n${next.text}`);
}

/** Where a sentence ends with a full line and nothing sets off what follows, that may be its next one. */
function isDoubtful(line: ReportLine, next: ReportLine, cell: Cell): boolean {
  if (cell === 'results') return countColumns(line.text) > WIDEST_ITEM && !closesCell(line.text);
  if (isShort(line, cell) || next.indented || OPENS_PARAGRAPH.test(next.text)) return false;
  return /[。｡）)]$/.test(line.text) && !STARTS_ITEM.test(next.text);
}

/** A row of a table ends with its amount, on a line of its own or behind the item. */
function closesCell(text: string): boolean {
  return isValue(text) || [...text.matchAll(/\s+/g)].some(({ index }) => isValue(text.slice(index)));
}

function isShort({ text }: ReportLine, cell: Cell): boolean {
  return countColumns(text) < FULL_COLUMNS[cell];
}

/** Columns that a text takes in a fixed-width font, its gaps being one wide. */
export function countColumns(text: string): number {
  let columns = 0;
  for (const character of text.replace(/\s+/g, ' '))
    columns += /[ -\u00ff\uff61-\uff9f]/.test(character) ? 1 : 2;
  return columns;
}
