import { isUnknownKind } from '#domain/questionnaire/kinds/question-kinds.ts';
import { isMissing, otherTextCode, type Answers, type Item } from '#domain/questionnaire/model.ts';
import type { Interview } from './interview.ts';
import { computeRelevance, findAnswer, findOtherText, type Relevance } from './relevance.ts';

export { findOtherText };

/**
 * The answers as they are submitted: one for each item. Items that are not asked become
 * `notApplicable`, whatever was answered before they were hidden; those asked without an
 * answer say why; texts of "other" options go along only where that option is chosen. Items
 * of a kind that this version does not know go as they are stored, or as `notShown`.
 */
export function computeSubmittedAnswers(interview: Interview): Answers {
  const relevance = computeRelevance(interview);
  const submitted: Answers = {};
  for (const { item } of interview.plan.items.values()) {
    if (item.kind === 'note') continue;
    if (!relevance.has(item.code)) {
      submitted[item.code] = { missing: 'notApplicable' };
      continue;
    }
    submitted[item.code] = findAnswer(interview, item) ?? { missing: 'unanswered' };
    const otherText = findOtherText(interview, item);
    if (otherText) submitted[otherTextCode(item.code)] = otherText;
  }
  return submitted;
}

/**
 * The required items for which a submission waits: only a newer version of the app can show
 * them, and there is one. Where there is none they hold nobody up and go as `notShown`.
 *
 * @param hasNewerApp whether the person can have it now. The company's page has no use for
 *   this: it comes with its questionnaire, so that there is never a newer one.
 */
export function listAwaitingUpdate(interview: Interview, relevance: Relevance, hasNewerApp: boolean): Item[] {
  if (!hasNewerApp) return [];
  return [...interview.plan.items.values()].flatMap(({ item }) =>
    item.required && relevance.has(item.code) && isUnknownKind(item) && isMissing(findAnswer(interview, item))
      ? [item]
      : [],
  );
}
