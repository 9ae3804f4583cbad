import type { AttributeCodebook } from '#domain/casework/account-import/account-import-codes.ts';
import type { ColumnMapping } from '#domain/casework/account-import/account-import-columns.ts';
import type { ImportPlan, KnownAccount } from '#domain/casework/account-import/account-import.ts';
import type { Delimiter } from './delimiters.ts';
import type { TextEncoding, UndecodableReason } from '#client/workers/decode-text.ts';

/** What stands in a file, as far as the page has to know it. */
export interface FileRead {
  encoding: TextEncoding;
  delimiter: Delimiter;
  /** Whether the file has headings; else its columns are told by what stands in them. */
  headed: 'headings' | 'contents' | 'taxRegister';
  headings: string[];
  mapping: ColumnMapping;
  /** The first rows beneath the headings, for the preview. */
  preview: string[][];
  rowCount: number;
}

/** Why a file cannot be read, with the line or row where that shows. */
export interface FileFault {
  reason: UndecodableReason | 'brokenQuotes' | 'empty' | 'noRows';
  at?: number | undefined;
}

/** What is to be planned from the file read last. */
export interface PlanRequest {
  mapping: ColumnMapping;
  codebook: AttributeCodebook;
  known: KnownAccount[];
  dropUnreadable: boolean;
}

/** What the page asks the import worker; the file's rows stay with the worker. */
export type ImportContract = {
  read: { request: ArrayBuffer; answer: { file: FileRead } | { fault: FileFault } };
  /** The same file with another separator. */
  split: { request: Delimiter; answer: { file: FileRead } | { fault: FileFault } };
  /** Tells how many rows are done. */
  plan: { request: PlanRequest; answer: ImportPlan; progress: number };
};
