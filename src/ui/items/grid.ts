import type { Json } from '#domain/canonical/json.ts';
import type { Answer, Item, Option } from '#domain/questionnaire/model.ts';
import { readCodes, readRows, readText } from '#domain/questionnaire/stored-value.ts';
import type { ItemMessages } from './item-messages.ts';
import { describeClosed, describeLimit, listOffered, useToggle } from './selection.ts';

/** What the two looks of a grid, cards and table, share. */
export interface GridProps {
  item: Item;
  options: readonly Option[];
  rows: readonly Option[];
  modelValue: Json | undefined;
  language: 'ja' | 'en';
  idBase: string;
  invalid: boolean | undefined;
}

export interface GridEmits {
  'update:modelValue': [value: Answer];
}

/** The codes chosen in a row among the options on offer, whether the grid takes one or several. */
export function listRowCodes(options: readonly Option[], value: Json | undefined, row: string): string[] {
  const cell = readRows(value)[row];
  return listOffered(options, Array.isArray(cell) ? readCodes(cell) : [readText(cell)]);
}

/**
 * The rows that make a grid incomplete or wrong: those without an answer where each needs one, those
 * with too many options. All of them where none has been answered, or the fault is with the whole.
 */
export function listFaultyRows(
  item: Item,
  options: readonly Option[],
  rows: readonly Option[],
  value: Json | undefined,
): readonly Option[] {
  const faulty = rows.filter(({ code }) => {
    const { length } = listRowCodes(options, value, code);
    return item.kind === 'grid' ? item.required && length === 0 : length > (item.maxSelections ?? length);
  });
  return faulty.length > 0 ? faulty : rows;
}

/** Gives the grid's answer after an option of a row was ticked or unticked; the rest stays, hidden rows and options too. */
export function useRowAnswer(): (
  item: Item,
  value: Json | undefined,
  row: string,
  option: Option,
  checked: boolean,
) => Answer {
  const toggle = useToggle();
  return (item, value, row, option, checked) => {
    const rows = readRows(value);
    const cell =
      item.kind === 'gridMultiple' ? toggle(readCodes(rows[row]), option, checked, row) : option.code;
    return { ...rows, [row]: cell } as Answer;
  };
}

/** The grid's answer after what was chosen in a row was taken back. */
export function clearRow(value: Json | undefined, row: string): Answer {
  const { [row]: _cleared, ...others } = readRows(value);
  return others as Answer;
}

/** Why an option of a row cannot be ticked now; `undefined` if it can. */
export function describeClosedCell(
  item: Item,
  option: Option,
  codes: readonly string[],
  t: ItemMessages,
): string | undefined {
  return item.kind === 'gridMultiple' ? describeClosed(option, codes, item.maxSelections, t) : undefined;
}

/** How many more options a row takes, in words; `undefined` without a limit. */
export function describeRowLimit(item: Item, codes: readonly string[], t: ItemMessages): string | undefined {
  return item.kind === 'gridMultiple' ? describeLimit(codes, item.maxSelections, t) : undefined;
}
