import type { Account } from '#domain/records/account.ts';
import type { Recorded } from '#domain/casework/recorded.ts';

/** A company as it is counted: merged records are one. */
export interface Company {
  id: string;
  name: string;
  industry: string | undefined;
  employees: string | undefined;
  municipality: string | undefined;
  region: string | undefined;
  /** It is worked with; companies that have closed are counted only where they were served. */
  isActive: boolean;
  invented: boolean;
}

/** The companies behind the records, and which of them each record is of. */
export interface Companies {
  list: Company[];
  /** The company of a record's id, also of one that was merged into another. */
  rootOf: ReadonlyMap<string, string>;
}

/** What is counted: all where nothing is named. */
export interface CompanyFilter {
  industry?: string;
  employees?: string;
  region?: string;
}

/**
 * Follows `mergedInto`: a company that was merged counts as the one that stands, at every time, also before it was.
 * Pointers that run in a circle, as two people make them offline, are one company under the smallest of their ids.
 *
 * @param accounts those that are not deleted
 * @param regionOf the region of a municipality's code
 */
export function resolveCompanies(
  accounts: readonly Recorded<Account>[],
  regionOf: (municipality: string | undefined) => string | undefined,
): Companies {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const rootOf = new Map<string, string>();
  for (const { id } of accounts) {
    if (rootOf.has(id)) continue;
    const path: string[] = [];
    let at = id;
    while (!rootOf.has(at) && !path.includes(at)) {
      path.push(at);
      const next = byId.get(at)!.fields.mergedInto;
      if (next === undefined || !byId.has(next)) break;
      at = next;
    }
    const start = path.indexOf(at);
    const isCircle = start >= 0 && byId.get(path.at(-1)!)!.fields.mergedInto === at;
    const circle = isCircle ? path.slice(start) : [];
    const root = rootOf.get(at) ?? (circle.length > 0 ? circle.reduce(smaller) : path.at(-1)!);
    for (const each of path) rootOf.set(each, root);
  }
  const list = accounts.flatMap(({ id, fields }): Company[] =>
    rootOf.get(id) === id
      ? [
          {
            id,
            name: fields.name ?? '',
            industry: fields.industry,
            employees: fields.employees,
            municipality: fields.municipality,
            region: regionOf(fields.municipality),
            isActive: fields.status !== 'archived',
            invented: fields.invented === true,
          },
        ]
      : [],
  );
  return { list, rootOf };
}

/** Whether a company is among those that are counted. */
export function isAmong({ industry, employees, region }: CompanyFilter, company: Company): boolean {
  return (
    (industry === undefined || company.industry === industry) &&
    (employees === undefined || company.employees === employees) &&
    (region === undefined || company.region === region)
  );
}

function smaller(one: string, other: string): string {
  return one < other ? one : other;
}
