import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { setAnswer } from '#domain/interview/answering.ts';
import { computeCompleteness, computeDisposition, computeProgress } from '#domain/interview/completeness.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { listScreens } from '#domain/interview/screens.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import { getItem, isMissing, listItems, type Item } from '#domain/questionnaire/model.ts';
import { optionsOf, questionnaireOf, readSurvey } from '#tests/domain/questionnaire/survey.ts';

// Many runs: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 });

const survey = readSurvey();

describe('completeness', () => {
  const items = Array.from({ length: 5 }, (_, index) => ({ code: `q${index}` }));
  const questionnaire = questionnaireOf(
    ...items,
    { code: 'more', required: false },
    { code: 'note', kind: 'note' },
  );
  const after = (answers: Record<string, Json>) => startInterview(questionnaire, answers);

  test.each([
    [5, 'complete'],
    [4, 'complete'],
    [3, 'partial'],
    [2, 'breakOff'],
    [0, 'breakOff'],
  ])('of %i in 5 required items is %s', (answered, disposition) => {
    const answers = Object.fromEntries(items.slice(0, answered).map(({ code }) => [code, 'x']));
    expect(computeCompleteness(after(answers))).toEqual({ answered, total: 5, share: answered / 5 });
    expect(computeDisposition(after(answers))).toBe(disposition);
  });

  test.each([
    [3, 'complete'],
    [2, 'partial'],
    [1, 'breakOff'],
  ])('of %i in 5 is %s where the questionnaire takes 60 and 40 per cent', (answered, disposition) => {
    const own = { ...questionnaire, completeness: { completeFrom: 60, partialFrom: 40 } };
    const answers = Object.fromEntries(items.slice(0, answered).map(({ code }) => [code, 'x']));
    expect(computeDisposition(startInterview(own, answers))).toBe(disposition);
  });

  test('reaches a limit exactly, whatever the fraction', () => {
    const ten = Array.from({ length: 10 }, (_, index) => ({ code: `t${index}` }));
    const own = { ...questionnaireOf(...ten), completeness: { completeFrom: 70, partialFrom: 30 } };
    const answers = (count: number) => Object.fromEntries(ten.slice(0, count).map(({ code }) => [code, 'x']));
    expect(computeDisposition(startInterview(own, answers(7)))).toBe('complete');
    expect(computeDisposition(startInterview(own, answers(3)))).toBe('partial');
  });

  test('counts "do not know" as an answer, a refusal not', () => {
    const answers = {
      q0: { missing: 'dontKnow' },
      q1: { missing: 'refused' },
      q2: { missing: 'unanswered' },
      q3: ' ',
    };
    expect(computeCompleteness(after(answers)).answered).toBe(1);
  });

  test('leaves optional items to the progress, and notes out of both', () => {
    expect(computeProgress(after({ more: 'x' }))).toEqual({ answered: 1, total: 6, share: 1 / 6 });
  });

  test('asks only for what is asked', () => {
    const routed = questionnaireOf({ code: 'a' }, { code: 'b', relevant: "${a} = 'more'" });
    expect(computeCompleteness(startInterview(routed, { a: 'x' })).share).toBe(1);
    expect(computeCompleteness(startInterview(routed, { a: 'more' })).share).toBe(0.5);
    expect(computeCompleteness(startInterview(questionnaireOf())).share).toBe(1);
  });

  test('takes a grid as answered when every row is', () => {
    const grid = questionnaireOf({ kind: 'grid', rows: optionsOf('r1', 'r2'), options: optionsOf('a') });
    expect(computeCompleteness(startInterview(grid, { x: { r1: 'a' } })).answered).toBe(0);
    expect(computeCompleteness(startInterview(grid, { x: { r1: 'a', r2: 'a' } })).answered).toBe(1);
  });
});

