import type { Json } from '#domain/canonical/json.ts';
import type { Language } from '#domain/canonical/language.ts';
import { readMissing } from '#domain/interview/answer-reading.ts';
import type { Interview } from '#domain/interview/interview.ts';
import { findAnswer } from '#domain/interview/relevance.ts';
import { findOtherText } from '#domain/interview/submission.ts';
import { isMissing, type Item } from '#domain/questionnaire/model.ts';
import { listKnownOptions } from '#domain/questionnaire/references.ts';
import { listRows } from '#domain/interview/choices.ts';
import { itemMessages, sayNumber, sayRank } from '#ui/items/item-messages.ts';

/** A question with its number: 「問3-2 …」, 「F1 …」. */
export function titleItem({ number, label }: Item, language: Language): string {
  return number === undefined ? label[language] : `${sayNumber(number, language)} ${label[language]}`;
}

/** An answer in words, a line each; none while the item has no answer. */
export function describeAnswer(interview: Interview, item: Item, language: Language): string[] {
  const answer = findAnswer(interview, item);
  if (isMissing(answer)) {
    const reason = answer && itemMessages[language].missing[answer.missing];
    return reason ? [reason] : [];
  }
  const label = (code: string): string => labelOf(interview, item, code, language);
  const other = findOtherText(interview, item);
  const withOther = (lines: string[]): string[] => (other ? [...lines, `${itemMessages[language].otherText}: ${other}`] : lines);
  if (typeof answer === 'number') return [`${answer}${item.unit?.[language] ?? ''}`];
  if (typeof answer === 'string') return item.options || item.optionsFrom ? withOther([label(answer)]) : answer.split('\n');
  if (Array.isArray(answer)) {
    return withOther(answer.map((code, place) => (item.kind === 'ranking' ? `${sayRank(place + 1, language)} ${label(code)}` : label(code))));
  }
  const rows = new Map(listRows(interview, item).map((row) => [row.code, row.label[language]]));
  return Object.entries(answer).map(([row, cell]) => {
    const chosen = Array.isArray(cell) ? cell.map(label).join(language === 'ja' ? '、' : ', ') : label(cell);
    return `${rows.get(row) ?? row}: ${chosen}`;
  });
}

/** A value that stood in a submitted answer before, in words; it may hold codes that are not offered now. */
export function describeOldValue(interview: Interview, item: Item, value: Json, language: Language): string {
  const reason = readMissing(value)?.missing;
  if (value === null || reason) return (reason && itemMessages[language].missing[reason]) ?? '－';
  if (typeof value === 'string') return labelOf(interview, item, value, language);
  if (Array.isArray(value)) {
    return value.map((code) => labelOf(interview, item, String(code), language)).join(language === 'ja' ? '、' : ', ');
  }
  if (typeof value === 'object') {
    return Object.values(value)
      .map((cell) => describeOldValue(interview, item, cell, language))
      .join(' / ');
  }
  return String(value);
}

function labelOf({ questionnaire }: Interview, item: Item, code: string, language: Language): string {
  return listKnownOptions(questionnaire, item).find((option) => option.code === code)?.label[language] ?? code;
}
