import { withPlainDashes } from '#domain/canonical/dashes.ts';

/** A code of a column as it was before a spreadsheet took it for a number; undefined where that is not certain. */
export type CodeRestorer = (code: string) => string | undefined;

const PLAIN_CODE = /^\d{1,4}$/;

/**
 * Restores the zeros that a spreadsheet took from the industry codes of a column: 911 among codes of
 * four digits is 0911. Where nothing in the column tells whether 911 has three digits or lost one,
 * there is no answer; a heading may say it (小分類, 細分類).
 */
export function createCodeRestorer(cells: readonly string[], heading: string): CodeRestorer {
  const codes = cells.map((cell) => cell.normalize('NFKC').trim()).filter((cell) => PLAIN_CODE.test(cell));
  const lengths = new Set(codes.map(({ length }) => length));
  const keptZero = new Set(codes.filter((code) => code.startsWith('0')).map(({ length }) => length));
  const longest = Math.max(
    0,
    ...lengths,
    ...(/細分類/.test(heading) ? [4] : /小分類/.test(heading) ? [3] : /中分類/.test(heading) ? [2] : []),
  );
  return (text) => {
    const code = text.normalize('NFKC').trim();
    if (!PLAIN_CODE.test(code) || code.startsWith('0') || keptZero.size > 0) return text;
    if (code.length === longest - 1) return `0${code}`;
    const isCertain = code.length !== 3 || /小分類/.test(heading);
    return isCertain ? text : undefined;
  };
}

/**
 * A telephone number whose first zero a spreadsheet took: nine digits, or ten that begin as those of
 * mobile telephones do. Any other text stays as it is.
 */
export function restorePhone(text: string): string {
  const digits = withPlainDashes(text.normalize('NFKC')).replace(/[\s\-()]/g, '');
  return /^(?:[1-9]\d{8}|[5789]0\d{8})$/.test(digits) ? `0${text}` : text;
}
