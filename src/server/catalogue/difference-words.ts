import type { Language, LocalisedText } from '#domain/canonical/language.ts';
import { separateThousands } from '#domain/canonical/numbers.ts';
import type { CatalogueDifference } from '#domain/catalogue/report/check.ts';
import { isCount, nameFigure } from '#domain/catalogue/report/checked-figure-names.ts';

const THOUSAND_YEN: LocalisedText = { ja: '（千円）', en: ' (thousand yen)' };
const NONE: LocalisedText = { ja: 'なし', en: 'none' };
const SHOWN = 3;

/** The first few differences of a report in words: what, the printed and the computed figure; and how many more there are. */
export function describeDifferences(differences: readonly CatalogueDifference[]): LocalisedText {
  const more = differences.length - SHOWN;
  const lines = (language: Language): string[] =>
    differences.slice(0, SHOWN).map((difference) => describe(difference, language));
  return {
    ja: [...lines('ja'), ...(more > 0 ? [`ほか${more}か所`] : [])].join('; '),
    en: [...lines('en'), ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
  };
}

function describe({ figure, of, printed, found }: CatalogueDifference, language: Language): string {
  const say = (value: number | null): string => (value === null ? NONE[language] : separateThousands(value));
  const name = `${nameFigure({ figure, of }, language)}${isCount(figure) ? '' : THOUSAND_YEN[language]}`;
  return language === 'ja'
    ? `${name}: 印刷 ${say(printed)}、計算 ${say(found)}`
    : `${name}: printed ${say(printed)}, computed ${say(found)}`;
}
