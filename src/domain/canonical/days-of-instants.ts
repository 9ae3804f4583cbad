import { tokyoDate, type Instant, type PlainDate } from './dates.ts';

/**
 * `tokyoDate` for very many instants of which many are the same, such as those of letters that were posted
 * together: each is worked out once for as long as the function is kept.
 */
export function findDays(): (instant: Instant) => PlainDate {
  const days = new Map<Instant, PlainDate>();
  return (instant) => {
    let day = days.get(instant);
    if (day === undefined) days.set(instant, (day = tokyoDate(instant)));
    return day;
  };
}
