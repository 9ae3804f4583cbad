import {
  countHeadings,
  findHeadingRow,
  guessColumns,
  guessColumnsByContent,
  type ColumnMapping,
  type CsvRow,
} from '#domain/casework/account-import/account-import-columns.ts';
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
import { decodeText, UndecodableText, type TextEncoding } from '#client/workers/decode-text.ts';
import type { Desk } from '#client/workers/bridge/serve-requests.ts';
import type { FileFault, FileRead, ImportContract, PlanRequest, ValuesRequest } from './import-contract.ts';
import type { Delimiter } from './delimiters.ts';
import { guessDelimiter, readCsv, UnreadableCsv } from './read-csv.ts';

const PREVIEW_ROWS = 5;

/** A file's rows with what stands over them. */
interface Table {
  headed: FileRead['headed'];
  headings: string[];
  mapping: ColumnMapping;
  rows: CsvRow[];
  leftOut: LeftOutRow[];
}

/** The worker's work without the worker: keeps the rows of the file read last and answers questions about them. */
export class ImportDesk implements Desk<ImportContract> {
  private text = '';
  private encoding: TextEncoding = 'utf-8';
  private table: Table | undefined;
  private known: KnownAccount[] = [];

  /** Reads a file's bytes as a table. */
  read(bytes: ArrayBuffer): { file: FileRead } | { fault: FileFault } {
    try {
      ({ text: this.text, encoding: this.encoding } = decodeText(new Uint8Array(bytes)));
    } catch (error) {
      if (error instanceof UndecodableText) return { fault: { reason: error.reason, at: error.line } };
      throw error;
    }
    return this.split(guessDelimiter(this.text, countHeadings));
  }

  /** Reads the same text with another separator between its cells. */
  split(delimiter: Delimiter): { file: FileRead } | { fault: FileFault } {
    try {
      this.table = toTable(readCsv(this.text, delimiter));
    } catch (error) {
      if (error instanceof UnreadableCsv) return { fault: { reason: error.reason, at: error.row } };
      throw error;
    }
    const { headed, headings, mapping, rows, leftOut } = this.table;
    if (rows.length + leftOut.length === 0) return { fault: { reason: 'noRows' } };
    const preview = rows.slice(0, PREVIEW_ROWS).map(({ cells }) => cells);
    const rowCount = rows.length;
    return { file: { encoding: this.encoding, delimiter, headed, headings, mapping, preview, rowCount } };
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
    return null;
  }

  /** Takes in companies that the device has. */
  know(companies: KnownAccount[]): null {
    this.known.push(...companies);
    return null;
  }

  /** What an import of that file would do; `tell` hears how many rows are done. */
  plan(request: PlanRequest, tell: (rowsDone: number) => void): ImportPlan {
    const { headings, rows, leftOut } = this.table ?? { headings: [], rows: [], leftOut: [] };
    const plan = planAccountImport({ ...request, known: this.known, headings, rows }, tell);
    return { ...plan, rowCount: plan.rowCount + leftOut.length, leftOut: [...leftOut, ...plan.leftOut] };
  }
}

function toTable(rows: readonly CsvRow[]): Table {
  if (isTaxRegister(rows)) return { headed: 'taxRegister', ...readTaxRegister(rows) };
  const headingRow = findHeadingRow(rows);
  if (headingRow === undefined) {
    const mapping = guessColumnsByContent(rows);
    return { headed: 'contents', headings: mapping.map(() => ''), mapping, rows: [...rows], leftOut: [] };
  }
  const headings = rows[headingRow]!.cells.map((cell) => cell.trim());
  return {
    headed: 'headings',
    headings,
    mapping: guessColumns(headings),
    rows: rows.slice(headingRow + 1),
    leftOut: [],
  };
}
