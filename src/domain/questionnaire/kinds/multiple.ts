import { arrangeInOrder, checkChosen, readInOrder } from './chosen-codes.ts';
import type { QuestionForm, QuestionKind } from './question-kind.ts';

/** Any number of options, kept in the order of the questionnaire. */
export const multiple: QuestionKind<string[]> = {
  read: (value, { options }) => readInOrder(value, options),
  arrange: arrangeInOrder,
  check: checkChosen,
  describe: (codes, { option }) => codes.map(option),
};

export const multipleForm: QuestionForm = { parts: ['options'], columns: () => [{ kind: 'multiple' }] };
