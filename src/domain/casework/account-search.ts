import { foldCompanyName, foldText } from '../canonical/text.ts';
import type { Account } from './model.ts';
import type { Recorded } from './recorded.ts';

/** What the search and a row of its results need of an account. */
export interface AccountEntry {
  id: string;
  name: string;
  industry: string | undefined;
  municipality: string | undefined;
  employees: string | undefined;
  employeeCount: number | undefined;
  isArchived: boolean;
  isInvented: boolean;
  /** The name as it is compared: folded, without its legal form. */
  foldedName: string;
  foldedKana: string;
  /** Everything that is searched, folded, one text a line. */
  haystack: string;
  /** Lists are in this order: by reading where one is known. */
  sortKey: string;
}

/** What a list of accounts is narrowed to; an empty set stands for "all". */
export interface AccountFilter {
  industries: ReadonlySet<string>;
  municipalities: ReadonlySet<string>;
  employees: ReadonlySet<string>;
  withArchived: boolean;
}

export const NO_FILTER: AccountFilter = {
  industries: new Set(),
  municipalities: new Set(),
  employees: new Set(),
  withArchived: false,
};

/**
 * An account made ready for the search.
 *
 * @param placeNames the municipality's names in every language that people may type.
 */
export function indexAccount({ id, fields }: Recorded<Account>, placeNames: readonly string[]): AccountEntry {
  const name = fields.name ?? '';
  const foldedName = foldCompanyName(name);
  const foldedKana = foldCompanyName(fields.nameKana ?? '');
  return {
    id,
    name,
    industry: fields.industry,
    municipality: fields.municipality,
    employees: fields.employees,
    employeeCount: fields.employeeCount,
    isArchived: fields.status === 'archived',
    isInvented: fields.invented === true,
    foldedName,
    foldedKana,
    haystack: [
      foldedName,
      foldedKana,
      // With its legal form too, so that 「株式会」 on the way to 「株式会社」 finds something.
      foldText(name),
      ...placeNames.map(foldText),
      digitsOf(fields.phone ?? ''),
      fields.corporateNumber ?? '',
    ].join('\n'),
    sortKey: foldedKana || foldedName,
  };
}

/** The order of lists of accounts. */
export function compareEntries(left: AccountEntry, right: AccountEntry): number {
  if (left.sortKey !== right.sortKey) return left.sortKey < right.sortKey ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

/**
 * The accounts that fit what was typed and the filter: every term has to occur in
 * the name (without its legal form), its reading, the municipality, the telephone
 * number's digits or the corporate number. Names that begin with a term come first,
 * then names that contain one, then the rest; within these the entries' order stays.
 *
 * A linear scan: at 100,000 entries it is faster than an index and needs no upkeep.
 */
export function searchAccounts(
  entries: readonly AccountEntry[],
  query: string,
  filter: AccountFilter = NO_FILTER,
): AccountEntry[] {
  const terms = parseTerms(query);
  const beginning: AccountEntry[] = [];
  const naming: AccountEntry[] = [];
  const other: AccountEntry[] = [];
  for (const entry of entries) {
    if (!passes(entry, filter) || !terms.every((term) => entry.haystack.includes(term))) continue;
    if (terms.length === 0 || terms.some((term) => beginsName(entry, term))) beginning.push(entry);
    else if (terms.some((term) => isInName(entry, term))) naming.push(entry);
    else other.push(entry);
  }
  return beginning.concat(naming, other);
}

/** The accounts that have the same name but for legal form, width and spacing: probably the same company. */
export function findSameName(entries: readonly AccountEntry[], name: string): AccountEntry[] {
  const folded = foldCompanyName(name);
  return folded === '' ? [] : entries.filter(({ foldedName }) => foldedName === folded);
}

function passes(entry: AccountEntry, { industries, municipalities, employees, withArchived }: AccountFilter): boolean {
  return (
    (withArchived || !entry.isArchived) &&
    isAmong(entry.industry, industries) &&
    isAmong(entry.municipality, municipalities) &&
    isAmong(entry.employees, employees)
  );
}

function isAmong(code: string | undefined, wanted: ReadonlySet<string>): boolean {
  return wanted.size === 0 || (code !== undefined && wanted.has(code));
}

function beginsName({ foldedName, foldedKana }: AccountEntry, term: string): boolean {
  return foldedName.startsWith(term) || foldedKana.startsWith(term);
}

function isInName({ foldedName, foldedKana }: AccountEntry, term: string): boolean {
  return foldedName.includes(term) || foldedKana.includes(term);
}

/** What was typed, as folded terms. A term of digits and their punctuation is a number: `0178-22` finds 017822. */
function parseTerms(query: string): string[] {
  return query
    .split(/\s+/)
    .map(foldCompanyName)
    .map((term) => (/^[\d\-()+‐−–]+$/.test(term) && /\d/.test(term) ? digitsOf(term) : term))
    .filter((term) => term !== '');
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}
