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

const HEISEI = eraYear('平成', 1) ?? 0;
const REIWA = eraYear('令和', 1) ?? 0;
const ERA_STARTS: Record<string, number | undefined> = {
  S: eraYear('昭和', 1),
  昭和: eraYear('昭和', 1),
  H: HEISEI,
  平成: HEISEI,
  R: REIWA,
  令和: REIWA,
};
const PERIOD_YEAR = '([SHR]|昭和|平成|令和)?(元|\\d{1,2})';
const PERIOD = new RegExp(`^${PERIOD_YEAR}(?:([-‐–―~〜])(?:${PERIOD_YEAR})?)?$`);

/** By what years without a letter are read: those of a Reiwa report are Heisei ones unless its list counts in Reiwa. */
export interface PeriodContext {
  /** Year of the report; before Reiwa no year is read as a Reiwa one that does not say so. */
  fiscalYear: number;
  /** The list's column of settlements is headed R6 and not H25. */
  countsInReiwa: boolean;
}
const HEISEI_REPORT: PeriodContext = { fiscalYear: HEISEI, countsInReiwa: false };

/**
 * A period of the list table, e.g. `24-25`, `25`, `24-` (open), `S44-29` or `R5-7`, in either width.
 * A year without a letter is Heisei, also after a Showa start: `S44-29` is 1969–2017. In a Reiwa
 * report an end that would lie before the start is Reiwa (`30-6`), and where its list counts in
 * Reiwa so is a start up to the report's own year. An end is of the era of its start if it can be.
 */
export function parsePeriod(raw: string, context: PeriodContext = HEISEI_REPORT): Period | undefined {
  const [match, startEra, startYear = '', hyphen, endEra, endYear] = PERIOD.exec(raw.normalize('NFKC')) ?? [];
  if (match === undefined) return undefined;
  const startOf = ERA_STARTS[startEra ?? ''] ?? bareEra(startYear, context);
  const start = startOf + yearNumber(startYear) - 1;
  if (!hyphen) return { raw, start, end: start, open: false };
  if (endYear === undefined) return { raw, start, end: null, open: true };
  const ownEra = startOf >= HEISEI ? startOf : bareEra(endYear, context);
  const eras = endEra
    ? [ERA_STARTS[endEra] ?? HEISEI]
    : [ownEra, ...(context.fiscalYear >= REIWA ? [REIWA] : [])];
  const end = eras.map((era) => era + yearNumber(endYear) - 1).find((year) => year >= start);
  return end === undefined ? undefined : { raw, start, end, open: false };
}

/** Whether a start without a letter may as well be a year of the other era. */
export function isEraOpen(raw: string, { fiscalYear }: PeriodContext): boolean {
  const [, era, year = ''] = PERIOD.exec(raw.normalize('NFKC')) ?? [];
  return era === undefined && fiscalYear >= REIWA && yearNumber(year) <= fiscalYear - REIWA + 1;
}

function bareEra(year: string, { fiscalYear, countsInReiwa }: PeriodContext): number {
  return countsInReiwa && yearNumber(year) <= fiscalYear - REIWA + 1 ? REIWA : HEISEI;
}

function yearNumber(printed: string): number {
  return printed === '元' ? 1 : Number(printed);
}

/** The fiscal year that a text such as 平成元年度 or 昭和４４年 begins with. */
export function findEraYear(text: string): { written: string; fiscalYear: number } | undefined {
  const match = /^(昭和|平成|令和)\s*(元|[0-9０-９]{1,2})\s*年度?/.exec(text);
  if (!match) return undefined;
  const [written, era = '', digits = ''] = match;
  const year = eraYear(era, digits === '元' ? 1 : Number(digits.normalize('NFKC')));
  return year === undefined ? undefined : { written, fiscalYear: year };
}
