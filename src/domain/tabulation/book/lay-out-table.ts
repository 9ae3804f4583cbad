import { computePercent, READING, type DifferenceLevel } from '#domain/tabulation/engine/figures.ts';
import { readBlock } from '#domain/tabulation/engine/read-block.ts';
import { columnLetter } from '#domain/tabulation/statistics/column-proportions.ts';
import type { Average } from '#domain/tabulation/statistics/average.ts';
import type { Bases, Table, TableBlock } from '#domain/tabulation/table.ts';
import type { BookColumn, BookLayout, BookTable } from './book-spec.ts';
import type { SayWord } from './book-words.ts';

/** A cell as it stands in a book. */
export interface LaidCell {
  /** Weighted where the table is. */
  count: number;
  /** In per cent, unrounded; `null` where the base is empty. */
  percent: number | null;
  level: DifferenceLevel;
  /** 1 is the most frequent answer of the row; `null` where ranks are not marked. */
  rank: number | null;
  /** Interval of the share in per cent. */
  low: number | null;
  high: number | null;
  /** The groups (`LaidRow.letter`) whose share is significantly smaller. */
  letters: string;
}

/** A row: everybody, a group, or a question of a grid. */
export interface LaidRow {
  label: string;
  /** What other rows call it by; `null` where rows are not compared. */
  letter: string | null;
  isTotal: boolean;
  /** Unweighted. */
  base: number;
  /** `null` in unweighted tables. */
  weightedBase: number | null;
  isSmall: boolean;
  /** Its cells are not to be shown. */
  isHidden: boolean;
  cells: LaidCell[];
  /** Of numbers, which have no cells. */
  average: Omit<Average, 'averageBase'> | null;
}

/** A computed table with its words, as screens, files and paper show it. */
export interface LaidTable {
  heading: string;
  layout: BookLayout;
  kind: TableBlock['kind'];
  isWeighted: boolean;
  /** Of the answers across, those without one last where they are in the base. */
  columns: { label: string; isUnanswered: boolean }[];
  rows: LaidRow[];
  /** Groups that nobody belongs to; they have no rows. */
  emptyGroups: string[];
  /** The questions across and the attribute down the side. */
  questions: string[];
  by: string | null;
  hasLetters: boolean;
  blocks: Pick<TableBlock, 'tests'>[];
}

/** Columns of the data by their codes. */
export type ColumnIndex = ReadonlyMap<string, BookColumn>;

/** Columns by their codes. */
export function indexColumns(columns: readonly BookColumn[]): ColumnIndex {
  return new Map(columns.map((column) => [column.code, column]));
}

/** Puts a computed table of a book into its rows and columns; groups below `READING.hideBelow` are hidden. */
export function layOutTable(wanted: BookTable, table: Table, columns: ColumnIndex, say: SayWord): LaidTable {
  const { layout, heading, rowLabels = {}, ranks } = wanted;
  const [first] = table.blocks;
  if (!first) throw new RangeError(`the table "${heading}" has no block`);
  const { base, weight } = table.spec;
  const isWeighted = Boolean(weight);
  const rows =
    layout === 'grid'
      ? table.blocks.map((block) => layOutQuestion(block, base, isWeighted, rowLabels[block.banner], ranks))
      : layOutGroups(first, base, isWeighted, columns, say);
  const labelOf = labelsOf(columns.get(first.banner));
  return {
    heading,
    layout,
    kind: first.kind,
    isWeighted,
    columns:
      first.kind === 'number'
        ? []
        : [
            ...first.columns.map((code) => ({ label: labelOf(code), isUnanswered: false })),
            ...(base === 'asked' ? [{ label: say('unanswered'), isUnanswered: true }] : []),
          ],
    rows: rows.filter(({ isTotal, base: size }) => isTotal || size > 0),
    emptyGroups: rows.filter(({ isTotal, base: size }) => !isTotal && size === 0).map(({ label }) => label),
    questions: nameQuestions(table.spec.banner.map((code) => columns.get(code)?.label ?? code)),
    by: first.stub.length > 0 ? first.stub.map((code) => columns.get(code)?.label ?? code).join(' × ') : null,
    hasLetters: layout === 'cross' && Boolean(first.rowLetters),
    blocks: table.blocks.map(({ tests }) => ({ ...(tests && { tests }) })),
  };
}

/** Parts of one question (「問4 … ― 雇用・労務」) are that question. */
function nameQuestions(labels: readonly string[]): string[] {
  const [whole] = new Set(labels.map((label) => label.split(' ― ')[0]!));
  const isOne = labels.length > 1 && labels.every((label) => label.startsWith(`${whole} ― `));
  return isOne ? [whole!] : [...labels];
}

