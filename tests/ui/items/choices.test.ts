// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, test } from 'vitest';
import { optionsOf, questionnaireOf, readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { mountItem } from './mount-item.ts';

enableAutoUnmount(afterEach);
const survey = readSurvey();

describe('one option of several', () => {
  test('is a radio button in a fieldset with the question as its legend', async () => {
    const { page, interview } = mountItem(survey, 'awareness');
    expect(page.get('fieldset > legend').text()).toContain('（21財団）をご存じですか');
    expect(page.findAll('label input[type=radio]')).toHaveLength(3);
    expect(new Set(page.findAll('input').map((input) => input.attributes('name'))).size).toBe(1);
    await page.get('input[value=name]').setValue(true);
    expect(interview.value.answers.awareness).toBe('name');
    expect(page.get<HTMLInputElement>('input[value=name]').element.checked).toBe(true);
  });

  test('opens a text for "other", saved as it is typed', async () => {
    const { page, interview } = mountItem(survey, 'position');
    expect(page.find('input[type=text]').exists()).toBe(false);
    await page.get('input[value=other]').setValue(true);
    const text = page.get('input[type=text]');
    expect(page.get(`label[for=${text.attributes('id')}]`).text()).toBe('その他の内容');
    await text.setValue('顧問');
    expect(interview.value.answers).toMatchObject({ position: 'other', 'position.other': '顧問' });
  });

  test('of a long list is chosen from the device\'s own list, by region', async () => {
    const { page, interview } = mountItem(survey, 'municipality');
    expect(page.findAll('optgroup').map((group) => group.attributes('label'))).toEqual([
      '東青',
      '中南',
      '三八',
      '西北',
      '上北',
      '下北',
    ]);
    expect(page.get('label').attributes('for')).toBe(page.get('select').attributes('id'));
    await page.get('select').setValue('hachinohe');
    expect(interview.value.answers.municipality).toBe('hachinohe');
    await page.get('select').setValue('');
    expect(interview.value.answers.municipality).toEqual({ missing: 'unanswered' });
  });

  test('can be a step on a scale', async () => {
    const { page, interview } = mountItem(survey, 'satisfaction', { language: 'en' });
    expect(page.findAll('label').map((label) => label.text())).toEqual([
      'Satisfied',
      'Somewhat satisfied',
      'Somewhat dissatisfied',
      'Dissatisfied',
    ]);
    await page.get('input[value=satisfied]').setValue(true);
    expect(interview.value.answers.satisfaction).toBe('satisfied');
  });

  test('can be left with a reason, which the next answer replaces', async () => {
    const { page, interview } = mountItem(survey, 'sales');
    await page.get('input[value=refused]').setValue(true);
    expect(interview.value.answers.sales).toEqual({ missing: 'refused' });
    await page.get('input[value=under_10m]').setValue(true);
    expect(interview.value.answers.sales).toBe('under_10m');
    expect(page.get<HTMLInputElement>('input[value=refused]').element.checked).toBe(false);
    await page.get('input[value=dontKnow]').setValue(true);
    await page.get('input[value=dontKnow]').setValue(false);
    expect(interview.value.answers.sales).toEqual({ missing: 'unanswered' });
  });

  test('that is missing is told beside the question and linked to it', () => {
    const { page } = mountItem(survey, 'awareness', { checked: true });
    const described = page.get('fieldset').attributes('aria-describedby')?.split(' ') ?? [];
    const texts = described.map((id) => page.get(`[id="${id}"]`).text());
    expect(texts).toEqual(['一つお選びください', 'この設問にお答えください']);
    expect(page.get('input').attributes('aria-invalid')).toBe('true');
  });
});

describe('several options', () => {
  test('are check boxes; "none" clears the others and is cleared by them', async () => {
    const { page, interview } = mountItem(survey, 'issues');
    for (const code of ['finance', 'labour']) await page.get(`input[value=${code}]`).setValue(true);
    expect(interview.value.answers.issues).toEqual(['labour', 'finance']);
    await page.get('input[value=none]').setValue(true);
    expect(interview.value.answers.issues).toEqual(['none']);
    expect(page.findAll<HTMLInputElement>('input').filter(({ element }) => element.checked)).toHaveLength(1);
    await page.get('input[value=sales]').setValue(true);
    expect(interview.value.answers.issues).toEqual(['sales']);
    await page.get('input[value=sales]').setValue(false);
    expect(interview.value.answers.issues).toEqual({ missing: 'unanswered' });
  });

  test('stop at the limit and say how many are left', async () => {
    const questionnaire = questionnaireOf({
      kind: 'multiple',
      maxSelections: 2,
      options: optionsOf('a', 'b', 'c', 'none!'),
    });
    const { page } = mountItem(questionnaire, 'x', { answers: { x: ['a'] } });
    expect(page.get('[role=status]').text()).toBe('あと1つ選べます');
    await page.get('input[value=b]').setValue(true);
    const disabled = page.findAll<HTMLInputElement>('input').filter(({ element }) => element.disabled);
    expect(disabled.map(({ element }) => element.value)).toEqual(['c']);
    await page.get('input[value=a]').setValue(false);
    expect(page.get<HTMLInputElement>('input[value=c]').element.disabled).toBe(false);
  });
});

describe('a ranking', () => {
  const answers = { issues: ['labour', 'sales', 'finance', 'digital'] };

  test('offers what was chosen before, ranks in the order of ticking, three at most', async () => {
    const { page, interview } = mountItem(survey, 'issues_top', { answers });
    for (const code of ['finance', 'labour', 'digital']) await page.get(`input[value=${code}]`).setValue(true);
    expect(interview.value.answers.issues_top).toEqual(['finance', 'labour', 'digital']);
    expect(page.findAll('ol li').map((entry) => entry.text().replace(/\s*[↑↓]/g, ''))).toEqual([
      '1位資金繰り',
      '2位雇用・労務',
      '3位情報化・デジタル化',
    ]);
    expect(page.get<HTMLInputElement>('input[value=sales]').element.disabled).toBe(true);
  });

  test('moves up and down by buttons that keep the focus', async () => {
    const { page, interview } = mountItem(survey, 'issues_top', {
      answers: { ...answers, issues_top: ['finance', 'labour', 'digital'] },
    });
    const up = page.get<HTMLButtonElement>('button[aria-label="「情報化・デジタル化」の順位を上げる"]');
    up.element.focus();
    await up.trigger('click');
    await up.trigger('click');
    await up.trigger('click');
    expect(interview.value.answers.issues_top).toEqual(['digital', 'finance', 'labour']);
    expect(document.activeElement).toBe(up.element);
    expect(up.attributes('aria-disabled')).toBe('true');
    await page.get('button[aria-label="「資金繰り」の順位を下げる"]').trigger('click');
    expect(interview.value.answers.issues_top).toEqual(['digital', 'labour', 'finance']);
  });
});
