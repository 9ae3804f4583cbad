import type { AccountFilter } from '#domain/casework/account-search.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';

/** What a list of companies is narrowed to, beside what was typed. */
export interface AccountQuery {
  industry: string[];
  region: string[];
  municipality: string[];
  employees: string[];
  archived: boolean;
}

/** The attributes that a list can be narrowed by, in the order in which they are offered. */
export const FILTER_ATTRIBUTES = ['region', 'municipality', 'employees', 'industry'] as const;
export type FilterAttribute = (typeof FILTER_ATTRIBUTES)[number];

type AddressQuery = Record<string, string | null | (string | null)[] | undefined>;

/** What was typed, as a page's address holds it. */
export function parseSearchText(query: AddressQuery): string {
  return single(query['q']);
}

/** Reads the filters from a page address's query; what is not understood is left out. */
export function parseAccountQuery(query: AddressQuery): AccountQuery {
  return {
    industry: codes(query['industry']),
    region: codes(query['region']),
    municipality: codes(query['municipality']),
    employees: codes(query['employees']),
    archived: query['archived'] === '1',
  };
}

/** The query of the page address that `parseSearchText` and `parseAccountQuery` read; empty parts are left out. */
export function toAddressQuery(
  text: string,
  { archived, ...attributes }: AccountQuery,
): Record<string, string> {
  const chosen = FILTER_ATTRIBUTES.filter((name) => attributes[name].length > 0);
  return {
    ...(text && { q: text }),
    ...Object.fromEntries(chosen.map((name) => [name, attributes[name].join(',')])),
    ...(archived && { archived: '1' }),
  };
}

/** The municipalities of the chosen regions; all of them when no region is chosen. */
export function listPlacesOfRegions(questionnaire: Questionnaire | undefined, regions: readonly string[]) {
  const places = (questionnaire && findItemOfRole(questionnaire, 'attribute.municipality')?.options) ?? [];
  if (regions.length === 0) return places;
  return places.filter(({ attributes }) => regions.includes(attributes?.['region'] ?? ''));
}

/** The filter that a query stands for. A municipality narrows its region further. */
export function toFilter(query: AccountQuery, questionnaire: Questionnaire | undefined): AccountFilter {
  const places = listPlacesOfRegions(questionnaire, query.region).map(({ code }) => code);
  const chosen = query.municipality.filter((code) => places.includes(code));
  return {
    industries: new Set(query.industry),
    municipalities: new Set(
      chosen.length > 0 ? chosen : query.region.length > 0 ? places : query.municipality,
    ),
    employees: new Set(query.employees),
    withArchived: query.archived,
  };
}

function single(value: AddressQuery[string]): string {
  return typeof value === 'string' ? value : '';
}

function codes(value: AddressQuery[string]): string[] {
  return single(value).split(',').filter(Boolean);
}
