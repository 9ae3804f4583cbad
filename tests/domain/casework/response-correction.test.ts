import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { computeCorrection } from '#domain/casework/response-correction.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import { listItems } from '#domain/questionnaire/model.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();

function submitted(answers: Record<string, Json>) {
  return startInterview(survey, computeSubmittedAnswers(startInterview(survey, answers)));
}

describe('correcting a submitted answer', () => {
  it('changes only that answer and keeps what stood there', () => {
    expect(computeCorrection(submitted({ industry: 'construction' }), 'industry', 'manufacturing')).toEqual([
      { code: 'industry', oldValue: 'construction', newValue: 'manufacturing' },
    ]);
  });

  it('is nothing when it says what stands there already', () => {
    expect(computeCorrection(submitted({ industry: 'construction' }), 'industry', 'construction')).toEqual(
      [],
    );
  });

  it('takes along the questions that are asked no longer, and opens those asked only now', () => {
    const before = submitted({ awareness: 'work', used: 'past', satisfaction: 'satisfied' });
    const changes = new Map(
      computeCorrection(before, 'awareness', 'unknown').map((change) => [change.code, change]),
    );
    expect(changes.get('awareness')).toEqual({ code: 'awareness', oldValue: 'work', newValue: 'unknown' });
    expect(changes.get('satisfaction')).toEqual({
      code: 'satisfaction',
      oldValue: 'satisfied',
      newValue: { missing: 'notApplicable' },
    });
    expect(changes.get('nonuse_reasons')).toEqual({
      code: 'nonuse_reasons',
      oldValue: { missing: 'notApplicable' },
      newValue: { missing: 'unanswered' },
    });
    expect(changes.has('industry')).toBe(false);
  });

  it('carries the text of an "other" option and drops it with the option', () => {
    const before = submitted({ issues: ['sales'] });
    expect(computeCorrection(before, 'issues', ['sales', 'other'], '人手の確保')).toContainEqual({
      code: 'issues.other',
      oldValue: null,
      newValue: '人手の確保',
    });
    const withText = submitted({ issues: ['sales', 'other'], 'issues.other': '人手の確保' });
    expect(computeCorrection(withText, 'issues', ['sales'])).toContainEqual({
      code: 'issues.other',
      oldValue: '人手の確保',
      newValue: null,
    });
  });

  it('applied, leaves nothing to correct', () => {
    const choices = listItems(survey).flatMap((item) =>
      item.kind === 'single' ? (item.options ?? []).map((option) => [item.code, option.code] as const) : [],
    );
    const base = submitted({
      awareness: 'work',
      used: 'past',
      consultation: 'now',
      consent_contact: 'yes',
      issues: ['sales'],
    });
    fc.assert(
      fc.property(fc.constantFrom(...choices), ([code, value]) => {
        const after: Record<string, Json> = { ...base.answers };
        for (const change of computeCorrection(base, code, value)) {
          if (change.newValue === null) delete after[change.code];
          else after[change.code] = change.newValue;
        }
        expect(computeCorrection(startInterview(survey, after), code, value)).toEqual([]);
      }),
      { seed: 7 },
    );
  });
});
