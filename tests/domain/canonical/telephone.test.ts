import { expect, test } from 'vitest';
import { readDialledNumber, withoutPhoneWords } from '#domain/canonical/telephone.ts';
import { suggestEmail } from '#domain/canonical/typed-email.ts';
import { checkAnswer } from '#domain/interview/answer-check.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { getItem } from '#domain/questionnaire/model.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const WRITTEN = [
  ['017-777-4066', '0177774066'],
  ['017-777-4066（代）', '0177774066'],
  ['０１７－７７７－４０６６（代表）', '0177774066'],
  ['0178-12-3456 内線 12', '0178123456'],
  ['TEL：0178（12）3456', '0178123456'],
  ['+81 178 12 3456', '+81178123456'],
  ['☎017−777−4066', '0177774066'],
  ['\u200b017-777-4066\n', '0177774066'],
  ['電話：017-777-4066（直通）', '0177774066'],
  ['017-777-4066内12', '0177774066'],
  ['017-777-4066 (ext. 12)', '0177774066'],
  ['〈017〉777・4066 [代]', '0177774066'],
  ['090-1234-5678 / 017-777-4066', '09012345678'],
] as const;

test('telephone numbers are taken as companies write them, and dialled without extension', () => {
  const survey = readSurvey();
  const item = getItem(survey, 'contact_phone');
  for (const [written, dialled] of WRITTEN) {
    expect(readDialledNumber(written)).toBe(dialled);
    // Two numbers are more than the questionnaire's rule has room for: asked back, see `DOUBTS`.
    if (written.includes('/')) continue;
    const interview = startInterview(survey, { contact_phone: written });
    expect(checkAnswer(interview, item), written).toEqual([]);
  }
  expect(withoutPhoneWords('017-777-4066（代）')).toBe('017-777-4066');
  expect(checkAnswer(startInterview(survey, { contact_phone: 'なし' }), item)[0]?.code).toBe('constraint');
});

test('of an e-mail address what a sentence has left around it is told', () => {
  for (const text of [
    'a.b@example.jp、',
    'a.b@example.jp。',
    '<a.b@example.jp>',
    'ａ.b@example.jp ',
    'a.b@example.jp\u200b',
    'a.b@example.jp.',
  ])
    expect(suggestEmail(text), text).toBe('a.b@example.jp');
  for (const text of ['a.b@example.jp', '', 'a.b', 'a@']) expect(suggestEmail(text), text).toBeUndefined();
});
