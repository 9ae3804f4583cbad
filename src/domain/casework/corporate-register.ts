import { isPlainDate, type PlainDate } from '#domain/canonical/dates.ts';
import type { Account } from '#domain/records/account.ts';
import { isCorporateNumber } from './corporate-number.ts';
import type { Recorded } from './recorded.ts';

/*
 * The register of 法人番号 as the National Tax Agency publishes it (法人番号公表サイト, リソース定義書 ver. 5): CSV of 30 columns
 * without headings. 3: process, 5/6: dates, 7: name, 10–12: place, 16: postal code, 19: closed on, 21: number of the
 * successor, 24: whether the row is the newest.
 */
export const REGISTER_COLUMNS = 30;

/** What a row says of a corporation, as far as files are kept up by it. */
export type RegisterEvent = 'renamed' | 'moved' | 'closed' | 'absorbed';

const EVENTS: Record<string, RegisterEvent> = {
  '11': 'renamed',
  '12': 'moved',
  '21': 'closed',
  '71': 'absorbed',
};

/** A row of the register. */
export interface RegisterRow {
  corporateNumber: string;
  event: RegisterEvent;
  changedOn: PlainDate | undefined;
  name: string;
  prefecture: string;
  city: string;
  street: string;
  postalCode: string;
  /** The corporation that took this one in. */
  successor: string | undefined;
}

/** Reads a row of the register; undefined for processes that change nothing here, and for what is no such row. */
export function readRegisterRow(cells: readonly string[]): RegisterRow | undefined {
  const at = (column: number): string => (cells[column - 1] ?? '').trim();
  const event = EVENTS[at(3)];
  if (cells.length !== REGISTER_COLUMNS || !event || !isCorporateNumber(at(2))) return undefined;
  const changedOn = at(6).replaceAll('/', '-');
  return {
    corporateNumber: at(2),
    event,
    changedOn: isPlainDate(changedOn) ? changedOn : undefined,
    name: at(7),
    prefecture: at(10),
    city: at(11),
    street: at(12),
    postalCode: at(16).replace(/^(\d{3})(\d{4})$/, '$1-$2'),
    successor: isCorporateNumber(at(21)) ? at(21) : undefined,
  };
}

/** What the register says that a company's file does not. */
export interface RegisterFinding {
  account: Recorded<Account>;
  row: RegisterRow;
  /** What would be written into the file; nothing where records would be joined instead. */
  edit: { [K in 'name' | 'postalCode' | 'address' | 'status' | 'statusDate' | 'statusReason']?: string };
  /** The file of the corporation that took this one in, if there is one. */
  successor?: Recorded<Account>;
}

/**
 * Holds the register's rows against the centre's files by their 法人番号. What a file says already is left out, so a file
 * read twice finds nothing the second time.
 *
 * @param closedReason what a closed company's file says as its reason
 */
export function findRegisterChanges(
  rows: readonly RegisterRow[],
  accounts: readonly Recorded<Account>[],
  closedReason: string,
): RegisterFinding[] {
  const byNumber = new Map<string, Recorded<Account>>();
  for (const account of accounts)
    if (account.fields.mergedInto === undefined && account.fields.corporateNumber)
      byNumber.set(account.fields.corporateNumber, account);
  const newest = new Map<string, RegisterRow>();
  for (const row of rows) {
    const key = `${row.corporateNumber} ${row.event}`;
    const known = newest.get(key);
    if (!known || (known.changedOn ?? '') <= (row.changedOn ?? '')) newest.set(key, row);
  }
  return [...newest.values()].flatMap((row): RegisterFinding[] => {
    const account = byNumber.get(row.corporateNumber);
    if (!account) return [];
    const successor = row.successor === undefined ? undefined : byNumber.get(row.successor);
    if (row.event === 'absorbed' && successor) return [{ account, row, edit: {}, successor }];
    const edit = withoutKnown(editOf(row, closedReason), account.fields);
    return Object.keys(edit).length > 0 ? [{ account, row, edit }] : [];
  });
}

function editOf(row: RegisterRow, closedReason: string): RegisterFinding['edit'] {
  if (row.event === 'renamed') return row.name ? { name: row.name } : {};
  if (row.event === 'moved')
    return row.street
      ? { address: `${row.city}${row.street}`, ...(row.postalCode && { postalCode: row.postalCode }) }
      : {};
  return {
    status: 'archived',
    statusReason: closedReason,
    ...(row.changedOn !== undefined && { statusDate: row.changedOn }),
  };
}

function withoutKnown(edit: RegisterFinding['edit'], fields: Partial<Account>): RegisterFinding['edit'] {
  // Whoever put a company aside has said why.
  if (edit.status !== undefined && fields.status === edit.status) return {};
  return Object.fromEntries(
    Object.entries(edit).filter(([name, value]) => fields[name as keyof Account] !== value),
  );
}
