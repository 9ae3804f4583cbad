import { describe, expect, it } from 'vitest';
import { isCounting, DISPOSITIONS } from '#domain/records/dispositions.ts';
import type { Correction } from '#domain/records/response.ts';
import { findRecount, planRecount } from '#domain/fieldwork/recount.ts';
import type { Settler } from '#domain/fieldwork/settlement.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';

const AT = '2026-11-20T01:00:00.000Z';
const questionnaire = questionnaireOf({ code: 'wish', label: { ja: 'ご要望', en: 'Wish' }, required: true });
const server: Settler = { by: 'server', at: AT, reason: '理由', newId: () => 'new' };
const correction = (code: string): Correction => ({
  code,
  oldValue: null,
  by: 'me',
  at: AT,
  reason: '電話で確認',
});
const answered = startInterview(questionnaire, { wish: '駐車場' });
const corrections = { a: correction('wish') };

describe('a response whose answers were corrected', () => {
  it('counts as they say, and keeps what it counted as', () => {
    const response = { disposition: 'breakOff', corrections } as const;
    expect(findRecount(answered, response)).toBe('complete');
    expect(planRecount(answered, response, server)).toEqual({
      disposition: 'complete',
      'corrections/new': { code: 'disposition', oldValue: 'breakOff', by: 'server', at: AT, reason: '理由' },
    });
    expect(findRecount(startInterview(questionnaire), { disposition: 'complete', corrections })).toBe(
      'breakOff',
    );
  });

  it('is left alone where that is what it counts as', () => {
    expect(planRecount(answered, { disposition: 'complete', corrections }, server)).toEqual({});
  });

  it.each(DISPOSITIONS.filter((disposition) => !isCounting(disposition)))(
    'stays %s, which does not follow from its answers',
    (disposition) => {
      expect(findRecount(answered, { disposition, corrections })).toBe(disposition);
      expect(planRecount(answered, { disposition, corrections }, server)).toEqual({});
    },
  );
});

it('what was corrected in a response but no answer lets it count as it did', () => {
  expect(
    findRecount(answered, {
      disposition: 'partial',
      corrections: { a: correction('accountId'), b: correction('disposition') },
    }),
  ).toBe('partial');
  expect(findRecount(answered, { disposition: 'partial' })).toBe('partial');
});
