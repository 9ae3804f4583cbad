import type { PlainDate } from './dates.ts';
import { ERAS, type Era, type EraCode } from './eras.ts';
import { fillText } from './fill-text.ts';
import type { Language, LocalisedText } from './language.ts';

/** A day as a person wrote it, as far as they have come. */
export interface WrittenDate {
  /** Without one the year is of the common era. */
  era?: EraCode;
  year?: number;
  month?: number;
  day?: number;
}

/** Why something written is no day: something is still missing, or there is no such year or day. */
export type DateFault = 'incomplete' | 'noSuchYear' | 'noSuchDay';

const ERA = ERAS.map(({ letter, name }) => `${name.ja}|${name.ja[0]}|${letter}|${name.en}`).join('|');
const FORMS = [
  // 昭和63年4月1日, 平成元年, 4月1日
  new RegExp(
    `^(?<era>${ERA})?(?:(?<year>\\d{1,4}|元)(?:年|$))?(?:(?<month>\\d{1,2})月)?(?:(?<day>\\d{1,2})日)?$`,
    'i',
  ),
  // S63.4.1, 2026/11/20, 2026-11-20
  new RegExp(`^(?<era>${ERA})?(?<year>\\d{1,4}|元)[./-](?<month>\\d{1,2})(?:[./-](?<day>\\d{1,2}))?$`, 'i'),
  // S630401
  new RegExp(`^(?<era>${ERA})(?<year>\\d{2})(?<month>\\d{2})(?<day>\\d{2})$`, 'i'),
  // 20261120
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
];

/**
 * Reads a day in any of the ways people in Japan write one, in full width too, whole or in
 * part: 「S63.4.1」「昭和63年4月1日」「平成元年」「2026/11/20」. It does not judge whether there is such
 * a day (`resolveDate` does); `undefined` for what is no day at all.
 */
export function parseWrittenDate(text: string): WrittenDate | undefined {
  const plain = text.normalize('NFKC').replace(/[\s\p{Cf}]|^西暦/gu, '');
  const groups = plain === '' ? undefined : FORMS.map((form) => form.exec(plain)?.groups).find(Boolean);
  if (!groups) return undefined;
  const era = groups.era && findEraByName(groups.era);
  return {
    ...(era && { era: era.code }),
    ...(groups.year && { year: groups.year === '元' ? 1 : Number(groups.year) }),
    ...(groups.month && { month: Number(groups.month) }),
    ...(groups.day && { day: Number(groups.day) }),
  };
}

/**
 * The day that is meant, or why there is none. A year of an era counts as its whole
 * common-era year, since forms printed before a change of era say 平成31年10月.
 */
export function resolveDate(written: WrittenDate): { date: PlainDate } | { fault: DateFault } {
  const { year, month, day } = written;
  const commonYear = commonYearOf(written);
  if (year !== undefined && commonYear === undefined) return { fault: 'noSuchYear' };
  if (month !== undefined && (month < 1 || month > 12)) return { fault: 'noSuchDay' };
  if (day !== undefined && (day < 1 || day > countDays(commonYear, month))) return { fault: 'noSuchDay' };
  if (commonYear === undefined || month === undefined || day === undefined) return { fault: 'incomplete' };
  return { date: `${commonYear}-${pad(month)}-${pad(day)}` };
}

/** The common-era year that is meant; `undefined` without a year, or for one that its calendar cannot have. */
export function commonYearOf({ era, year }: WrittenDate): number | undefined {
  if (year === undefined) return undefined;
  if (!era) return year >= 1000 ? year : undefined;
  return year >= 1 && year < 100 ? getEra(era).firstYear + year - 1 : undefined;
}

/** The era that a day is written in and its year there; `undefined` before 1873. */
export function eraOf(date: PlainDate): { era: Era; year: number } | undefined {
  const era = ERAS.find(({ firstDay }) => date >= firstDay);
  return era && { era, year: Number(date.slice(0, 4)) - era.firstYear + 1 };
}

/** The era with this code. */
export function getEra(code: EraCode): Era {
  return ERAS.find((era) => era.code === code)!;
}

const WEEKDAYS: LocalisedText = { ja: '日 月 火 水 木 金 土', en: 'Sun Mon Tue Wed Thu Fri Sat' };
const MONTHS: LocalisedText = {
  ja: '1 2 3 4 5 6 7 8 9 10 11 12',
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
};
const IN_ERA: LocalisedText = {
  ja: '{era}{eraYear}年（{year}年）{month}月{day}日（{weekday}）',
  en: '{weekday} {day} {month} {year} ({era} {eraYear})',
};
const IN_NO_ERA: LocalisedText = {
  ja: '{year}年{month}月{day}日（{weekday}）',
  en: '{weekday} {day} {month} {year}',
};

/** A day by both calendars: 「昭和63年（1988年）4月1日（金）」, `Fri 1 Apr 1988 (Showa 63)`. */
export function formatDateInBothCalendars(date: PlainDate, language: Language): string {
  const [year = '', month, day] = date.split('-');
  const found = eraOf(date);
  return fillText((found ? IN_ERA : IN_NO_ERA)[language], {
    era: found?.era.name[language] ?? '',
    eraYear: found?.year === 1 && language === 'ja' ? '元' : (found?.year ?? ''),
    year,
    month: MONTHS[language].split(' ')[Number(month) - 1] ?? '',
    day: Number(day),
    weekday: WEEKDAYS[language].split(' ')[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '',
  });
}

function findEraByName(written: string): Era | undefined {
  const name = written.toUpperCase();
  return ERAS.find((era) =>
    [era.name.ja, era.name.ja[0], era.letter, era.name.en.toUpperCase()].includes(name),
  );
}

/** How many days a month has at most, as far as year and month are known. */
function countDays(year = 2000, month = 1): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
