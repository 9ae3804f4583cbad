import { formatFiscalYear } from '#domain/canonical/dates.ts';
import { fillText } from '#domain/canonical/fill-text.ts';
import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import type { CatalogueDifference, CheckedFigure } from './check.ts';

const NAMES: Record<CheckedFigure, LocalisedText> = {
  policySubtotal: { ja: '方針{n}の小計', en: 'Subtotal of policy {n}' },
  policyWithRepeats: { ja: '方針{n}の小計（再掲を含む）', en: 'Subtotal of policy {n} with repeats' },
  aggregateRow: { ja: '方針{n}の「各事業（再掲）」の行', en: 'The row of repeats under policy {n}' },
  total: { ja: '合計', en: 'Total' },
  policyProgrammes: {
    ja: '年度別の表の方針{n}の事業数',
    en: 'Programmes of policy {n} in the table by year',
  },
  policySettlement: {
    ja: '年度別の表の方針{n}の事業費',
    en: 'Settlement of policy {n} in the table by year',
  },
  tableYear: { ja: '年度別の表にある{year}の欄の数', en: 'Columns of {year} in the table by year' },
  yearProgrammes: { ja: '{year}の事業数の計', en: 'Programmes of {year}' },
  yearSettlement: { ja: '{year}の事業費の計', en: 'Settlements of {year}' },
  sheetCost: { ja: '{n}ページの個票の事業費', en: 'Cost on the sheet of page {n}' },
  sheetCount: { ja: '個票の数', en: 'Number of sheets' },
};
const COUNTS: readonly CheckedFigure[] = ['policyProgrammes', 'yearProgrammes', 'sheetCount', 'tableYear'];

/** Whether a checked figure counts something; the others are thousand yen. */
export function isCount(figure: CheckedFigure): boolean {
  return COUNTS.includes(figure);
}

/** What a checked figure is called, with the policy, year or page that it belongs to. */
export function nameFigure(
  { figure, of }: Pick<CatalogueDifference, 'figure' | 'of'>,
  language: Language,
): string {
  if (of === null) return NAMES[figure][language];
  return fillText(NAMES[figure][language], {
    n: of,
    year: language === 'ja' ? formatFiscalYear(of) : `FY${of}`,
  });
}
