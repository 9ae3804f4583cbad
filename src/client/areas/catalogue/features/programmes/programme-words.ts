import { eraYear } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { HistoryEvent, Period } from '#domain/catalogue/model.ts';
import { formatFiscalYear } from '#ui/format.ts';

const ERAS = ['令和', '平成', '昭和'] as const;

/** A fiscal year's era and its year in it: `['平成', '25']`; the first year is 元. */
function splitEra(fiscalYear: number): [era: string, year: string] {
  const era = ERAS.find((name) => fiscalYear >= (eraYear(name, 1) ?? Infinity));
  if (!era) return ['', String(fiscalYear)];
  const year = fiscalYear - eraYear(era, 1)! + 1;
  return [era, year === 1 ? '元' : String(year)];
}

/** The fiscal years in which a programme runs: 「平成24～25年度」「昭和44～平成29年度」「昭和47年度～」, `FY2012–2013`. */
export function formatPeriod({ start, end, open }: Period, language: Language): string {
  if (language === 'en') {
    if (open || end === null) return `since FY${start}`;
    return end === start ? `FY${start}` : `FY${start}–${end}`;
  }
  const [startEra, startYear] = splitEra(start);
  if (open || end === null) return `${startEra}${startYear}年度～`;
  if (end === start) return `${startEra}${startYear}年度`;
  const [endEra, endYear] = splitEra(end);
  return `${startEra}${startYear}～${endEra === startEra ? '' : endEra}${endYear}年度`;
}

const PLAIN_ERA_YEAR = /^(?:昭和|平成|令和)(?:元|\d+)年度$/;

/**
 * When a step of a programme's history was: its fiscal year, and the report's own words where they
 * say more, 「平成24年度以降 (2012)」「平成22年度（平成23年3月15日） (2010)」.
 */
export function formatHistoryYear(
  { era, fiscalYear }: Pick<HistoryEvent, 'era' | 'fiscalYear'>,
  language: Language,
): string {
  const written = era.replace(/[０-９]/g, (digit) => digit.normalize('NFKC')).replace(/\s+/g, '');
  if (written === '' || PLAIN_ERA_YEAR.test(written)) return formatFiscalYear(fiscalYear, language);
  return language === 'ja'
    ? `${written} (${fiscalYear})`
    : `${formatFiscalYear(fiscalYear, language)}: ${written}`;
}
