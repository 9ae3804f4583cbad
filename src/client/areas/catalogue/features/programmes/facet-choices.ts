import type { Catalogue } from '#domain/catalogue/model.ts';
import {
  COST_BANDS,
  MARK_CHOICES,
  PERIOD_BANDS,
  STATE_CHOICES,
  type FacetCounts,
  type FacetName,
  type ProgrammeFilter,
} from '#domain/catalogue/search/search-filter.ts';
import type { Choice } from '#ui/choice.ts';
import { formatCount } from '#ui/format.ts';
import type { FacetWord } from './facet-messages.ts';
import { listDepartments } from './programme-filter.ts';

type Translate = (key: FacetWord, parameters?: Record<string, string>) => string;

/** The values of a facet with their names, in the order of the report or of their size. */
export function listFacetValues(facet: FacetName, catalogue: Catalogue, t: Translate): Choice[] {
  const named = (values: readonly FacetWord[]) => values.map((value) => ({ value, label: t(value) }));
  switch (facet) {
    case 'policy':
      return catalogue.policies.map(({ number, title }) => ({
        value: String(number),
        label: `${number} ${title}`,
      }));
    case 'pillar':
      return catalogue.pillars.map(({ key, title }) => ({ value: key, label: `${key} ${title}` }));
    case 'department':
      return listDepartments(catalogue).map((name) => ({ value: name, label: name }));
    case 'state':
      return named(STATE_CHOICES);
    case 'mark':
      return named(MARK_CHOICES);
    case 'period':
      return named(PERIOD_BANDS);
    case 'cost':
      return COST_BANDS.map((value) => ({
        value,
        label: t(value === 'none' && catalogue.source === 'office' ? 'costMissing' : value),
      }));
  }
}

/** What can be chosen in a facet, each with how many programmes it would leave; what would leave none is left out. */
export function listFacetChoices(
  facet: FacetName,
  catalogue: Catalogue,
  filter: ProgrammeFilter,
  counts: FacetCounts,
  t: Translate,
): Choice[] {
  const byValue = new Map([...counts[facet]].map(([value, count]) => [String(value), count]));
  return listFacetValues(facet, catalogue, t)
    .map((choice) => ({ ...choice, count: byValue.get(choice.value) ?? 0 }))
    .filter(({ value, count }) => count > 0 || value === String(filter[facet]))
    .map(({ value, label, count }) => ({
      value,
      label: t('counted', { label, count: formatCount(count, 'programme') }),
    }));
}

/** What a drop-down's value means as a filter; an empty one lifts the facet. */
export function parseFacetValue<F extends FacetName>(facet: F, value: string): ProgrammeFilter[F] {
  if (value === '') return undefined;
  return (facet === 'policy' ? Number(value) : value) as ProgrammeFilter[F];
}
