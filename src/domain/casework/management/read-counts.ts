import { foldName } from '#domain/canonical/text.ts';
import { readFigure } from '#domain/tabulation/weighting/figures-file.ts';
import { COUNT_DIMENSIONS, type CountDimension } from '#domain/records/establishment-count.ts';
import { addCell, type CountCell } from './coverage.ts';
import { fillLabelBlocks } from './label-blocks.ts';

/** A code of a dimension with the labels that stand for it in files. */
export interface DimensionCode {
  code: string;
  labels: readonly string[];
  /** The labels stand for a part of it, such as a municipality for its region. */
  isPart?: boolean;
}

/** What was read of a file of establishment figures. */
export interface ReadCounts {
  cells: CountCell[];
  /** Lines that were left out, counted from 1 as a spreadsheet does, and why. */
  leftOut: { row: number; text: string; reason: 'unknownLabel' | 'noFigure' | 'twice' | 'inTotal' }[];
  dimensions: CountDimension[];
  /** Those whose empty cells were read as the label above them. */
  filledDown: CountDimension[];
}

/** The headings that name a dimension or the figure. */
const HEADINGS: Record<CountDimension | 'count', readonly string[]> = {
  industry: ['業種', '産業', '産業分類', 'industry'],
  employees: ['従業員規模', '規模', '従業者規模', 'employees', 'size'],
  region: ['地域', '市町村', 'region', 'municipality'],
  count: ['事業所数', '企業数', '数', 'count', 'establishments'],
};

/**
 * Reads a table with headings (業種, 従業員規模, 地域, 事業所数; any of the first three may lack): one line for each
 * kind. A dimension that a line leaves empty, or calls 計, is not divided, unless empty cells stand below the label of a block
 * (`fillLabelBlocks`). Several lines may stand for one code, such as
 * municipalities for their region: they are added up, unless the region has a line of its own; the same label twice is left out.
 *
 * @returns `undefined` without a heading of figures, or of any dimension
 */
export function readCounts(
  rows: readonly (readonly string[])[],
  codes: Readonly<Record<CountDimension, readonly DimensionCode[]>>,
): ReadCounts | undefined {
  // A title may say what a table counts as well.
  const head = rows.findIndex(
    (cells) =>
      findColumn(cells, 'count') >= 0 && COUNT_DIMENSIONS.some((name) => findColumn(cells, name) >= 0),
  );
  if (head < 0) return undefined;
  const columns = {
    industry: findColumn(rows[head]!, 'industry'),
    employees: findColumn(rows[head]!, 'employees'),
    region: findColumn(rows[head]!, 'region'),
  };
  const count = findColumn(rows[head]!, 'count');
  const dimensions = COUNT_DIMENSIONS.filter((name) => columns[name] >= 0);
  const byLabel = Object.fromEntries(
    COUNT_DIMENSIONS.map((name) => [
      name,
      new Map(
        codes[name]
          // Of a municipality of no region nothing can be said.
          .filter(({ code }) => code !== '')
          .flatMap((each) =>
            [...(each.isPart ? [] : [each.code]), ...each.labels].map(
              (label) => [fold(label), each] as const,
            ),
          ),
      ),
    ]),
  ) as Record<CountDimension, Map<string, DimensionCode>>;
  const cells = new Map<string, CountCell>();
  const parts = new Map<string, PartLine[]>();
  const seen = new Set<string>();
  const leftOut: ReadCounts['leftOut'] = [];
  const figures = rows
    .map((line, index) => ({ line, row: index + 1 }))
    .slice(head + 1)
    .filter(({ line }) => line.some((cell) => cell.trim() !== ''));
  const labels = fillLabelBlocks(
    figures.map(({ line }) => dimensions.map((name) => line[columns[name]]?.trim() ?? '')),
  );
  figures.forEach(({ line, row }, index) => {
    const texts = labels.lines[index]!;
    const text = texts.join(' / ');
    const named = dimensions.map((name, at) =>
      isAll(texts[at]!) ? NOT_DIVIDED : byLabel[name].get(fold(texts[at]!)),
    );
    const found = named.map((each) => each?.code);
    const figure = readFigure(line[count] ?? '');
    const reason = found.includes(undefined)
      ? 'unknownLabel'
      : !figure || !('amount' in figure)
        ? 'noFigure'
        : seen.has(text)
          ? 'twice'
          : undefined;
    if (reason || !figure || !('amount' in figure)) {
      leftOut.push({ row, text, reason: reason ?? 'noFigure' });
      return;
    }
    seen.add(text);
    const own = Object.fromEntries(
      dimensions.flatMap((name, at) => (found[at] ? [[name, found[at]]] : [])),
    ) as CountCell['codes'];
    const key = COUNT_DIMENSIONS.map((name) => own[name] ?? '').join('~');
    const counted = { codes: own, count: figure.amount };
    if (named.some((each) => each?.isPart))
      parts.set(key, [...(parts.get(key) ?? []), { ...counted, row, text }]);
    else addCell(cells, key, counted);
  });
  for (const [key, lines] of parts) {
    if (cells.has(key))
      leftOut.push(...lines.map(({ row, text }) => ({ row, text, reason: 'inTotal' as const })));
    else
      for (const { codes: own, count: amount } of lines) addCell(cells, key, { codes: own, count: amount });
  }
  leftOut.sort((one, other) => one.row - other.row);
  return {
    cells: [...cells.values()],
    leftOut,
    dimensions,
    filledDown: labels.filled.map((at) => dimensions[at]!),
  };
}

/** A line of a part, of which it is only known at the end whether its whole has a line of its own. */
interface PartLine extends CountCell {
  row: number;
  text: string;
}

const NOT_DIVIDED: DimensionCode = { code: '', labels: [] };

function findColumn(cells: readonly string[], name: CountDimension | 'count'): number {
  // What stands in brackets is a unit or a date: 事業所数（所）.
  const titles = cells.map((cell) => fold(cell.replace(/[（(].*?[）)]/g, '')));
  return titles.findIndex((title) => HEADINGS[name].some((heading) => fold(heading) === title));
}

/** 「計」「総数」: not divided. */
function isAll(text: string): boolean {
  return ['', '計', '合計', '総数', '総計', '全体', 'total', 'all'].includes(fold(text));
}

function fold(text: string): string {
  return foldName(text)
    .replace(/[・･,、，.()（）「」〜～~ー_-]/g, '')
    .replace(/名/g, '人');
}
