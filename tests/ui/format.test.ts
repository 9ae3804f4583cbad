import { expect, it } from 'vitest';
import {
  formatAgo,
  formatCount,
  formatDate,
  formatDay,
  formatDue,
  formatFiscalYear,
  formatMoment,
  formatRoughly,
  formatThousandYen,
} from '#ui/format.ts';

// 20 November 2026 is a Friday; it is 17:30 in Japan.
const now = '2026-11-20T08:30:00.000Z';
const today = '2026-11-20';

it.each([
  ['2026-11-19', '昨日', 'Yesterday'],
  ['2026-11-20', '今日', 'Today'],
  ['2026-11-21', '明日', 'Tomorrow'],
  ['2026-11-25', '11月25日（水）', 'Wed 25 Nov'],
  ['2027-01-05', '2027年1月5日（火）', 'Tue 5 Jan 2027'],
])('says the day %s as people do', (date, ja, en) => {
  expect(formatDay(date, today, 'ja')).toBe(ja);
  expect(formatDay(date, today, 'en')).toBe(en);
});

it('gives a date its year when it is not compared with a day', () => {
  expect(formatDate('2013-04-01', undefined, 'ja')).toBe('2013年4月1日（月）');
});

it('says a moment in Japanese time', () => {
  expect(formatMoment('2026-11-20T05:30:00.000Z', now, 'ja')).toBe('今日 14:30');
  // 00:05 on the 20th in Japan, although still the 19th in UTC.
  expect(formatMoment('2026-11-19T15:05:00.000Z', now, 'ja')).toBe('今日 0:05');
  expect(formatMoment('2026-11-18T00:05:00.000Z', now, 'en')).toBe('Wed 18 Nov 9:05');
});

it.each([
  ['2026-11-20T08:29:30.000Z', 'たった今', 'just now'],
  ['2026-11-20T08:40:00.000Z', 'たった今', 'just now'],
  ['2026-11-20T08:25:00.000Z', '5分前', '5 min ago'],
  ['2026-11-20T00:10:00.000Z', '8時間前', '8 h ago'],
  ['2026-11-19T08:00:00.000Z', '昨日', 'yesterday'],
  ['2026-11-17T08:00:00.000Z', '3日前', '3 days ago'],
  ['2026-11-01T08:00:00.000Z', '11月1日（日）', 'Sun 1 Nov'],
])('says how long ago %s was', (instant, ja, en) => {
  expect(formatAgo(instant, now, 'ja')).toBe(ja);
  expect(formatAgo(instant, now, 'en')).toBe(en);
});

it('calls the evening before midnight hours ago, not yesterday', () => {
  expect(formatAgo('2026-11-20T14:00:00.000Z', '2026-11-20T16:00:00.000Z', 'ja')).toBe('2時間前');
});

it.each([
  ['2026-11-18', '2日過ぎています', '2 days overdue'],
  ['2026-11-20', '今日', 'Today'],
  ['2026-11-23', '3日後', 'in 3 days'],
  ['2026-12-04', '12月4日（金）', 'Fri 4 Dec'],
])('says when %s falls due', (due, ja, en) => {
  expect(formatDue(due, today, 'ja')).toBe(ja);
  expect(formatDue(due, today, 'en')).toBe(en);
});

it('counts with units', () => {
  expect(formatCount(1260, 'company', 'ja')).toBe('1,260社');
  expect(formatCount(1, 'company', 'en')).toBe('1 company');
  expect(formatCount(0, 'person', 'en')).toBe('0 people');
});

it.each([
  [1_107, '1,107千円', '約111万円', 'about ¥1.1 million'],
  [41_609_725, '41,609,725千円', '約416億円', 'about ¥42 billion'],
  [380_000, '380,000千円', '3.8億円', '¥380 million'],
  [7, '7千円', '7千円', '¥7 thousand'],
  [null, '－', '－', '－'],
])('says %s thousand yen exactly and roughly', (amount, exact, roughly, english) => {
  expect(formatThousandYen(amount, 'ja')).toBe(exact);
  expect(formatRoughly(amount, 'ja')).toBe(roughly);
  expect(formatRoughly(amount, 'en')).toBe(english);
});

it('writes fiscal years in eras in Japanese', () => {
  expect(formatFiscalYear(2013, 'ja')).toBe('平成25年度 (2013)');
  expect(formatFiscalYear(2013, 'en')).toBe('FY2013');
});
