import type { CountingDisposition } from '#domain/records/dispositions.ts';
import { completenessOf, isMissing, takesAnswer, type Item } from '#domain/questionnaire/model.ts';
import { listOpenRows } from './answer-check.ts';
import { getPlannedItem, type Interview } from './interview.ts';
import { computeRelevance, findAnswer, type Relevance } from './relevance.ts';

/** How many of the items that count have an answer; those that could not be shown do not count. */
export interface Completeness {
  answered: number;
  total: number;
  /** 0–1; 1 when nothing counts. */
  share: number;
}

/** Answered required items among those that are asked. */
export function computeCompleteness(
  interview: Interview,
  relevance: Relevance = computeRelevance(interview),
): Completeness {
  return count(interview, relevance, ({ required }) => required);
}

/** Answered items, optional ones too, among those that are asked: for "7 / 18". */
export function computeProgress(
  interview: Interview,
  relevance: Relevance = computeRelevance(interview),
): Completeness {
  return count(interview, relevance, () => true);
}

/**
 * How an interview that ends now counts, by the limits of its questionnaire: usually below half of the required items
 * asked it is broken off, from four fifths it is complete. Where nothing required is asked, any answer
 * makes it complete, and none at all a break-off.
 */
export function computeDisposition(interview: Interview): CountingDisposition {
  const { answered, total } = computeCompleteness(interview);
  if (total === 0) {
    const progress = computeProgress(interview);
    return progress.answered > 0 || progress.total === 0 ? 'complete' : 'breakOff';
  }
  const { completeFrom, partialFrom } = completenessOf(interview.questionnaire);
  // In whole numbers: 0.7 × 100 is not 70.
  const reaches = (limit: number): boolean => answered * 100 >= limit * total;
  if (reaches(completeFrom)) return 'complete';
  return reaches(partialFrom) ? 'partial' : 'breakOff';
}

/**
 * Whether an item has an answer. "Do not know" is one, since the person dealt with the
 * question; a refusal is none. A grid needs every row, a `gridMultiple` any.
 */
export function isAnswered(interview: Interview, item: Item): boolean {
  const answer = findAnswer(interview, item);
  if (isMissing(answer)) return answer?.missing === 'dontKnow';
  return listOpenRows(interview, item).length === 0;
}

/** Nobody broke off at what no one could see. */
function isNotShown(interview: Interview, item: Item): boolean {
  const answer = findAnswer(interview, item);
  return isMissing(answer) && answer?.missing === 'notShown';
}

function count(interview: Interview, relevance: Relevance, counts: (item: Item) => boolean): Completeness {
  const items = [...relevance]
    .map((code) => getPlannedItem(interview, code).item)
    .filter((item) => takesAnswer(item) && counts(item) && !isNotShown(interview, item));
  const answered = items.filter((item) => isAnswered(interview, item)).length;
  return { answered, total: items.length, share: items.length === 0 ? 1 : answered / items.length };
}
