import type { Account } from '#domain/records/account.ts';
import type { AttributeCodebook } from './account-import-codes.ts';
import type { ColumnMapping, CsvRow } from './account-import-columns.ts';
import { AccountIndex, type MatchReason } from '#domain/casework/account-import-matching.ts';
import { createRowReader, type ImportFault, type RowRead } from './account-import-values.ts';

/** An account that the device already has. */
export interface KnownAccount {
  id: string;
  fields: Partial<Account>;
}

/** A row that makes a new account. */
export interface AddedRow {
  row: number;
  fields: Partial<Account> & { name: string };
}

/** A row that repeats a known account and says something else about it. */
export interface MatchedRow {
  row: number;
  accountId: string;
  accountName: string;
  reason: MatchReason;
  /** What the row would change, with what stands there now. */
  changes: Partial<Account>;
  before: Partial<Account>;
}

/** What an import would do; nothing is written by making it. */
export interface ImportPlan {
  rowCount: number;
  added: AddedRow[];
  matched: MatchedRow[];
  /** Rows that repeat a known account without saying anything new. */
  unchangedCount: number;
  /** Rows that are left out because of a fault. */
  refusedCount: number;
  faults: ImportFault[];
}

export interface ImportRequest {
  headings: readonly string[];
  rows: readonly CsvRow[];
  mapping: ColumnMapping;
  codebook: AttributeCodebook;
  known: readonly KnownAccount[];
  dropUnreadable: boolean;
}

const PROGRESS_EVERY_ROWS = 250;

/**
 * The dry run of an import: which rows make new accounts, which repeat an account of this
 * device and what they would change there, and which cannot be taken and why. Importing
 * the same list again plans nothing.
 */
export function planAccountImport(
  request: ImportRequest,
  onProgress: (rowsDone: number) => void = () => {},
): ImportPlan {
  const readRow = createRowReader(request.headings, request.mapping, request.codebook, request);
  const known = new Map(request.known.map((account) => [account.id, account]));
  const onDevice = new AccountIndex<string>();
  for (const { id, fields } of request.known) onDevice.add(id, fields);
  const inFile = new AccountIndex<number>();
  const rowOfAccount = new Map<string, number>();
  const plan: ImportPlan = {
    rowCount: request.rows.length,
    added: [],
    matched: [],
    unchangedCount: 0,
    refusedCount: 0,
    faults: [],
  };

  for (const [index, csvRow] of request.rows.entries()) {
    if (index % PROGRESS_EVERY_ROWS === 0) onProgress(index);
    const read = readRow(csvRow);
    const match = onDevice.find(read.fields);
    const repeated = isRefused(read)
      ? undefined
      : findRepetition(read, inFile, match && rowOfAccount.get(match.key));
    if (repeated) read.faults.push(repeated);
    plan.faults.push(...read.faults);
    if (isRefused(read)) {
      plan.refusedCount += 1;
      continue;
    }
    inFile.add(read.row, read.fields);
    if (!match) {
      plan.added.push({ row: read.row, fields: { ...read.fields, name: read.fields.name! } });
      continue;
    }
    rowOfAccount.set(match.key, read.row);
    const before = known.get(match.key)!.fields;
    const changes = findChanges(before, read.fields);
    if (Object.keys(changes).length === 0) plan.unchangedCount += 1;
    else {
      plan.matched.push({
        row: read.row,
        accountId: match.key,
        accountName: before.name ?? '',
        reason: match.reason,
        changes,
        before: pick(before, changes),
      });
    }
  }
  onProgress(request.rows.length);
  return plan;
}

function isRefused({ faults }: RowRead): boolean {
  return faults.some(({ refusesRow }) => refusesRow);
}

function findRepetition(
  { row, fields }: RowRead,
  inFile: AccountIndex<number>,
  rowOfSameAccount: number | undefined,
): ImportFault | undefined {
  const earlier = inFile.find(fields)?.key;
  const otherRow = earlier ?? rowOfSameAccount;
  if (otherRow === undefined) return undefined;
  const code = earlier === undefined ? 'sameAccount' : 'repeatedInFile';
  return { row, field: 'name', code, value: fields.name ?? '', otherRow, refusesRow: true };
}

/** What a row says otherwise than the account does; empty cells say nothing, tags are only added. */
function findChanges(before: Partial<Account>, row: Partial<Account>): Partial<Account> {
  const { tags, ...rest } = row;
  const changes: Partial<Account> = Object.fromEntries(
    Object.entries(rest).filter(([field, value]) => before[field as keyof Account] !== value),
  );
  const newTags = (tags ?? []).filter((tag) => !before.tags?.includes(tag));
  return newTags.length === 0 ? changes : { ...changes, tags: [...(before.tags ?? []), ...newTags] };
}

function pick(account: Partial<Account>, changes: Partial<Account>): Partial<Account> {
  return Object.fromEntries(
    Object.keys(changes).flatMap((field) => {
      const value = account[field as keyof Account];
      return value === undefined ? [] : [[field, value]];
    }),
  );
}
