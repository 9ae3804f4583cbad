import { otherTextCode, type Answers } from '#domain/questionnaire/model.ts';
import type { Interview } from './interview.ts';
import { computeRelevance, findAnswer, findOtherText } from './relevance.ts';

export { findOtherText };

/**
 * The answers as they are submitted: one for each item. Items that are not asked become
 * `notApplicable`, whatever was answered before they were hidden; those asked without an
 * answer say why; texts of "other" options go along only where that option is chosen.
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
