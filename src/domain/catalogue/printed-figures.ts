import { eraYear } from '#domain/canonical/dates.ts';
import type { Period } from './model.ts';

/** The dashes that the report prints for "no amount", and the hyphen. */
export const DASH = '[-－―‐–—]';
/** A whole number as printed: either width, with or without separators. */
export const AMOUNT = '[0-9０-９][0-9０-９,，]*';

/** The amount that a text is; null for a dash, `undefined` when it is neither. */
export function parseAmount(text: string): number | null | undefined {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (/^\d+$/.test(plain)) return Number(plain);
  return new RegExp(`^${DASH}$`).test(text.trim()) ? null : undefined;
}

const ERA_LETTERS: Record<string, string> = { H: '平成', S: '昭和' };

/**
 * A period of the list table, e.g. `24-25`, `25`, `24-` (open) or `S44-29`.
 * A year without a letter is Heisei, also after a Showa start: `S44-29` is 1969–2017.
 */
export function parsePeriod(raw: string): Period | undefined {
  const match = /^([SH])?(\d{1,2})(?:(-)(?:([SH])?(\d{1,2}))?)?$/.exec(raw.normalize('NFKC'));
  if (!match) return undefined;
  const [, startEra, startYear, hyphen, endEra, endYear] = match;
  const start = yearOf(startEra, startYear);
  if (start === undefined) return undefined;
  if (!hyphen) return { raw, start, end: start, open: false };
  if (endYear === undefined) return { raw, start, end: null, open: true };
  const end = yearOf(endEra, endYear);
  return end === undefined || end < start ? undefined : { raw, start, end, open: false };
}

function yearOf(letter = 'H', digits = ''): number | undefined {
  return eraYear(ERA_LETTERS[letter] ?? '', Number(digits));
}

/** The fiscal year that a text such as 平成元年度 or 昭和４４年 begins with. */
export function findEraYear(text: string): { written: string; fiscalYear: number } | undefined {
  const match = /^(昭和|平成|令和)\s*(元|[0-9０-９]{1,2})\s*年度?/.exec(text);
  if (!match) return undefined;
  const [written, era = '', digits = ''] = match;
  const year = eraYear(era, digits === '元' ? 1 : Number(digits.normalize('NFKC')));
  return year === undefined ? undefined : { written, fiscalYear: year };
}
