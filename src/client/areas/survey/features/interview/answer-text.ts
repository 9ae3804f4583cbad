import type { Json } from '#domain/canonical/json.ts';
import type { Language } from '#domain/canonical/language.ts';
import { readMissing } from '#domain/interview/answer-reading.ts';
import type { Interview } from '#domain/interview/interview.ts';
import type { Item } from '#domain/questionnaire/model.ts';
import { labelOption } from '#ui/items/answer-text.ts';
import { itemMessages } from '#ui/items/item-messages.ts';

/** A value that stood in a submitted answer before, in words; it may hold codes that are not offered now. */
export function describeOldValue(interview: Interview, item: Item, value: Json, language: Language): string {
  const reason = readMissing(value)?.missing;
  if (value === null || reason) return (reason && itemMessages[language].missing[reason]) ?? '－';
  if (typeof value === 'string') return labelOption(interview, item, value, language);
  if (Array.isArray(value)) {
    return value
      .map((code) => labelOption(interview, item, String(code), language))
      .join(language === 'ja' ? '、' : ', ');
  }
  if (typeof value === 'object') {
    return Object.values(value)
      .map((cell) => describeOldValue(interview, item, cell, language))
      .join(' / ');
  }
  return String(value);
}
