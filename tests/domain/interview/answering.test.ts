import { describe, expect, test } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { checkAnswer, listOpenRows } from '#domain/interview/answer-check.ts';
import { findAnswerState } from '#domain/interview/answer-state.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { getItem, type Item } from '#domain/questionnaire/model.ts';
import { optionsOf, questionnaireOf, readSurvey } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();

/** What is stored after these answers to one item were given one after another. */
function storeInTurn(item: Partial<Item>, ...values: (Json | undefined)[]): Json | undefined {
  return values.reduce(
    (interview, value) => setAnswer(interview, 'x', value),
    startInterview(questionnaireOf(item)),
  ).answers.x;
}

/** The Japanese messages for a stored answer. */
function listMessages(item: Partial<Item>, value: Json): string[] {
  const questionnaire = questionnaireOf(item);
  const interview = startInterview(questionnaire, { x: value });
  return checkAnswer(interview, getItem(questionnaire, 'x')).map(({ message }) => message.ja);
}

describe('the first survey', () => {
  const problemsOf = (code: string, value: Json, beginDay = '2026-11-20'): string[] =>
    checkAnswer(startInterview(survey, { [code]: value }, '', beginDay), getItem(survey, code)).map(
      ({ message }) => message.ja,
    );

  test.each([
    '017-777-4066',
    '(017)777-4066',
    '（０１７）７７７－４０６６',
    '017–777–4066',
    '017.777.4066',
    '017・777・4066',
    '0177774066',
    '090 1234 5678',
    '+81-17-777-4066',
    '017-777-4066 内線12',
    '017-777-4066内線１２',
  ])('takes a telephone number written as %s', (phone) => {
    expect(problemsOf('contact_phone', phone)).toEqual([]);
  });

  test.each(['0--------', '777-4066', '電話はありません', '017-777-4066 佐藤', `0${'1'.repeat(16)}`])(
    'asks again for a telephone number like %s',
    (phone) => {
      expect(problemsOf('contact_phone', phone)).toEqual(['電話番号は市外局番から数字でお書きください']);
    },
  );

  test('takes the year in which the company was founded up to the one it is, also where no day is known', () => {
    expect(problemsOf('founded', 2026)).toEqual([]);
    expect(problemsOf('founded', 2027)).toEqual(['今年までの年をお書きください']);
    expect(problemsOf('founded', 2027, '')).toEqual([]);
  });
});

