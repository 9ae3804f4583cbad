import type { Json } from '#domain/canonical/json.ts';
import { getItem, type Classification, type Questionnaire } from './model.ts';

/** The classification with this code; throws a `RangeError` if there is none. */
export function getClassification(questionnaire: Questionnaire, code: string): Classification {
  const classification = questionnaire.classifications.find((one) => one.code === code);
  if (!classification)
    throw new RangeError(`questionnaire ${questionnaire.id} has no classification "${code}"`);
  return classification;
}

/** The category that follows from the answers; `undefined` while the item has no answer. */
export function findCategory(
  questionnaire: Questionnaire,
  classification: Classification,
  answers: Readonly<Record<string, Json>>,
): string | undefined {
  const answer = answers[classification.item];
  const options = getItem(questionnaire, classification.item).options ?? [];
  return options.find((option) => option.code === answer)?.attributes?.[classification.attribute];
}

/** The category of each answer that has one, for who asks for many responses. */
export function mapCategories(
  questionnaire: Questionnaire,
  { item, attribute }: Classification,
): ReadonlyMap<Json | undefined, string> {
  const categories = new Map<Json | undefined, string>();
  for (const { code, attributes } of getItem(questionnaire, item).options ?? []) {
    const category = attributes?.[attribute];
    if (category !== undefined) categories.set(code, category);
  }
  return categories;
}
