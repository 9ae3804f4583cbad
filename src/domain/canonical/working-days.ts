import { addDays, type PlainDate } from './dates.ts';

/*
 * Days on which offices in Japan work: neither weekends nor the days off of 国民の祝日に関する法律
 * (昭和23年法律第178号, as it stands since 2020), nor the turn of the year (12-29 to 01-03, 行政機関の休日に関する法律 art. 1).
 */

/** Holidays with a day of their own, by month and day. */
const FIXED = new Set([
  '01-01',
  '02-11',
  '02-23',
  '04-29',
  '05-03',
  '05-04',
  '05-05',
  '08-11',
  '11-03',
  '11-23',
]);
/** Holidays on the n-th Monday of a month. */
const MONDAYS: Record<number, number> = { 1: 2, 7: 3, 9: 3, 10: 2 };
const NEW_YEAR = new Set(['12-29', '12-30', '12-31', '01-02', '01-03']);

/** Whether a day is a holiday by the law, substitutes and days between two holidays among them. */
export function isJapaneseHoliday(date: PlainDate): boolean {
  if (isNamedHoliday(date)) return true;
  // Art. 3: the next day that is none follows a holiday on a Sunday; a day between two is one.
  for (let before = addDays(date, -1); isNamedHoliday(before); before = addDays(before, -1))
    if (weekday(before) === 0) return true;
  return isNamedHoliday(addDays(date, -1)) && isNamedHoliday(addDays(date, 1)) && weekday(date) !== 0;
}

/** Whether offices work on a day. */
export function isWorkingDay(date: PlainDate): boolean {
  const day = weekday(date);
  return day !== 0 && day !== 6 && !NEW_YEAR.has(date.slice(5)) && !isJapaneseHoliday(date);
}

/** The day so many working days after another one; that day itself does not count. */
export function addWorkingDays(date: PlainDate, days: number): PlainDate {
  let at = date;
  for (let left = days; left > 0;) {
    at = addDays(at, 1);
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}

/** How many working days have passed since a day: those after it, up to and with `to`. */
export function countWorkingDays(from: PlainDate, to: PlainDate): number {
  let count = 0;
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkingDay(at)) count += 1;
  return count;
}

function isNamedHoliday(date: PlainDate): boolean {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  if (FIXED.has(date.slice(5))) return true;
  const nth = MONDAYS[month];
  if (nth !== undefined && weekday(date) === 1 && Math.ceil(day / 7) === nth) return true;
  return (month === 3 && day === equinox(20.8431, year)) || (month === 9 && day === equinox(23.2488, year));
}

/** The usual approximation of the day of an equinox in Japan, good for 1980 to 2099. */
function equinox(base: number, year: number): number {
  return Math.floor(base + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));
}

function weekday(date: PlainDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}
