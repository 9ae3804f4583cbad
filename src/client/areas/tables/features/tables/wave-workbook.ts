import { computePercent } from '#domain/tabulation/engine/figures.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import {
  averageStyle,
  baseStyle,
  HEAD,
  HEAD_OF_NUMBERS,
  HIDDEN,
  LABEL,
  NOTE,
  percentStyle,
  SUBTITLE,
  TITLE,
} from '#client/workers/book/book-styles.ts';
import type { NewCell, NewRow } from '#client/workers/workbook/new-sheet.ts';
import { nameSheet } from '#client/workers/workbook/sheet-names.ts';
import { writeWorkbook } from '#client/workers/workbook/write-workbook.ts';
import { formatCell, type TableView, type ViewPart, type ViewRow, type ViewSection } from './table-view.ts';

const LABEL_WIDTH = 28;
const FIGURE_WIDTH = 11;

/** What a workbook of several surveys says beside its figures. */
export interface WaveWorkbookWords {
  title: string;
  rowHead: string;
  /** What stands instead of the figures of a row that is too small to be shown. */
  hidden: string;
  /** What is to be known of the comparison (tests, differing questions, who is in both), and what was counted. */
  notes: readonly string[];
  madeAt: Instant;
}

/**
 * Tables of several surveys as a workbook: a report book counts one survey alone, so that what stands on the page is
 * written as it stands there, a sheet for each question across, a line for each survey, marks of change included.
 */
export function writeWaveWorkbook(view: TableView, words: WaveWorkbookWords): ArrayBuffer {
  const taken = new Set<string>();
  const sheets = view.sections.map((section, at) => ({
    name: nameSheet(section.question.shortLabel, taken),
    rows: laySheet(view, section, at, words),
    widths: [LABEL_WIDTH, ...Array.from({ length: section.columns.length + 1 }, () => FIGURE_WIDTH)],
    frozen: { rows: 2, columns: 1 },
    links: [],
  }));
  return writeWorkbook(sheets, { title: words.title, madeAt: words.madeAt }).slice().buffer;
}

function laySheet(
  view: TableView,
  section: ViewSection,
  at: number,
  { title, rowHead, hidden, notes }: WaveWorkbookWords,
): NewRow[] {
  const heads = section.columns.map(({ label }) => label);
  const toRow = ({ label, parts }: ViewRow): NewRow => ({
    cells: [{ value: label, style: LABEL }, ...cellsOf(parts[at]!, section, hidden)],
  });
  return [
    { cells: [{ value: view.sections.length > 1 ? section.question.label : title, style: TITLE }] },
    {
      cells: [
        { value: rowHead, style: HEAD },
        ...['n', ...heads].map((value) => ({ value, style: HEAD_OF_NUMBERS })),
      ],
    },
    ...view.groups.flatMap((group) => [
      { cells: [{ value: group.title, style: SUBTITLE }] },
      ...group.rows.map(toRow),
    ]),
    { cells: [] },
    ...notes.map((value) => ({ cells: [{ value, style: NOTE }], span: section.columns.length + 2 })),
  ];
}

function cellsOf(part: ViewPart, { kind }: ViewSection, hidden: string): NewCell[] {
  const base = { value: part.base, style: baseStyle(undefined, false) };
  if (part.isHidden) return [base, { value: hidden, style: HIDDEN }];
  return [
    base,
    ...part.cells.map((cell, column): NewCell => {
      if (cell.isNotOffered) return { value: formatCell(part, part, column, 'percent') };
      if (kind === 'number')
        return { value: cell.average?.mean ?? null, style: averageStyle(false, cell.level) };
      return {
        value: computePercent(cell.weight, part.weightedBase),
        style: percentStyle(cell.level, null, false),
      };
    }),
  ];
}
