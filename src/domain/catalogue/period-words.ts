import { eraYear } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { Period } from './model.ts';

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
