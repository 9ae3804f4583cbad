import type { Json } from '#domain/canonical/json.ts';
import { listItems, type Item, type Questionnaire } from './model.ts';
import { readMissing } from './stored-value.ts';

/** The codes that an item's answers can be made of, whatever was answered before. */
interface ItemCodes {
  options: ReadonlySet<string>;
  rows: ReadonlySet<string>;
}

const known = new WeakMap<Questionnaire, ReadonlyMap<string, ItemCodes>>();

/**
 * What of a stored answer is a code of its item, a number, or a reason for having none; undefined where
 * nothing of it is. Words go whatever the item is called or asks for: what is not among the codes that the
 * questionnaire offers was written by somebody, or comes from elsewhere.
 */
export function codedAnswer(questionnaire: Questionnaire, itemCode: string, answer: Json): Json | undefined {
  const codes = codesOf(questionnaire).get(itemCode);
  if (!codes) return undefined;
  const missing = readMissing(answer);
  if (missing) return { missing: missing.missing };
  if (typeof answer === 'number') return answer;
  return codedValue(answer, codes.options) ?? codedRows(answer, codes);
}

function codedValue(value: Json | undefined, options: ReadonlySet<string>): Json | undefined {
  if (typeof value === 'string') return options.has(value) ? value : undefined;
  if (!Array.isArray(value)) return undefined;
  const coded = value.filter((code) => typeof code === 'string' && options.has(code));
  return coded.length > 0 || value.length === 0 ? coded : undefined;
}

function codedRows(value: Json, { options, rows }: ItemCodes): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const coded = Object.entries(value).flatMap(([row, given]) => {
    const kept = rows.has(row) ? codedValue(given, options) : undefined;
    return kept === undefined ? [] : [[row, kept] as const];
  });
  return coded.length > 0 ? Object.fromEntries(coded) : undefined;
}

function codesOf(questionnaire: Questionnaire): ReadonlyMap<string, ItemCodes> {
  const found = known.get(questionnaire) ?? readCodes(questionnaire);
  known.set(questionnaire, found);
  return found;
}

function readCodes(questionnaire: Questionnaire): ReadonlyMap<string, ItemCodes> {
  const items = new Map(listItems(questionnaire).map((item) => [item.code, item]));
  const offered = (own: Item['options'], from: string | undefined): ReadonlySet<string> =>
    new Set([...(own ?? []), ...(items.get(from ?? '')?.options ?? [])].map(({ code }) => code));
  return new Map(
    [...items].map(([code, item]) => [
      code,
      { options: offered(item.options, item.optionsFrom), rows: offered(item.rows, item.rowsFrom) },
    ]),
  );
}
