import { otherTextCode, type Answers, type Item } from '../questionnaire/model.ts';
import { listAvailableOptions } from './choices.ts';
import type { Interview } from './interview.ts';
import { computeRelevance, findAnswer } from './relevance.ts';

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

/** The text of an item's "other" option, if the option is chosen and has one. */
export function findOtherText(interview: Interview, item: Item): string | undefined {
  const text = interview.answers[otherTextCode(item.code)];
  const answer = findAnswer(interview, item);
  const codes = Array.isArray(answer) ? answer : [answer];
  const isChosen = listAvailableOptions(interview, item).some(({ code, opensText }) => opensText && codes.includes(code));
  return isChosen && typeof text === 'string' && text.trim() !== '' ? text : undefined;
}
