import { withoutApostrophe } from '#domain/canonical/csv.ts';
import { isSpreadsheetError } from '#domain/canonical/spreadsheet-errors.ts';
import { isPlainDate } from '#domain/canonical/dates.ts';
import { foldText } from '#domain/canonical/text.ts';
import { compareEditions, nextPage, replaceProgrammes, type EditionComparison } from './edition.ts';
import type { EditionMatching, MatchingDecisions } from './edition-matching.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { checkProgramme, MOST_PROGRAMMES, type ProgrammeFaultCode } from './programme-edit.ts';
import { emptyEntry, readEntry, toEntry, type ProgrammeEntry } from './programme-edit-entry.ts';
import { findColumn, readCell, UnreadableCell, type ImportColumn } from './programme-import-columns.ts';
import { confirmEntry } from './confirmation.ts';
import { readDay } from './programme-terms-entry.ts';
import { matchAddedRows } from './programme-import-matching.ts';
import { composeProgrammeKey, isMadeKey } from '#domain/catalogue/programme-key.ts';

/** A row of a list; `row` counts as a spreadsheet does. */
export interface ListedRow {
  row: number;
  cells: readonly string[];
  /** What a spreadsheet shows in a cell, by its position, where that is another figure than it holds. */
  shown?: Readonly<Record<number, string>>;
}

/** Which figure of a cell is meant that shows another one than it holds: someone has to say. */
export type FigureChoice = 'ask' | 'stored' | 'shown';

/** Something wrong in a row of a list. */
export interface ImportFault {
  row: number;
  /** The column it stands in, or the whole row. */
  column: ImportColumn | null;
  code:
    | ProgrammeFaultCode
    | 'spreadsheetError'
    | 'brokenCharacter'
    | 'surplusCells'
    | 'shownOtherwise'
    | 'unknownKey'
    | 'repeatedRow'
    | 'noRows'
    | 'tooManyRows';
  /** What stands in the cell. */
  value: string;
  /** How many characters or entries there may be, where there are more. */
  limit?: number;
}

/** What importing a list would do; with faults nothing can be imported. */
export interface ProgrammeImportPlan {
  /** Headings that no column is known for. */
  unknownHeadings: string[];
  /** Columns without which no row can be read. */
  missingColumns: ImportColumn[];
  faults: ImportFault[];
  comparison: EditionComparison;
  /** How rows that come without a key and are none of the edition's programmes relate to other editions; `page` is the row. */
  matching: EditionMatching;
  /** Programmes that stay as they are, listed or not. */
  unchangedCount: number;
  /** All programmes of the edition afterwards. */
  programmes: Programme[];
}

/** What a list is read with. */
export interface ProgrammeImportOptions {
  /** Whether programmes that the list does not name leave the edition. */
  isWhole: boolean;
  /** Editions whose programmes the list may carry on. */
  editions?: readonly Catalogue[];
  /** What a person decided of uncertain rows, by row. */
  decisions?: MatchingDecisions;
  /** By default cells that show another figure than they hold are faults. */
  figures?: FigureChoice;
  /** A new id at each call, for the keys of new programmes. */
  createId: () => string;
}

/**
 * The dry run of importing a list of programmes into an edition. The first row holds the
 * headings. A row means the programme with its key, else the one of its name, else one that other
 * editions have, else a new one; columns that the list does not have leave a programme as it is.
 * A key is nobody's to choose: one that neither an edition has nor a saved list can have brought is a fault.
 */
