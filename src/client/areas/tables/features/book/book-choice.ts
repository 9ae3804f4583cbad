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
  /** The column of the weights; none is ''. */
  weight: string;
}

/** Weights that a book can be made with. */
export interface WeightChoice {
  column: string;
  /** Says so where its figures were made up. */
  name: string;
}

/** The settings of a choice; there is no filter to choose here. */
export function settingsOf(
  { base, tests, weight }: BookChoice,
  weights: readonly WeightChoice[],
): BookSettings {
  return { base, tests, weight: weights.find(({ column }) => column === weight) ?? null, filter: null };
}

/** The book that a choice asks for. */
export function specOf(
  choice: BookChoice,
  questionnaire: Questionnaire,
  columns: readonly BookColumn[],
  weights: readonly WeightChoice[],
  language: Language,
  allTitle: string,
): BookSpec {
  const settings = settingsOf(choice, weights);
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
