import type { Catalogue } from '#domain/catalogue/model.ts';

/** Which policies the page shows: all, all but one, or one. */
export type TrendScope = 'all' | `without-${number}` | `${number}`;

/** The policy that alone takes more than half of the last year's cost and hides the others in a picture. */
export function findDominantPolicy({ policyYears }: Pick<Catalogue, 'policyYears'>): number | undefined {
  const lastYear = policyYears.reduce((last, { fiscalYear }) => Math.max(last, fiscalYear), 0);
  const ofYear = policyYears.filter(({ fiscalYear }) => fiscalYear === lastYear);
  const total = ofYear.reduce((sum, { settlementThousandYen }) => sum + settlementThousandYen, 0);
  return ofYear.find(({ settlementThousandYen }) => 2 * settlementThousandYen > total)?.policy;
}

/** What can be chosen: all, all but the dominant one, each alone. */
export function listScopes(catalogue: Catalogue): TrendScope[] {
  const dominant = findDominantPolicy(catalogue);
  return ['all', ...(dominant === undefined ? [] : [`without-${dominant}` as const]), ...catalogue.policies.map(({ number }) => `${number}` as const)];
}

/** The policies of a scope, ascending. */
export function listPoliciesIn(scope: TrendScope, { policies }: Pick<Catalogue, 'policies'>): number[] {
  const numbers = policies.map(({ number }) => number);
  if (scope === 'all') return numbers;
  const [, excluded] = /^without-(\d+)$/.exec(scope) ?? [];
  return numbers.filter((number) => (excluded === undefined ? number === Number(scope) : number !== Number(excluded)));
}
