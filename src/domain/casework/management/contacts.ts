import { fiscalYearOf, tokyoDate, type PlainDate } from '#domain/canonical/dates.ts';
import type { Visit } from '#domain/records/visit.ts';
import type { Recorded } from '#domain/casework/recorded.ts';

/** A contact: a visit of any kind that is finished. */
export interface Contact {
  /** The company, merged ones followed. */
  companyId: string;
  day: PlainDate;
  /** The year of its April. */
  fiscalYear: number;
}

/** The contacts, and how many finished visits are none for want of a day or a company that this device knows. */
export interface Contacts {
  list: Contact[];
  uncounted: number;
}

/**
 * The contacts of finished visits: of the day in Japan on which they began, else ended, else were planned.
 *
 * @param visits those that are not deleted
 * @param rootOf the company of an account's id, see `resolveCompanies`
 */
export function listContacts(
  visits: readonly Recorded<Visit>[],
  rootOf: ReadonlyMap<string, string>,
): Contacts {
  const list: Contact[] = [];
  let uncounted = 0;
  for (const { fields } of visits) {
    if (fields.status !== 'finished') continue;
    const companyId = rootOf.get(fields.accountId ?? '');
    const began = fields.startedAt ?? fields.finishedAt;
    const day = began === undefined ? fields.plannedDate : tokyoDate(began);
    if (companyId === undefined || day === undefined) uncounted += 1;
    else list.push({ companyId, day, fiscalYear: fiscalYearOf(day) });
  }
  return { list, uncounted };
}

/** How many contacts each company had in fiscal years, both ends included; companies without any are not in it. */
export function countContacts(
  contacts: readonly Contact[],
  years: { from: number; to: number },
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { companyId, fiscalYear } of contacts)
    if (fiscalYear >= years.from && fiscalYear <= years.to)
      counts.set(companyId, (counts.get(companyId) ?? 0) + 1);
  return counts;
}
