import { foldName } from '#domain/canonical/text.ts';
import type { Category } from '#domain/tabulation/dataset/codebook.ts';

/*
 * Known figures from a file: two columns of our own (code or label, figure), or a table of official statistics,
 * with heading lines above, thousands separators and marks in place of figures. What belongs to
 * which category is only proposed: somebody looks at it before it is used.
 */

/** A column of a file, with what stands above its lines; empty where nothing does. */
export interface FileColumn {
  index: number;
  title: string;
}

/** A file as lines of figures. */
export interface FiguresFile {
  labelColumns: FileColumn[];
  figureColumns: FileColumn[];
  lines: FigureLine[];
}

/** `row` counts from 1 as a spreadsheet does. */
export interface FigureLine {
  row: number;
  cells: readonly string[];
}

/** What a cell says: an amount, or a mark that there is none to tell. */
export type FigureCell = { amount: number } | { mark: string };

/** None, kept secret, not known: 「-」「X」「…」 and the like, as official statistics print them. */
const MARKS = /^(?:[-－‐‑–—―−ー]|x|χ|…|\.{2,3}|･{2,3}|・{2,3}|\*{1,3})$/i;
const AMOUNT = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;
/** How much of what stands in a column has to be figures; a heading or two stand above them. */
const MOSTLY = 0.6;

/** Reads a cell as a figure; undefined for a text, an empty cell and a negative amount. */
export function readFigure(cell: string): FigureCell | undefined {
  const text = cell.trim();
  if (MARKS.test(text)) return { mark: text };
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  return AMOUNT.test(plain) ? { amount: Number(plain.replaceAll(',', '')) } : undefined;
}

/** Tells columns of labels from columns of figures, and heading lines from lines of figures. */
export function readFiguresFile(rows: readonly (readonly string[])[]): FiguresFile {
  const width = rows.reduce((most, cells) => Math.max(most, cells.length), 0);
  const indices = Array.from({ length: width }, (_, index) => index);
  const isFigureColumn = (index: number): boolean => {
    const filled = rows.flatMap((cells) => (cells[index]?.trim() ? [cells[index]] : []));
    const figures = filled.filter((cell) => readFigure(cell) !== undefined);
    return figures.length > 0 && figures.length >= filled.length * MOSTLY;
  };
  const figureIndices = indices.filter(isFigureColumn);
  const labelIndices = indices.filter((index) => !figureIndices.includes(index));
  const isLine = (cells: readonly string[]): boolean =>
    figureIndices.some((index) => readFigure(cells[index] ?? '') !== undefined);
  const lines = rows.flatMap((cells, index) => (isLine(cells) ? [{ row: index + 1, cells }] : []));
  const headings = rows.slice(0, (lines[0]?.row ?? 1) - 1);
  const toColumn = (index: number): FileColumn => ({
    index,
    title: [...new Set(headings.flatMap((cells) => cells[index]?.trim() || []))].join(' '),
  });
  return {
    labelColumns: labelIndices
      .filter((index) => lines.some(({ cells }) => cells[index]?.trim()))
      .map(toColumn),
    figureColumns: figureIndices.map(toColumn),
    lines,
  };
}

/**
 * The categories that lines are proposed for, by the lines' rows: where the label is the category's code or
 * label, whatever its width, spaces and middle dots, with or without a code before it (「E 製造業」). A
 * label that several lines have is proposed for none: which of them is meant only somebody who looks can tell.
 */
export function proposeCategories(
  lines: readonly FigureLine[],
  labelIndex: number,
  categories: readonly Category[],
): Map<number, string> {
  const byName = new Map(
    categories.flatMap(({ code, label }) => [
      [foldLabel(label), code] as const,
      [foldLabel(code), code] as const,
    ]),
  );
  const found = lines.flatMap(({ row, cells }) => {
    const label = cells[labelIndex] ?? '';
    const code = byName.get(foldLabel(label)) ?? byName.get(foldLabel(withoutCode(label)));
    return code === undefined ? [] : [{ row, code }];
  });
  const once = found.filter(({ code }) => found.filter((other) => other.code === code).length === 1);
  return new Map(once.map(({ row, code }) => [row, code]));
}

/** The column of labels that fits the categories best; of equals that which tells most lines apart. */
export function findLabelColumn(
  { labelColumns, lines }: FiguresFile,
  categories: readonly Category[],
): number | undefined {
  const fits = labelColumns.map(({ index }) => ({
    index,
    count: proposeCategories(lines, index, categories).size,
    labels: new Set(lines.map(({ cells }) => cells[index])).size,
  }));
  return fits.sort((one, other) => other.count - one.count || other.labels - one.labels)[0]?.index;
}

/** The figures of categories from chosen lines, and the rows of those that have a mark or nothing instead. */
export function sumFigures(
  lines: readonly FigureLine[],
  figureIndex: number,
  chosen: ReadonlyMap<number, string>,
): { targets: Record<string, number>; withoutFigure: number[] } {
  const targets: Record<string, number> = {};
  const withoutFigure: number[] = [];
  for (const { row, cells } of lines) {
    const code = chosen.get(row);
    if (code === undefined) continue;
    const figure = readFigure(cells[figureIndex] ?? '');
    if (figure && 'amount' in figure) targets[code] = (targets[code] ?? 0) + figure.amount;
    else withoutFigure.push(row);
  }
  return { targets, withoutFigure };
}

function foldLabel(label: string): string {
  return foldName(label)
    .replace(/[・･,、，.()（）「」〜～~ー_-]/g, '')
    .replace(/名/g, '人');
}

/** 「E_製造業」, 「E 製造業」, 「09 食料品」 without their code. */
function withoutCode(label: string): string {
  return label
    .normalize('NFKC')
    .trim()
    .replace(/^[a-z]{0,2}\d{0,4}[\s_.:：-]+/i, '');
}
