import {
  formatPercent,
  formatPoints,
  NONE,
  type DifferenceLevel,
} from '#domain/tabulation/engine/figures.ts';
import { columnLetter } from '#domain/tabulation/statistics/column-proportions.ts';
import { readBlock, type ReadCell, type ReadRow } from '#domain/tabulation/engine/read-block.ts';
import type { Average } from '#domain/tabulation/statistics/average.ts';
import type { Table, TableBlock } from '#domain/tabulation/table.ts';
import { formatNumber } from '#ui/format.ts';
import type { Question } from './questions.ts';
import type { CellUnit, TableSelection } from './table-selection.ts';

/** The column of those who gave no answer; no option has this code. */
export const UNANSWERED = '.unanswered';

/** A cell of the page: of answers in codes a share, of numbers an average. */
export interface ViewCell extends ReadCell {
  average?: Partial<Average>;
  /** Of an average: of how many people it is, where that differs from cell to cell. */
  base?: number;
  /** Of another survey than the table's own: it did not offer this answer. */
  isNotOffered?: boolean;
  /** Of a survey among several: what its change is counted from. */
  before?: CellBefore;
}

/** A cell as it was in the survey before. */
export interface CellBefore {
  /** What the survey is called. */
  label: string;
  weight: number;
  base: number;
  /** Companies that are known to be in the group in both. */
  pairs: number;
  /** Of an average: what it was. */
  mean?: number | null;
}

/** What a question says of a group. */
export interface ViewPart {
  /** The group as the engine's block has it. */
  position: number | undefined;
  base: number;
  weightedBase: number;
  effectiveBase: number;
  isSmall: boolean;
  isHidden: boolean;
  cells: ViewCell[];
}

/** A group down the side, or everybody: one part for each question across. */
export interface ViewRow {
  key: readonly string[];
  label: string;
  isTotal: boolean;
  /** By which other groups name it where groups are compared with each other: of the engine's rows, empty ones too. */
  letter?: string | undefined;
  /** Of a survey's row among those of others: whether its shares are weighted. */
  isWeighted?: boolean;
  parts: ViewPart[];
}

/** The groups of one attribute, or of two nested ones. */
export interface ViewGroup {
  title: string;
  rows: ViewRow[];
  /** Groups to which nobody belongs; they are not among the rows. */
  emptyGroups: string[];
}

/** A question across the top. */
export interface ViewSection {
  question: Question;
  /** What its cells are; `number`: averages. */
  kind: TableBlock['kind'];
  columns: { code: string; label: string }[];
  /** How many in the base could not be shown the question, since their app was too old. */
  notShownCount: number;
  /** The engine's blocks, one for each group of the side. */
  blocks: TableBlock[];
}

/** Tables as they are read: labels, everybody first, no-answer last. */
export interface TableView {
  sections: ViewSection[];
  total: ViewRow;
  /** Everybody stands among the groups, as of several surveys: the total has no line of its own. */
  isTotalGrouped?: boolean;
  groups: ViewGroup[];
  isWeighted: boolean;
  /** The names of those of several surveys whose shares are weighted, where others' are not. */
  weightedAlone?: string[];
}

export interface ViewWords {
  total: string;
  unanswered: string;
  mean: string;
  sd: string;
}

/**
 * Puts tables, one for each question across, into words; what is counted, shared and hidden is the engine's
 * (`readBlock`).
 *
 * @returns `undefined` while the tables are those of another selection
 */
export function computeView(
  tables: readonly Table[],
  selection: Pick<TableSelection, 'items' | 'by' | 'base' | 'showsSmall' | 'weight'>,
  questions: readonly Question[],
  words: ViewWords,
): TableView | undefined {
  const { items, by, base, showsSmall } = selection;
  const stubs = by.length > 0 ? by : [[]];
  const findQuestion = (code: string) => questions.find((question) => question.code === code);
  const sections = items.flatMap((code, index) => {
    const question = findQuestion(code);
    const table = tables[index];
    return question && table && isOf(table, question, stubs) ? [{ question, table }] : [];
  });
  if (sections.length < items.length) return undefined;

  const read = sections.map(({ question, table }) =>
    stubs.map((_, stub) => {
      const width = question.columns.length;
      const blocks = table.blocks.slice(stub * width, (stub + 1) * width);
      const rows = blocks.map((block) => readBlock(block, base, showsSmall));
      return question.kind === 'numbers' ? joinAverages(rows) : readParts(rows[0]!, blocks[0]!);
    }),
  );
  const rowOf = (stub: number, row: number, label: string, key: readonly string[]): ViewRow => ({
    key,
    label,
    isTotal: row === 0,
    parts: read.map((parts) => parts[stub]![row]!.part),
  });
  const hasLetters = sections.some(({ table }) => table.spec.tests?.columnProportions);
  return {
    sections: sections.map(({ question, table }) =>
      toSection(
        question,
        table.blocks.filter((_, index) => index % question.columns.length === 0),
        base,
        words,
      ),
    ),
    total: rowOf(0, 0, words.total, []),
    groups: by.map((names, stub) => {
      const attributes = names.map((name) => findQuestion(name));
      const rows = read[0]![stub]!.slice(1).map(({ key }, index) => {
        const labels = key.map((code, level) => labelOf(attributes[level], code));
        const row = rowOf(stub, index + 1, labels.join(' › '), key);
        return hasLetters ? { ...row, letter: columnLetter(index) } : row;
      });
      const isEmpty = ({ parts }: ViewRow) => parts.every((part) => part.base === 0);
      return {
        title: attributes.map((attribute) => attribute?.label ?? '').join(' › '),
        rows: rows.filter((row) => !isEmpty(row)),
        // Of two attributes many combinations are of nobody, which nobody needs to read.
        emptyGroups: names.length > 1 ? [] : rows.filter(isEmpty).map(({ label }) => label),
      };
    }),
    isWeighted: sections.some(({ table }) => Boolean(table.spec.weight)),
  };
}

