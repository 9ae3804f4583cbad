/** What a spreadsheet might take for a formula, and what begins like a text that was kept from it. */
const LIKE_FORMULA = /^'*\s*[=+\-@]/;

/**
 * A table as CSV text (RFC 4180, CRLF) that spreadsheets open safely: with a byte order
 * mark, so that Excel takes it for UTF-8, and with texts that begin like a formula
 * (`= + - @`) led by an apostrophe. Numbers stay numbers.
 */
export function formatCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(formatCell).join(',')}\r\n`).join('')}`;
}

function formatCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = LIKE_FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** How other programs keep digits from being taken for a number: `="0178221111"`. */
const AS_TEXT = /^=\s*"((?:[^"]|"")*)"\s*$/;

/** A cell as it was before another program kept it from being taken for a number. */
export function withoutTextFormula(cell: string): string {
  return AS_TEXT.exec(cell)?.[1]?.replaceAll('""', '"') ?? cell;
}

/** A cell as it was before `formatCsv` led it by an apostrophe. */
export function withoutApostrophe(cell: string): string {
  return cell.startsWith("'") && LIKE_FORMULA.test(cell) ? cell.slice(1) : cell;
}
