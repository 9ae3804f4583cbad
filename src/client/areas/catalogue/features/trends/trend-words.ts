import { eraYear } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import { formatFiscalYear } from '#ui/format.ts';

const ERA_LETTERS = [
  ['令和', 'R'],
  ['平成', 'H'],
  ['昭和', 'S'],
] as const;

/** A fiscal year without the common era beside it: 「平成19年度」, `FY2007`. */
export function formatEraYear(fiscalYear: number, language: Language): string {
  return formatFiscalYear(fiscalYear, language).split(' ')[0]!;
}

/** A year as the head of a column, in two lines: 「平成19年度 / (2007)」, `FY2007`. */
export function formatYearHead(fiscalYear: number, language: Language): string {
  return formatFiscalYear(fiscalYear, language).replace(' (', '\n(');
}

/** A calendar year as the head of a column: 「平成18年 / (2006)」, `2006`. */
export function formatCalendarYearHead(year: number, language: Language): string {
  return language === 'en' ? String(year) : formatYearHead(year, 'ja').replace('年度', '年');
}

/** A year beneath a column in two lines, short enough for a phone: `H19 / 2007`, in English `2007`. */
export function formatYearMark(year: number, language: Language): string {
  return language === 'en' ? String(year) : `${formatShortMark(year, language)}\n${year}`;
}

/** A year where there is hardly room: `H19`, `’07`. */
export function formatShortMark(year: number, language: Language): string {
  const era = ERA_LETTERS.find(([name]) => year >= (eraYear(name, 1) ?? Infinity));
  if (language === 'en' || !era) return `’${String(year % 100).padStart(2, '0')}`;
  return `${era[1]}${year - eraYear(era[0], 1)! + 1}`;
}
