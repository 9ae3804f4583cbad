import type { Json } from '#domain/canonical/json.ts';
import { isRecord, readCodes } from '#domain/questionnaire/stored-value.ts';
import type { Item, Option } from '#domain/questionnaire/model.ts';
import type { AnswerColumn, QuestionForm, QuestionKind } from './question-kind.ts';

/** One option in each row. */
export const grid: QuestionKind<Record<string, string>> = {
  read: (value, { options, rows }) => readCells(value, rows, (cell) => options.find((code) => code === cell)),
  needsEveryRow: true,
  describe: (answer, { option, row }) =>
    Object.entries(answer).map(([code, cell]) => `${row(code)}: ${option(cell)}`),
};

export const gridForm: QuestionForm = {
  parts: ['options', 'rows'],
  // The options of a grid have an order.
  columns: (item, { rows }) => rowColumns('scale', item, rows),
};

/**
 * A column for each row of a grid. Where the rows are what was chosen in another answer, a row that was not
 * chosen does not concern who answers.
 */
export function rowColumns(
  kind: AnswerColumn['kind'],
  { rowsFrom }: Item,
  rows: readonly Option[],
): AnswerColumn[] {
  return rows.map(({ code, label }) => ({
    kind,
    part: { code, label },
    read: (answer) => (isRecord(answer) && Object.hasOwn(answer, code) ? answer[code] : undefined),
    ...(rowsFrom !== undefined && { concerns: (source) => readCodes(source).includes(code) }),
  }));
}

/** The cells of the rows that are allowed, in their order; `undefined` if none says anything. */
export function readCells<Cell>(
  value: Json,
  rows: readonly string[],
  read: (cell: Json | undefined) => Cell | undefined,
): Record<string, Cell> | undefined {
  if (!isRecord(value)) return undefined;
  const cells = rows.flatMap((row) => {
    const cell = Object.hasOwn(value, row) ? read(value[row]) : undefined;
    return cell === undefined ? [] : [[row, cell] as const];
  });
  return cells.length > 0 ? Object.fromEntries(cells) : undefined;
}
