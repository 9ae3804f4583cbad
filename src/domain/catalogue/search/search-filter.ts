import { isEnded } from '#domain/catalogue/in-force.ts';
import type { Marks, Period, Programme } from '#domain/catalogue/model.ts';

/** How long a programme is meant to run. */
export const PERIOD_BANDS = ['oneYear', 'upTo3Years', 'upTo10Years', 'over10Years', 'open'] as const;
export type PeriodBand = (typeof PERIOD_BANDS)[number];

/** Cost in the edition's year; `none` where the report prints a dash. */
export const COST_BANDS = ['none', 'under1m', 'under10m', 'under100m', 'from100m'] as const;
export type CostBand = (typeof COST_BANDS)[number];

/** `priorityOrMain` is the lone circle of which the report does not say what it is. */
export const MARK_CHOICES = [
  'priority',
  'mainResult',
  'priorityOrMain',
  'foundation',
  'emergencyEmployment',
] as const;
export type MarkChoice = (typeof MARK_CHOICES)[number];

export const STATE_CHOICES = ['inForce', 'ended'] as const;
export type StateChoice = (typeof STATE_CHOICES)[number];

/** Which programmes to keep, one value a facet; what is left out does not restrict. */
export interface ProgrammeFilter {
  /** Home policy, or one that lists the programme again. */
  policy?: number;
  /** Key of the home pillar, or of one under which the programme is listed again. */
  pillar?: string;
  department?: string;
  mark?: MarkChoice;
  period?: PeriodBand;
  cost?: CostBand;
  state?: StateChoice;
}

export type FacetName = keyof ProgrammeFilter;

/** For each facet, how many programmes each of its values would leave. Values without any are absent. */
export type FacetCounts = { [F in FacetName]-?: ReadonlyMap<NonNullable<ProgrammeFilter[F]>, number> };

type FacetValues = {
  [F in FacetName]-?: (
    programme: Programme,
    fiscalYear: number,
  ) => readonly NonNullable<ProgrammeFilter[F]>[];
};

/** The values under which a programme stands in each facet; `fiscalYear` is the one it is now. */
const VALUES: FacetValues = {
  policy: ({ policy, alsoUnder }) => [...new Set([policy, ...alsoUnder])],
  pillar: ({ pillar, alsoPillars = [] }) => [pillar, ...alsoPillars],
  department: ({ department }) => [department],
  mark: ({ marks }) => listMarkChoices(marks),
  period: ({ period }) => [getPeriodBand(period)],
  cost: ({ costThousandYen }) => [getCostBand(costThousandYen)],
  state: ({ period }, fiscalYear) => [isEnded(period, fiscalYear) ? 'ended' : 'inForce'],
};
const FACETS = Object.keys(VALUES) as FacetName[];

/** What passes a filter, in its order; `fiscalYear` is the one it is now. */
export function filterProgrammes<T extends { programme: Programme }>(
  hits: readonly T[],
  filter: ProgrammeFilter,
  fiscalYear: number,
): T[] {
  return hits.filter(({ programme }) =>
    FACETS.every((facet) => passes(facet, programme, filter, fiscalYear)),
  );
}

/**
 * The counts to stand beside the filters: for each facet, over what passes all the **other**
 * filters, so that a count says how many one would see on choosing that value instead.
 */
export function countFacets(
  hits: readonly { programme: Programme }[],
  filter: ProgrammeFilter,
  fiscalYear: number,
): FacetCounts {
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string | number, number>()]));
  for (const { programme } of hits) {
    const failed = FACETS.filter((facet) => !passes(facet, programme, filter, fiscalYear));
    if (failed.length > 1) continue;
    for (const facet of failed.length === 1 ? failed : FACETS) {
      for (const value of VALUES[facet](programme, fiscalYear)) {
        counts[facet]!.set(value, (counts[facet]!.get(value) ?? 0) + 1);
      }
    }
  }
  return counts as unknown as FacetCounts;
}

function passes(
  facet: FacetName,
  programme: Programme,
  filter: ProgrammeFilter,
  fiscalYear: number,
): boolean {
  const chosen = filter[facet];
  return (
    chosen === undefined ||
    (VALUES[facet](programme, fiscalYear) as readonly (string | number)[]).includes(chosen)
  );
}

/** The marks of a programme as they can be filtered by. */
export function listMarkChoices({
  priority,
  mainResult,
  foundation,
  emergencyEmployment,
}: Marks): MarkChoice[] {
  const choices: [MarkChoice, boolean][] = [
    ['priority', priority === 'yes'],
    ['mainResult', mainResult === 'yes'],
    ['priorityOrMain', priority === 'unknown' || mainResult === 'unknown'],
    ['foundation', foundation !== 'none'],
    ['emergencyEmployment', emergencyEmployment],
  ];
  return choices.filter(([, holds]) => holds).map(([choice]) => choice);
}

/** The band of a period, both of its ends included. */
export function getPeriodBand({ start, end, open }: Period): PeriodBand {
  if (open || end === null) return 'open';
  const years = end - start + 1;
  if (years <= 1) return 'oneYear';
  if (years <= 3) return 'upTo3Years';
  return years <= 10 ? 'upTo10Years' : 'over10Years';
}

/** The band of a cost in thousand yen: under 1, 10, 100 million yen, and from there on. */
export function getCostBand(costThousandYen: number | null): CostBand {
  if (costThousandYen === null) return 'none';
  if (costThousandYen < 1_000) return 'under1m';
  if (costThousandYen < 10_000) return 'under10m';
  return costThousandYen < 100_000 ? 'under100m' : 'from100m';
}
