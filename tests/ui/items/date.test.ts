// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, test } from 'vitest';
import { setAnswer } from '#domain/interview/answering.ts';
import type { StoredAnswers } from '#domain/interview/interview.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';
import { changeEra, EMPTY_DATE, readDateEntry, settleYear, storeDateEntry } from '#ui/items/date-entry.ts';
import { mountItem } from './mount-item.ts';

enableAutoUnmount(afterEach);

function mountDate(answers: StoredAnswers = {}, checked = false) {
  const questionnaire = questionnaireOf({ kind: 'date', allowedMissing: ['dontKnow'] });
  const { page, interview } = mountItem(questionnaire, 'x', { answers, checked });
  const era = page.get<HTMLSelectElement>('select');
  const [year, month, day] = page.findAll<HTMLInputElement>('input[type=text]');
  return {
    page,
    interview,
    era,
    year: year!,
    month: month!,
    day: day!,
    stored: () => interview.value.answers.x,
    shown: () => [era.element.value, year!.element.value, month!.element.value, day!.element.value].join(' '),
    problem: () => page.find('#x-problems').text(),
  };
}

describe('a date', () => {
  test('is asked for in a group of labelled fields', () => {
    const { page, era } = mountDate();
    expect(page.get('fieldset > legend').text()).toContain('文');
    expect(era.attributes('aria-label')).toBe('暦');
    expect(page.findAll('label:has(input[inputmode=numeric])').map((label) => label.text())).toEqual([
      '年',
      '月',
      '日',
    ]);
    expect(era.findAll('option').map((option) => option.text())).toEqual([
      '西暦',
      '令和',
      '平成',
      '昭和',
      '大正',
      '明治',
    ]);
  });

  test('of an era is stored as a day of the common era and said in both', async () => {
    const { page, era, year, month, day, stored } = mountDate();
    await era.setValue('showa');
    await year.setValue('６３');
    expect(stored()).toBe('昭和６３年');
    await month.setValue('4');
    await day.setValue('1');
    expect(stored()).toBe('1988-04-01');
    expect(page.get('[role=status]').text()).toBe('昭和63年（1988年）4月1日（金）');
  });

  test.each([
    ['S63.4.1', '1988-04-01', 'showa 63 4 1'],
    ['平成元年1月8日', '1989-01-08', 'heisei 1 1 8'],
    ['2026/11/20', '2026-11-20', ' 2026 11 20'],
    ['平成元年', '平成1年', 'heisei 1  '],
    ['いつか', 'いつか', ' いつか  '],
  ])('may be written in one go: %s', async (text, date, fields) => {
    const { year, stored, shown } = mountDate();
    await year.setValue(text);
    expect(stored()).toBe(date);
    expect(shown()).toBe(fields);
  });

  test('that does not exist is told at once, and kept', async () => {
    const { year, month, day, problem, stored } = mountDate();
    await year.setValue('2023');
    await month.setValue('2');
    expect(month.attributes('aria-invalid')).toBeUndefined();
    await day.setValue('29');
    expect(problem()).toBe('この日付は暦にありません。月と日をお確かめください');
    expect(day.attributes('aria-invalid')).toBe('true');
    expect(stored()).toBe('2023年2月29日');
    await day.setValue('28');
    expect(stored()).toBe('2023-02-28');
    expect(day.attributes('aria-invalid')).toBeUndefined();
  });

  test('is not found wanting while a year is being typed', async () => {
    const { page, year, problem } = mountDate();
    year.element.value = '19';
    await year.trigger('input');
    expect(page.find('#x-problems').exists()).toBe(false);
    await year.trigger('change');
    expect(problem()).toContain('西暦の年は4桁で');
  });

  test('that is not whole is told when it is time', () => {
    const { problem, shown } = mountDate({ x: '昭和63年4月' }, true);
    expect(shown()).toBe('showa 63 4 ');
    expect(problem()).toBe('年・月・日をすべてお書きください');
  });

  test('follows a change from elsewhere, and comes back after "do not know"', async () => {
    const { page, interview, shown } = mountDate({ x: '1988-04-01' });
    expect(shown()).toBe(' 1988 4 1');
    interview.value = setAnswer(interview.value, 'x', '2019-05-01');
    await page.vm.$nextTick();
    expect(shown()).toBe(' 2019 5 1');
    await page.get('input[value=dontKnow]').setValue(true);
    expect(shown()).toBe('   ');
    await page.get('input[value=dontKnow]').setValue(false);
    expect(shown()).toBe(' 2019 5 1');
  });
});

describe('the fields of a date', () => {
  const day = { era: 'heisei', year: '5', month: '4', day: '1' } as const;

  test('keep their day in another calendar, and their figures where it is not of that era', () => {
    expect(changeEra(day, '')).toEqual({ ...day, era: '', year: '1993' });
    expect(changeEra({ ...day, era: '', year: '1988' }, 'showa')).toEqual({
      ...day,
      era: 'showa',
      year: '63',
    });
    expect(changeEra(day, 'showa')).toEqual({ ...day, era: 'showa' });
    expect(changeEra({ ...EMPTY_DATE, year: '63' }, 'showa')).toEqual({
      ...EMPTY_DATE,
      era: 'showa',
      year: '63',
    });
  });

  test('know a year of four digits for one of the common era', () => {
    expect(settleYear({ ...day, year: '１９９３' })).toEqual({ ...day, era: '', year: '1993' });
    expect(settleYear(day)).toBe(day);
  });

  test('take month and day from a whole date, and keep them beside a year', () => {
    expect(settleYear({ ...day, year: 'S63.5.6' })).toEqual({
      era: 'showa',
      year: '63',
      month: '5',
      day: '6',
    });
    expect(settleYear({ ...day, year: '昭和63' })).toEqual({
      era: 'showa',
      year: '63',
      month: '4',
      day: '1',
    });
  });

  test.each([
    { era: 'showa', year: '63', month: '', day: '' },
    { era: 'reiwa', year: '6', month: '2', day: '30' },
    { era: '', year: '', month: '4', day: '' },
    { era: '', year: 'いつか', month: '', day: '' },
  ] as const)('come back from what was stored: %o', (entry) => {
    expect(readDateEntry(storeDateEntry(entry) ?? '')).toEqual(entry);
  });
});
