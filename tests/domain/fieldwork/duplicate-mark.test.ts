import { describe, expect, it } from 'vitest';
import type { Correction, SurveyResponse } from '#domain/records/response.ts';
import { planCounting, planDuplicateMark } from '#domain/fieldwork/duplicate-mark.ts';
import type { Settler } from '#domain/fieldwork/settlement.ts';
import { questionnaireOf } from '#tests/domain/questionnaire/survey.ts';

const AT = '2026-11-20T01:00:00.000Z';
const questionnaire = questionnaireOf({ code: 'wish', label: { ja: 'ご要望', en: 'Wish' }, required: true });
const marker: Settler = { by: 'server', at: AT, reason: '理由', newId: () => 'new' };
const corrected = (oldValue: string, at = AT): Correction => ({
  code: 'disposition',
  oldValue,
  by: 'server',
  at,
  reason: '',
});
const written = (to: string, oldValue: string) => ({
  disposition: to,
  'corrections/new': { code: 'disposition', oldValue, by: 'server', at: AT, reason: '理由' },
});

describe('a response that is marked as a duplicate', () => {
  it('keeps what it counted as', () => {
    expect(planDuplicateMark({ disposition: 'partial' }, marker)).toEqual(written('duplicate', 'partial'));
  });

  it('is not marked twice, but is open again beside another company’s responses', () => {
    expect(planDuplicateMark({ disposition: 'duplicate' }, marker)).toEqual({});
    expect(
      planDuplicateMark({ disposition: 'duplicate', settledAt: AT, settledBy: 'office' }, marker),
    ).toEqual({ settledAt: null, settledBy: null, settledReason: null });
  });
});

describe('a duplicate that is one no longer', () => {
  const duplicate: Partial<SurveyResponse> = { disposition: 'duplicate', answers: { wish: '駐車場' } };

  it('counts as it did before it was last marked', () => {
    const corrections = {
      a: corrected('refusal', '2026-11-18T00:00:00.000Z'),
      b: corrected('duplicate', '2026-11-18T12:00:00.000Z'),
      c: corrected('breakOff', '2026-11-19T00:00:00.000Z'),
      d: { ...corrected('x'), code: 'accountId' },
    };
    expect(planCounting(questionnaire, { ...duplicate, corrections }, marker)).toEqual(
      written('breakOff', 'duplicate'),
    );
  });

  it('counts as its answers say if it arrived as one', () => {
    expect(planCounting(questionnaire, duplicate, marker)).toEqual(written('complete', 'duplicate'));
    expect(planCounting(questionnaire, { ...duplicate, answers: {} }, marker)).toEqual(
      written('breakOff', 'duplicate'),
    );
  });

  it('counts as its answers say if they were corrected, but stays what was never counted by them', () => {
    const answer = { ...corrected('x', '2026-11-17T00:00:00.000Z'), code: 'wish' };
    expect(
      planCounting(
        questionnaire,
        { ...duplicate, corrections: { a: corrected('breakOff'), answer } },
        marker,
      ),
    ).toEqual(written('complete', 'duplicate'));
    expect(
      planCounting(questionnaire, { ...duplicate, corrections: { a: corrected('refusal'), answer } }, marker),
    ).toEqual(written('refusal', 'duplicate'));
  });

  it('is not settled any more', () => {
    expect(
      planCounting(questionnaire, { ...duplicate, settledAt: AT, settledBy: 'office' }, marker),
    ).toMatchObject({ settledAt: null, settledBy: null });
  });

  it('stays what it is when its questionnaire is not known either', () => {
    expect(planCounting(undefined, duplicate, marker)).toEqual({});
  });

  it('is nothing that a response which counts anyway is made', () => {
    expect(planCounting(questionnaire, { disposition: 'refusal' }, marker)).toEqual({});
  });
});
