import type { ProgrammeResult, Quantity, ResultKind } from '#domain/catalogue/model.ts';
import { findEraYear } from '#domain/catalogue/printed-figures.ts';
import { countColumns } from './line-ends.ts';
import { holdsAmount, holdsLabel, isValue, listQuantities } from './quantities.ts';
import { joinWrapped, type ReportLine } from './report-lines.ts';
import { SECTION_LABEL } from './sheet.ts';

const COLUMN_HEADINGS = /^(?:項\s*目\s*名|資\s*金\s*名)\s+件数[・･]金額(?:など)?$/;
const OPENS_BRACKET = /^[（(]/;

interface Section {
  label: string;
  lines: ReportLine[];
}

/** A row of the table: the lines of its two cells. */
interface TableRow {
  items: string[];
  values: string[];
}

/**
 * The results of a sheet, one for each row of its tables 経過 and 結果. A cell of several
 * lines keeps them, parted by a line break, and its lines are paired with the value's in order.
 * `uncertain` are rows whose cells do not pair or hold parts of another row, and tables whose
 * label contradicts itself.
 * Results that are no such table are kept in one entry, `asWritten`.
 * @param fiscalYear the year of the report; other times that an item names go to `period`
 */
export function parseResults(lines: readonly ReportLine[], fiscalYear: number): ProgrammeResult[] {
  return splitByLabels(lines).flatMap(({ label, lines: own }) =>
    label === '' ? keepAsWritten(own) : readTable(own).map((row) => readResult(row, label, fiscalYear)),
  );
}

/** The labels of tables that have no row: one of their lines has become something else, or was lost. */
export function listEmptyTables(lines: readonly ReportLine[]): string[] {
  return splitByLabels(lines).flatMap((section) => (section.lines.length === 0 ? [section.label] : []));
}

/** Headings of columns behind rows, and labels not to be recognised: a table has lost its own label. */
export function listLostLabels(lines: readonly ReportLine[]): ReportLine[] {
  let hasRows = false;
  return lines.filter((line) => {
    if (SECTION_LABEL.test(line.text)) hasRows = false;
    else if (COLUMN_HEADINGS.test(line.text)) return hasRows;
    else if (line.text.includes('事業実績')) return true;
    else hasRows = true;
    return false;
  });
}

/** Labels that do not say 経過 or 結果 beside one that does. */
export function listUnclearLabels(lines: readonly ReportLine[]): string[] {
  const labels = splitByLabels(lines).map(({ label }) => label);
  const isClear = (label: string) => kindOf(label) !== 'unlabelled';
  return labels.some(isClear) ? labels.filter((label) => label !== '' && !isClear(label)) : [];
}

/**
 * Whether a value of several lines may have in it the value of a row whose item was lost: those of one
 * row are a number of things and of people, which its item names both, or a number and an amount of money.
 */
export function mayHaveTwoValues({ item, value }: Pick<ProgrammeResult, 'item' | 'value'>): boolean {
  const values = value.split('\n');
  if (values.length < 2 || item.includes('\n') || values.some((line) => /[（(]/.test(line))) return false;
  return values.length > 2 || !(/[・、]|及び|と/.test(item) || value.endsWith('千円'));
}

/** An item of so many lines may be several rows' whose values were lost. */
const MANY_LINES = 3;
/** A line of fewer columns leaves room: what stands below it is hardly its second half. */
const ROOMY_COLUMNS = 24;

/** Whether an item's lines may be the items of several rows, with one row's value left. */
export function mayBeSeveralRows({ item, value }: Pick<ProgrammeResult, 'item' | 'value'>): boolean {
  const [first = '', second, ...others] = item.split('\n');
  if (second === undefined) return false;
  if (others.length + 2 >= MANY_LINES) return true;
  const isOne = value.split('\n').length === 1 && !OPENS_BRACKET.test(second);
  if (/[数額率]\s+\S/.test(first)) return true;
  return isOne && (countColumns(first) < ROOMY_COLUMNS || /[数額率][）)]?$/.test(first));
}

function splitByLabels(lines: readonly ReportLine[]): Section[] {
  const sections: Section[] = [];
  for (const line of lines) {
    if (SECTION_LABEL.test(line.text)) sections.push({ label: line.text, lines: [] });
    else if (!COLUMN_HEADINGS.test(line.text)) {
      if (sections.length === 0) sections.push({ label: '', lines: [] });
      sections.at(-1)?.lines.push(line);
    }
  }
  return sections;
}

/** One entry that keeps the lines: tables of another form cannot be told from text. */
function keepAsWritten(lines: readonly ReportLine[]): ProgrammeResult[] {
  const value = joinWrappedLines(lines)
    .map(({ text }) => text)
    .join('\n');
  return value === ''
    ? []
    : [{ kind: 'asWritten', section: '', item: '', value, quantities: [], uncertain: true }];
}

/** The extraction gives a row's item line by line and then its value, or both on one line. */
function readTable(lines: readonly ReportLine[]): TableRow[] {
  const rows: TableRow[] = [];
  let row: TableRow = { items: [], values: [] };
  for (const line of joinWrappedLines(lines)) {
    const isComplete = row.values.length > 0;
    if (isValueOf(row, line)) row.values.push(line.text);
    else {
      if (isComplete) {
        rows.push(row);
        row = { items: [], values: [] };
      }
      const [item, value] = splitItemAndValue(line.text);
      row.items.push(item);
      if (value !== null) row.values.push(value);
    }
  }
  return row.items.length > 0 ? [...rows, row] : rows;
}

/** A line without a break of its own runs on. */
function joinWrappedLines(lines: readonly ReportLine[]): ReportLine[] {
  const whole: ReportLine[] = [];
  for (const line of lines) {
    const last = whole.at(-1);
    if (last && !last.ends)
      whole[whole.length - 1] = { ...last, text: joinWrapped(last.text, line.text), ends: line.ends };
    else whole.push(line);
  }
  return whole;
}

/**
 * Whether a line belongs to the value of the row before it: it is an amount, or it begins
 * another cell than the item's lines, or it is a remark in brackets behind an amount.
 */
function isValueOf({ items, values }: TableRow, { text, spaced }: ReportLine): boolean {
  if (items.length === 0) return false;
  const last = values.at(-1);
  if (last !== undefined) return isValue(text) || OPENS_BRACKET.test(text) || hasOpenBracket(values.join(''));
  return isValue(text) || (!spaced && !OPENS_BRACKET.test(text));
}

function hasOpenBracket(text: string): boolean {
  return (text.match(/[（(]/g) ?? []).length > (text.match(/[）)]/g) ?? []).length;
}

/** Splits `交流会の開催回数 １０回` at the white space in front of its amounts. */
function splitItemAndValue(text: string): [item: string, value: string | null] {
  for (const { index } of text.matchAll(/\s+/g)) {
    const value = text.slice(index).trim();
    if (isValue(value)) return [text.slice(0, index).trim(), value];
  }
  return [text, null];
}

function readResult({ items, values }: TableRow, section: string, fiscalYear: number): ProgrammeResult {
  const item = items.map(tidySpaces).join('\n');
  const quantities = readQuantities(items, values);
  const period = findPeriod(item, fiscalYear);
  const isUnread = !values.every(isValue) && (quantities.length === 0 || !/[（(]/.test(values.join('')));
  const isCountedTwice = items.length === 1 && countsTwice(values);
  const isMixed = isCountedTwice || holdsAmount(item) || quantities.some(({ unit }) => holdsLabel(unit));
  return {
    kind: kindOf(section),
    section,
    item,
    value: values.map((line) => line.replace(/\s+/g, ' ')).join('\n'),
    quantities,
    ...(period ? { period } : {}),
    uncertain:
      values.length === 0 || isUnread || isMixed || !isPaired(items, values) || isContradictory(section),
  };
}

/** Letter-spaced words (県 内 企 業 と …) closed up, columns of spaces made one. */
function tidySpaces(text: string): string {
  const isSpaced = /^(?:\S\s+){4,}/.test(text);
  const closed = isSpaced ? text.replace(/(?<=^|\s)(\S)\s+(?=\S(?:\s|$))/g, '$1') : text;
  return closed.replace(/\s+/g, ' ');
}

function kindOf(section: string): ResultKind {
  if (/[（(]経過[）)]$/.test(section)) return 'process';
  return /[（(]結果[）)]$/.test(section) ? 'outcome' : 'unlabelled';
}

/** Applications and enquiries are the course of a programme, grants and events its outcome. */
export function isContradictory(section: string): boolean {
  return /^申込.*[（(]結果[）)]$|^補助.*[（(]経過[）)]$/.test(section);
}

/** Lines pair when one of the cells has one line, or both have as many. */
function isPaired(items: readonly string[], values: readonly string[]): boolean {
  return items.length === 1 || values.length === 1 || items.length === values.length;
}

function readQuantities(items: readonly string[], values: readonly string[]): Quantity[] {
  return values.flatMap((value, index) => {
    const ownItem = items.length === values.length ? items[index] : undefined;
    return listQuantities(value, ownItem ?? items.join(''));
  });
}

/** Whether two lines of a value give amounts of one unit: they may be of two rows. */
function countsTwice(values: readonly string[]): boolean {
  const own = values.filter((value) => !OPENS_BRACKET.test(value));
  const units = own.map((value) =>
    listQuantities(value, '')
      .map(({ unit }) => unit)
      .join(),
  );
  return units.some((unit, index) => unit !== '' && units.indexOf(unit) < index);
}

const YEAR = '(?:平成|令和|[HＨRＲ])(?:元|[0-9０-９]{1,2})';
const PERIOD = new RegExp(
  `${YEAR}[.．][0-9０-９]{1,2}～${YEAR}[.．][0-9０-９]{1,2}|${YEAR}(?:、[0-9０-９]{1,2})?(?:年[0-9０-９]{1,2}月末|年度[上下]期|年度からの継続|年度|年産|[.．][0-9０-９.．]+(?:末)?現在)?` +
    '|(?<![0-9０-９])[0-9０-９]{2}年度[上下]期',
);

/** The time that an item names for itself, when it is not simply the year of the report. */
function findPeriod(item: string, fiscalYear: number): string | undefined {
  const period = PERIOD.exec(item)?.[0];
  if (period === undefined) return undefined;
  const year = findEraYear(period);
  return year?.written === period && year.fiscalYear === fiscalYear ? undefined : period;
}
