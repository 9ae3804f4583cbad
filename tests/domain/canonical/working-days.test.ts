import { expect, it } from 'vitest';
import { addDays } from '#domain/canonical/dates.ts';
import {
  addWorkingDays,
  countWorkingDays,
  isJapaneseHoliday,
  isWorkingDay,
} from '#domain/canonical/working-days.ts';

function holidaysOf(year: number): string[] {
  const found: string[] = [];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1))
    if (isJapaneseHoliday(date)) found.push(date.slice(5));
  return found;
}

it('knows the holidays that the Cabinet Office names for 2024 and 2026', () => {
  expect(holidaysOf(2026)).toEqual(
    '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23'.split(
      ' ',
    ),
  );
  expect(holidaysOf(2024)).toEqual(
    '01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23'.split(
      ' ',
    ),
  );
});

it('counts working days over weekends, holidays and the turn of the year', () => {
  expect(addWorkingDays('2026-11-20', 3)).toBe('2026-11-26');
  expect(countWorkingDays('2026-11-20', '2026-11-26')).toBe(3);
  expect(addWorkingDays('2026-12-28', 1)).toBe('2027-01-04');
  expect(['2026-12-29', '2027-01-03', '2026-11-21'].filter(isWorkingDay)).toEqual([]);
});
