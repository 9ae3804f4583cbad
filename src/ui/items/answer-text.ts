import type { Language } from '#domain/canonical/language.ts';
import { listRows } from '#domain/interview/choices.ts';
import type { Interview } from '#domain/interview/interview.ts';
import { findAnswer } from '#domain/interview/relevance.ts';
import { findOtherText } from '#domain/interview/submission.ts';
import { isMissing, type Item } from '#domain/questionnaire/model.ts';
import { listKnownOptions } from '#domain/questionnaire/references.ts';
import { itemMessages, sayNumber, sayRank } from './item-messages.ts';

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
  const label = (code: string): string => labelOption(interview, item, code, language);
  const other = findOtherText(interview, item);
  const withOther = (lines: string[]): string[] =>
    other ? [...lines, `${itemMessages[language].otherText}: ${other}`] : lines;
  if (typeof answer === 'number') return [`${answer}${item.unit?.[language] ?? ''}`];
  if (typeof answer === 'string')
    return item.options || item.optionsFrom ? withOther([label(answer)]) : answer.split('\n');
  if (Array.isArray(answer)) {
    return withOther(
      answer.map((code, place) =>
        item.kind === 'ranking' ? `${sayRank(place + 1, language)} ${label(code)}` : label(code),
      ),
    );
  }
  const rows = new Map(listRows(interview, item).map((row) => [row.code, row.label[language]]));
  return Object.entries(answer).map(([row, cell]) => {
    const chosen = Array.isArray(cell) ? cell.map(label).join(language === 'ja' ? '、' : ', ') : label(cell);
    return `${rows.get(row) ?? row}: ${chosen}`;
  });
}

/** What an option is called, also one that is not offered now. */
export function labelOption(
  { questionnaire }: Interview,
  item: Item,
  code: string,
  language: Language,
): string {
  return (
    listKnownOptions(questionnaire, item).find((option) => option.code === code)?.label[language] ?? code
  );
}
