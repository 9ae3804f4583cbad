import { expect, test } from 'vitest';
import { startInterview } from '#domain/interview/interview.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';
import { beginResponse } from '#respondent/kept-response.ts';
import { makeSubmission } from '#respondent/make-submission.ts';

test('halves of characters, which the server could not read, are not sent; whole ones are', () => {
  const questionnaire = questionnaireOf({ code: 'name' }, { code: 'note' });
  const interview = startInterview(questionnaire, { name: '𠮷\ud842野😀', note: '\ud83d' });
  const now = '2026-11-20T00:00:00.000Z';
  const submission = makeSubmission(beginResponse(now, 's'), interview, {
    id: '1',
    entry: { kind: 'open', token: 't' },
    language: 'ja',
    now,
  });
  expect(submission.answers).toEqual({ name: '𠮷野😀', note: { missing: 'unanswered' } });
});
