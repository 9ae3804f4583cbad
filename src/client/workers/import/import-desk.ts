import {
  completeByContent,
  countHeadings,
  countTitles,
  findHeadingRow,
  guessColumns,
  guessColumnsWithoutHeadings,
  readHeadings,
  type ColumnMapping,
  type CsvRow,
} from '#domain/casework/account-import/account-import-columns.ts';
import { AccountIndex } from '#domain/casework/account-import-matching.ts';
import { createPlaceReader } from '#domain/casework/account-import/account-import-places.ts';
import {
  findRegisterChanges,
  readRegisterRow,
  REGISTER_COLUMNS,
} from '#domain/casework/corporate-register.ts';
import { listMergeProposals, type MergeProposal } from '#domain/casework/merge-proposals.ts';
import { findUnit } from '#domain/casework/account-import/account-import-codes.ts';
import { createProposer } from '#domain/casework/account-import/account-import-proposals.ts';
import { listUnreadValues } from '#domain/casework/account-import/account-import-values.ts';
import {
  planAccountImport,
  type ImportPlan,
  type KnownAccount,
} from '#domain/casework/account-import/account-import.ts';
import { writeOutDittos, type LeftOutRow } from '#domain/casework/account-import/account-import-rows.ts';
import { isTaxRegister, readTaxRegister } from '#domain/casework/account-import/tax-register.ts';
import {
  planFrameImport,
  type FrameImportPlan,
  type KnownFrameUnit,
} from '#domain/fieldwork/frame/plan-frame-import.ts';
import { decodeText, UndecodableText, type TextEncoding } from '#client/workers/decode-text.ts';
import type { Desk } from '#client/workers/bridge/serve-requests.ts';
import type {
  FileFault,
  FileRead,
  ImportContract,
  PlanRequest,
  ValuesRequest,
  PlanHead,
} from './import-contract.ts';
import { headOfPlan, PLAN_PART } from './parted-plan.ts';
import type { Delimiter } from '#client/workers/delimiters.ts';
import { UnreadableWorkbook, Workbook } from '#client/workers/sheet/read-workbook.ts';
import { guessDelimiter, readCsv, UnreadableCsv } from '#client/workers/read-csv.ts';

const PREVIEW_ROWS = 5;

/** Among so many rows a person may look for the headings. */
const TOP_ROWS = 20;
/** What .xlsx files begin with: they are ZIP archives. */
const ZIP_SIGNATURE = [0x50, 0x4b, 0x03, 0x04];

/** What UTF-8 looks like that was read as Shift_JIS, or Japanese as a Western encoding, and was saved so. */
const GARBLED = /譬ｪ蠑|(?:[縺繧繝][^\s,]{1,3}){3}|(?:[\u0080-\u009f\u00a1-\u00ff€-™]{3,}[\s\S]{0,20}){4}/;
const GARBLED_WITHIN = 4096;

/** A file's rows with what stands over them. */
interface Table {
  headed: FileRead['headed'];
  headings: string[];
  mapping: ColumnMapping;
  headingRow: number | null;
  above: CsvRow[];
  rows: CsvRow[];
  leftOut: LeftOutRow[];
}

/** The worker's work without the worker: keeps the rows of the file read last and answers questions about them. */
export class ImportDesk implements Desk<ImportContract> {
  private text = '';
  private encoding: TextEncoding | null = null;
  private delimiter: Delimiter = ',';
  /** A workbook, whose rows no separator parts, with the sheet that is read. */
  private workbook: { book: Workbook; sheet: number; read: SheetRead } | undefined;
  private table: Table | undefined;
  private known: KnownAccount[] = [];
  private units: KnownFrameUnit[] = [];
  private planned: object = {};

