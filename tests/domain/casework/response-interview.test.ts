import { describe, expect, test } from 'vitest';
import { findBeginDay, interviewOf } from '#domain/casework/response-interview.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import { calculate, form, number } from '#tests/support/scenario.ts';

describe('a response taken up', () => {
  const questionnaire = form(number('days', 'Days'), calculate('due', 'today() + ${days}'));

  test('is of the day in Japan on which it was begun, whenever that is', () => {
    const interview = interviewOf(questionnaire, 'id', {
      startedAt: '2026-11-20T15:30:00.000Z',
      answers: { days: 3 },
    });
    expect(computeSubmittedAnswers(interview)).toMatchObject({ due: '2026-11-24' });
    expect(interview.seed).toBe('id');
    expect(interviewOf(questionnaire, 'id', { seed: 's' })).toMatchObject({
      seed: 's',
      today: '',
      answers: {},
    });
  });

  test('survives a time that is none', () => {
    expect(findBeginDay('yesterday')).toBe('');
    expect(findBeginDay(undefined)).toBe('');
  });
});
