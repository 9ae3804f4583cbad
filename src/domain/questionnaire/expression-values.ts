/** What an expression works with; the codes of a multiple answer stay a list. */
export type ExpressionValue = string | number | boolean | readonly string[];

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

/** The codes of a multiple answer, or of a text that lists them with spaces. */
export function toCodes(value: ExpressionValue): readonly string[] {
  return typeof value === 'object' ? value : toText(value).split(' ').filter(Boolean);
}
