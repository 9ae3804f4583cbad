// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, test } from 'vitest';
import { setAnswer } from '#domain/interview/answering.ts';
import { questionnaireOf, readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { mountItem } from './mount-item.ts';

enableAutoUnmount(afterEach);
const survey = readSurvey();

describe('a text', () => {
  test.each([
    ['issues_detail', 'textarea'],
    ['contact_name', 'input'],
  ])('%s is kept while a phrase is still being composed', async (code, selector) => {
    const { page, interview } = mountItem(survey, code);
    const field = page.get<HTMLInputElement | HTMLTextAreaElement>(selector);
    await field.trigger('compositionstart');
    field.element.value = 'ひとでぶそく';
    await field.trigger('input', { isComposing: true });
    expect(interview.value.answers[code]).toBe('ひとでぶそく');
    expect(field.element.value).toBe('ひとでぶそく');
    await field.setValue('');
    expect(interview.value.answers[code]).toEqual({ missing: 'unanswered' });
  });

  test('is labelled, says when it is optional, and shows what is wrong', async () => {
    const { page } = mountItem(survey, 'contact_email', { checked: true, answers: { contact_email: 'name@' } });
    const field = page.get('input');
    expect(page.get('label').attributes('for')).toBe(field.attributes('id'));
    expect(page.get('label').text()).toContain('任意');
    expect(field.attributes()).toMatchObject({ type: 'email', autocomplete: 'off', 'aria-invalid': 'true' });
    const problems = page.get(`#${field.attributes('aria-describedby')}`);
    expect(problems.text()).toBe('メールアドレスの形になっていません（例 name@example.jp）');
    await field.setValue('name@example.jp');
    expect(field.attributes('aria-invalid')).toBeUndefined();
  });

  test('follows a change from elsewhere', async () => {
    const { page, interview } = mountItem(survey, 'issues_detail', { answers: { issues_detail: '前' } });
    interview.value = setAnswer(interview.value, 'issues_detail', '後');
    await page.vm.$nextTick();
    expect(page.get('textarea').element.value).toBe('後');
  });
});

describe('a number', () => {
  test('may be written in full width and is shown as it was typed', async () => {
    const { page, interview } = mountItem(survey, 'founded');
    await page.get('input').setValue('１９８５');
    expect(interview.value.answers.founded).toBe(1985);
    expect(page.get('input').element.value).toBe('１９８５');
    expect(page.text()).toContain('年');
    await page.get('input').setValue('');
    expect(interview.value.answers.founded).toEqual({ missing: 'unanswered' });
  });

  test('that is none is kept as text and told', async () => {
    const { page, interview } = mountItem(survey, 'founded', { checked: true });
    await page.get('input').setValue('昭和60');
    expect(interview.value.answers.founded).toBe('昭和60');
    expect(page.get('#founded-problems').text()).toBe('数字でお書きください');
  });

  test('is emptied when a reason for none is given', async () => {
    const { page, interview } = mountItem(survey, 'founded', { answers: { founded: 1985 } });
    expect(page.get('input').element.value).toBe('1985');
    await page.get('input[value=dontKnow]').setValue(true);
    expect(interview.value.answers.founded).toEqual({ missing: 'dontKnow' });
    expect(page.get('input').element.value).toBe('');
  });
});

describe('a date and a note', () => {
  test('are a calendar field and a text to read', async () => {
    const { page, interview } = mountItem(questionnaireOf({ kind: 'date' }), 'x');
    await page.get('input[type=date]').setValue('2026-11-20');
    expect(interview.value.answers.x).toBe('2026-11-20');
    const note = mountItem(survey, 'consent_text').page;
    expect(note.find('input, textarea, select, button').exists()).toBe(false);
    expect(note.text()).toContain('いつでも取り消すことができます');
  });
});