describe('submitting', () => {
  test('answers every item: what was not asked is not applicable, whatever was said before', () => {
    const submitted = computeSubmittedAnswers(
      startInterview(survey, {
        industry: 'manufacturing',
        sales: { missing: 'refused' },
        awareness: 'unknown',
        used: 'current',
        satisfaction: 'satisfied',
        issues: ['labour'],
        'issues.other': '雪害',
        issues_top: ['finance', 'labour'],
        institutions: { labour: ['bank'], finance: ['foundation'] },
        'position.other': '顧問',
        position: 'other',
      }),
    );
    expect(submitted).toMatchObject({
      industry: 'manufacturing',
      sales: { missing: 'refused' },
      municipality: { missing: 'unanswered' },
      used: { missing: 'notApplicable' },
      satisfaction: { missing: 'notApplicable' },
      issues: ['labour'],
      issues_top: ['labour'],
      institutions: { labour: ['bank'] },
      position: 'other',
      'position.other': '顧問',
    });
    expect(submitted).not.toHaveProperty(['issues.other']);
    expect(submitted.institutions).toEqual({ labour: ['bank'] });
    const items = listItems(survey).filter(({ kind }) => kind !== 'note');
    expect(items.filter(({ code }) => !(code in submitted))).toEqual([]);
  });

  test('is the same when what was submitted is taken up and submitted again', () => {
    const once = computeSubmittedAnswers(
      startInterview(survey, {
        awareness: 'name',
        used: 'never',
        issues: ['none'],
        nonuse_reasons: ['not_known'],
      }),
    );
    expect(computeSubmittedAnswers(startInterview(survey, once))).toEqual(once);
  });
});

/** A plausible or a senseless answer to an item. */
function arbitraryAnswer(item: Item): fc.Arbitrary<Json> {
  const codes = (item.options ?? getItem(survey, 'issues').options ?? []).map(({ code }) => code);
  const rows = (item.rows ?? getItem(survey, 'issues').options ?? []).map(({ code }) => code);
  const one = fc.constantFrom(...codes);
  const several = fc.subarray(codes);
  const missing = fc.constantFrom<Json>(
    ...['unanswered', 'refused', 'dontKnow'].map((reason) => ({ missing: reason })),
  );
  const fitting: Record<Item['kind'], fc.Arbitrary<Json>> = {
    single: one,
    scale: one,
    multiple: several,
    ranking: several,
    grid: fc.dictionary(fc.constantFrom(...rows), one),
    gridMultiple: fc.dictionary(fc.constantFrom(...rows), several),
    number: fc.integer(),
    text: fc.string(),
    longText: fc.string(),
    date: fc.constantFrom('2026-11-20', '2026-02-30'),
    note: fc.constant(null),
    image: fc.array(fc.string()),
    calculate: fc.constant(null),
  };
  const senseless = fc.jsonValue() as fc.Arbitrary<Json>;
  return fc.oneof({ weight: 8, arbitrary: fitting[item.kind] }, { weight: 1, arbitrary: missing }, senseless);
}

describe('an interview', () => {
  test('survives any answers in any order, and never submits one that was not asked for', () => {
    const step = fc
      .constantFrom(...listItems(survey))
      .chain((item) => arbitraryAnswer(item).map((value) => [item.code, value] as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const interview = steps.reduce(
          (current, [code, value]) => setAnswer(current, code, value),
          startInterview(survey),
        );
        const relevance = computeRelevance(interview);
        const submitted = computeSubmittedAnswers(interview);
        for (const item of listItems(survey)) {
          checkAnswer(interview, item, relevance);
          const answer = submitted[item.code];
          if (item.kind !== 'note' && !relevance.has(item.code))
            expect(answer).toEqual({ missing: 'notApplicable' });
          if (isMissing(answer) || item.kind !== 'multiple') continue;
          expect(item.options?.map(({ code }) => code)).toEqual(expect.arrayContaining(answer as string[]));
        }
        expect(
          listScreens(interview)
            .flatMap(({ items }) => items.map(({ code }) => code))
            .toSorted(),
        ).toEqual([...relevance].toSorted());
        const again = startInterview(survey, submitted);
        expect(computeSubmittedAnswers(again)).toEqual(submitted);
        expect(computeCompleteness(again)).toEqual(computeCompleteness(interview));
        expect(computeProgress(interview).share).toBeLessThanOrEqual(1);
      }),
      { seed: 20261120, numRuns: 400 },
    );
  });
});