  /** Reads a file's bytes as a table. */
  read(bytes: ArrayBuffer): { file: FileRead } | { fault: FileFault } {
    const start = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, ZIP_SIGNATURE.length));
    try {
      this.workbook = undefined;
      if (ZIP_SIGNATURE.every((byte, index) => start[index] === byte)) {
        this.encoding = null;
        const book = new Workbook(new Uint8Array(bytes));
        this.workbook = { book, ...findListSheet(book) };
      } else {
        ({ text: this.text, encoding: this.encoding } = decodeText(new Uint8Array(bytes)));
        if (GARBLED.test(this.text.slice(0, GARBLED_WITHIN))) return { fault: { reason: 'garbled' } };
        this.delimiter = guessDelimiter(this.text, countHeadings);
      }
    } catch (error) {
      if (error instanceof UndecodableText) return { fault: { reason: error.reason, at: error.line } };
      if (error instanceof UnreadableWorkbook) return { fault: { reason: error.reason } };
      throw error;
    }
    return this.split({});
  }

  /** Reads the same file with another separator between its cells, or with other headings. */
  split({
    delimiter = this.delimiter,
    headingRow,
    sheet,
  }: ImportContract['split']['request']): { file: FileRead } | { fault: FileFault } {
    this.delimiter = delimiter;
    let all: CsvRow[];
    try {
      if (this.workbook && sheet !== undefined && sheet !== this.workbook.sheet)
        this.workbook = { book: this.workbook.book, sheet, read: readSheet(this.workbook.book, sheet) };
      all = this.workbook?.read.rows ?? readCsv(this.text, delimiter);
    } catch (error) {
      if (error instanceof UnreadableWorkbook) return { fault: { reason: error.reason } };
      if (error instanceof UnreadableCsv) return { fault: { reason: error.reason, at: error.row } };
      throw error;
    }
    if (all.length === 0) return { fault: { reason: 'empty' } };
    const table = toTable(all, headingRow);
    const hiddenColumns = this.workbook?.read.hiddenColumns ?? new Set();
    table.mapping = table.mapping.map((field, column) => (hiddenColumns.has(column) ? null : field));
    this.table = { ...table, leftOut: [...(this.workbook?.read.hidden ?? []), ...table.leftOut] };
    const { rows, leftOut, ...told } = this.table;
    if (rows.length + leftOut.length === 0) return { fault: { reason: 'noRows' } };
    const preview = rows.slice(0, PREVIEW_ROWS).map(({ cells }) => cells);
    const top = all.slice(0, TOP_ROWS);
    const sheets = listVisible(this.workbook?.book).map(({ name, index }) => ({ name, index }));
    const read = { encoding: this.encoding, delimiter, sheets, sheet: this.workbook?.sheet ?? null };
    return {
      file: {
        ...told,
        ...read,
        preview,
        top,
        hiddenColumns: [...hiddenColumns].filter((column) => column < table.headings.length),
        rowCount: rows.length,
      },
    };
  }

  /** The values of the file that cannot be read by themselves, each with what it may mean. */
  values({ mapping, codebook, choices }: ValuesRequest): ImportContract['values']['answer'] {
    const { headings, rows } = this.table ?? { headings: [], rows: [] };
    const { values, bareSales } = listUnreadValues(headings, rows, mapping, codebook, choices);
    const propose = createProposer(codebook, findUnit(headings[mapping.indexOf('sales')] ?? ''));
    return {
      values: values.map((value) => ({ ...value, proposal: propose(value.attribute, value.value) })),
      bareSales,
    };
  }

  forgetKnown(): null {
    this.known = [];
    this.units = [];
    return null;
  }

  /** Takes in companies that the device has. */
  know(companies: KnownAccount[]): null {
    this.known.push(...companies);
    return null;
  }

  /** Pairs of the companies that were told which may be one. */
  propose({ municipalities }: ImportContract['propose']['request']): MergeProposal[] {
    return listMergeProposals(this.known, new AccountIndex(createPlaceReader(municipalities)));
  }

  /** Reads a file of the register and holds it against the companies that were told. */
  register({
    bytes,
    closedReason,
  }: ImportContract['register']['request']): ImportContract['register']['answer'] {
    try {
      const cells = readCsv(decodeText(new Uint8Array(bytes)).text, ',');
      // Nothing that tells of this register: it is some other list.
      if (!cells.some((row) => row.cells.length === REGISTER_COLUMNS)) return { fault: { reason: 'noRows' } };
      const rows = cells.flatMap((row) => readRegisterRow(row.cells) ?? []);
      return { findings: findRegisterChanges(rows, this.known, closedReason), rowCount: cells.length };
    } catch (error) {
      if (error instanceof UndecodableText) return { fault: { reason: error.reason, at: error.line } };
      if (error instanceof UnreadableCsv) return { fault: { reason: error.reason, at: error.row } };
      throw error;
    }
  }

  /** What an import of that file would do; `tell` hears how many rows are done. */
  plan(request: PlanRequest, tell: (rowsDone: number) => void): ImportPlan {
    const { headings, rows, leftOut } = this.table ?? { headings: [], rows: [], leftOut: [] };
    const plan = planAccountImport({ ...request, known: this.known, headings, rows }, tell);
    return { ...plan, rowCount: plan.rowCount + leftOut.length, leftOut: [...leftOut, ...plan.leftOut] };
  }

  dryRun(request: PlanRequest, tell: (rowsDone: number) => void): PlanHead<ImportPlan> {
    const plan = this.plan(request, tell);
    this.planned = plan;
    return headOfPlan(plan);
  }

  dryRunFrame(request: PlanRequest, tell: (rowsDone: number) => void): PlanHead<FrameImportPlan> {
    const plan = this.planFrame(request, tell);
    this.planned = plan;
    return headOfPlan(plan);
  }

  /** The next entries of a list of the plan made last. */
  planPart({ list, from }: ImportContract['planPart']['request']): unknown[] {
    const entries = (this.planned as Record<string, unknown>)[list];
    return Array.isArray(entries) ? entries.slice(from, from + PLAN_PART) : [];
  }

  /** Takes in addresses that a list has. */
  knowUnits(units: KnownFrameUnit[]): null {
    this.units.push(...units);
    return null;
  }

  /** What an import of that file into a list of addresses would do; `tell` hears how many rows are done. */
  planFrame(request: PlanRequest, tell: (rowsDone: number) => void): FrameImportPlan {
    const { headings, rows, leftOut } = this.table ?? { headings: [], rows: [], leftOut: [] };
    const told = { known: this.units, accounts: this.known };
    const plan = planFrameImport({ ...request, ...told, headings, rows }, tell);
    return { ...plan, rowCount: plan.rowCount + leftOut.length, leftOut: [...leftOut, ...plan.leftOut] };
  }
}

