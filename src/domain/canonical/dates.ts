import { ERAS } from './eras.ts';

/** An instant in UTC, ISO 8601 with milliseconds: `2026-11-20T05:30:00.000Z`. */
export type Instant = string;
/** A day without a time zone: `2026-11-20`. */
export type PlainDate = string;

/** The last day that can be written; date fields that are told nothing take years of six digits. */
export const LAST_DAY: PlainDate = '9999-12-31';

/** Whether a value is a day that exists, `YYYY-MM-DD`, from the year 1 on. */
export function isPlainDate(value: unknown): value is PlainDate {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value) || value.startsWith('0000'))
    return false;
  const milliseconds = Date.parse(`${value}T00:00:00Z`);
  // 30 February is moved to March by some engines, refused by others.
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(value);
}

/** Whether a value is an instant that exists, written as all of them are: in UTC with milliseconds. */
export function isInstant(value: unknown): value is Instant {
  if (typeof value !== 'string' || !isPlainDate(value.slice(0, 10))) return false;
  const milliseconds = Date.parse(value);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === value;
}

/** Asia/Tokyo has had no daylight saving since 1951: a fixed offset is exact. */
const TOKYO_OFFSET_MS = 9 * 60 * 60 * 1000;

/** The day it is in Japan at an instant. */
export function tokyoDate(instant: Instant): PlainDate {
  return new Date(Date.parse(instant) + TOKYO_OFFSET_MS).toISOString().slice(0, 10);
}

/** The time of day in Japan at an instant, `HH:MM`. */
export function tokyoTime(instant: Instant): string {
  return new Date(Date.parse(instant) + TOKYO_OFFSET_MS).toISOString().slice(11, 16);
}

/** The instant of a day and a time of day (`HH:MM`) in Japan. */
export function tokyoInstant(date: PlainDate, time = '00:00'): Instant {
  return new Date(Date.parse(`${date}T${time}:00.000Z`) - TOKYO_OFFSET_MS).toISOString();
}

/** The day `days` after (or before, if negative) a day. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How many days lie between two days; positive when `to` is later. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The Japanese fiscal year (the year of its April) that a day belongs to. */
export function fiscalYearOf(date: PlainDate): number {
  const [year, month] = date.split('-').map(Number);
  return month! >= 4 ? year! : year! - 1;
}

/** A fiscal year as people in Japan write it, with the common era beside it: 平成25年度 (2013). */
export function formatFiscalYear(fiscalYear: number): string {
  const era = ERAS.find(({ firstYear }) => fiscalYear >= firstYear);
  if (!era) return `${fiscalYear}年度`;
  const year = fiscalYear - era.firstYear + 1;
  return `${era.name.ja}${year === 1 ? '元' : year}年度 (${fiscalYear})`;
}

/** The common-era year of a year of an era; `undefined` for an unknown era. */
export function eraYear(era: string, year: number): number | undefined {
  const found = ERAS.find(({ name }) => name.ja === era);
  return found && found.firstYear + year - 1;
}
