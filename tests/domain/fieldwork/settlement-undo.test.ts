import { expect, it } from 'vitest';
import type { SurveyResponse } from '#domain/records/response.ts';
import { planSettlementUndo } from '#domain/fieldwork/settlement-undo.ts';

const AT = '2026-11-21T01:00:00.000Z';
const before: Partial<SurveyResponse> = {
  disposition: 'partial',
  answers: { used: 'never', happy: { missing: 'notApplicable' } },
  provenance: { used: { channel: 'visit', by: 'sato', at: '2026-11-20T01:00:00.000Z' } },
};

it('corrects back what a settlement wrote, and leaves its traces where they are', () => {
  let made = 0;
  const undo = planSettlementUndo(
    before,
    {
      'answers/used': 'now',
      'answers/happy': 'yes',
      'provenance/happy': { channel: 'link', by: 'respondent', at: AT },
      'corrections/first': { code: 'used', oldValue: 'never', by: 'office', at: AT, reason: '電話で確認' },
      disposition: 'complete',
      settledAt: AT,
    },
    { by: 'office', at: AT, reason: '決定の取り消し', newId: () => `undo-${(made += 1)}` },
  );
  const trace = { by: 'office', at: AT, reason: '決定の取り消し' };
  expect(undo).toEqual({
    'answers/used': 'never',
    'corrections/undo-1': { code: 'used', oldValue: 'now', ...trace },
    'answers/happy': { missing: 'notApplicable' },
    'corrections/undo-2': { code: 'happy', oldValue: 'yes', ...trace },
    'provenance/happy': null,
    disposition: 'partial',
    'corrections/undo-3': { code: 'disposition', oldValue: 'complete', ...trace },
    settledAt: null,
  });
});