interface SheetRead {
  rows: CsvRow[];
  hiddenColumns: ReadonlySet<number>;
  /** Rows that the sheet does not show: who looked at it has not seen them. */
  hidden: LeftOutRow[];
}

function listVisible(book: Workbook | undefined): { name: string; index: number }[] {
  return (book?.sheets ?? []).flatMap(({ name, isHidden }, index) => (isHidden ? [] : [{ name, index }]));
}

/** The first visible sheet that holds a list of companies, else the first visible one. */
function findListSheet(book: Workbook): { sheet: number; read: SheetRead } {
  let first: { sheet: number; read: SheetRead } | undefined;
  for (const { index } of listVisible(book)) {
    const found = { sheet: index, read: readSheet(book, index) };
    first ??= found;
    if (found.read.rows.slice(0, TOP_ROWS).some(({ cells }) => countHeadings(cells) > 1)) return found;
  }
  return first ?? { sheet: 0, read: { rows: [], hiddenColumns: new Set(), hidden: [] } };
}

function readSheet(book: Workbook, index: number): SheetRead {
  const { rows, hidden, hiddenColumns } = book.readList(index);
  const isShown = ({ row }: { row: number }): boolean => !hidden.has(row);
  return {
    rows: rows.filter(isShown).map((row) => ({ ...row, cells: [...row.cells] })),
    hiddenColumns,
    hidden: rows
      .filter((row) => !isShown(row))
      .map(({ row, cells }) => ({ row, reason: 'hidden', text: cells.filter(Boolean).join(' ') })),
  };
}

/** @param asked the row of the headings as a person says; null for none, undefined where nobody has said */
function toTable(rows: readonly CsvRow[], asked: number | null | undefined): Table {
  if (asked === undefined && isTaxRegister(rows))
    return { headed: 'taxRegister', headingRow: null, above: [], ...readTaxRegister(rows) };
  const position = asked === undefined ? findHeadingRow(rows) : rows.findIndex(({ row }) => row === asked);
  const heading = position === undefined ? undefined : rows[position];
  if (position === undefined || heading === undefined) {
    const above = asked === undefined ? rows.slice(0, countTitles(rows)) : [];
    const listed = rows.slice(above.length);
    const mapping = guessColumnsWithoutHeadings(listed);
    const headings = mapping.map(() => '');
    return {
      headed: 'contents',
      headingRow: null,
      above,
      headings,
      mapping,
      rows: writeOutDittos(listed, headings, mapping),
      leftOut: [],
    };
  }
  const { first, last, headings } = readHeadings(rows, position);
  const over = new Set(rows.slice(first, last + 1).map(keyOfRow));
  const below = rows.slice(last + 1);
  const isRepeated = (row: CsvRow): boolean => last > first && over.has(keyOfRow(row));
  const listed = below.filter((row) => !isRepeated(row));
  const mapping = completeByContent(guessColumns(headings), headings, listed);
  return {
    headed: 'headings',
    headings,
    mapping,
    headingRow: heading.row,
    above: rows.slice(0, first),
    rows: writeOutDittos(listed, headings, mapping),
    leftOut: below
      .filter(isRepeated)
      .map(({ row, cells }) => ({ row, reason: 'headings', text: cells.filter(Boolean).join(' ') })),
  };
}

/** By what headings that stand in several rows are known again on the next page. */
function keyOfRow({ cells }: CsvRow): string {
  return cells.map((cell) => cell.trim()).join('\t');
}
