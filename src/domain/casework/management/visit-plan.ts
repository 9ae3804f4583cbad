import { addDays, type PlainDate } from '#domain/canonical/dates.ts';

/** On which day which company is to be visited. */
export interface PlannedCall {
  companyId: string;
  day: PlainDate;
}

/**
 * Spreads visits over working days (Monday to Friday) from a day on, so many a day, in the order of the companies.
 *
 * @param perDay from 1 on
 */
export function planCalls(companyIds: readonly string[], from: PlainDate, perDay: number): PlannedCall[] {
  let day = nextWorkingDay(from);
  return companyIds.map((companyId, index) => {
    if (index > 0 && index % perDay === 0) day = nextWorkingDay(addDays(day, 1));
    return { companyId, day };
  });
}

/** The day itself or the Monday after its weekend. */
export function nextWorkingDay(day: PlainDate): PlainDate {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? addDays(day, 2) : weekday === 0 ? addDays(day, 1) : day;
}
