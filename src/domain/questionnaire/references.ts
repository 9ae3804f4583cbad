import { parseExpression, listReferences, type Expression } from './expression.ts';
import {
  listItems,
  otherTextCode,
  type Item,
  type Option,
  type Questionnaire,
  type Section,
} from './model.ts';

/** What a name in `${…}` stands for. */
export interface Reference {
  item: Item;
  /** `${item.row}`: one row of a grid. */
  row?: string;
  /** `${item.other}`: the text of the "other" option. */
  isOtherText?: boolean;
}

/** All names that expressions over a questionnaire may use. */
export function listNames(questionnaire: Questionnaire): Map<string, Reference> {
  const names = new Map<string, Reference>();
  for (const item of listItems(questionnaire)) {
    // Photos are asked for in interviews alone: nothing may depend on them that is asked elsewhere too.
    if (item.kind === 'note' || item.kind === 'image') continue;
    names.set(item.code, { item });
    for (const row of listKnownRows(questionnaire, item)) {
      names.set(`${item.code}.${row.code}`, { item, row: row.code });
    }
    if (item.options?.some(({ opensText }) => opensText)) {
      names.set(otherTextCode(item.code), { item, isOtherText: true });
    }
  }
  return names;
}

/** Every option an item could ever offer: its own, or those of the item it takes them from. */
export function listKnownOptions(questionnaire: Questionnaire, item: Item): Option[] {
  return item.options ?? listCarried(questionnaire, item.optionsFrom);
}

/** Every row an item could ever have. */
export function listKnownRows(questionnaire: Questionnaire, item: Item): Option[] {
  return item.rows ?? listCarried(questionnaire, item.rowsFrom);
}

function listCarried(questionnaire: Questionnaire, code: string | undefined): Option[] {
  const source = listItems(questionnaire).find((item) => item.code === code);
  return (source?.options ?? []).filter(({ exclusive }) => !exclusive);
}

/**
 * The codes of the items that decide whether an item is asked, or what its value is: those
 * named in its own and its section's condition and in its calculation, and those it takes
 * rows or options from.
 */
export function listDependencies(
  item: Item,
  section: Section,
  names: ReadonlyMap<string, Reference>,
): string[] {
  const sources = [section.relevant, item.relevant, item.calculation];
  const expressions = sources.flatMap((source) => (source ? [parseExpression(source)] : []));
  const carried = [item.optionsFrom, item.rowsFrom].filter((code) => code !== undefined);
  return [...new Set([...expressions.flatMap((expression) => listItemCodes(expression, names)), ...carried])];
}

function listItemCodes(expression: Expression, names: ReadonlyMap<string, Reference>): string[] {
  return listReferences(expression).flatMap((name) => names.get(name)?.item.code ?? []);
}

/**
 * Codes ordered so that each stands behind what it depends on, otherwise in the given
 * order; or the circle that makes this impossible.
 */
export function orderByDependencies(
  dependencies: ReadonlyMap<string, readonly string[]>,
): { order: string[] } | { cycle: string[] } {
  const order = new Set<string>();
  const path: string[] = [];
  const visit = (code: string): string[] | undefined => {
    if (order.has(code)) return undefined;
    if (path.includes(code)) return [...path.slice(path.indexOf(code)), code];
    path.push(code);
    for (const dependency of dependencies.get(code) ?? []) {
      const cycle = visit(dependency);
      if (cycle) return cycle;
    }
    path.pop();
    order.add(code);
    return undefined;
  };
  for (const code of dependencies.keys()) {
    const cycle = visit(code);
    if (cycle) return { cycle };
  }
  return { order: [...order] };
}
