import {
  findHeadingRow,
  guessColumns,
  type CsvRow,
} from '#domain/casework/account-import/account-import-columns.ts';
import { planAccountImport, type ImportPlan } from '#domain/casework/account-import/account-import.ts';
import { decodeText, UndecodableText } from '#client/workers/decode-text.ts';
import type { Desk } from '#client/workers/bridge/serve-requests.ts';
import type { FileFault, FileRead, ImportContract, PlanRequest } from './import-contract.ts';
import { readCsv, UnreadableCsv } from './read-csv.ts';

const PREVIEW_ROWS = 5;

/** The worker's work without the worker: keeps the rows of the file read last and answers questions about them. */
export class ImportDesk implements Desk<ImportContract> {
  private headings: string[] = [];
  private rows: CsvRow[] = [];

  /** Reads a file's bytes as a table. */
  read(bytes: ArrayBuffer): { file: FileRead } | { fault: FileFault } {
    try {
      const { text, encoding } = decodeText(new Uint8Array(bytes));
      const rows = readCsv(text);
      const headingRow = findHeadingRow(rows);
      this.headings = rows[headingRow]!.cells.map((cell) => cell.trim());
      this.rows = rows.slice(headingRow + 1);
      if (this.rows.length === 0) return { fault: { reason: 'noRows' } };
      const file = {
        encoding,
        headings: this.headings,
        mapping: guessColumns(this.headings),
        preview: this.rows.slice(0, PREVIEW_ROWS).map(({ cells }) => cells),
        rowCount: this.rows.length,
      };
      return { file };
    } catch (error) {
      if (error instanceof UndecodableText) return { fault: { reason: error.reason, at: error.line } };
      if (error instanceof UnreadableCsv) return { fault: { reason: error.reason, at: error.row } };
      throw error;
    }
  }

  /** What an import of that file would do; `tell` hears how many rows are done. */
  plan(request: PlanRequest, tell: (rowsDone: number) => void): ImportPlan {
    return planAccountImport({ ...request, headings: this.headings, rows: this.rows }, tell);
  }
}
