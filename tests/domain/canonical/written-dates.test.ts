import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ERAS } from '#domain/canonical/eras.ts';
import {
  eraOf,
  formatDateInBothCalendars,
  parseWrittenDate,
  resolveDate,
} from '#domain/canonical/written-dates.ts';

function read(text: string): unknown {
  const written = parseWrittenDate(text);
  return written && resolveDate(written);
}

describe('a day as people write it', () => {
  test.each([
    ['S63.4.1', '1988-04-01'],
    ['s63/4/1', '1988-04-01'],
    ['S630401', '1988-04-01'],
    ['昭和63年4月1日', '1988-04-01'],
    ['昭６３．４．１', '1988-04-01'],
    ['㍼63年 4月 1日', '1988-04-01'],
    ['平成元年1月8日', '1989-01-08'],
    ['R6-2-29', '2024-02-29'],
    ['大正12年9月1日', '1923-09-01'],
    ['T1.7.30', '1912-07-30'],
    ['明治10年3月4日', '1877-03-04'],
    ['Heisei 25.4.1', '2013-04-01'],
    ['2026-11-20', '2026-11-20'],
    ['２０２６／１１／２０', '2026-11-20'],
    ['2026年11月20日', '2026-11-20'],
    ['20261120', '2026-11-20'],
    // On forms printed before the change of era.
    ['平成31年10月1日', '2019-10-01'],
    ['令和元年4月30日', '2019-04-30'],
  ])('%s is %s', (text, date) => {
    expect(read(text)).toEqual({ date });
  });

  test.each([
    ['平成元年', 'incomplete'],
    ['2026', 'incomplete'],
    ['2026年11月', 'incomplete'],
    ['11月20日', 'incomplete'],
    ['昭和', 'incomplete'],
    ['昭和63年2月30日', 'noSuchDay'],
    ['2023-02-29', 'noSuchDay'],
    ['2026/13/1', 'noSuchDay'],
    ['4月31日', 'noSuchDay'],
    ['0日', 'noSuchDay'],
    ['63.4.1', 'noSuchYear'],
    ['昭和0年1月1日', 'noSuchYear'],
    ['昭和1988年4月1日', 'noSuchYear'],
  ])('%s is no day: %s', (text, fault) => {
    expect(read(text)).toEqual({ fault });
  });

  test.each(['', ' ', 'いつか', '天保3年1月1日', '2026-11-20T10:00', '4/1の予定'])(
    '"%s" says nothing',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  test('is read back from any form it can be written in', () => {
    const days = fc.date({ min: new Date('1873-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (instant) => {
        const date = instant.toISOString().slice(0, 10);
        const { era, year } = eraOf(date)!;
        const [, month, day] = date.split('-').map(Number);
        for (const text of [
          date,
          `${era.letter}${year}.${month}.${day}`,
          `${era.name.ja}${year}年${month}月${day}日`,
        ]) {
          expect(read(text), text).toEqual({ date });
        }
      }),
      { seed: 20261120 },
    );
  });

  test('is never misread into a day that does not exist', () => {
    const part = fc.oneof(
      fc.nat(9999).map(String),
      fc.constantFrom('年', '月', '日', '.', '/', '-', '元', 'S', '平成', ' ', '〇'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const result = read(parts.join('')) as { date?: string } | undefined;
        if (result?.date)
          expect(new Date(`${result.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(result.date);
      }),
      { seed: 20261120 },
    );
  });
});

describe('an era', () => {
  test.each([
    ['2019-04-30', 'heisei', 31],
    ['2019-05-01', 'reiwa', 1],
    ['1989-01-07', 'showa', 64],
    ['1926-12-24', 'taisho', 15],
    ['1912-07-29', 'meiji', 45],
  ])('%s is of %s %i', (date, code, year) => {
    const found = eraOf(date);
    expect([found?.era.code, found?.year]).toEqual([code, year]);
  });

  test('begins with the solar calendar', () => {
    expect(eraOf('1872-12-31')).toBeUndefined();
    expect(ERAS.map(({ firstDay }) => firstDay)).toEqual(
      ERAS.map(({ firstDay }) => firstDay)
        .toSorted()
        .toReversed(),
    );
  });
});

test('a day is said by both calendars', () => {
  expect(formatDateInBothCalendars('1988-04-01', 'ja')).toBe('昭和63年（1988年）4月1日（金）');
  expect(formatDateInBothCalendars('2019-05-01', 'ja')).toBe('令和元年（2019年）5月1日（水）');
  expect(formatDateInBothCalendars('1850-02-03', 'ja')).toBe('1850年2月3日（日）');
  expect(formatDateInBothCalendars('1988-04-01', 'en')).toBe('Fri 1 Apr 1988 (Showa 63)');
});

test('reads a year with the name of its calendar, and with characters that nobody sees', () => {
  expect(parseWrittenDate('西暦1985年')).toEqual({ year: 1985 });
  expect(parseWrittenDate('西暦 1985年4月')).toEqual({ year: 1985, month: 4 });
  expect(parseWrittenDate('\u200e2026/11/20\u200e')).toEqual({ year: 2026, month: 11, day: 20 });
});