function isOf(table: Table, question: Question, stubs: readonly (readonly string[])[]): boolean {
  return (
    table.blocks.length === stubs.length * question.columns.length &&
    table.spec.banner.join() === question.columns.join() &&
    table.spec.stub.map((names) => names.join('~')).join() === stubs.map((names) => names.join('~')).join()
  );
}

function toSection(
  question: Question,
  blocks: TableBlock[],
  base: TableSelection['base'],
  words: ViewWords,
): ViewSection {
  const [block] = blocks;
  const unanswered = { code: UNANSWERED, label: words.unanswered };
  const columns =
    question.kind === 'number'
      ? [
          { code: 'mean', label: words.mean },
          { code: 'sd', label: words.sd },
        ]
      : question.kind === 'numbers'
        ? question.categories
        : [
            ...block!.columns.map((code) => ({ code, label: labelOf(question, code) })),
            ...(base === 'asked' ? [unanswered] : []),
          ];
  return {
    question,
    kind: block!.kind,
    columns: [...columns],
    notShownCount: block!.total.missing.notShown,
    blocks,
  };
}

function labelOf(question: Question | undefined, code: string): string {
  return question?.categories.find((category) => category.code === code)?.label ?? code;
}

interface ReadPart {
  key: readonly string[];
  part: ViewPart;
}

function readParts(rows: readonly ReadRow[], { kind }: TableBlock): ReadPart[] {
  return rows.map((row) => ({
    key: row.key,
    part: toPart(row, kind === 'number' ? averageCells(row) : row.cells),
  }));
}

function toPart(row: ReadRow, cells: ViewCell[]): ViewPart {
  const { position, base, weightedBase, effectiveBase, isSmall, isHidden } = row;
  return { position, base, weightedBase, effectiveBase, isSmall, isHidden, cells };
}

/** Mean and standard deviation of a number. */
function averageCells(row: ReadRow): ViewCell[] {
  const { mean = null, sd = null, low, high, averageBase } = row.average;
  return [
    { ...toAverageCell(row), average: { mean, sd, low: low ?? null, high: high ?? null, averageBase } },
    { ...toAverageCell(row), average: { mean: sd } },
  ];
}

/** The averages of several numbers beside each other, a row of each in one row. */
function joinAverages(numbers: readonly (readonly ReadRow[])[]): ReadPart[] {
  return numbers[0]!.map((first, index) => {
    const rows = numbers.map((each) => each[index]!);
    const most = rows.reduce((one, other) => (other.base > one.base ? other : one));
    return {
      key: first.key,
      part: toPart(
        most,
        rows.map((row) => ({
          ...toAverageCell(row),
          average: row.isHidden ? {} : row.average,
          base: row.base,
        })),
      ),
    };
  });
}

function toAverageCell({ base, weightedBase }: ReadRow): ViewCell {
  return {
    count: base,
    weight: weightedBase,
    share: null,
    columnShare: null,
    p: null,
    level: 0,
    letters: '',
  };
}

/** The same without marks of a difference from the total, where groups are compared with each other by letters. */
export function withoutMarks(view: TableView): TableView {
  const clear = (row: ViewRow): ViewRow => ({
    ...row,
    parts: row.parts.map((part) => ({
      ...part,
      cells: part.cells.map((cell) => ({ ...cell, level: 0 as const })),
    })),
  });
  return { ...view, groups: view.groups.map((group) => ({ ...group, rows: group.rows.map(clear) })) };
}

/** Stands where a survey did not offer an answer, as `-` where nobody gave it. */
const NOT_OFFERED_MARK = '…';

/** A cell's text in the chosen unit. */
export function formatCell(total: ViewPart, part: ViewPart, column: number, unit: CellUnit): string {
  const cell = part.cells[column]!;
  if (cell.isNotOffered) return NOT_OFFERED_MARK;
  if (cell.average) return formatAverage(cell.average);
  const { count, weight } = cell;
  if (unit === 'count') {
    if (weight === 0) return NONE;
    return weight === count ? formatNumber(count) : formatOneDecimal(weight);
  }
  if (unit === 'points' && part !== total)
    return formatPoints(weight, part.weightedBase, total.cells[column]!.weight, total.weightedBase);
  if (unit === 'column')
    return cell.columnShare === null ? NONE : formatPercent(weight, total.cells[column]!.weight);
  return formatPercent(weight, part.weightedBase);
}

function formatAverage({ mean }: Partial<Average>): string {
  return mean === undefined || mean === null ? NONE : formatOneDecimal(mean, 2);
}

function formatOneDecimal(value: number, digits = 1): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // A year is no amount.
    useGrouping: Math.abs(value) >= 10_000,
  });
}

/** Says by a mark what shading says by colour: arrows, since ▲ is a minus to who reads Japanese accounts. */
export const LEVEL_MARKS: Record<DifferenceLevel, string> = { 2: '↑↑', 1: '↑', 0: '', '-1': '↓', '-2': '↓↓' };
