import { addDays, daysBetween, isPlainDate, type PlainDate } from '#domain/canonical/dates.ts';
import { toNumber, type ExpressionValue } from './expression-values.ts';

/** As many days as lie between the years 0000 and 9999. */
const MAX_DAYS = 3_652_424;

/** The sum of two values: a day and a number of days give a day, everything else a number. */
export function add(left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  if (isPlainDate(left)) return moveDate(left, toNumber(right));
  return isPlainDate(right) ? moveDate(right, toNumber(left)) : toNumber(left) + toNumber(right);
}

/** The difference of two values: of two days how many days lie between, of a day and a number a day. */
export function subtract(left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  if (!isPlainDate(left)) return toNumber(left) - toNumber(right);
  return isPlainDate(right) ? daysBetween(right, left) : moveDate(left, -toNumber(right));
}

/**
 * A day by a pattern of ODK: `%Y` year, `%y` its last two digits, `%m` month and `%d` day in
 * two digits, `%n` and `%e` as they are. Empty for what is no day.
 */
export function formatByPattern(date: ExpressionValue, pattern: string): string {
  if (!isPlainDate(date)) return '';
  const [year = '', month = '', day = ''] = date.split('-');
  const parts: Record<string, string> = {
    Y: year,
    y: year.slice(2),
    m: month,
    n: String(Number(month)),
    d: day,
    e: String(Number(day)),
  };
  return pattern.replace(/%([Yymnde])/g, (whole, name: string) => parts[name] ?? whole);
}

/** NaN where the calendar ends, or where no number of days is given. */
function moveDate(date: PlainDate, days: number): PlainDate | number {
  if (!(Math.abs(days) <= MAX_DAYS)) return Number.NaN;
  const moved = addDays(date, Math.trunc(days));
  return isPlainDate(moved) ? moved : Number.NaN;
}
