import type { Instant } from '#domain/canonical/dates.ts';
import { canonicalJson, type Json } from '#domain/canonical/json.ts';
import type { Advice } from '#domain/advice/matching.ts';
import type { RecordedAdvice } from '#domain/records/visit.ts';

/** Advice as a visit keeps it: the first `count` suggestions with the state of each criterion. */
export function recordAdvice(
  { edition, linksHash, asked, suggestions }: Advice,
  count: number,
  at: Instant,
): RecordedAdvice {
  return {
    at,
    edition: edition.fiscalYear,
    editionHash: edition.hash,
    linksHash,
    fiscalYear: asked.fiscalYear,
    company: { ...asked.company },
    ...(asked.stage !== undefined && { stage: asked.stage }),
    issues: [...asked.issues],
    ...(asked.situation !== undefined && { situation: asked.situation }),
    programmes: suggestions
      .slice(0, count)
      .map(({ programme, criteria }) => ({
        key: programme,
        criteria: Object.fromEntries(criteria.map(({ name, state }) => [name, state])),
      })),
  };
}

/** Whether two records tell of the same advice, whenever each was made; notes that change nothing in it make no other. */
export function isSameAdvice(one: RecordedAdvice, other: RecordedAdvice): boolean {
  return toComparable(one) === toComparable(other);
}

function toComparable({ situation: _, at: __, ...told }: RecordedAdvice): string {
  return canonicalJson(told as unknown as Json);
}
