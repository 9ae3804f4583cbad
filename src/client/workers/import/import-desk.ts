import {
  findHeadingRow,
  guessColumns,
  type CsvRow,
} from '#domain/casework/account-import/account-import-columns.ts';
import { planAccountImport } from '#domain/casework/account-import/account-import.ts';
import { decodeText, UndecodableText } from '#client/workers/decode-text.ts';
import type { ImportAnswer, ImportQuestion } from './import-messages.ts';
import { readCsv, UnreadableCsv } from './read-csv.ts';

const PREVIEW_ROWS = 5;

/** The worker's work without the worker: keeps the rows of the file read last and answers questions about them. */
export class ImportDesk {
  private headings: string[] = [];
  private rows: CsvRow[] = [];

  constructor(private readonly answer: (answer: ImportAnswer) => void) {}

  ask(question: ImportQuestion): void {
    if (question.type === 'read') this.read(new Uint8Array(question.bytes));
    else {
      const plan = planAccountImport({ ...question, headings: this.headings, rows: this.rows }, (rowsDone) =>
        this.answer({ type: 'progress', rowsDone }),
      );
      this.answer({ type: 'planned', plan });
    }
  }

  private read(bytes: Uint8Array): void {
    try {
      const { text, encoding } = decodeText(bytes);
      const rows = readCsv(text);
      const headingRow = findHeadingRow(rows);
      this.headings = rows[headingRow]!.cells.map((cell) => cell.trim());
      this.rows = rows.slice(headingRow + 1);
      if (this.rows.length === 0) return this.answer({ type: 'unreadable', fault: { reason: 'noRows' } });
      this.answer({
        type: 'read',
        file: {
          encoding,
          headings: this.headings,
          mapping: guessColumns(this.headings),
          preview: this.rows.slice(0, PREVIEW_ROWS).map(({ cells }) => cells),
          rowCount: this.rows.length,
        },
      });
    } catch (error) {
      if (error instanceof UndecodableText)
        this.answer({ type: 'unreadable', fault: { reason: error.reason, at: error.line } });
      else if (error instanceof UnreadableCsv)
        this.answer({ type: 'unreadable', fault: { reason: error.reason, at: error.row } });
      else throw error;
    }
  }
}
