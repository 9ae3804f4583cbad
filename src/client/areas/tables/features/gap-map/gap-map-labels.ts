import type { Language } from '#domain/canonical/language.ts';
import type { Item, Questionnaire } from '#domain/questionnaire/model.ts';
import { listKnownOptions } from '#domain/questionnaire/references.ts';

/** An item's options with their labels in a language. */
export function listOptions(
  questionnaire: Questionnaire,
  item: Item,
  language: Language,
): { code: string; label: string }[] {
  return listKnownOptions(questionnaire, item).map(({ code, label }) => ({ code, label: label[language] }));
}
