import { foldText } from '../canonical/text.ts';
import { compareEditions, createProgrammeKey, nextPage, replaceProgrammes, type EditionComparison } from './edition.ts';
import type { Catalogue, Programme } from './model.ts';
import { checkProgramme, type ProgrammeFaultCode } from './programme-edit.ts';
import { emptyEntry, readEntry, toEntry, type ProgrammeEntry } from './programme-edit-entry.ts';
import { findColumn, readCell, UnreadableCell, type ImportColumn } from './programme-import-columns.ts';

/** A row of a list; `row` counts as a spreadsheet does. */
export interface ListedRow {
  row: number;
  cells: readonly string[];
}

/** Something wrong in a row of a list. */
export interface ImportFault {
  row: number;
  /** The column it stands in, or the whole row. */
  column: ImportColumn | null;
  code: ProgrammeFaultCode | 'repeatedRow';
  /** What stands in the cell. */
  value: string;
}

/** What importing a list would do; with faults nothing can be imported. */
export interface ProgrammeImportPlan {
  /** Headings that no column is known for. */
  unknownHeadings: string[];
  /** Columns without which no row can be read. */
  missingColumns: ImportColumn[];
  faults: ImportFault[];
  comparison: EditionComparison;
  /** Programmes that stay as they are, listed or not. */
  unchangedCount: number;
  /** All programmes of the edition afterwards. */
  programmes: Programme[];
}

/** Text that a CSV export led by an apostrophe, so that no spreadsheet takes it for a formula. */
const NEUTRALISED = /^'(?=\s*[=+\-@])/;

/**
 * The dry run of importing a list of programmes into an edition. The first row holds the
 * headings. A row means the programme with its key, else the one of its name, else a new one;
 * columns that the list does not have leave a programme as it is.
 * @param options.isWhole whether programmes that the list does not name leave the edition
 */
export function planProgrammeImport(rows: readonly ListedRow[], catalogue: Catalogue, { isWhole }: { isWhole: boolean }): ProgrammeImportPlan {
  const [headings, ...body] = rows;
  const columns = (headings?.cells ?? []).map(findColumn);
  const missingColumns = (['name'] as const).filter((column) => !columns.includes(column));
  const unknownHeadings = (headings?.cells ?? []).filter((heading, index) => heading.trim() !== '' && !columns[index]);
  if (missingColumns.length > 0) {
    const comparison = { added: [], removed: [], changed: [] };
    return { unknownHeadings, missingColumns, faults: [], comparison, unchangedCount: 0, programmes: [] };
  }

  const faults: ImportFault[] = [];
  const listed = new Map<string, { programme: Programme; row: number; cells: Cells }>();
  let known: Pick<Catalogue, 'fiscalYear' | 'programmes' | 'sheets'> = catalogue;
  for (const { row, cells: texts } of body) {
    const cells = toCellMap(columns, texts);
    const read = readRow(cells, catalogue, known, row, faults);
    const { programme } = read;
    if (listed.has(programme.key)) faults.push({ row, column: null, code: 'repeatedRow', value: programme.name });
    listed.set(programme.key, { programme, row, cells });
    if (read.isNew) {
      known = {
        ...known,
        programmes: [...known.programmes, programme],
        sheets: [...known.sheets, { page: Number.isNaN(programme.page) ? 0 : programme.page, programme: programme.key, repeat: false }],
      };
    }
  }

  const others = isWhole ? [] : catalogue.programmes.filter(({ key }) => !listed.has(key));
  const programmes = [...others, ...[...listed.values()].map(({ programme }) => programme)];
  const after = { ...catalogue, programmes };
  for (const { programme, row, cells } of listed.values()) {
    for (const { field, code } of checkProgramme(programme, after)) {
      const column = columnOf(field);
      if (!faults.some((fault) => fault.row === row && fault.column === column)) {
        faults.push({ row, column, code, value: (column && cells.get(column)) ?? '' });
      }
    }
  }
  faults.sort((a, b) => a.row - b.row);
  const comparison = faults.length > 0 ? { added: [], removed: [], changed: [] } : compareEditions(catalogue, replaceProgrammes(catalogue, programmes));
  const unchangedCount = faults.length > 0 ? 0 : programmes.length - comparison.added.length - comparison.changed.length;
  return { unknownHeadings, missingColumns: [], faults, comparison, unchangedCount, programmes: faults.length > 0 ? [] : programmes };
}

type Cells = ReadonlyMap<ImportColumn, string>;

function toCellMap(columns: readonly (ImportColumn | undefined)[], texts: readonly string[]): Cells {
  const cells = new Map<ImportColumn, string>();
  columns.forEach((column, index) => {
    if (column) cells.set(column, (texts[index] ?? '').replace(/\r\n?/g, '\n').trim().replace(NEUTRALISED, ''));
  });
  return cells;
}

function readRow(
  cells: Cells,
  catalogue: Catalogue,
  known: Pick<Catalogue, 'fiscalYear' | 'programmes' | 'sheets'>,
  row: number,
  faults: ImportFault[],
): { programme: Programme; isNew: boolean } {
  const before = findListed(cells, catalogue.programmes);
  const entry: ProgrammeEntry = before ? toEntry(before) : emptyEntry(nextPage(known));
  for (const [column, cell] of cells) {
    if (column === 'key' || (column === 'page' && cell === '')) continue;
    try {
      Object.assign(entry, readCell(column, cell, catalogue.pillars));
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error;
      faults.push({ row, column, code: 'notChoice', value: cell });
    }
  }
  const key = before?.key ?? (cells.get('key') || createProgrammeKey(known));
  // Faults are looked for when all rows are read: pages may have changed places.
  return { programme: readEntry(entry, { key, before, catalogue }).programme, isNew: before === undefined };
}

function findListed(cells: Cells, programmes: readonly Programme[]): Programme | undefined {
  const key = cells.get('key') ?? '';
  if (key !== '') return programmes.find((programme) => programme.key === key);
  const name = foldText(cells.get('name') ?? '');
  const ofName = programmes.filter((programme) => foldText(programme.name) === name);
  return ofName.length === 1 ? ofName[0] : undefined;
}

function columnOf(field: string): ImportColumn | null {
  const [member = ''] = field.split('/');
  return member === 'period' ? 'start' : (member as ImportColumn);
}