describe('answering', () => {
  const multiple: Partial<Item> = { kind: 'multiple', options: optionsOf('a', 'b', 'c', 'none!') };

  test('puts several answers in the order of the questionnaire, each once', () => {
    expect(storeInTurn(multiple, ['c', 'a', 'c'])).toEqual(['a', 'c']);
  });

  test('lets "none" clear the others, and another clear "none"', () => {
    expect(storeInTurn(multiple, ['a', 'b'], ['a', 'b', 'none'])).toEqual(['none']);
    expect(storeInTurn(multiple, ['none'], ['none', 'c'])).toEqual(['c']);
    expect(storeInTurn(multiple, ['a', 'b'], ['b'])).toEqual(['b']);
  });

  test('does so in each row of a grid', () => {
    const grid: Partial<Item> = { ...multiple, kind: 'gridMultiple', rows: optionsOf('r1', 'r2') };
    expect(
      storeInTurn(grid, { r1: ['b', 'a'], r2: ['none'] }, { r1: ['b', 'a', 'none'], r2: ['none', 'c'] }),
    ).toEqual({ r1: ['none'], r2: ['c'] });
    expect(storeInTurn(grid, { r1: ['a'] }, { r1: [] })).toEqual({ missing: 'unanswered' });
  });

  test('tells an answer taken back from one never given', () => {
    expect(storeInTurn({}, 'はい', '')).toEqual({ missing: 'unanswered' });
    expect(storeInTurn(multiple, ['a'], [])).toEqual({ missing: 'unanswered' });
    expect(storeInTurn({}, undefined)).toEqual({ missing: 'unanswered' });
  });

  test('lets go of options that only another revision had with the next change, and keeps hidden ones', () => {
    const stored = { issues: ['labour'], issues_top: ['gone', 'finance'] };
    expect(
      setAnswer(startInterview(survey, stored), 'issues_top', ['gone', 'finance', 'labour']).answers
        .issues_top,
    ).toEqual(['finance', 'labour']);
    const interview = startInterview(questionnaireOf(multiple), { x: ['gone', 'a'] });
    expect(setAnswer(interview, 'x', ['gone', 'a', 'b']).answers.x).toEqual(['a', 'b']);
    const grid = questionnaireOf({ ...multiple, kind: 'gridMultiple', rows: optionsOf('r1') });
    expect(
      setAnswer(startInterview(grid, { x: { r1: ['gone'] } }), 'x', { r1: ['gone', 'b'] }).answers.x,
    ).toEqual({ r1: ['b'] });
  });

  test('keeps a new code that no revision has, to tell of it', () => {
    expect(storeInTurn(multiple, ['z', 'a'])).toEqual(['a', 'z']);
  });

  test('keeps an unfinished text as it is typed', () => {
    expect(storeInTurn({}, ' はち')).toBe(' はち');
  });

  test('takes the text of an "other" option, and no code that is unknown', () => {
    const interview = setAnswer(startInterview(survey), 'issues.other', '雪害');
    expect(interview.answers['issues.other']).toBe('雪害');
    expect(() => setAnswer(interview, 'industry.other', 'x')).toThrow(RangeError);
    expect(() => setAnswer(interview, 'isues', [])).toThrow('has no item "isues"');
  });

  test('leaves the interview before as it was', () => {
    const before = startInterview(survey, { awareness: 'work' });
    setAnswer(before, 'awareness', 'name');
    expect(before.answers).toEqual({ awareness: 'work' });
  });
});

