import {
  completeByContent,
  countHeadings,
  findHeadingRow,
  guessColumns,
  guessColumnsByContent,
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
import type { LeftOutRow } from '#domain/casework/account-import/account-import-rows.ts';
import { isTaxRegister, readTaxRegister } from '#domain/casework/account-import/tax-register.ts';
import {
  planFrameImport,
  type FrameImportPlan,
  type KnownFrameUnit,
} from '#domain/fieldwork/frame/plan-frame-import.ts';
import { decodeText, UndecodableText, type TextEncoding } from '#client/workers/decode-text.ts';
import type { Desk } from '#client/workers/bridge/serve-requests.ts';
import type { FileFault, FileRead, ImportContract, PlanRequest, ValuesRequest } from './import-contract.ts';
import type { Delimiter } from '#client/workers/delimiters.ts';
import { UnreadableWorkbook, Workbook } from '#client/workers/sheet/read-workbook.ts';
import { guessDelimiter, readCsv, UnreadableCsv } from '#client/workers/read-csv.ts';

const PREVIEW_ROWS = 5;

/** Among so many rows a person may look for the headings. */
const TOP_ROWS = 12;
/** What .xlsx files begin with: they are ZIP archives. */
const ZIP_SIGNATURE = [0x50, 0x4b, 0x03, 0x04];

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
  /** The rows of a workbook, which no separator parts. */
  private sheet: CsvRow[] | undefined;
  private table: Table | undefined;
  private known: KnownAccount[] = [];
  private units: KnownFrameUnit[] = [];

  /** Reads a file's bytes as a table. */
  read(bytes: ArrayBuffer): { file: FileRead } | { fault: FileFault } {
    const start = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, ZIP_SIGNATURE.length));
    try {
      this.sheet = undefined;
      if (ZIP_SIGNATURE.every((byte, index) => start[index] === byte)) {
        this.encoding = null;
        this.sheet = readListSheet(new Workbook(new Uint8Array(bytes)));
      } else {
        ({ text: this.text, encoding: this.encoding } = decodeText(new Uint8Array(bytes)));
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
  }: ImportContract['split']['request']): { file: FileRead } | { fault: FileFault } {
    this.delimiter = delimiter;
    let all: CsvRow[];
    try {
      all = this.sheet ?? readCsv(this.text, delimiter);
    } catch (error) {
      if (error instanceof UnreadableCsv) return { fault: { reason: error.reason, at: error.row } };
      throw error;
    }
    if (all.length === 0) return { fault: { reason: 'empty' } };
    this.table = toTable(all, headingRow);
    const { rows, leftOut, ...table } = this.table;
    if (rows.length + leftOut.length === 0) return { fault: { reason: 'noRows' } };
    const preview = rows.slice(0, PREVIEW_ROWS).map(({ cells }) => cells);
    const top = all.slice(0, TOP_ROWS);
    return { file: { ...table, encoding: this.encoding, delimiter, preview, top, rowCount: rows.length } };
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

/** The first visible sheet that holds a list of companies, else the first visible one. */
function readListSheet(workbook: Workbook): CsvRow[] {
  const visible = workbook.sheets.flatMap(({ isHidden }, index) => (isHidden ? [] : [index]));
  const sheets = visible.map((index) => workbook.readRows(index));
  const list = sheets.find((rows) => rows.slice(0, TOP_ROWS).some(({ cells }) => countHeadings(cells) > 1));
  return (list ?? sheets[0] ?? []).map(({ row, cells }) => ({ row, cells: [...cells] }));
}

/** @param asked the row of the headings as a person says; null for none, undefined where nobody has said */
function toTable(rows: readonly CsvRow[], asked: number | null | undefined): Table {
  const none = { headingRow: null, above: [] };
  if (asked === undefined && isTaxRegister(rows))
    return { headed: 'taxRegister', ...none, ...readTaxRegister(rows) };
  const position = asked === undefined ? findHeadingRow(rows) : rows.findIndex(({ row }) => row === asked);
  const heading = position === undefined ? undefined : rows[position];
  if (position === undefined || heading === undefined) {
    const mapping = guessColumnsByContent(rows);
    const headings = mapping.map(() => '');
    return { headed: 'contents', ...none, headings, mapping, rows: [...rows], leftOut: [] };
  }
  const headings = heading.cells.map((cell) => cell.trim());
  const body = rows.slice(position + 1);
  return {
    headed: 'headings',
    headings,
    mapping: completeByContent(guessColumns(headings), headings, body),
    headingRow: heading.row,
    above: rows.slice(0, position),
    rows: body,
    leftOut: [],
  };
}
