import { describe, expect, test } from 'vitest';
import { startInterview } from '#domain/interview/interview.ts';
import { listScreens } from '#domain/interview/screens.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';
import { findResumeIndex, findScreenIndex } from '#respondent/find-screen.ts';

const questionnaire = questionnaireOf({ code: 'a' }, { code: 'b', relevant: "${a} = 'yes'" }, { code: 'c' });

describe('finding a screen again', () => {
  test('by its key, or the one before it when it is not asked any more', () => {
    const asked = startInterview(questionnaire, { a: 'yes' });
    expect(findScreenIndex(asked, listScreens(asked), 'b')).toBe(1);
    const hidden = startInterview(questionnaire, { a: 'no' });
    expect(findScreenIndex(hidden, listScreens(hidden), 'b')).toBe(0);
    expect(findScreenIndex(hidden, listScreens(hidden), 'c')).toBe(1);
    expect(findScreenIndex(hidden, listScreens(hidden), 'of another revision')).toBe(0);
  });

  test('after a break: the first one, the one worked on, or the one behind it', () => {
    const interview = startInterview(questionnaire, { a: 'yes', c: 'done' });
    const screens = listScreens(interview);
    expect(findResumeIndex(interview, screens, undefined)).toBe(0);
    expect(findResumeIndex(interview, screens, 'a')).toBe(1);
    expect(findResumeIndex(interview, screens, 'b')).toBe(1);
    expect(findResumeIndex(interview, screens, 'c')).toBe(screens.length);
  });
});
