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
    const { page } = mountItem(survey, 'contact_email', {
      checked: true,
      answers: { contact_email: 'name@' },
    });
    const field = page.get('input');
    expect(page.get('label').attributes('for')).toBe(field.attributes('id'));
    expect(page.get('label').text()).toContain('任意');
    expect(field.attributes()).toMatchObject({ type: 'email', autocomplete: 'off', 'aria-invalid': 'true' });
    const problems = page.get(`#${field.attributes('aria-describedby')}`);
    expect(problems.text()).toBe('メールアドレスの形になっていません（例 name@example.jp）');
    await field.setValue('name@example.jp');
    expect(field.attributes('aria-invalid')).toBeUndefined();
  });

  test('says near its length how much room is left, and when it is too long', async () => {
    const { page } = mountItem(questionnaireOf({ kind: 'longText', maxLength: 20 }), 'x');
    const field = page.get('textarea');
    await field.setValue('あ'.repeat(18));
    expect(page.find('[role=status]').exists()).toBe(false);
    await field.setValue('あ'.repeat(19));
    expect(page.get('[role=status]').text()).toBe('あと1文字書けます');
    await field.setValue('あ'.repeat(23));
    expect(page.get('[role=status]').text()).toBe('3文字多すぎます');
    expect(field.element.value).toHaveLength(23);
  });

  test('of a telephone number or an address may be typed in full width', async () => {
    const { page, interview } = mountItem(survey, 'contact_phone');
    await page.get('input').setValue('０１７ー７７７－４０６６');
    expect(interview.value.answers.contact_phone).toBe('017-777-4066');
    const name = mountItem(survey, 'contact_name');
    await name.page.get('input').setValue('ローマ　花子');
    expect(name.interview.value.answers.contact_name).toBe('ローマ　花子');
  });

  test('follows a change from elsewhere', async () => {
    const { page, interview } = mountItem(survey, 'issues_detail', { answers: { issues_detail: '前' } });
    interview.value = setAnswer(interview.value, 'issues_detail', '後');
    await page.vm.$nextTick();
    expect(page.get('textarea').element.value).toBe('後');
  });
});

describe('a number', () => {
  test('may be written in full width, stays as it is typed, and is tidied when left', async () => {
    const { page, interview } = mountItem(survey, 'founded');
    const field = page.get('input');
    field.element.value = '１９８５';
    await field.trigger('input');
    expect(interview.value.answers.founded).toBe(1985);
    expect(field.element.value).toBe('１９８５');
    await field.trigger('change');
    expect(field.element.value).toBe('1985');
    expect(page.get('#founded-unit').text()).toBe('年');
    expect(field.attributes('aria-describedby')).toBe('founded-unit founded-hint');
    await page.get('input').setValue('');
    expect(interview.value.answers.founded).toEqual({ missing: 'unanswered' });
  });

  test('that is none is kept as text and told', async () => {
    const { page, interview } = mountItem(survey, 'founded', { checked: true });
    await page.get('input').setValue('覚えていない');
    expect(interview.value.answers.founded).toBe('覚えていない');
    expect(page.get('#founded-problems').text()).toBe('数字でお書きください');
  });

  test('of five digits and more has separators once it is left', async () => {
    const questionnaire = questionnaireOf({
      kind: 'number',
      decimals: 1,
      unit: { ja: '千円', en: 'thousand yen' },
    });
    const { page, interview } = mountItem(questionnaire, 'x', { answers: { x: 2_500_000 } });
    const field = page.get('input');
    expect(field.element.value).toBe('2,500,000');
    expect(field.attributes('inputmode')).toBe('decimal');
    await field.setValue('１２，３４５．５');
    expect(field.element.value).toBe('12,345.5');
    expect(interview.value.answers.x).toBe(12_345.5);
  });

  test('that may be negative gets a keyboard with a minus', () => {
    const { page } = mountItem(questionnaireOf({ kind: 'number', min: -10 }), 'x');
    expect(page.get('input').attributes('inputmode')).toBe('text');
  });

  test.each(['昭和60年', '昭和60', 'S60', '1985年', '１９８５年', '1985'])(
    'that is a year may be given as %s',
    async (written) => {
      const { page, interview } = mountItem(survey, 'founded', { checked: true });
      await page.get('input').setValue(written);
      expect(interview.value.answers.founded).toBe(1985);
      expect(page.get('input').element.value).toBe('1985');
      expect(page.get('input').attributes('aria-invalid')).toBeUndefined();
    },
  );

  test('is emptied when a reason for none is given', async () => {
    const { page, interview } = mountItem(survey, 'founded', { answers: { founded: 1985 } });
    expect(page.get('input').element.value).toBe('1985');
    await page.get('input[value=dontKnow]').setValue(true);
    expect(interview.value.answers.founded).toEqual({ missing: 'dontKnow' });
    expect(page.get('input').element.value).toBe('');
    await page.get('input[value=dontKnow]').setValue(false);
    expect(interview.value.answers.founded).toBe(1985);
    expect(page.get('input').element.value).toBe('1985');
  });
});

describe('a note', () => {
  test('is a text to read', () => {
    const note = mountItem(survey, 'consent_text').page;
    expect(note.find('input, textarea, select, button').exists()).toBe(false);
    expect(note.text()).toContain('いつでも取り消すことができます');
  });
});

describe('nobody is held up by form', () => {
  test('a year is read as people write it', async () => {
    for (const written of ['1985年4月', '西暦1985年', '１９８５', '昭和60年4月1日']) {
      const { page, interview } = mountItem(survey, 'founded');
      await page.get('input').setValue(written);
      await page.get('input').trigger('change');
      expect(interview.value.answers.founded, written).toBe(1985);
    }
  });

  test('what a browser fills in with a change alone is kept', async () => {
    for (const [code, value] of [
      ['contact_name', '工藤'],
      ['founded', '1985'],
    ] as const) {
      const { page, interview } = mountItem(survey, code);
      page.get('input').element.value = value;
      await page.get('input').trigger('change');
      expect(String(interview.value.answers[code])).toBe(value);
    }
  });

  test('an address with the end of a sentence is put right with one tap', async () => {
    const { page, interview } = mountItem(survey, 'contact_email');
    await page.get('input').setValue('name@example.jp、');
    expect(interview.value.answers.contact_email).toBe('name@example.jp、');
    await page.get('button').trigger('click');
    expect(interview.value.answers.contact_email).toBe('name@example.jp');
    expect(page.find('button').exists()).toBe(false);
  });
});
