import { fillText } from '#domain/canonical/fill-text.ts';
import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import { separateThousands } from '#domain/canonical/numbers.ts';
import type { CatalogueDifference, CheckedFigure } from '#domain/catalogue/check.ts';

const FIGURES: Record<CheckedFigure, LocalisedText> = {
  policySubtotal: { ja: '方針{of}の小計（千円）', en: 'subtotal of policy {of} (thousand yen)' },
  policyWithRepeats: { ja: '方針{of}の再掲を含む小計（千円）', en: 'subtotal of policy {of} with repeats (thousand yen)' },
  aggregateRow: { ja: '方針{of}の「各事業（再掲）」の行（千円）', en: 'row of repeats under policy {of} (thousand yen)' },
  total: { ja: '合計（千円）', en: 'total (thousand yen)' },
  policyProgrammes: { ja: '年度別の表の方針{of}の事業数', en: 'programmes of policy {of} in the table by year' },
  policySettlement: { ja: '年度別の表の方針{of}の事業費（千円）', en: 'settlement of policy {of} in the table by year (thousand yen)' },
  yearProgrammes: { ja: '{of}年度の事業数の計', en: 'programmes of {of}' },
  yearSettlement: { ja: '{of}年度の事業費の計（千円）', en: 'settlements of {of} (thousand yen)' },
  sheetCost: { ja: '{of}ページの個票の事業費（千円）', en: 'cost on the sheet of page {of} (thousand yen)' },
  sheetCount: { ja: '個票の数', en: 'number of sheets' },
};
const NONE: LocalisedText = { ja: 'なし', en: 'none' };
const SHOWN = 3;

/** The first few differences of a report in words: what, the printed and the computed figure; and how many more there are. */
export function describeDifferences(differences: readonly CatalogueDifference[]): LocalisedText {
  const more = differences.length - SHOWN;
  const lines = (language: Language): string[] => differences.slice(0, SHOWN).map((difference) => describe(difference, language));
  return {
    ja: [...lines('ja'), ...(more > 0 ? [`ほか${more}か所`] : [])].join('; '),
    en: [...lines('en'), ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
  };
}

function describe({ figure, of, printed, found }: CatalogueDifference, language: Language): string {
  const say = (value: number | null): string => value === null ? NONE[language] : separateThousands(value);
  const name = fillText(FIGURES[figure][language], { of: String(of) });
  return language === 'ja' ? `${name}: 印刷 ${say(printed)}、計算 ${say(found)}` : `${name}: printed ${say(printed)}, computed ${say(found)}`;
}
