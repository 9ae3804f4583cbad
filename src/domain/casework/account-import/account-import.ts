import type { Account } from '#domain/records/account.ts';
import { findEmployeeRange } from '#domain/records/bands.ts';
import {
  AccountIndex,
  type Described,
  hasSameFullName,
  withoutFormer,
  type DoubtReason,
  type MatchReason,
  type Recognition,
} from '#domain/casework/account-import-matching.ts';
import { TEXT_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';
import { foldText } from '#domain/canonical/text.ts';
import { isCorporateNumber, normaliseCorporateNumber } from '#domain/casework/corporate-number.ts';
import type { ImportChoices } from './account-import-choices.ts';
import {
  planContact,
  type ContactFields,
  type ContactUpdate,
  type KnownContact,
} from './account-import-contacts.ts';
import { isSameInWriting } from './same-writing.ts';
import type { AttributeCodebook } from './account-import-codes.ts';
import type { ColumnMapping, CsvRow } from './account-import-columns.ts';
import { createPlaceReader } from './account-import-places.ts';
import { createLeftOutFinder, type LeftOutRow } from './account-import-rows.ts';
import {
  createRowReader,
  listGroupLabels,
  type ImportFault,
  type MendedValue,
  type RowRead,
} from './account-import-values.ts';

/** An account that the device already has. */
export interface KnownAccount {
  id: string;
  fields: Partial<Account>;
  /** Under what else it stands in older lists, see `listFormerIdentities`. */
  former?: readonly Partial<Account>[];
  /** The people there. */
  contacts?: readonly KnownContact[];
}

/** What a row sets in an account; `null` takes away what it contradicts. */
export type AccountChanges = { [Field in keyof Account]?: Account[Field] | null };

/** A row that makes a new account. */
export interface AddedRow {
  row: number;
  fields: Partial<Account> & { name: string };
  /** A person there. */
  contact?: ContactFields;
}

/** What a row would change in an account, with what stands there now. */
export interface AccountUpdate {
  accountId: string;
  account: Partial<Account>;
  changes: AccountChanges;
  /** A person there who is new, or of whom something changes. */
  contact?: ContactUpdate;
}

/** A row that certainly means a known account and says something else about it. */
export interface MatchedRow extends AccountUpdate {
  row: number;
  reason: MatchReason;
}

/** A row that may mean a known account, or another row: only a person can tell. */
export interface UncertainRow extends AddedRow {
  doubt: DoubtReason;
  candidates: AccountUpdate[];
  /** An earlier row of the file that may be the same company. */
  otherRow?: number;
}

/** What an import would do; nothing is written by making it. */
export interface ImportPlan {
  rowCount: number;
  added: AddedRow[];
  matched: MatchedRow[];
  uncertain: UncertainRow[];
  /** Rows that repeat a known account without saying anything new. */
  unchangedCount: number;
  /** Rows that are left out because of a fault. */
  refusedCount: number;
  faults: ImportFault[];
  mended: MendedValue[];
  /** Rows that are no companies. */
  leftOut: LeftOutRow[];
  /** The known accounts that rows mean, or may mean. */
  met: string[];
}

export interface ImportRequest {
  headings: readonly string[];
  rows: readonly CsvRow[];
  mapping: ColumnMapping;
  codebook: AttributeCodebook;
  known: readonly KnownAccount[];
  dropUnreadable: boolean;
  choices: ImportChoices;
}

const PROGRESS_EVERY_ROWS = 250;

/**
 * The dry run of an import: which rows make new accounts, which repeat an account of this
 * device and what they would change there, which may do so, which are no companies, and which cannot
 * be taken and why. Importing the same list again plans nothing.
 */
export function planAccountImport(
  request: ImportRequest,
  onProgress: (rowsDone: number) => void = () => {},
): ImportPlan {
  const { headings, rows, mapping, codebook } = request;
  const readRow = createRowReader(headings, rows, mapping, codebook, request);
  const findLeftOutReason = createLeftOutFinder(headings, mapping, listGroupLabels(codebook));
  const placeOf = createPlaceReader(codebook.municipality);
  const described = new WeakMap<Partial<Account>, Described>();
  const onDevice = new AccountIndex<string>(placeOf, described);
  addKnown(onDevice, request.known);
  const known = new Map(request.known.map((account) => [account.id, account]));
  const inFile = new AccountIndex<number>(placeOf, described);
  const rowOfAccount = new Map<string, number>();
  const shared = findSharedNumbers(rows, mapping);
  /** Branches bear the number of their head office: then it does not say for certain which company a row is. */
  const doubtShared = <Key>(found: Recognition<Key>, fields: Partial<Account>): Recognition<Key> => {
    if (!found || !('key' in found) || !shared.has(fields.corporateNumber ?? '')) return found;
    if (onDevice.isSamePlace(fields, found.account)) return found;
    return { candidates: [{ ...found, doubt: 'otherAddress', isElsewhere: false }], doubt: 'otherAddress' };
  };
  const plan: ImportPlan = {
    rowCount: rows.length,
    added: [],
    matched: [],
    uncertain: [],
    unchangedCount: 0,
    refusedCount: 0,
    faults: [],
    mended: [],
    leftOut: [],
    met: [],
  };

  for (const [index, csvRow] of rows.entries()) {
    if (index % PROGRESS_EVERY_ROWS === 0) onProgress(index);
    const leftOut = findLeftOutReason(csvRow);
    if (leftOut) {
      const text = csvRow.cells.filter((cell) => cell.trim() !== '').join(' ');
      plan.leftOut.push({ row: csvRow.row, reason: leftOut, text });
      continue;
    }
    const read = readRow(csvRow);
    const recognised = isRefused(read) ? undefined : doubtShared(onDevice.find(read.fields), read.fields);
    const match = recognised && 'key' in recognised ? recognised : undefined;
    const twin = isRefused(read)
      ? undefined
      : findTwin(read, doubtShared(inFile.find(read.fields), read.fields));
    const repeated = isRefused(read)
      ? undefined
      : findRepetition(read, twin?.isCertain ? twin.row : undefined, match && rowOfAccount.get(match.key));
    if (repeated) read.faults.push(repeated);
    plan.faults.push(...read.faults);
    if (isRefused(read)) {
      plan.refusedCount += 1;
      continue;
    }
    plan.mended.push(...read.mended);
    inFile.add(read.row, read.fields);
    const row: AddedRow = {
      row: read.row,
      fields: { ...read.fields, name: read.fields.name! },
      ...(!isEmpty(read.contact) && { contact: read.contact }),
    };
    if (match) {
      rowOfAccount.set(match.key, read.row);
      plan.met.push(match.key);
      const update = toUpdate(known.get(match.key)!, read, match.account);
      if (saysNothing(update)) plan.unchangedCount += 1;
      else plan.matched.push({ row: read.row, reason: match.reason, ...update });
    } else if (recognised && 'candidates' in recognised) {
      const candidates = recognised.candidates.map(({ key, account }) =>
        toUpdate(known.get(key)!, read, account),
      );
      plan.met.push(...candidates.map(({ accountId }) => accountId));
      const isKnown = candidates.some(
        (update, at) =>
          saysNothing(update) && hasSameFullName(recognised.candidates[at]!.account, read.fields),
      );
      if (isKnown) plan.unchangedCount += 1;
      else plan.uncertain.push({ ...row, doubt: recognised.doubt, candidates });
    } else if (twin && !twin.isCertain) {
      plan.uncertain.push({ ...row, doubt: twin.doubt, candidates: [], otherRow: twin.row });
    } else plan.added.push(row);
  }
  onProgress(rows.length);
  return plan;
}

function isRefused({ faults }: RowRead): boolean {
  return faults.some(({ refusesRow }) => refusesRow);
}

type Twin = { row: number; isCertain: true } | { row: number; isCertain: false; doubt: DoubtReason };

/**
 * The earlier row that this one repeats, or may repeat. A list that has one name at two places
 * means two companies.
 */
function findTwin({ fields }: RowRead, recognised: Recognition<number>): Twin | undefined {
  if (!recognised) return undefined;
  if ('key' in recognised) return { row: recognised.key, isCertain: true };
  const near = recognised.candidates.filter(({ isElsewhere }) => !isElsewhere);
  const same = near.find(
    ({ account }) => hasSameFullName(account, fields) && isEmpty(findChanges(account, fields)),
  );
  if (same) return { row: same.key, isCertain: true };
  const [first] = near;
  return first && { row: first.key, isCertain: false, doubt: first.doubt };
}

/** The numbers that stand beside different names or addresses of the list. */
function findSharedNumbers(rows: readonly CsvRow[], mapping: ColumnMapping): ReadonlySet<string> {
  const column = mapping.indexOf('corporateNumber');
  const places = new Map<string, string>();
  const shared = new Set<string>();
  if (column < 0) return shared;
  for (const { cells } of rows) {
    const number = normaliseCorporateNumber(cells[column] ?? '');
    if (!isCorporateNumber(number)) continue;
    const place = cells
      .filter((_, at) => mapping[at] === 'name' || mapping[at] === 'address')
      .map(foldText)
      .join('\n');
    const known = places.get(number);
    if (known !== undefined && known !== place) shared.add(number);
    places.set(number, place);
  }
  return shared;
}

function findRepetition(
  { row, fields }: RowRead,
  earlier: number | undefined,
  rowOfSameAccount: number | undefined,
): ImportFault | undefined {
  const otherRow = earlier ?? rowOfSameAccount;
  if (otherRow === undefined) return undefined;
  const code = earlier === undefined ? 'sameAccount' : 'repeatedInFile';
  return { row, field: 'name', code, value: fields.name ?? '', otherRow, refusesRow: true };
}

/** Adds companies under all that they are known by. */
export function addKnown(index: AccountIndex<string>, known: readonly KnownAccount[]): void {
  for (const { id, fields, former = [] } of known)
    for (const identity of [fields, ...former]) index.add(id, identity);
}

/** @param meant the identity by which the company was recognised: an old one changes nothing of what it is by now */
function toUpdate(
  { id, fields, contacts = [] }: KnownAccount,
  row: RowRead,
  meant: Partial<Account>,
): AccountUpdate {
  const contact = planContact(contacts, row.contact);
  return {
    accountId: id,
    account: fields,
    changes: findChanges(fields, meant === fields ? row.fields : withoutFormer(row.fields, meant)),
    ...(contact && { contact }),
  };
}

function saysNothing({ changes, contact }: AccountUpdate): boolean {
  return isEmpty(changes) && !contact;
}

/**
 * What a row says otherwise than the account does; empty cells and other ways to write the same say nothing, tags and
 * notes are only added. The later word holds: a band takes away the number of employees that it contradicts.
 */
function findChanges(before: Partial<Account>, row: Partial<Account>): AccountChanges {
  const { tags, note, ...rest } = row;
  const changes: AccountChanges = Object.fromEntries(
    Object.entries(rest).filter(
      ([field, value]) => !isSameInWriting(field as keyof Account, before[field as keyof Account], value),
    ),
  );
  if (note !== undefined && !before.note?.includes(note)) {
    const joined = before.note ? `${before.note}\n${note}` : note;
    if (joined.length <= TEXT_LENGTH_LIMIT) changes.note = joined;
  }
  if (row.employeeCount === undefined && contradicts(row.employees, before.employeeCount))
    changes.employeeCount = null;
  const newTags = (tags ?? []).filter((tag) => !before.tags?.includes(tag));
  return newTags.length === 0 ? changes : { ...changes, tags: [...(before.tags ?? []), ...newTags] };
}

function contradicts(band: string | undefined, count: number | undefined): boolean {
  const range = findEmployeeRange(band);
  return range !== undefined && count !== undefined && (count < range[0] || count > range[1]);
}

function isEmpty(changes: object): boolean {
  return Object.keys(changes).length === 0;
}
