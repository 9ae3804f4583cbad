import { readCodes } from '#domain/questionnaire/stored-value.ts';
import { arrangeChosen, checkChosen, filled } from './chosen-codes.ts';
import type { QuestionForm, QuestionKind } from './question-kind.ts';

/** Options by their rank, the first one first. */
export const ranking: QuestionKind<string[]> = {
  read: (value, { options }) =>
    filled([...new Set(readCodes(value))].filter((code) => options.includes(code))),
  arrange: arrangeChosen,
  check: checkChosen,
  describe: (codes, { option, rank }) => codes.map((code, place) => `${rank(place + 1)} ${option(code)}`),
};

export const rankingForm: QuestionForm = { parts: ['options'], columns: () => [] };