export function planProgrammeImport(
  rows: readonly ListedRow[],
  catalogue: Catalogue,
  { isWhole, editions = [], decisions = new Map(), figures = 'ask', createId }: ProgrammeImportOptions,
): ProgrammeImportPlan {
  const [headings, ...body] = rows;
  const columns = (headings?.cells ?? []).map(findColumn);
  const missingColumns = (['name'] as const).filter((column) => !columns.includes(column));
  const unknownHeadings = (headings?.cells ?? []).filter(
    (heading, index) => heading.trim() !== '' && !columns[index],
  );
  if (missingColumns.length > 0) {
    return { ...NOTHING, unknownHeadings, missingColumns };
  }
  if (body.length === 0)
    return { ...NOTHING, unknownHeadings, faults: [{ row: 2, column: null, code: 'noRows', value: '' }] };
  const tooMany = body[MOST_PROGRAMMES];
  if (tooMany)
    return {
      ...NOTHING,
      unknownHeadings,
      faults: [{ row: tooMany.row, column: null, code: 'tooManyRows', value: '' }],
    };

  const faults: ImportFault[] = [];
  const knownKeys = new Set(
    [catalogue, ...editions].flatMap((edition) => edition.programmes.map(({ key }) => key)),
  );
  const read = new Map<string, { programme: Programme; row: number; cells: Cells; isWithoutKey: boolean }>();
  let known: Pick<Catalogue, 'sheets'> = catalogue;
  for (const listed of body) {
    const { row } = listed;
    const cells = toCellMap(columns, listed, figures);
    faults.push(...findCellFaults(columns, listed, figures));
    const { programme, isNew } = readRow(cells, catalogue, known, row, faults, createId);
    if (read.has(programme.key))
      faults.push({ row, column: null, code: 'repeatedRow', value: programme.name });
    const key = cells.get('key');
    if (key && !knownKeys.has(key) && !isMadeKey(key, programme.page))
      faults.push({ row, column: 'key', code: 'unknownKey', value: key });
    read.set(programme.key, { programme, row, cells, isWithoutKey: isNew && !key });
    if (isNew) {
      known = {
        sheets: [
          ...known.sheets,
          {
            page: Number.isNaN(programme.page) ? 0 : programme.page,
            programme: programme.key,
            repeat: false,
          },
        ],
      };
    }
  }

  const others = isWhole ? [] : catalogue.programmes.filter(({ key }) => !read.has(key));
  const added = [...read.values()].filter(({ isWithoutKey }) => isWithoutKey);
  const taken = new Set([...catalogue.programmes.map(({ key }) => key), ...read.keys()]);
  const matching = matchAddedRows(added, catalogue, taken, editions, decisions);
  const carried = new Map(matching.kept.map(({ page: row, key }) => [row, key]));
  const listed = [...read.values()].map((one) => ({
    ...one,
    programme: { ...one.programme, key: carried.get(one.row) ?? one.programme.key },
  }));
  const programmes = [...others, ...listed.map(({ programme }) => programme)];
  const after = { ...catalogue, programmes };
  for (const { programme, row, cells } of listed) {
    for (const { field, ...fault } of checkProgramme(programme, after)) {
      const column = columnOf(field);
      if (!faults.some((other) => other.row === row && other.column === column)) {
        faults.push({ row, column, ...fault, value: (column && cells.get(column)) ?? '' });
      }
    }
  }
  if (faults.length > 0) return { ...NOTHING, unknownHeadings, faults: faults.sort((a, b) => a.row - b.row) };
  const comparison = compareEditions(catalogue, replaceProgrammes(catalogue, programmes));
  const unchangedCount = programmes.length - comparison.added.length - comparison.changed.length;
  return { unknownHeadings, missingColumns: [], faults, comparison, matching, unchangedCount, programmes };
}

const NOTHING: ProgrammeImportPlan = {
  unknownHeadings: [],
  missingColumns: [],
  faults: [],
  comparison: { added: [], removed: [], changed: [] },
  matching: { kept: [], uncertain: [], added: [], gone: [], free: [] },
  unchangedCount: 0,
  programmes: [],
};

type Cells = ReadonlyMap<ImportColumn, string>;

function toCellMap(
  columns: readonly (ImportColumn | undefined)[],
  listed: ListedRow,
  figures: FigureChoice,
): Cells {
  const cells = new Map<ImportColumn, string>();
  columns.forEach((column, index) => {
    const text = (figures === 'shown' ? listed.shown?.[index] : undefined) ?? listed.cells[index] ?? '';
    if (column) cells.set(column, withoutApostrophe(text.replace(/\r\n?/g, '\n').trim()));
  });
  return cells;
}

/** What is wrong with cells before anything is read from them. */
function findCellFaults(
  columns: readonly (ImportColumn | undefined)[],
  { row, cells, shown = {} }: ListedRow,
  figures: FigureChoice,
): ImportFault[] {
  const faults = columns.flatMap<ImportFault>((column, index) => {
    const value = cells[index] ?? '';
    if (!column) return [];
    if (isSpreadsheetError(value)) return [{ row, column, code: 'spreadsheetError', value }];
    if (value.includes('\ufffd')) return [{ row, column, code: 'brokenCharacter', value }];
    const seen = shown[index];
    return seen === undefined || figures !== 'ask'
      ? []
      : [{ row, column, code: 'shownOtherwise', value: `${value} / ${seen}` }];
  });
  const surplus = cells.slice(columns.length).filter((cell) => cell.trim() !== '');
  return surplus.length === 0
    ? faults
    : [...faults, { row, column: null, code: 'surplusCells', value: surplus.join(', ') }];
}

function readRow(
  cells: Cells,
  catalogue: Catalogue,
  known: Pick<Catalogue, 'sheets'>,
  row: number,
  faults: ImportFault[],
  createId: () => string,
): { programme: Programme; isNew: boolean } {
  const before = findListed(cells, catalogue.programmes);
  const entry: ProgrammeEntry = before ? toEntry(before) : emptyEntry(nextPage(known));
  for (const [column, cell] of cells) {
    if (column === 'key' || (column === 'page' && cell === '')) continue;
    try {
      Object.assign(entry, readCell(column, cell, catalogue.pillars));
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error;
      if (!faults.some((fault) => fault.row === row && fault.column === column))
        faults.push({ row, column, code: 'notChoice', value: cell });
    }
  }
  const isCheckedAnew =
    entry.checkedOn !== '' && readDay(entry.checkedOn) !== (before?.terms?.checkedOn ?? '');
  // A day of checking that a list brings is a confirmation; one that cannot be read is refused with its column.
  if (isCheckedAnew && isPlainDate(readDay(entry.checkedOn)))
    entry.vouchedFor = confirmEntry({ on: readDay(entry.checkedOn), by: '' }, catalogue).vouchedFor;
  const key = before?.key ?? (cells.get('key') || composeProgrammeKey(catalogue.fiscalYear, createId()));
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
  return member === 'period' || member === 'vouchedFor' ? 'start' : (member as ImportColumn);
}
