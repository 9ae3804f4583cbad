import type { Standing } from '#domain/catalogue/in-force.ts';
import { compareCodes } from './matching-criteria.ts';
import type { Suggestion, SuggestionRank } from './matching-suggestion.ts';

const RANKS: Record<SuggestionRank, number> = { fits: 0, touches: 1, loan: 2, mismatch: 3 };
const STANDINGS: Record<Standing, number> = { inForce: 0, unconfirmed: 1, notYet: 2, ended: 3 };
/** Of one issue two come before the best of another; the third waits. */
const OF_ONE_ISSUE = 2;

/**
 * Puts suggestions in order: by rank; within it the living before the ended, those that run by
 * plan before those that had no end when the report was made; then by points, then by key.
 * Where several issues were asked for, the best of each comes before the third of one, among
 * those of the same rank and standing.
 */
export function orderSuggestions(suggestions: readonly Suggestion[]): Suggestion[] {
  const tiers = new Map<number, Suggestion[]>();
  for (const suggestion of suggestions) {
    const tier = RANKS[suggestion.rank] * 4 + STANDINGS[suggestion.standing];
    tiers.set(tier, [...(tiers.get(tier) ?? []), suggestion]);
  }
  return [...tiers]
    .sort(([a], [b]) => a - b)
    .flatMap(([, tier]) =>
      takeTurns(tier.sort((a, b) => b.points - a.points || compareCodes(a.programme, b.programme))),
    );
}

/** The issues by which a suggestion was found, the strongest first. */
function listIssues({ criteria }: Suggestion): string[] {
  return criteria.flatMap(({ grounds }) => grounds.flatMap(({ issue }) => issue ?? []));
}

/** Lets every issue's best come before the third of one. */
function takeTurns(sorted: readonly Suggestion[]): Suggestion[] {
  const waiting = [...sorted];
  const taken: Suggestion[] = [];
  const counts = new Map<string, number>();
  while (waiting.length > 0) {
    const unserved = (one: Suggestion): boolean => listIssues(one).some((issue) => !counts.has(issue));
    const isThird = (one: Suggestion): boolean => {
      const issues = listIssues(one);
      return issues.length > 0 && issues.every((issue) => (counts.get(issue) ?? 0) >= OF_ONE_ISSUE);
    };
    const at = isThird(waiting[0]!) ? Math.max(0, waiting.findIndex(unserved)) : 0;
    const [next] = waiting.splice(at, 1);
    for (const issue of listIssues(next!)) counts.set(issue, (counts.get(issue) ?? 0) + 1);
    taken.push(next!);
  }
  return taken;
}