describe('an answer', () => {
  test('is missed where it is required, unless the person says why', () => {
    expect(listMessages({}, '  ')).toEqual(['この設問にお答えください']);
    expect(listMessages({}, { missing: 'unanswered' })).toEqual(['この設問にお答えください']);
    expect(listMessages({}, { missing: 'refused' })).toEqual([]);
    expect(listMessages({ required: false }, '')).toEqual([]);
    expect(listMessages({ kind: 'note' }, '')).toEqual([]);
  });

  test('stays within the options', () => {
    const single: Partial<Item> = { kind: 'single', options: optionsOf('a', 'b') };
    expect(listMessages(single, 'b')).toEqual([]);
    expect(listMessages(single, 'z')).toEqual(['選べない選択肢が含まれています: z']);
    expect(listMessages(single, ['a'])).toEqual(['答えの形が正しくありません']);
    expect(listMessages(single, 3)).toEqual(['答えの形が正しくありません']);
  });

  test('chooses no more than allowed, and "none" alone', () => {
    const multiple: Partial<Item> = {
      kind: 'multiple',
      maxSelections: 2,
      options: optionsOf('a', 'b', 'c', 'none!'),
    };
    expect(listMessages(multiple, ['a', 'b', 'c'])).toEqual(['2つまでお選びください']);
    expect(listMessages(multiple, ['a', 'none'])).toEqual(['「none!」はほかの選択肢と一緒に選べません']);
  });

  test('is a number in its range', () => {
    const year: Partial<Item> = { kind: 'number', min: 1500, max: 2030 };
    expect(listMessages(year, 1985)).toEqual([]);
    expect(listMessages(year, '昭和60')).toEqual(['数字でお書きください']);
    expect(listMessages(year, 60)).toEqual(['1500以上の数をお書きください']);
    expect(listMessages(year, 20260)).toEqual(['2030以下の数をお書きください']);
    expect(listMessages(year, 1985.5)).toEqual(['整数でお書きください']);
    expect(listMessages({ kind: 'number', decimals: 1 }, 0.1)).toEqual([]);
    expect(listMessages({ kind: 'number', decimals: 1 }, 0.12)).toEqual(['小数点以下は1桁までです']);
  });

  test('is a date that exists', () => {
    expect(listMessages({ kind: 'date' }, '2024-02-29')).toEqual([]);
    for (const text of ['2023-02-29', '2023-13-01', '2023/02/01', '令和5年']) {
      expect(listMessages({ kind: 'date' }, text)).toEqual(['実在する日付をお書きください']);
    }
  });

  test('is not too long and keeps to its constraint', () => {
    expect(listMessages({ maxLength: 3 }, 'あいうえ')).toEqual(['3文字以内でお書きください']);
    expect(listMessages({ constraint: "regex(., '[0-9]+')" }, 'x')).toEqual(['答えが条件に合っていません']);
    const phone = getItem(survey, 'contact_phone');
    for (const text of [
      '017-777-4066',
      '０１７−７７７−４０６６'.replaceAll('−', '－'),
      '+81 17 777 4066',
      '09012345678',
    ]) {
      expect(listMessages({ ...phone, code: 'x', relevant: undefined }, text)).toEqual([]);
    }
    expect(listMessages({ ...phone, code: 'x', relevant: undefined }, '会社へ')).toEqual([
      '電話番号は市外局番から数字でお書きください',
    ]);
  });

  test('covers every row of a required grid; a grid of several answers may leave rows out', () => {
    const rows = optionsOf('r1', 'r2');
    const grid: Partial<Item> = { kind: 'grid', rows, options: optionsOf('a', 'b') };
    expect(listMessages(grid, { r1: 'a' })).toEqual(['まだ答えていない行があります: r2']);
    expect(listMessages({ ...grid, required: false }, { r1: 'a' })).toEqual([]);
    expect(listMessages({ ...grid, kind: 'gridMultiple' }, { r1: ['a'] })).toEqual([]);
    const questionnaire = questionnaireOf(grid);
    const open = listOpenRows(startInterview(questionnaire, { x: { r2: 'a' } }), getItem(questionnaire, 'x'));
    expect(open.map(({ code }) => code)).toEqual(['r1']);
  });

  test('tells which row of a grid has too many answers', () => {
    const questionnaire = readSurvey();
    const interview = startInterview(questionnaire, {
      issues: ['labour', 'finance'],
      institutions: { labour: ['bank'], finance: ['foundation', 'chamber', 'bank', 'government'] },
    });
    expect(checkAnswer(interview, getItem(questionnaire, 'institutions'))).toMatchObject([
      { code: 'tooMany', row: 'finance' },
    ]);
  });

  test('is not held back by options that only another revision had', () => {
    const stateOf = (item: Partial<Item>, value: Json): string => {
      const questionnaire = questionnaireOf(item);
      const interview = startInterview(questionnaire, { x: value });
      return findAnswerState(interview, getItem(questionnaire, 'x'), computeRelevance(interview));
    };
    const multiple: Partial<Item> = { kind: 'multiple', maxSelections: 2, options: optionsOf('a', 'b', 'c') };
    expect(stateOf(multiple, ['gone', 'a', 'b'])).toBe('answered');
    expect(stateOf(multiple, ['gone'])).toBe('open');
    expect(stateOf({ ...multiple, required: false }, ['gone'])).toBe('skipped');
    expect(stateOf(multiple, ['gone', 'a', 'b', 'c'])).toBe('wrong');
    expect(stateOf({ kind: 'single', options: optionsOf('a') }, 'gone')).toBe('open');
  });

  test('is not blamed for choices that an earlier answer took away', () => {
    const answers = {
      issues: ['labour'],
      issues_top: ['finance', 'labour'],
      institutions: { finance: ['bank'] },
    };
    const interview = startInterview(survey, answers);
    expect(checkAnswer(interview, getItem(survey, 'issues_top'))).toEqual([]);
    expect(checkAnswer(interview, getItem(survey, 'institutions')).map(({ code }) => code)).toEqual([
      'required',
    ]);
  });
});
