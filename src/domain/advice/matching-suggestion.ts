import type { Standing } from '#domain/catalogue/in-force.ts';
import type { Criterion } from './matching-criterion.ts';

/** One programme with the reasons for and against it. */
export interface Suggestion {
  programme: string;
  name: string;
  standing: Standing;
  /** Issue, industry, size, place, stage, in force, in this order. */
  criteria: readonly Criterion[];
  /** Of links, words and criteria together; see `adviseProgrammes`. */
  points: number;
  /** What the words have added to the points. */
  wordPoints: number;
  rank: SuggestionRank;
}

/**
 * How a suggestion stands to the question: it `fits`; it only `touches` the issue; it is a `loan`
 * that nobody asked for; something that is known of the company is a `mismatch`.
 */
export type SuggestionRank = 'fits' | 'touches' | 'loan' | 'mismatch';
