import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { Catalogue } from '#domain/catalogue/model.ts';
import type { ProgrammeFilter } from '#domain/catalogue/search-filter.ts';

/** What the list shows, as it stands in the address. */
export interface ProgrammeSelection {
  text: string;
  filter: ProgrammeFilter;
}

/** Reads a selection from the address; what the catalogue does not have is ignored. */
export function parseSelection(query: LocationQuery, catalogue: Catalogue | undefined): ProgrammeSelection {
  const first = (key: string) => {
    const value = query[key];
    return (Array.isArray(value) ? value[0] : value) ?? undefined;
  };
  const policy = catalogue?.policies.find(({ number }) => String(number) === first('policy'))?.number;
  const pillar = catalogue?.pillars.find(({ key }) => key === first('pillar'))?.key;
  const department = catalogue?.programmes.find((programme) => programme.department === first('department'))?.department;
  return {
    text: first('q') ?? '',
    filter: {
      ...(policy !== undefined && { policy }),
      ...(pillar !== undefined && { pillar }),
      ...(department !== undefined && { department }),
    },
  };
}

/** A selection as the address carries it. */
export function toQuery({ text, filter }: ProgrammeSelection): LocationQueryRaw {
  return {
    ...(text.trim() !== '' && { q: text }),
    ...(filter.policy !== undefined && { policy: String(filter.policy) }),
    ...(filter.pillar !== undefined && { pillar: filter.pillar }),
    ...(filter.department !== undefined && { department: filter.department }),
  };
}

/** The departments in charge, in the order in which the report first names them. */
export function listDepartments(catalogue: Catalogue): string[] {
  return [...new Set(catalogue.programmes.map(({ department }) => department))];
}
