import type { AttributeCodebook } from '#domain/casework/account-import/account-import-codes.ts';
import type { ImportChoices } from '#domain/casework/account-import/account-import-choices.ts';
import type { UnreadValue, UnreadValues } from '#domain/casework/account-import/account-import-values.ts';
import type { ColumnMapping, CsvRow } from '#domain/casework/account-import/account-import-columns.ts';
import type { ImportPlan, KnownAccount } from '#domain/casework/account-import/account-import.ts';
import type { RegisterFinding } from '#domain/casework/corporate-register.ts';
import type { MergeProposal } from '#domain/casework/merge-proposals.ts';
import type { FrameImportPlan, KnownFrameUnit } from '#domain/fieldwork/frame/plan-frame-import.ts';
import type { UnreadableWorkbook } from '#client/workers/sheet/read-workbook.ts';
import type { Delimiter } from '#client/workers/delimiters.ts';
import type { TextEncoding, UndecodableReason } from '#client/workers/decode-text.ts';

/** What stands in a file, as far as the page has to know it. */
export interface FileRead {
  /** How the text was written; null for a workbook. */
  encoding: TextEncoding | null;
  delimiter: Delimiter;
  /** The visible sheets of a workbook, and which one of them is read. */
  sheets: { name: string; index: number }[];
  sheet: number | null;
  /** The first rows of the file, among which a person may say which one holds the headings. */
  top: CsvRow[];
  /** The number of the row of the headings; null where there is none. */
  headingRow: number | null;
  /** What stands above the headings and is not taken: titles, dates, remarks. */
  above: CsvRow[];
  /** Whether the file has headings; else its columns are told by what stands in them. */
  headed: 'headings' | 'contents' | 'taxRegister';
  headings: string[];
  mapping: ColumnMapping;
  /** The columns that the sheet does not show; they are taken only if a person says what they hold. */
  hiddenColumns: number[];
  /** The first rows beneath the headings, for the preview. */
  preview: string[][];
  rowCount: number;
}

/** Why a file cannot be read, with the line or row where that shows. */
export interface FileFault {
  reason: UndecodableReason | UnreadableWorkbook['reason'] | 'brokenQuotes' | 'empty' | 'noRows' | 'garbled';
  at?: number | undefined;
}

/** How the columns of the file read last are to be read. */
export interface ValuesRequest {
  mapping: ColumnMapping;
  codebook: AttributeCodebook;
  choices: ImportChoices;
}

/** A value that cannot be read by itself, with the code that it may mean. */
export interface ProposedValue extends UnreadValue {
  proposal?: string | undefined;
}

/** What is to be planned from the file read last. */
export interface PlanRequest extends ValuesRequest {
  dropUnreadable: boolean;
}

type ListsOf<Plan> = { [Key in keyof Plan as Plan[Key] extends readonly unknown[] ? Key : never]: Plan[Key] };

/** A plan without its lists, and how long each of them is. */
export interface PlanHead<Plan> {
  rest: Omit<Plan, keyof ListsOf<Plan>>;
  lengths: { [List in keyof ListsOf<Plan>]: number };
}

/** What the page asks the import worker; the file's rows stay with the worker. */
export type ImportContract = {
  read: { request: ArrayBuffer; answer: { file: FileRead } | { fault: FileFault } };
  /**
   * The same file with another separator, or with the headings in the row of that number; null says that
   * there are none. What is absent is looked for.
   */
  split: {
    request: { delimiter?: Delimiter; headingRow?: number | null; sheet?: number };
    answer: { file: FileRead } | { fault: FileFault };
  };
  /** The values that a person has to say the meaning of, each once. */
  values: {
    request: ValuesRequest;
    answer: { values: ProposedValue[]; bareSales: UnreadValues['bareSales'] };
  };
  /** Forgets the companies and addresses that were told before. */
  forgetKnown: { request: null; answer: null };
  /** Tells some of the companies of this device; together they are those of the next dry run. */
  know: { request: KnownAccount[]; answer: null };
  /** Tells how many rows are done. */
  dryRun: { request: PlanRequest; answer: PlanHead<ImportPlan>; progress: number };
  /** The next entries of a list of the plan made last. */
  planPart: { request: { list: string; from: number }; answer: unknown[] };
  /** Pairs of the companies that were told which may be one. */
  propose: { request: { municipalities: AttributeCodebook['municipality'] }; answer: MergeProposal[] };
  /** What a file of the register of 法人番号 says that the files of the companies told do not. */
  register: {
    request: { bytes: ArrayBuffer; closedReason: string };
    answer: { findings: RegisterFinding[]; rowCount: number } | { fault: FileFault };
  };
  /** Tells some of the addresses that a list has; together they are those of the next dry run into a list. */
  knowUnits: { request: KnownFrameUnit[]; answer: null };
  /** The same as `dryRun` for a list of addresses, held against the addresses and the companies that were told. */
  dryRunFrame: { request: PlanRequest; answer: PlanHead<FrameImportPlan>; progress: number };
};
