import type { EditionMatching, KnownProgramme } from '#domain/catalogue/edition/edition-matching.ts';
import type { RecognisedBy } from '#domain/catalogue/edition/programme-recognition.ts';

/** The word for a programme that is none of another year. */
export const NEW_PROGRAMME = 'new';

/** Answers to what is uncertain, by page or row: the key of a candidate, or `NEW_PROGRAMME`; what is absent is undecided. */
export type Answers = Readonly<Record<number, string>>;

/** A programme of which a person says otherwise than the rules, which were certain. */
export interface Overrule {
  page: number;
  name: string;
  /** What the rules say, and by what. */
  before: KnownProgramme;
  by: RecognisedBy;
  /** The key of the programme that it is, or `NEW_PROGRAMME`. */
  choice: string;
}

/** By page or row. */
export type Overrules = Readonly<Record<number, Overrule>>;

/** Whether a question has an answer that is still among its candidates. */
export function isAnswered(
  { page, candidates }: EditionMatching['uncertain'][number],
  answers: Answers,
): boolean {
  const answer = answers[page];
  return answer === NEW_PROGRAMME || candidates.some(({ key }) => key === answer);
}

/** How many questions wait for an answer. */
export function countUndecided({ uncertain }: EditionMatching, answers: Answers): number {
  return uncertain.filter((question) => !isAnswered(question, answers)).length;
}

/** What a person decided, by page or row; `key` is null for a new programme. Answers to what is no question are left out. */
export function listDecisions(
  overrules: Overrules,
  answers: Answers = {},
  matching?: EditionMatching,
): { page: number; key: string | null }[] {
  const answered = (matching?.uncertain ?? [])
    .filter((question) => isAnswered(question, answers))
    .map(({ page }) => ({ page, choice: answers[page]! }));
  return [...Object.values(overrules), ...answered].map(({ page, choice }) => ({
    page,
    key: choice === NEW_PROGRAMME ? null : choice,
  }));
}
