import { describe, expect, it } from 'vitest';
import { checkSubmission, isOnlyIncomplete } from '#domain/fieldwork/submission-check.ts';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { findAnswerState } from '#domain/interview/answer-state.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';
import type { Json } from '#domain/canonical/json.ts';
import { getItem, type Item, type Questionnaire } from '#domain/questionnaire/model.ts';

const label = { ja: '問', en: 'Question' };
const option = (code: string, more: object = {}) => ({ code, label, source: 'added' as const, ...more });
const item = (code: string, more: Partial<Item>): Item => ({
  code,
  kind: 'single',
  label,
  required: true,
  source: 'added',
  ...more,
});

const QUESTIONNAIRE: Questionnaire = {
  id: 'q',
  revision: 1,
  title: label,
  introduction: label,
  languages: ['ja', 'en'],
  classifications: [],
  sections: [
    {
      code: 's',
      label,
      items: [
        item('used', { options: [option('yes'), option('no')] }),
        item('satisfied', {
          options: [option('yes'), option('no')],
          relevant: "${used} = 'yes'",
          allowedMissing: ['refused'],
        }),
        item('topics', {
          kind: 'multiple',
          options: [option('a'), option('b', { opensText: true })],
          required: false,
          maxSelections: 1,
        }),
        item('note', { kind: 'note', required: false }),
      ],
    },
  ],
};

function faultsOf(answers: Record<string, Json>): string[] {
  return checkSubmission(startInterview(QUESTIONNAIRE, answers)).map(
    ({ code, problem }) => `${code} ${problem.code}`,
  );
}

describe('what a company sends', () => {
  it('is right when all that is asked and required has an answer', () => {
    expect(faultsOf({ used: 'yes', satisfied: 'no', topics: ['b'], 'topics.other': 'ほか' })).toEqual([]);
    expect(
      faultsOf({ used: 'no', satisfied: { missing: 'notApplicable' }, topics: { missing: 'unanswered' } }),
    ).toEqual([]);
  });

  it('misses what is required and asked, however it is left out', () => {
    const leftOut: Record<string, Json>[] = [
      {},
      ...[null, { missing: 'unanswered' }, { missing: 'notApplicable' }, { missing: 'dontKnow' }].map(
        (satisfied) => ({ satisfied }),
      ),
    ];
    for (const left of leftOut) {
      const answers: Record<string, Json> = { used: 'yes', ...left };
      expect(faultsOf(answers)).toEqual(['satisfied required']);
      expect(isOnlyIncomplete(checkSubmission(startInterview(QUESTIONNAIRE, answers)))).toBe(true);
    }
  });

  it('may refuse where that is offered, with nothing hidden beside the reason', () => {
    expect(faultsOf({ used: 'yes', satisfied: { missing: 'refused' } })).toEqual([]);
    expect(faultsOf({ used: 'yes', satisfied: { missing: 'refused', more: 'text' } })).toEqual([
      'satisfied wrongForm',
    ]);
    expect(faultsOf({ used: 'no', topics: { missing: 'refused' } })).toEqual(['topics wrongForm']);
  });

  it.each<[string, Record<string, Json>, string]>([
    ['a code that the item does not have', { used: 'perhaps' }, 'used unknownOption'],
    ['more choices than allowed', { used: 'no', topics: ['a', 'b'] }, 'topics tooMany'],
    ['another kind of value', { used: { a: { b: [] } } }, 'used wrongForm'],
    ['an answer to no item', { used: 'no', unknown: 'x' }, 'unknown wrongForm'],
    ['an answer under the name of a prototype', { used: 'no', constructor: 'x' }, 'constructor wrongForm'],
    [
      'an "other" text that is none',
      { used: 'no', topics: ['b'], 'topics.other': ['x'] },
      'topics.other wrongForm',
    ],
    [
      'an "other" text without end',
      { used: 'no', topics: ['b'], 'topics.other': 'x'.repeat(501) },
      'topics.other tooLong',
    ],
  ])('is wrong with %s', (_what, answers, fault) => {
    expect(faultsOf(answers)).toEqual([fault]);
    expect(isOnlyIncomplete(checkSubmission(startInterview(QUESTIONNAIRE, answers)))).toBe(false);
  });

  it('may hold anything for items that are not asked: it is left out', () => {
    expect(faultsOf({ used: 'no', satisfied: 'nonsense' })).toEqual([]);
  });
});

it('what only looks wrong is asked back, and neither holds answers up nor has them refused', () => {
  const questionnaire = questionnaireOf(
    { kind: 'text', code: 'phone', inputMode: 'tel', constraint: "regex(., '[0-9-]+')" },
    { kind: 'date', code: 'opened' },
    { kind: 'number', code: 'founded', constraint: ". < number(format-date(today(), '%Y'))" },
    { kind: 'number', code: 'staff' },
  );
  const answers = { phone: '事務所へ', opened: '昭和の終わり', founded: 2999, staff: '多数' };
  const interview = startInterview(questionnaire, answers);
  const stateOf = (code: string) =>
    findAnswerState(interview, getItem(questionnaire, code), computeRelevance(interview));
  for (const code of ['phone', 'opened', 'founded']) {
    expect(checkAnswer(interview, getItem(questionnaire, code)), code).toHaveLength(1);
    expect(stateOf(code), code).toBe('answered');
  }
  expect(stateOf('staff')).toBe('wrong');
  expect(checkSubmission(interview).map(({ code }) => code)).toEqual(['staff']);
});
