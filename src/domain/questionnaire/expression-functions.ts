import { isPlainDate, type PlainDate } from '#domain/canonical/dates.ts';
import { TEXT_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';
import { formatByPattern } from './expression-dates.ts';
import { toBoolean, toCodes, toNumber, toText, type ExpressionValue } from './expression-values.ts';

/** Arguments are computed only when asked for, so that `if` and `coalesce` can leave some alone. */
type Argument = () => ExpressionValue;

interface ExpressionFunction {
  minArguments: number;
  maxArguments: number;
  /** `today` is the day of the response; empty where none is known. */
  apply: (given: readonly Argument[], today: PlainDate) => ExpressionValue;
}

/** A function that looks at all its arguments. */
function eager(
  minArguments: number,
  maxArguments: number,
  compute: (...values: ExpressionValue[]) => ExpressionValue,
): ExpressionFunction {
  return { minArguments, maxArguments, apply: (given) => compute(...given.map((argument) => argument())) };
}

const none: Argument = () => '';

/**
 * The XLSForm functions that Banso knows: https://docs.getodk.org/form-operators-functions/
 * Two differ in that there are no repeats: `sum`, `min` and `max` take their values as
 * arguments; those without an answer are left out.
 */
export const EXPRESSION_FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map(
  Object.entries<ExpressionFunction>({
    true: eager(0, 0, () => true),
    false: eager(0, 0, () => false),
    not: eager(1, 1, (operand) => !toBoolean(operand)),
    if: {
      minArguments: 3,
      maxArguments: 3,
      apply: ([condition = none, then = none, otherwise = none]) =>
        toBoolean(condition()) ? then() : otherwise(),
    },
    coalesce: {
      minArguments: 2,
      maxArguments: 2,
      apply: ([first = none, second = none]) => {
        const value = first();
        return toText(value) === '' ? second() : value;
      },
    },
    selected: eager(2, 2, (list, code) => toCodes(list).includes(toText(code))),
    'selected-at': eager(2, 2, (list, place) => toCodes(list)[toNumber(place)] ?? ''),
    'count-selected': eager(1, 1, (list) => toCodes(list).length),
    'string-length': eager(1, 1, (text) => [...toText(text)].length),
    // Cut, since calculations that double a text again and again would grow beyond all memory.
    concat: eager(1, Infinity, (...texts) => texts.map(toText).join('').slice(0, TEXT_LENGTH_LIMIT)),
    contains: eager(2, 2, (text, part) => toText(text).includes(toText(part))),
    'starts-with': eager(2, 2, (text, start) => toText(text).startsWith(toText(start))),
    regex: eager(2, 2, (text, pattern) => toPattern(toText(pattern)).test(toText(text))),
    number: eager(1, 1, toNumber),
    int: eager(1, 1, (value) => Math.trunc(toNumber(value))),
    abs: eager(1, 1, (value) => Math.abs(toNumber(value))),
    round: eager(1, 2, (value, digits = 0) => round(toNumber(value), toNumber(digits))),
    sum: eager(1, Infinity, (...values) =>
      listGiven(values)
        .map(toNumber)
        .reduce((total, value) => total + value, 0),
    ),
    min: eager(1, Infinity, (...values) => pickExtreme(values, Math.min)),
    max: eager(1, Infinity, (...values) => pickExtreme(values, Math.max)),
    today: { minArguments: 0, maxArguments: 0, apply: (_, today) => today },
    date: eager(1, 1, (value) => (isPlainDate(value) ? value : '')),
    'format-date': eager(2, 2, (date, pattern) => formatByPattern(date, toText(pattern))),
  }),
);

/** A pattern that has to match the whole text, as in ODK; throws `SyntaxError` if malformed. */
export function toPattern(source: string): RegExp {
  // Compiled alone first: `a)(b` is malformed but would pass between the brackets.
  return new RegExp(`^(?:${new RegExp(source).source})$`);
}

/** Halves go up, as in XPath. */
function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

function listGiven(values: readonly ExpressionValue[]): ExpressionValue[] {
  return values.filter((value) => toText(value) !== '');
}

/** Of numbers or of days; empty when nothing is given. */
function pickExtreme(
  values: readonly ExpressionValue[],
  pick: (...numbers: number[]) => number,
): ExpressionValue {
  const given = listGiven(values);
  if (given.length === 0) return '';
  if (!given.every(isPlainDate)) return pick(...given.map(toNumber));
  const days = given.map((date) => Date.parse(date));
  return given[days.indexOf(pick(...days))] ?? '';
}
