import type { Contact } from './contacts.ts';

/** What a company that was served is to the centre: never before, again after a gap, or on from before. */
export const CLIENT_KINDS = ['new', 'returning', 'continuing'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** The companies served in a fiscal year. */
export interface ClientYear {
  fiscalYear: number;
  contacts: number;
  /** Different companies: as many as the three kinds together. */
  unique: number;
  kinds: Record<ClientKind, string[]>;
}

/** The kinds do not add up to the companies: nothing may be shown. */
export class ClientCountError extends Error {
  constructor(readonly fiscalYear: number) {
    super(`the clients of fiscal year ${fiscalYear} do not add up`);
    this.name = 'ClientCountError';
  }
}

/**
 * New, returning and continuing clients of each fiscal year from the first to the last. New: no contact in any fiscal
 * year before. Returning: the last one before lies at least so many fiscal years back. Continuing: less far.
 *
 * @param contacts all there are of the companies that are counted, also those before `from`
 * @param gapYears from 2 on: 2 is "none in the fiscal year before"
 * @throws ClientCountError where unique ≠ new + returning + continuing
 */
export function countClientYears(
  contacts: readonly Contact[],
  years: { from: number; to: number },
  gapYears: number,
): ClientYear[] {
  const yearsOf = new Map<string, Set<number>>();
  const companiesOf = new Map<number, Set<string>>();
  const contactsOf = new Map<number, number>();
  for (const { companyId, fiscalYear } of contacts) {
    addTo(yearsOf, companyId, fiscalYear);
    addTo(companiesOf, fiscalYear, companyId);
    contactsOf.set(fiscalYear, (contactsOf.get(fiscalYear) ?? 0) + 1);
  }
  const result = new Map<number, ClientYear>();
  for (let fiscalYear = years.from; fiscalYear <= years.to; fiscalYear += 1)
    result.set(fiscalYear, {
      fiscalYear,
      contacts: contactsOf.get(fiscalYear) ?? 0,
      unique: companiesOf.get(fiscalYear)?.size ?? 0,
      kinds: { new: [], returning: [], continuing: [] },
    });
  for (const [companyId, served] of yearsOf) {
    let before: number | undefined;
    for (const fiscalYear of [...served].sort((one, other) => one - other)) {
      const kind =
        before === undefined ? 'new' : fiscalYear - before >= gapYears ? 'returning' : 'continuing';
      result.get(fiscalYear)?.kinds[kind].push(companyId);
      before = fiscalYear;
    }
  }
  const list = [...result.values()];
  for (const year of list) checkClientYear(year);
  return list;
}

/** Refuses a year whose kinds do not add up. @throws ClientCountError */
export function checkClientYear({ fiscalYear, unique, kinds }: ClientYear): void {
  const sum = CLIENT_KINDS.reduce((all, kind) => all + kinds[kind].length, 0);
  if (sum !== unique) throw new ClientCountError(fiscalYear);
}

function addTo<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
