import type { Json } from '#domain/canonical/json.ts';
import type { Language } from '#domain/canonical/language.ts';
import { readAnswer } from '#domain/interview/answer-reading.ts';
import { listRows } from '#domain/interview/choices.ts';
import type { Interview } from '#domain/interview/interview.ts';
import { findAnswer } from '#domain/interview/relevance.ts';
import { findOtherText } from '#domain/interview/submission.ts';
import { describeCalculated } from '#domain/questionnaire/kinds/calculate.ts';
import { findKind, isUnknownKind } from '#domain/questionnaire/kinds/question-kinds.ts';
import {
  isMissing,
  type Answer,
  type Item,
  type Option,
  type Questionnaire,
} from '#domain/questionnaire/model.ts';
import { listKnownOptions, listKnownRows } from '#domain/questionnaire/references.ts';
import { isRecord, listCodes } from '#domain/questionnaire/stored-value.ts';
import { itemMessages, sayNumber, sayPhotos, sayRank } from './item-messages.ts';

/** A question with its number: 「問3-2 …」, 「F1 …」. */
export function titleItem({ number, label }: Item, language: Language): string {
  return number === undefined ? label[language] : `${sayNumber(number, language)} ${label[language]}`;
}

/**
 * An answer in words, a line each; none while the item has no answer. Of a kind that this
 * version does not know it says so, whatever is stored.
 */
export function describeAnswer(interview: Interview, item: Item, language: Language): string[] {
  const lines = describe(
    interview.questionnaire,
    item,
    findAnswer(interview, item),
    language,
    listRows(interview, item),
  );
  const other = findOtherText(interview, item);
  return other ? [...lines, `${itemMessages[language].otherText}: ${other}`] : lines;
}

/**
 * A value that is or was stored as the answer to an item, in the same words on one line, also
 * where options and rows are not offered now or only another revision had them; empty for none.
 */
export function describeStored(
  questionnaire: Questionnaire,
  item: Item,
  value: Json | undefined,
  language: Language,
): string {
  const rows = listKnownRows(questionnaire, item);
  const answer = readAnswer(item, value, {
    options: [
      ...new Set([...listKnownOptions(questionnaire, item).map(({ code }) => code), ...listCodes(value)]),
    ],
    rows: [...new Set([...rows.map(({ code }) => code), ...(isRecord(value) ? Object.keys(value) : [])])],
  });
  return describe(questionnaire, item, answer, language, rows).join(' / ');
}

function describe(
  questionnaire: Questionnaire,
  item: Item,
  answer: Answer | undefined,
  language: Language,
  rows: readonly Option[],
): string[] {
  const t = itemMessages[language];
  if (isUnknownKind(item)) return [t.updateNeeded];
  if (isMissing(answer)) {
    const reason = answer && t.missing[answer.missing];
    return reason ? [reason] : [];
  }
  const options = listKnownOptions(questionnaire, item);
  const words = {
    option: (code: string) => labelOf(options, code, language),
    row: (code: string) => labelOf(rows, code, language),
    rank: (place: number) => sayRank(place, language),
    list: (labels: readonly string[]) => labels.join(language === 'ja' ? '、' : ', '),
    photos: (count: number) => sayPhotos(count, language),
    unit: item.unit?.[language] ?? '',
  };
  return findKind(item)?.describe(answer, words) ?? describeCalculated(answer, words);
}

function labelOf(coded: readonly Option[], code: string, language: Language): string {
  return coded.find((one) => one.code === code)?.label[language] ?? code;
}
