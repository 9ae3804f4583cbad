import { foldCompanyName, foldName, withoutBegunKana } from '#domain/canonical/text.ts';
import type { Account } from '#domain/records/account.ts';
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
  /** The names under which it stands in older lists, folded as its own: of records merged into it. */
  formerNames: readonly string[];
  /** Everything that is searched, folded, one text a line. */
  haystack: string;
  /** Lists are in this order: by reading where one is known. */
  sortKey: string;
}

/** One for all that have none: thousands have none. */
const NO_NAMES: readonly string[] = [];

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
 * @param former see `listFormerIdentities`
 */
export function indexAccount(
  { id, fields }: Recorded<Account>,
  placeNames: readonly string[],
  former: readonly Partial<Account>[] = [],
): AccountEntry {
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
    formerNames: former.length === 0 ? NO_NAMES : former.flatMap(namesOf),
    haystack: [
      foldedName,
      foldedKana,
      // With its legal form too, so that 「株式会」 on the way to 「株式会社」 finds something.
      foldName(name),
      ...placeNames.map(foldName),
      digitsOf(fields.phone ?? ''),
      fields.corporateNumber ?? '',
      ...former.flatMap((one) => [
        ...namesOf(one),
        foldName(one.name ?? ''),
        digitsOf(one.phone ?? ''),
        one.corporateNumber ?? '',
      ]),
    ].join('\n'),
    sortKey: foldedKana || foldedName,
  };
}

function namesOf({ name = '', nameKana = '' }: Partial<Account>): string[] {
  return [foldCompanyName(name), foldCompanyName(nameKana)].filter((folded) => folded !== '');
}

/** The order of lists of accounts. */
export function compareEntries(left: AccountEntry, right: AccountEntry): number {
  if (left.sortKey !== right.sortKey) return left.sortKey < right.sortKey ? -1 : 1;
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

/** Searches accounts; see `createAccountSearch`. */
export type AccountSearch = (
  entries: readonly AccountEntry[],
  query: string,
  filter?: AccountFilter,
) => AccountEntry[];

/**
 * A search for the accounts that fit what was typed and the filter: every term has to
 * occur in the name (without its legal form), its reading, the municipality, the telephone
 * number's digits or the corporate number, or in those of records that were merged into it. Names that begin with a term come first,
 * then names that contain one, then the rest; within these the entries' order stays.
 *
 * A linear scan: at 100,000 entries it is faster than an index and needs no upkeep. It
 * remembers its last answer, so that a key which adds to the terms looks through that only.
 */
export function createAccountSearch(): AccountSearch {
  let last:
    | {
        entries: readonly AccountEntry[];
        filter: AccountFilter;
        passing: AccountEntry[];
        terms: string[];
        found: AccountEntry[];
      }
    | undefined;
  return (entries, query, filter = NO_FILTER) => {
    const terms = parseTerms(query);
    const known = last?.entries === entries && last.filter === filter ? last : undefined;
    const passing = known?.passing ?? entries.filter((entry) => passes(entry, filter));
    const candidates = known && isNarrower(terms, known.terms) ? known.found : passing;
    const found: AccountEntry[] = [];
    const byRank: [AccountEntry[], AccountEntry[], AccountEntry[]] = [[], [], []];
    for (const entry of candidates) {
      const rank = rankOf(entry, terms);
      if (rank === undefined) continue;
      found.push(entry);
      byRank[rank].push(entry);
    }
    last = { entries, filter, passing, terms, found };
    return byRank[0].concat(byRank[1], byRank[2]);
  };
}

/** Whether whatever has these terms has the earlier ones too. */
function isNarrower(terms: readonly string[], earlier: readonly string[]): boolean {
  return earlier.every((before) => terms.some((term) => term.includes(before)));
}

/**
 * Where an entry stands among the results: 0 when its name begins with a term, 1 when it
 * contains one, 2 when the terms are found elsewhere; `undefined` when one is missing.
 * Plain loops: the first key of a search runs before the engine has optimised anything.
 */
function rankOf(
  { haystack, foldedName, foldedKana, formerNames }: AccountEntry,
  terms: readonly string[],
): 0 | 1 | 2 | undefined {
  if (terms.length === 0) return 0;
  for (const term of terms) if (!haystack.includes(term)) return undefined;
  let rank: 1 | 2 = 2;
  for (const term of terms) {
    if (foldedName.startsWith(term) || foldedKana.startsWith(term)) return 0;
    for (const name of formerNames) if (name.startsWith(term)) return 0;
    if (foldedName.includes(term) || foldedKana.includes(term)) rank = 1;
  }
  return rank;
}

/** The accounts that have the same name but for legal form, width and spacing: probably the same company. */
export function findSameName(entries: readonly AccountEntry[], name: string): AccountEntry[] {
  const folded = foldCompanyName(name);
  return folded === ''
    ? []
    : entries.filter(({ foldedName, formerNames }) => foldedName === folded || formerNames.includes(folded));
}

function passes(
  entry: AccountEntry,
  { industries, municipalities, employees, withArchived }: AccountFilter,
): boolean {
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

/** What was typed, as folded terms. A term of digits and their punctuation is a number: `0178-22` finds 017822. */
function parseTerms(query: string): string[] {
  return withoutBegunKana(query)
    .split(/\s+/)
    .map(foldCompanyName)
    .map((term) => (/^[\d\-()+‐−–]+$/.test(term) && /\d/.test(term) ? digitsOf(term) : term))
    .filter((term) => term !== '');
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}
