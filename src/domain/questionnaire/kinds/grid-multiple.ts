import { isEmpty, isRecord } from '#domain/questionnaire/stored-value.ts';
import { arrangeInOrder, checkChosen, readInOrder } from './chosen-codes.ts';
import { readCells, rowColumns } from './grid.ts';
import type { QuestionForm, QuestionKind } from './question-kind.ts';

/** Any number of options in each row; a row may stay empty once one is filled. */
export const gridMultiple: QuestionKind<Record<string, string[]>> = {
  read: (value, { options, rows }) => readCells(value, rows, (cell) => readInOrder(cell, options)),
  arrange(value, before, options) {
    if (!isRecord(value)) return value;
    const rows = Object.entries(value).flatMap(([row, cell]) => {
      const codes = arrangeInOrder(cell, isRecord(before) ? before[row] : undefined, options);
      return isEmpty(codes) ? [] : [[row, codes] as const];
    });
    return Object.fromEntries(rows);
  },
  check: (answer, item, options) =>
    Object.entries(answer).flatMap(([row, cell]) =>
      checkChosen(cell, item, options).map((problem) => ({ ...problem, row })),
    ),
  describe: (answer, { option, row, list }) =>
    Object.entries(answer).map(([code, cell]) => `${row(code)}: ${list(cell.map(option))}`),
};

export const gridMultipleForm: QuestionForm = {
  parts: ['options', 'rows'],
  columns: (item, { rows }) => rowColumns('multiple', item, rows),
};
