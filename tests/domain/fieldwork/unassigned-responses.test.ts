import { describe, expect, it } from 'vitest';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { findStatedName, isAssignable, listUnassigned } from '#domain/fieldwork/unassigned-responses.ts';

const AT = '2026-11-20T01:00:00.000Z';
const OPEN: Partial<SurveyResponse> = {
  surveyId: 's',
  channel: 'openLink',
  submittedAt: AT,
  disposition: 'complete',
};

describe('responses without a company', () => {
  it('are those of the survey that were sent and that nobody has given one, the newest first', () => {
    const { submittedAt: _, ...begun } = OPEN;
    const found = listUnassigned(
      [
        { id: 'old', fields: OPEN },
        { id: 'new', fields: { ...OPEN, submittedAt: '2026-11-21T01:00:00.000Z', disposition: 'partial' } },
        { id: 'given', fields: { ...OPEN, accountId: 'a' } },
        { id: 'elsewhere', fields: { ...OPEN, surveyId: 'other' } },
        { id: 'begun', fields: begun },
      ],
      's',
    );
    expect(found.map(({ id }) => id)).toEqual(['new', 'old']);
  });

  it('are the office’s to give, unless a visit or an invitation says whose they are, or they hold no answers', () => {
    expect(isAssignable(OPEN)).toBe(true);
    expect(isAssignable({ ...OPEN, disposition: 'duplicate' })).toBe(true);
    expect(isAssignable({ ...OPEN, visitId: 'v' })).toBe(false);
    expect(isAssignable({ ...OPEN, invitationId: 'i' })).toBe(false);
    expect(isAssignable({ ...OPEN, disposition: 'refusal' })).toBe(false);
  });
});

const roles = itemRolesOf(undefined);

describe('the name of the company that answered', () => {
  it('is what it wrote, before what its lead is called or has been linked with', () => {
    const sources = { lead: { companyName: '八戸水産' }, leadAccount: { name: '株式会社八戸水産加工' } };
    expect(findStatedName({ answers: { contact_company: ' 弘前木工 ' } }, roles, sources)).toBe('弘前木工');
    expect(findStatedName({ answers: { contact_company: { missing: 'unanswered' } } }, roles, sources)).toBe(
      '株式会社八戸水産加工',
    );
    expect(findStatedName({}, roles, { ...sources, leadAccount: undefined })).toBe('八戸水産');
  });

  it('is not the wish that a lead without a name is called by', () => {
    expect(findStatedName({}, roles, { lead: { companyName: '会社名なし（工藤 様）' } })).toBeUndefined();
    expect(
      findStatedName({ answers: { contact_company: ' ' } }, roles, { lead: { companyName: '会社名なし' } }),
    ).toBeUndefined();
    expect(findStatedName({}, roles, {})).toBeUndefined();
  });
});
