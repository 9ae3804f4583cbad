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

  test("of a long list is chosen from the device's own list, by region", async () => {
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

  test('of a long list is never lost for want of a group', () => {
    const [first, ...others] = optionsOf('a', 'b', 'c')!;
    const questionnaire = questionnaireOf({
      kind: 'single',
      appearance: 'select',
      groupBy: 'region',
      options: [{ ...first!, attributes: { region: 'north' } }, ...others],
    });
    questionnaire.classifications = [
      {
        code: 'region',
        label: { ja: '地域', en: 'Region' },
        item: 'x',
        attribute: 'region',
        categories: optionsOf('north')!,
      },
    ];
    const { page } = mountItem(questionnaire, 'x');
    expect(page.findAll('optgroup option').map((option) => option.attributes('value'))).toEqual(['a']);
    expect(page.findAll('option').map((option) => option.attributes('value'))).toEqual(['', 'a', 'b', 'c']);
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

  test('can be a figure on a scale, with words at its ends', async () => {
    const options = ['1 不満', '2', '3', '4', '5 満足'].map((ja, index) => ({
      code: `s${index + 1}`,
      label: { ja, en: ja },
      source: 'added' as const,
    }));
    const { page, interview } = mountItem(questionnaireOf({ kind: 'scale', options }), 'x');
    const radios = page.findAll<HTMLInputElement>('input[type=radio]');
    expect(page.findAll('label').map((label) => label.text())).toEqual(['1', '2', '3', '4', '5']);
    expect(radios.map((radio) => radio.attributes('aria-label'))).toEqual([
      '1 不満',
      '2',
      '3',
      '4',
      '5 満足',
    ]);
    expect(page.text()).toContain('5 満足');
    await radios[4]!.setValue(true);
    expect(interview.value.answers.x).toBe('s5');
    expect(radios.map(({ element }) => element.checked)).toEqual([false, false, false, false, true]);
  });

  test('can be left with a reason, which the next answer replaces', async () => {
    const { page, interview } = mountItem(survey, 'sales');
    await page.get('input[value=refused]').setValue(true);
    expect(interview.value.answers.sales).toEqual({ missing: 'refused' });
    await page.get('input[value=under_10m]').setValue(true);
    expect(interview.value.answers.sales).toBe('under_10m');
    expect(page.get<HTMLInputElement>('input[value=refused]').element.checked).toBe(false);
  });

  test('is none again when a reason given at first is taken back', async () => {
    const { page, interview } = mountItem(survey, 'sales');
    await page.get('input[value=dontKnow]').setValue(true);
    expect(page.find('[role=status]').exists()).toBe(false);
    await page.get('input[value=dontKnow]').setValue(false);
    expect(interview.value.answers.sales).toEqual({ missing: 'unanswered' });
  });

  test('comes back when the reason for having none is taken back', async () => {
    const { page, interview } = mountItem(survey, 'sales', { answers: { sales: 'under_10m' } });
    const [refused, dontKnow] = [page.get('input[value=refused]'), page.get('input[value=dontKnow]')];
    await refused.setValue(true);
    expect(page.get(`#${refused.attributes('aria-describedby')}`).text()).toBe(
      'この画面を離れるまでは、もう一度押すと元の回答に戻ります',
    );
    await dontKnow.setValue(true);
    expect(interview.value.answers.sales).toEqual({ missing: 'dontKnow' });
    expect(page.findAll<HTMLInputElement>('input').filter(({ element }) => element.checked)).toHaveLength(1);
    await dontKnow.setValue(false);
    expect(interview.value.answers.sales).toBe('under_10m');
    expect(page.get<HTMLInputElement>('input[value=under_10m]').element.checked).toBe(true);
  });

  test('comes back when one went on to other questions meanwhile', async () => {
    const { page, interview } = mountItem(survey, 'sales', { answers: { sales: 'under_10m' } });
    await page.get('input[value=dontKnow]').setValue(true);
    page.unmount();
    const { page: again, interview: later } = mountItem(survey, 'sales', {
      answers: interview.value.answers,
    });
    expect(again.text()).toContain('もう一度押すと元の回答に戻ります');
    await again.get('input[value=dontKnow]').setValue(false);
    expect(later.value.answers.sales).toBe('under_10m');
  });

  test('of one company never comes back in the response of another', async () => {
    const { page } = mountItem(survey, 'sales', { answers: { sales: 'under_10m' } });
    await page.get('input[value=dontKnow]').setValue(true);
    page.unmount();
    const { page: another, interview } = mountItem(survey, 'sales', {
      answers: { sales: { missing: 'dontKnow' } },
    });
    expect(another.text()).not.toContain('元の回答に戻ります');
    await another.get('input[value=dontKnow]').setValue(false);
    expect(interview.value.answers.sales).toEqual({ missing: 'unanswered' });
  });

  test('says in words whether it is needed', () => {
    expect(mountItem(survey, 'awareness').page.get('legend').text()).toMatch(/※必須$/);
    expect(mountItem(survey, 'contact_time').page.get('legend').text()).toMatch(/任意$/);
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
    expect(page.get('[role=status]').text()).toBe('これ以上は選べません（2つまで）');
    const closed = page.findAll<HTMLInputElement>('input[aria-disabled=true]');
    expect(closed.map(({ element }) => element.value)).toEqual(['c']);
    await page.get('input[value=a]').setValue(false);
    expect(page.find('input[aria-disabled]').exists()).toBe(false);
  });

  test('count towards the limit only if they are on offer', async () => {
    const questionnaire = questionnaireOf({
      kind: 'multiple',
      maxSelections: 2,
      options: optionsOf('a', 'b', 'c'),
    });
    const { page, interview } = mountItem(questionnaire, 'x', { answers: { x: ['gone', 'older', 'a'] } });
    expect(page.get('[role=status]').text()).toBe('あと1つ選べます');
    expect(page.find('input[aria-disabled]').exists()).toBe(false);
    await page.get('input[value=b]').setValue(true);
    expect(interview.value.answers.x).toEqual(['a', 'b']);
  });

  test('say why one more cannot be chosen to who tries, and what to do', async () => {
    const questionnaire = questionnaireOf({
      kind: 'multiple',
      maxSelections: 2,
      options: optionsOf('a', 'b', 'c', 'none!'),
    });
    const { page, interview } = mountItem(questionnaire, 'x', { answers: { x: ['a', 'b'] } });
    const closed = page.get<HTMLInputElement>('input[value=c]');
    // A press, not a set value: what is closed has to stay as it is in the browser too.
    closed.element.click();
    await page.vm.$nextTick();
    expect(interview.value.answers.x).toEqual(['a', 'b']);
    expect(closed.element.checked).toBe(false);
    expect(page.get('[role=alert]').text()).toBe(
      '選べるのは2つまでです。ほかを選ぶには、先にどれかを外してください',
    );
    expect(page.get(`#${closed.attributes('aria-describedby')}`).text()).toBe(
      'これ以上は選べません（2つまで）',
    );
    await page.get('input[value=b]').setValue(false);
    expect(page.find('[role=alert]').exists()).toBe(false);
    closed.element.click();
    await page.vm.$nextTick();
    expect(interview.value.answers.x).toEqual(['a', 'c']);
  });
});

describe('a choice is taken back', () => {
  test('by its button, after which the keyboard is where one chooses', async () => {
    for (const [code, value] of [
      ['awareness', 'name'],
      [
        'satisfaction',
        survey.sections.flatMap(({ items }) => items).find(({ kind }) => kind === 'scale')!.options![1]!.code,
      ],
    ] as const) {
      const { page, interview } = mountItem(survey, code);
      expect(page.find('button').exists()).toBe(false);
      await page.get(`input[value=${value}]`).setValue(true);
      await page.get('button').trigger('click');
      expect(interview.value.answers[code]).toEqual({ missing: 'unanswered' });
      expect(document.activeElement).toBe(page.get('input').element);
      expect(page.find('button').exists()).toBe(false);
    }
  });

  test('by Delete and by the key before it, on a radio button alone', async () => {
    for (const key of ['Delete', 'Backspace']) {
      const { page, interview } = mountItem(survey, 'position', {
        answers: { position: 'other', 'position.other': '顧問' },
      });
      await page.get('input[type=text]').trigger('keydown', { key });
      expect(interview.value.answers.position).toBe('other');
      await page.get('input[value=other]').trigger('keydown', { key });
      expect(interview.value.answers.position).toEqual({ missing: 'unanswered' });
    }
  });

  test('and "none of these", when it is unticked, gives back what it wiped', async () => {
    const questionnaire = questionnaireOf({
      kind: 'multiple',
      options: optionsOf('a', 'b', 'none')!.map((option) =>
        option.code === 'none' ? { ...option, exclusive: true } : option,
      ),
    });
    const { page, interview } = mountItem(questionnaire, 'x', { answers: { x: ['a', 'b'] } });
    await page.get('input[value=none]').setValue(true);
    expect(interview.value.answers['x']).toEqual(['none']);
    await page.get('input[value=none]').setValue(false);
    expect(interview.value.answers['x']).toEqual(['a', 'b']);
    // What was chosen since stands.
    await page.get('input[value=none]').setValue(true);
    await page.get('input[value=b]').setValue(true);
    expect(interview.value.answers['x']).toEqual(['b']);
  });
});
