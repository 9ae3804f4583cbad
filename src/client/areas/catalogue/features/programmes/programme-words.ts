import type { Language } from '#domain/canonical/language.ts';
import type { HistoryEvent } from '#domain/catalogue/model.ts';
import { formatFiscalYear } from '#ui/format.ts';

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
