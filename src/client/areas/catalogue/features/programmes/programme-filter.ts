import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { Catalogue } from '#domain/catalogue/model.ts';
import {
  COST_BANDS,
  MARK_CHOICES,
  PERIOD_BANDS,
  STATE_CHOICES,
  type FacetName,
  type ProgrammeFilter,
} from '#domain/catalogue/search/search-filter.ts';

/** How many sheets can stand side by side. */
export const MOST_COMPARED = 3;

/** What the list shows and what is being done with it, as it stands in the address. */
export interface ProgrammeSelection {
  text: string;
  filter: ProgrammeFilter;
  /** Only the person's favourites. */
  favourites: boolean;
  /** Fiscal year of the edition; without one the newest. */
  edition?: number;
  /** The visit from which one came here, to note there what was shown. */
  visit?: string;
  /** Keys chosen for comparison; there while one is choosing. */
  compare?: readonly string[];
}

/** The order in which filters are offered and shown. */
export const FACETS = [
  'policy',
  'pillar',
  'department',
  'state',
  'mark',
  'period',
  'cost',
] as const satisfies readonly FacetName[];

/** A parameter of the address, the first if it stands there more than once. */
export function getParameter(query: LocationQuery, name: string): string | undefined {
  const value = query[name];
  return (Array.isArray(value) ? value[0] : value) ?? undefined;
}

/** The fiscal year of the edition that an address asks for. */
export function parseEdition(query: LocationQuery): number | undefined {
  const year = getParameter(query, 'edition');
  return year !== undefined && /^\d{4}$/.test(year) ? Number(year) : undefined;
}

/** The different keys of a list in the address, at most as many as can be compared. */
export function parseKeys(list: string | undefined): string[] {
  return [...new Set((list ?? '').split(',').filter(Boolean))].slice(0, MOST_COMPARED);
}

/** Reads a selection from the address; what the catalogue does not have is ignored. */
export function parseSelection(query: LocationQuery, catalogue: Catalogue | undefined): ProgrammeSelection {
  const first = (name: string) => getParameter(query, name);
  const oneOf = <T extends string>(values: readonly T[], name: string) =>
    values.find((value) => value === first(name));
  const compare = first('compare');
  return withoutUndefined({
    text: first('q') ?? '',
    filter: withoutUndefined({
      policy: catalogue?.policies.find(({ number }) => String(number) === first('policy'))?.number,
      pillar: catalogue?.pillars.find(({ key }) => key === first('pillar'))?.key,
      department: catalogue?.programmes.find(({ department }) => department === first('department'))
        ?.department,
      mark: oneOf(MARK_CHOICES, 'mark'),
      period: oneOf(PERIOD_BANDS, 'period'),
      cost: oneOf(COST_BANDS, 'cost'),
      state: oneOf(STATE_CHOICES, 'state'),
    }),
    favourites: first('favourites') === '1',
    edition: parseEdition(query),
    visit: first('visit') || undefined,
    compare:
      compare === undefined ? undefined : parseKeys(compare).filter((key) => hasProgramme(catalogue, key)),
  });
}

/** A selection as the address carries it. */
export function toQuery({
  text,
  filter,
  favourites,
  edition,
  visit,
  compare,
}: ProgrammeSelection): LocationQueryRaw {
  return withoutUndefined({
    q: text.trim() === '' ? undefined : text,
    ...Object.fromEntries(
      FACETS.flatMap((facet) => (filter[facet] === undefined ? [] : [[facet, String(filter[facet])]])),
    ),
    favourites: favourites ? '1' : undefined,
    edition: edition?.toString(),
    visit,
    compare: compare?.join(','),
  });
}

/** The departments in charge, in the order in which the report first names them. */
export function listDepartments(catalogue: Catalogue): string[] {
  return [...new Set(catalogue.programmes.map(({ department }) => department))];
}

/**
 * A filter with one facet changed; `undefined` lifts it. The others stay, the pillar under another
 * policy too: programmes are listed again under both, and the counts are of what is left by both.
 */
export function changeFacet<F extends FacetName>(
  filter: ProgrammeFilter,
  facet: F,
  value: ProgrammeFilter[F],
): ProgrammeFilter {
  return withoutUndefined({ ...filter, [facet]: value });
}

function hasProgramme(catalogue: Catalogue | undefined, key: string): boolean {
  return catalogue?.programmes.some((programme) => programme.key === key) ?? false;
}

/** Without the members that are `undefined`, so that an absent choice is absent. */
function withoutUndefined<T extends object>(members: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
