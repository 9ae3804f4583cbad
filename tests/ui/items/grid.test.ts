// @vitest-environment happy-dom
import { enableAutoUnmount } from '@vue/test-utils';
import { afterEach, describe, expect, test } from 'vitest';
import { optionsOf, questionnaireOf, readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { mountItem, resizeWindow } from './mount-item.ts';

enableAutoUnmount(afterEach);
const survey = readSurvey();
const issues = ['labour', 'finance'];

describe('a grid on a phone', () => {
  test('is a card per row, with progress', async () => {
    resizeWindow(390);
    const { page, interview } = mountItem(survey, 'directions');
    expect(page.find('table').exists()).toBe(false);
    expect(page.findAll('fieldset fieldset legend').map((legend) => legend.text())).toEqual([
      '1 / 3 IoT・AIを活用した生産性向上',
      '2 / 3 域外・海外の需要の取り込み',
      '3 / 3 研究開発・オープンイノベーション',
    ]);
    await page.get('input[name=directions-iot_ai][value=necessary]').setValue(true);
    await page.get('input[name=directions-open_innovation][value=not]').setValue(true);
    expect(interview.value.answers.directions).toEqual({ iot_ai: 'necessary', open_innovation: 'not' });
    expect(page.get('progress').attributes()).toMatchObject({ max: '3', 'aria-label': '3件のうち2件に回答' });
  });

  for (const width of [390, 1180]) {
    test(`takes the choice of a row back, by button or key, ${width} wide`, async () => {
      resizeWindow(width);
      const answers = { directions: { iot_ai: 'necessary', open_innovation: 'not' } };
      const { page, interview } = mountItem(survey, 'directions', { answers });
      const clear = page.findAll('button').filter((button) => button.text() === '選択を取り消す');
      expect(clear).toHaveLength(2);
      expect(clear[0]!.attributes('aria-label')).toBe('IoT・AIを活用した生産性向上 選択を取り消す');
      await clear[0]!.trigger('click');
      expect(interview.value.answers.directions).toEqual({ open_innovation: 'not' });
      await page.get('input[name=directions-open_innovation]').trigger('keydown', { key: 'Delete' });
      expect(interview.value.answers.directions).toEqual({ missing: 'unanswered' });
    });
  }

  test('gives back what "none of these" wiped in a row', async () => {
    resizeWindow(390);
    const questionnaire = questionnaireOf({
      kind: 'gridMultiple',
      rows: optionsOf('r', 's')!,
      options: [...optionsOf('a')!, { ...optionsOf('none')![0]!, exclusive: true }],
    });
    const answers = { x: { r: ['a'], s: ['a'] } };
    const { page, interview } = mountItem(questionnaire, 'x', { answers });
    const none = page.get('input[name=x-r][value=none]');
    await none.setValue(true);
    expect(interview.value.answers['x']).toEqual({ r: ['none'], s: ['a'] });
    await none.setValue(false);
    expect(interview.value.answers['x']).toEqual(answers.x);
  });

  test('goes from card to card by buttons', async () => {
    resizeWindow(390);
    const { page } = mountItem(survey, 'directions');
    const [previous, next] = page.findAll('button');
    expect(previous?.attributes('aria-disabled')).toBe('true');
    await next?.trigger('click');
    await next?.trigger('click');
    expect(next?.attributes('aria-disabled')).toBe('true');
    expect(previous?.attributes('aria-disabled')).toBeUndefined();
    expect(page.get('[aria-live=polite]').text()).toBe('3 / 3 研究開発・オープンイノベーション');
  });

  test('counts only options that are on offer', async () => {
    resizeWindow(390);
    const answers = { issues: ['labour'], institutions: { labour: ['gone', 'older', 'bank'] } };
    const { page, interview } = mountItem(survey, 'institutions', { answers });
    expect(page.get('[role=status]').text()).toBe('あと2つ選べます');
    await page.get('input[name=institutions-labour][value=chamber]').setValue(true);
    expect(interview.value.answers.institutions).toEqual({ labour: ['chamber', 'bank'] });
  });

  test('takes up to three institutions for each issue chosen before', async () => {
    resizeWindow(390);
    const answers = { issues, institutions: { succession: ['bank'] } };
    const { page, interview } = mountItem(survey, 'institutions', { answers });
    for (const code of ['chamber', 'bank', 'foundation']) {
      await page.get(`input[name=institutions-labour][value=${code}]`).setValue(true);
    }
    // What was said about an issue that is not chosen any more is kept.
    expect(interview.value.answers.institutions).toEqual({
      labour: ['foundation', 'chamber', 'bank'],
      succession: ['bank'],
    });
    const cellOf = (row: string) =>
      page.get<HTMLInputElement>(`input[name=institutions-${row}][value=government]`);
    expect(['labour', 'finance'].map((row) => cellOf(row).attributes('aria-disabled'))).toEqual([
      'true',
      undefined,
    ]);
    expect(page.findAll('[role=status]').map((status) => status.text())).toEqual([
      'これ以上は選べません（3つまで）',
      'あと3つ選べます',
    ]);
    cellOf('labour').element.click();
    await page.vm.$nextTick();
    expect(cellOf('labour').element.checked).toBe(false);
    expect(page.get('[role=alert]').text()).toContain('先にどれかを外してください');
  });
});

describe('a grid on a tablet', () => {
  test('is a table whose cells are named by row and column', async () => {
    resizeWindow(1180);
    const { page, interview } = mountItem(survey, 'institutions', { answers: { issues } });
    expect(page.findAll('tbody th [id]:first-child').map((row) => row.text())).toEqual([
      '雇用・労務',
      '資金繰り',
    ]);
    expect(page.findAll('thead th')).toHaveLength(7);
    const cell = page.get('input[name=institutions-finance][value=bank]');
    const names = cell
      .attributes('aria-labelledby')
      ?.split(' ')
      .map((id) => page.get(`#${id}`).text());
    expect(names).toEqual(['資金繰り', '金融機関']);
    await cell.setValue(true);
    expect(interview.value.answers.institutions).toEqual({ finance: ['bank'] });
    await cell.setValue(false);
    expect(interview.value.answers.institutions).toEqual({ missing: 'unanswered' });
  });

  test('lets arrows go from box to box', async () => {
    resizeWindow(1180);
    const { page, interview } = mountItem(survey, 'institutions', { answers: { issues } });
    page.get<HTMLInputElement>('input[name=institutions-labour][value=foundation]').element.focus();
    const press = async (key: string): Promise<string> => {
      document.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
      await page.vm.$nextTick();
      const { name, value } = document.activeElement as HTMLInputElement;
      return `${name} ${value}`;
    };
    expect(await press('ArrowUp')).toBe('institutions-labour foundation');
    expect(await press('ArrowRight')).toBe('institutions-labour chamber');
    expect(await press('ArrowDown')).toBe('institutions-finance chamber');
    expect(await press('ArrowLeft')).toBe('institutions-finance foundation');
    expect(await press('ArrowLeft')).toBe('institutions-finance foundation');
    expect(interview.value.answers.institutions).toBeUndefined();
  });

  test('says in the row why no more can be chosen there', async () => {
    resizeWindow(1180);
    const answers = { issues, institutions: { labour: ['foundation', 'chamber', 'bank'] } };
    const { page, interview } = mountItem(survey, 'institutions', { answers });
    const closed = page.get<HTMLInputElement>('input[name=institutions-labour][value=government]');
    closed.element.click();
    await page.vm.$nextTick();
    expect(closed.element.checked).toBe(false);
    expect(page.get('tbody th [role=status]').text()).toContain('先にどれかを外してください');
    await page.get('input[name=institutions-labour][value=bank]').setValue(false);
    expect(page.get('tbody th [role=status]').text()).toBe('あと1つ選べます');
    await closed.setValue(true);
    expect(interview.value.answers.institutions).toEqual({ labour: ['foundation', 'chamber', 'government'] });
  });

  test('marks the rows that have no answer, and only those', () => {
    resizeWindow(1180);
    const { page } = mountItem(survey, 'directions', {
      checked: true,
      answers: { directions: { iot_ai: 'necessary' } },
    });
    expect(page.findAll('input[name=directions-iot_ai][aria-invalid]')).toHaveLength(0);
    expect(page.findAll('input[name=directions-outside_demand][aria-invalid=true]')).toHaveLength(5);
  });

  test('becomes a table when the device is turned, and cards again, with the same answers', async () => {
    resizeWindow(600);
    const { page } = mountItem(survey, 'directions', { answers: { directions: { iot_ai: 'necessary' } } });
    for (const [width, isTable] of [
      [960, true],
      [600, false],
    ] as const) {
      resizeWindow(width);
      await page.vm.$nextTick();
      expect(page.find('table').exists()).toBe(isTable);
      expect(page.get<HTMLInputElement>('input[name=directions-iot_ai]').element.checked).toBe(true);
    }
  });
});

describe('the rows at fault', () => {
  const answers = { directions: { iot_ai: 'necessary', open_innovation: 'not' } };
  const missing = 'outside_demand';

  for (const width of [390, 1180]) {
    test(`a row without an answer is marked and led to, ${width} wide`, () => {
      resizeWindow(width);
      const { page } = mountItem(survey, 'directions', { answers, checked: true });
      const marked = page.findAll('[aria-invalid=true]').map((input) => input.attributes('name'));
      expect([...new Set(marked)]).toEqual([`directions-${missing}`]);
      expect(page.get('[data-fault] input').attributes('name')).toBe(`directions-${missing}`);
    });

    test(`a row with too many options is, not one that may be empty, ${width} wide`, () => {
      resizeWindow(width);
      const questionnaire = questionnaireOf({
        kind: 'gridMultiple',
        required: true,
        rows: optionsOf('r', 's', 't')!,
        options: optionsOf('a', 'b', 'c')!,
        maxSelections: 2,
      });
      const { page } = mountItem(questionnaire, 'x', {
        answers: { x: { s: ['a', 'b', 'c'], t: ['a'] } },
        checked: true,
      });
      expect([
        ...new Set(
          page.findAll('[aria-invalid=true]').map(({ element }) => (element as HTMLInputElement).name),
        ),
      ]).toEqual(['x-s']);
      expect(page.findAll('[data-fault]')).toHaveLength(1);
    });

    test(`a grid that nobody has begun is led to as a whole, ${width} wide`, () => {
      resizeWindow(width);
      const { page } = mountItem(survey, 'directions', { checked: true });
      expect(page.find('[data-fault]').exists()).toBe(false);
      expect(page.get('[aria-invalid=true]').attributes('name')).toBe('directions-iot_ai');
    });
  }
});
