import type { Catalogue } from '#domain/catalogue/model.ts';
import { computePolicyTrend } from '#domain/catalogue/trends.ts';

/** Which policies the page shows: all, all but one, or one. */
export type TrendScope = 'all' | `without-${number}` | `${number}`;

/** The policy that alone takes more than half of the cost of the last year that is known, and hides the others in a picture. */
function findDominantPolicy({ policyYears }: Pick<Catalogue, 'policyYears'>): number | undefined {
  const policies = [...new Set(policyYears.map(({ policy }) => policy))];
  const { rows, totals } = computePolicyTrend(policyYears, 'settlementThousandYen', policies);
  const last = totals.reduce<number>((found, total, index) => (total === null ? found : index), -1);
  return rows.find(({ values }) => 2 * (values[last] ?? 0) > (totals[last] ?? 0))?.policy;
}

/** What can be chosen: all, all but the dominant one, each alone. */
export function listScopes(catalogue: Catalogue): TrendScope[] {
  const dominant = findDominantPolicy(catalogue);
  return [
    'all',
    ...(dominant === undefined ? [] : [`without-${dominant}` as const]),
    ...catalogue.policies.map(({ number }) => `${number}` as const),
  ];
}

/** The policies of a scope, ascending. */
export function listPoliciesIn(scope: TrendScope, { policies }: Pick<Catalogue, 'policies'>): number[] {
  const numbers = policies.map(({ number }) => number);
  if (scope === 'all') return numbers;
  const [, excluded] = /^without-(\d+)$/.exec(scope) ?? [];
  return numbers.filter((number) =>
    excluded === undefined ? number === Number(scope) : number !== Number(excluded),
  );
}