/** Everybody, then the groups. */
function layOutGroups(
  block: TableBlock,
  base: 'asked' | 'answered',
  isWeighted: boolean,
  columns: ColumnIndex,
  say: SayWord,
): LaidRow[] {
  const labels = block.stub.map((code) => labelsOf(columns.get(code)));
  const [total, ...groups] = readBlock(block, base, false);
  return [total!, ...groups].map((read, index): LaidRow => {
    const isTotal = index === 0;
    const bases = isTotal ? block.total : block.rows[index - 1]!;
    const counts = isTotal ? block.total.weightedCount : block.weightedCount[index - 1]!;
    const low = isTotal ? block.total.shareLow : block.low?.[index - 1];
    const high = isTotal ? block.total.shareHigh : block.high?.[index - 1];
    const letters = isTotal ? undefined : block.rowLetters?.[index - 1];
    const cells = layOutCells(bases, counts, base, isWeighted);
    return {
      label: isTotal ? say('total') : read.key.map((code, level) => labels[level]!(code)).join(' / '),
      letter: !isTotal && block.rowLetters ? columnLetter(index - 1) : null,
      isTotal,
      base: bases.unweightedBase,
      weightedBase: isWeighted ? bases.weightedBase : null,
      isSmall: read.isSmall,
      isHidden: read.isHidden,
      cells: cells.map((cell, column) => ({
        ...cell,
        level: read.cells[column]?.level ?? 0,
        low: toPercent(low?.[column]),
        high: toPercent(high?.[column]),
        letters: letters?.[column] ?? '',
      })),
      average: averageOf(block, bases),
    };
  });
}

/** A question of a grid is a row: everybody who was asked it. */
function layOutQuestion(
  block: TableBlock,
  base: 'asked' | 'answered',
  isWeighted: boolean,
  label: string | undefined,
  ranks: number | undefined,
): LaidRow {
  const { total } = block;
  const cells = layOutCells(total, total.weightedCount, base, isWeighted);
  const ranked = ranks === undefined ? [] : rankAnswers(total.weightedCount, ranks);
  return {
    label: label ?? block.banner,
    letter: null,
    isTotal: false,
    base: total.unweightedBase,
    weightedBase: isWeighted ? total.weightedBase : null,
    isSmall: total.unweightedBase < READING.flagBelow,
    isHidden: total.unweightedBase < READING.hideBelow,
    cells: cells.map((cell, column) => ({ ...cell, rank: ranked[column] ?? null })),
    average: averageOf(block, total),
  };
}

/** Counts and shares of a row, those without an answer last where they are in the base. */
function layOutCells(
  bases: Bases,
  counts: readonly number[],
  base: 'asked' | 'answered',
  isWeighted: boolean,
): LaidCell[] {
  const size = isWeighted ? bases.weightedBase : bases.unweightedBase;
  const silent = isWeighted
    ? (bases.weightedMissing ?? 0)
    : Object.values(bases.missing).reduce((sum, count) => sum + count, 0);
  return [...counts, ...(base === 'asked' ? [silent] : [])].map((count) => ({
    count,
    percent: size === 0 ? null : (count * 100) / size,
    level: 0,
    rank: null,
    low: null,
    high: null,
    letters: '',
  }));
}

/** The places of the most frequent answers; equal ones share a place, and nobody's answer has none. */
function rankAnswers(counts: readonly number[], places: number): (number | null)[] {
  return counts.map((count) => {
    const place = 1 + counts.filter((other) => other > count).length;
    return count > 0 && place <= places ? place : null;
  });
}

function averageOf(block: TableBlock, bases: Partial<Average>): LaidRow['average'] {
  if (block.kind !== 'number') return null;
  const { mean = null, sd = null, low = null, high = null } = bases;
  return { mean, sd, low, high };
}

function labelsOf(column: BookColumn | undefined): (code: string) => string {
  const labels = new Map(column?.categories.map(({ code, label }) => [code, label]));
  return (code) => labels.get(code) ?? code;
}

function toPercent(share: number | null | undefined): number | null {
  return typeof share === 'number' ? share * 100 : null;
}

/** A cell's percentage with one decimal, half up; of counts from the counts themselves. */
export function roundPercent({ count, percent }: LaidCell, row: LaidRow): number | null {
  if (row.weightedBase === null) return computePercent(count, row.base);
  return percent === null ? null : Math.round(percent * 10) / 10;
}
