import type { Questionnaire } from './model.ts';

/** The questionnaire without these items, and without sections that have nothing left to ask. */
export function withoutItems(questionnaire: Questionnaire, codes: readonly string[]): Questionnaire {
  const left = new Set(codes);
  const sections = questionnaire.sections.map((section) => ({
    ...section,
    items: section.items.filter(({ code }) => !left.has(code)),
  }));
  return { ...questionnaire, sections: sections.filter(({ items }) => items.length > 0) };
}
