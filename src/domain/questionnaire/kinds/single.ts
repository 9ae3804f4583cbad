import type { QuestionForm, QuestionKind } from './question-kind.ts';

/** One option: `single` lists them, `scale` is a single answer whose options have an order. */
export const single: QuestionKind<string> = {
  read: (value, { options }) => options.find((code) => code === value),
  describe: (code, { option }) => [option(code)],
};

export const singleForm: QuestionForm = { parts: ['options'], columns: () => [{ kind: 'single' }] };
export const scaleForm: QuestionForm = { parts: ['options'], columns: () => [{ kind: 'scale' }] };
