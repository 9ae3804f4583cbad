import type { Language } from '#domain/canonical/language.ts';

/** The series of 表４－２ whose sum is drawn, the youngest first. */
export const AGE_GROUPS = ['年少人口（0-14歳）', '生産年齢人口（15-64歳）', '老年人口（65歳以上）'] as const;

/** All of 表４－２, in the order of the table. */
export const POPULATION_SERIES = [
  '総人口',
  ...AGE_GROUPS,
  '年少人口（0-14歳）の構成比',
  '生産年齢人口（15-64歳）の構成比',
  '老年人口（65歳以上）の構成比',
] as const;

/** The rates of 表４－１ that are drawn. */
export const CHANGE_RATES = ['事業所数の増減率', '従業者数の増減率'] as const;

/** All of 表４－１, in the order of the table. */
export const BUSINESS_SERIES = [
  '事業所数',
  '事業所数の増減率',
  '従業者数',
  '従業者数の増減率',
  '１事業所当たり従業者数',
  '１事業所当たり従業者数の増減',
] as const;

/** The report's own names in English; a name that is not here stays as it is. */
const ENGLISH: Readonly<Record<string, string>> = {
  総人口: 'Population',
  '年少人口（0-14歳）': 'Aged 0–14',
  '生産年齢人口（15-64歳）': 'Aged 15–64',
  '老年人口（65歳以上）': 'Aged 65 and over',
  '年少人口（0-14歳）の構成比': 'Share aged 0–14',
  '生産年齢人口（15-64歳）の構成比': 'Share aged 15–64',
  '老年人口（65歳以上）の構成比': 'Share aged 65 and over',
  事業所数: 'Establishments',
  事業所数の増減率: 'Change in establishments',
  従業者数: 'Employees',
  従業者数の増減率: 'Change in employees',
  '１事業所当たり従業者数': 'Employees per establishment',
  '１事業所当たり従業者数の増減': 'Change in employees per establishment',
  全国: 'Japan',
  青森県: 'Aomori',
  事業所: 'establishments',
  人: 'people',
  '％': '%',
};

/** A series, area or unit of the report in the screen's language. */
export function formatPrintedName(name: string, language: Language): string {
  return language === 'en' ? (ENGLISH[name] ?? name) : name;
}
