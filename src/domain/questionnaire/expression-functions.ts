/** What an expression works with; the codes of a multiple answer stay a list. */
export type ExpressionValue = string | number | boolean | readonly string[];

interface ExpressionFunction {
  minArguments: number;
  maxArguments: number;
  /** Arguments are computed only when asked for, so that `if` and `coalesce` can leave some alone. */
  apply: (...argumentAt: (() => ExpressionValue)[]) => ExpressionValue;
}

const none = () => '' as ExpressionValue;

/** The XLSForm functions that Banso knows: https://docs.getodk.org/form-operators-functions/ */
export const EXPRESSION_FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map<string, ExpressionFunction>([
  ['true', { minArguments: 0, maxArguments: 0, apply: () => true }],
  ['false', { minArguments: 0, maxArguments: 0, apply: () => false }],
  ['not', { minArguments: 1, maxArguments: 1, apply: (operand = none) => !toBoolean(operand()) }],
  [
    'selected',
    { minArguments: 2, maxArguments: 2, apply: (list = none, code = none) => toCodes(list()).includes(toText(code())) },
  ],
  ['count-selected', { minArguments: 1, maxArguments: 1, apply: (list = none) => toCodes(list()).length }],
  [
    'if',
    {
      minArguments: 3,
      maxArguments: 3,
      apply: (condition = none, then = none, otherwise = none) => (toBoolean(condition()) ? then() : otherwise()),
    },
  ],
  [
    'coalesce',
    {
      minArguments: 2,
      maxArguments: 2,
      apply: (first = none, second = none) => {
        const value = first();
        return toText(value) === '' ? second() : value;
      },
    },
  ],
  ['string-length', { minArguments: 1, maxArguments: 1, apply: (text = none) => [...toText(text())].length }],
  ['number', { minArguments: 1, maxArguments: 1, apply: (value = none) => toNumber(value()) }],
  [
    'regex',
    {
      minArguments: 2,
      maxArguments: 2,
      apply: (text = none, pattern = none) => toPattern(toText(pattern())).test(toText(text())),
    },
  ],
]);

/** A pattern that has to match the whole text, as in ODK; throws `SyntaxError` if malformed. */
export function toPattern(source: string): RegExp {
  // Compiled alone first: `a)(b` is malformed but would pass between the brackets.
  return new RegExp(`^(?:${new RegExp(source).source})$`);
}

/** Text of a value as in XPath; a list is written with spaces, as XLSForm stores it. */
export function toText(value: ExpressionValue): string {
  return typeof value === 'object' ? value.join(' ') : String(value);
}

/** Number of a value as in XPath: no text at all and text that is no number give NaN. */
export function toNumber(value: ExpressionValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = toText(value).trim();
  return /^-?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

/** Truth of a value as in XPath: any text, and any number but 0 and NaN. */
export function toBoolean(value: ExpressionValue): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  return value.length > 0;
}

function toCodes(value: ExpressionValue): readonly string[] {
  return typeof value === 'object' ? value : toText(value).split(' ').filter(Boolean);
}
