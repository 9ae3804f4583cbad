// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, test } from 'vitest';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { moveRow } from '#ui/items/use-drag-order.ts';
import { mountItem, type MountedItem } from './mount-item.ts';

enableAutoUnmount(afterEach);
const survey = readSurvey();
const answers = { issues: ['labour', 'sales', 'finance', 'digital'] };
const ranked = { ...answers, issues_top: ['finance', 'labour', 'digital'] };

function listOrder({ page }: MountedItem): string[] {
  return page.findAll('ol li').map((entry) =>
    entry
      .text()
      .replace(/\s*[↑↓]/g, '')
      .replace(/\s+/, ' '),
  );
}

describe('a ranking', () => {
  test('offers what was chosen before, ranks in the order of ticking, three at most', async () => {
    const mounted = mountItem(survey, 'issues_top', { answers });
    const { page, interview } = mounted;
    for (const code of ['finance', 'labour', 'digital'])
      await page.get(`input[value=${code}]`).setValue(true);
    expect(interview.value.answers.issues_top).toEqual(['finance', 'labour', 'digital']);
    expect(listOrder(mounted)).toEqual(['1位資金繰り', '2位雇用・労務', '3位情報化・デジタル化']);
    expect(page.get('label:has(input[value=labour])').text()).toContain('2位');
    expect(page.get('input[value=sales]').attributes('aria-disabled')).toBe('true');
  });

  test('closes the gap when one is taken out', async () => {
    const mounted = mountItem(survey, 'issues_top', { answers: ranked });
    await mounted.page.get('input[value=finance]').setValue(false);
    expect(listOrder(mounted)).toEqual(['1位雇用・労務', '2位情報化・デジタル化']);
  });

  test('keeps ranks of what is not offered now behind the others', async () => {
    const hidden = { issues: ['labour', 'sales', 'finance'], issues_top: ['digital', 'finance', 'labour'] };
    const { page, interview } = mountItem(survey, 'issues_top', { answers: hidden });
    expect(page.get('[role=status]').text()).toBe('あと1つ選べます');
    await page.get('button[aria-label="「雇用・労務」の順位を上げる"]').trigger('click');
    expect(interview.value.answers.issues_top).toEqual(['labour', 'finance', 'digital']);
    await page.get('input[value=finance]').setValue(false);
    expect(interview.value.answers.issues_top).toEqual(['labour', 'digital']);
  });

  test('moves up and down by buttons that keep the focus and say the place', async () => {
    const { page, interview } = mountItem(survey, 'issues_top', { answers: ranked });
    const up = page.get<HTMLButtonElement>('button[aria-label="「情報化・デジタル化」の順位を上げる"]');
    up.element.focus();
    await up.trigger('click');
    await page.vm.$nextTick();
    expect(page.get('[aria-live=assertive]').text()).toBe('「情報化・デジタル化」は2位です');
    await up.trigger('click');
    await up.trigger('click');
    expect(interview.value.answers.issues_top).toEqual(['digital', 'finance', 'labour']);
    expect(document.activeElement).toBe(up.element);
    expect(up.attributes('aria-disabled')).toBe('true');
    await page.get('button[aria-label="「資金繰り」の順位を下げる"]').trigger('click');
    expect(interview.value.answers.issues_top).toEqual(['digital', 'labour', 'finance']);
  });
});

describe('the handle of a ranked option', () => {
  function takeHandle(label: string) {
    const mounted = mountItem(survey, 'issues_top', { answers: ranked });
    const handle = mounted.page.get<HTMLButtonElement>(`button[aria-label="「${label}」を並べ替える"]`);
    handle.element.focus();
    const spoken = () => mounted.page.get('[aria-live=assertive]').text();
    return { ...mounted, handle, spoken, order: () => mounted.interview.value.answers.issues_top };
  }

  test('tells how it is used', () => {
    const { page, handle } = takeHandle('資金繰り');
    expect(page.get(`#${handle.attributes('aria-describedby')}`).text()).toContain('スペースキーで持ち上げ');
  });

  test('picks up, moves and puts down by keyboard, saying each step', async () => {
    const { handle, spoken, order } = takeHandle('資金繰り');
    await handle.trigger('keydown', { key: 'ArrowDown' });
    expect(order()).toEqual(['finance', 'labour', 'digital']);
    await handle.trigger('click');
    expect(handle.attributes('aria-pressed')).toBe('true');
    expect(spoken()).toBe('「資金繰り」を持ち上げました。3件のうち1位です');
    await handle.trigger('keydown', { key: 'ArrowDown' });
    await handle.trigger('keydown', { key: 'ArrowDown' });
    await handle.trigger('keydown', { key: 'ArrowDown' });
    expect(order()).toEqual(['labour', 'digital', 'finance']);
    expect(document.activeElement).toBe(handle.element);
    expect(spoken()).toBe('「資金繰り」を持ち上げました。3件のうち3位です');
    await handle.trigger('click');
    expect(handle.attributes('aria-pressed')).toBe('false');
    expect(spoken()).toBe('「資金繰り」は3位です');
  });

  test('puts back by Escape, which closes nothing else', async () => {
    const { page, handle, spoken, order } = takeHandle('情報化・デジタル化');
    let escapes = 0;
    const count = (): void => void (escapes += 1);
    document.addEventListener('keydown', count);
    await handle.trigger('keydown', { key: 'Escape' });
    expect(escapes).toBe(1);
    await handle.trigger('click');
    await handle.trigger('keydown', { key: 'ArrowUp' });
    expect(order()).toEqual(['finance', 'digital', 'labour']);
    escapes = 0;
    await handle.trigger('keydown', { key: 'Escape' });
    await page.vm.$nextTick();
    document.removeEventListener('keydown', count);
    expect(order()).toEqual(['finance', 'labour', 'digital']);
    expect([escapes, handle.attributes('aria-pressed'), spoken()]).toEqual([
      0,
      'false',
      '「情報化・デジタル化」を元の順位に戻しました',
    ]);
  });

  test('lets go when the focus leaves', async () => {
    const { handle, order } = takeHandle('資金繰り');
    await handle.trigger('click');
    handle.element.blur();
    await handle.trigger('keydown', { key: 'ArrowDown' });
    expect(order()).toEqual(['finance', 'labour', 'digital']);
    expect(handle.attributes('aria-pressed')).toBe('false');
  });
});

test.each([
  [0, 2, 'bcad'],
  [3, 0, 'dabc'],
  [1, 1, 'abcd'],
])('row %i moved to %i gives %s', (from, to, order) => {
  expect(moveRow([...'abcd'], from, to).join('')).toBe(order);
});
