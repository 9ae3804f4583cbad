import { describe, expect, it } from 'vitest';
import { isOpenAgain } from '#domain/fieldwork/reopening.ts';
import type { SurveyResponse } from '#domain/records/response.ts';

const response: Partial<SurveyResponse> = {
  channel: 'visit',
  interviewerId: 'me',
  submittedAt: '2026-11-20T01:00:00.000Z',
};

describe('a submitted interview', () => {
  it.each([
    ['a moment later', '2026-11-20T01:00:05.000Z', true],
    ['the next morning', '2026-11-21T00:59:59.000Z', true],
    ['after a day', '2026-11-21T01:00:00.000Z', false],
    ['by a clock that was put back', '2026-11-19T12:00:00.000Z', true],
  ])('is open again to who led it: %s', (_, now, isOpen) => {
    expect(isOpenAgain(response, 'me', now)).toBe(isOpen);
  });

  it.each<[string, Partial<SurveyResponse>, string]>([
    ['to somebody else', {}, 'other'],
    ['once the office has settled it', { settledAt: '2026-11-20T02:00:00.000Z' }, 'me'],
    ['where a company sent it by itself', { channel: 'link' }, 'me'],
    ['before it is submitted', { submittedAt: '' }, 'me'],
  ])('is not: %s', (_, parts, userId) => {
    expect(
      isOpenAgain({ ...response, ...parts } as Partial<SurveyResponse>, userId, '2026-11-20T02:30:00.000Z'),
    ).toBe(false);
  });
});
