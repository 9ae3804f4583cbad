import type { Instant } from '#domain/canonical/dates.ts';
import type { CountDimension } from '#domain/records/establishment-count.ts';
import { isAmong, type Company, type CompanyFilter } from './companies.ts';
import { computeCoverage, finestDivision, type CountCell, type Coverage } from './coverage.ts';

/** That a company wished to be supported: by a lead that is open, or an answer that may be seen with its record. */
export interface Wish {
  companyId: string;
  urgency: 'now' | 'withinYear' | undefined;
  /** When it was said. */
  at: Instant;
  leadId?: string;
}

/** A company that nobody has been to although it wished for it. */
export interface Unreached {
  company: Company;
  wish: Wish;
  /** Of companies like it. */
  stratum: Coverage;
}

/** Companies like each other, of which fewer are served than of all. */
export interface Strata {
  by: CountDimension[];
  /** Of all companies within the filter. */
  overall: Coverage | undefined;
  weak: Coverage[];
}

/**
 * The strata in which a smaller part is served than overall, the weakest first: by as many dimensions as the figures
 * are divided by.
 */
export function findWeakStrata(
  companies: readonly Company[],
  served: (companyId: string) => boolean,
  cells: readonly CountCell[],
  filter: CompanyFilter,
): Strata {
  const by = finestDivision(cells);
  const [overall] = computeCoverage(companies, served, cells, [], filter);
  const limit = overall?.share ?? null;
  const weak = limit === null ? [] : computeCoverage(companies, served, cells, by, filter);
  return {
    by,
    overall,
    weak: weak
      .filter(({ share }) => share !== null && share < (limit ?? 0))
      .sort((one, other) => one.share! - other.share! || (other.total ?? 0) - (one.total ?? 0)),
  };
}

/**
 * Whom to go to: companies in weak strata that wished for support and had no contact, the most urgent first, then those
 * of the weakest stratum, then who has waited longest.
 *
 * @param hadContact whether a company had a contact in the time that is looked at
 */
export function listUnreached(
  companies: readonly Company[],
  wishes: readonly Wish[],
  { by, weak }: Pick<Strata, 'by' | 'weak'>,
  hadContact: (companyId: string) => boolean,
  filter: CompanyFilter,
): Unreached[] {
  const keyOf = (codes: Coverage['codes']): string => by.map((name) => codes[name] ?? '').join('~');
  const strata = new Map(weak.map((stratum) => [keyOf(stratum.codes), stratum]));
  const wishOf = new Map<string, Wish>();
  for (const wish of wishes) {
    const known = wishOf.get(wish.companyId);
    if (!known || compareWishes(wish, known) < 0) wishOf.set(wish.companyId, wish);
  }
  return companies
    .flatMap((company): Unreached[] => {
      const wish = wishOf.get(company.id);
      const stratum = strata.get(keyOf(company));
      if (!wish || !stratum || !company.isActive || hadContact(company.id) || !isAmong(filter, company))
        return [];
      return [{ company, wish, stratum }];
    })
    .sort(
      (one, other) =>
        urgencyOf(one.wish) - urgencyOf(other.wish) ||
        one.stratum.share! - other.stratum.share! ||
        (one.wish.at < other.wish.at ? -1 : one.wish.at > other.wish.at ? 1 : 0) ||
        (one.company.id < other.company.id ? -1 : 1),
    );
}

/** A municipality and how many of its companies were served. */
export interface Place {
  municipality: string;
  companies: number;
  served: number;
  /** Of those that were not: who wished for support. */
  wishing: number;
}

/** Municipalities with companies, those that nobody has been to first. */
export function listPlaces(
  companies: readonly Company[],
  wishes: readonly Wish[],
  served: (companyId: string) => boolean,
  filter: CompanyFilter,
): Place[] {
  const wishing = new Set(wishes.map(({ companyId }) => companyId));
  const places = new Map<string, Place>();
  for (const company of companies) {
    const { id, municipality, isActive } = company;
    if (municipality === undefined || !isAmong(filter, company)) continue;
    const isServed = served(id);
    if (!isActive && !isServed) continue;
    const place = places.get(municipality) ?? { municipality, companies: 0, served: 0, wishing: 0 };
    place.companies += 1;
    if (isServed) place.served += 1;
    else if (wishing.has(id)) place.wishing += 1;
    places.set(municipality, place);
  }
  return [...places.values()].sort(
    (one, other) => one.served - other.served || other.companies - one.companies,
  );
}

/** Urgent ones first, then those that were said first. */
function compareWishes(one: Wish, other: Wish): number {
  return urgencyOf(one) - urgencyOf(other) || (one.at < other.at ? -1 : one.at > other.at ? 1 : 0);
}

function urgencyOf({ urgency }: Wish): number {
  return urgency === 'now' ? 0 : urgency === 'withinYear' ? 1 : 2;
}
