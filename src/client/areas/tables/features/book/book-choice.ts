import type { Language } from '#domain/canonical/language.ts';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { bookOfAllItems, isAttribute } from '#domain/tabulation/book/all-items.ts';
import type { BookColumn, BookSettings, BookSpec } from '#domain/tabulation/book/book-spec.ts';
import { bookOfFindings } from '#domain/tabulation/book/findings.ts';

/** What somebody wants in a report book. */
export interface BookChoice {
  content: 'findings' | 'all';
  /** Of the book of all questions: what they are crossed with. */
  attributes: string[];
  base: BookSettings['base'];
  tests: boolean;
}

/** The settings of a choice; there are no weights or filters to choose from here. */
export function settingsOf({ base, tests }: BookChoice): BookSettings {
  return { base, tests, weight: null, filter: null };
}

/** The book that a choice asks for. */
export function specOf(
  choice: BookChoice,
  questionnaire: Questionnaire,
  columns: readonly BookColumn[],
  language: Language,
  allTitle: string,
): BookSpec {
  const settings = settingsOf(choice);
  return choice.content === 'findings'
    ? bookOfFindings(questionnaire, columns, settings, language)
    : bookOfAllItems(columns, choice.attributes, settings, allTitle);
}

/** The attributes that books are crossed with at first: what companies are like, and where, but for single municipalities. */
export function usualAttributes(questionnaire: Questionnaire, columns: readonly BookColumn[]): string[] {
  const roles = itemRolesOf(questionnaire);
  const classified = new Set(questionnaire.classifications.map(({ item }) => item));
  const classifications = new Set(questionnaire.classifications.map(({ code }) => code));
  return columns
    .filter(
      ({ code, kind }) =>
        isAttribute(kind) &&
        !classified.has(code) &&
        (classifications.has(code) || roles.get(code)?.startsWith('attribute.')),
    )
    .map(({ code }) => code);
}
