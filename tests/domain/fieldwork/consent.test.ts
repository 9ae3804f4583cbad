import { describe, expect, it } from 'vitest';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import { isLinkingItem, isWithoutConsent, withoutIdentity } from '#domain/fieldwork/consent.ts';

const roles = itemRolesOf(undefined);
const at = '2026-11-20T00:00:00.000Z';

describe('consent', () => {
  it('is needed for what companies answer by themselves and send, not for what they tell a visitor', () => {
    for (const channel of ['link', 'openLink', 'paper', 'import'] as const) {
      expect(isWithoutConsent({ channel, submittedAt: at, answers: { consent_record: 'no' } }, roles)).toBe(
        true,
      );
      expect(isWithoutConsent({ channel, submittedAt: at }, roles)).toBe(true);
      expect(isWithoutConsent({ channel, submittedAt: at, answers: { consent_record: 'yes' } }, roles)).toBe(
        false,
      );
      expect(isWithoutConsent({ channel, answers: {} }, roles)).toBe(false);
    }
    expect(
      isWithoutConsent({ channel: 'visit', submittedAt: at, answers: { consent_record: 'no' } }, roles),
    ).toBe(false);
  });

  it('not given, leaves the counted answers and takes away all that tells whose they are', () => {
    const response = {
      surveyId: 's',
      accountId: 'a',
      invitationId: 'i',
      visitId: 'v',
      interviewerId: 'x',
      channel: 'link',
      receiptNumber: '000123',
      seed: 'seed',
      settledAt: at,
      settledReason: '工藤さんに電話で確認',
      startedAt: '2026-11-20T01:02:03.000Z',
      submittedAt: '2026-11-20T15:30:00.000Z',
      answers: {
        industry: 'trade',
        founded: 1962,
        issues: ['sales', 'other'],
        'issues.other': '工場の移転',
        consultation: 'now',
        consultation_detail: '後継者のこと',
        consent_contact: 'yes',
        contact_name: '工藤',
        contact_phone: '017',
      },
      provenance: { issues: { by: 'respondent', at: '2026-11-20T01:02:03.000Z' } },
      notes: { issues: '工藤さん' },
      corrections: { one: { code: 'issues', oldValue: [], reason: '工藤さんの会社' } },
      later: '工藤',
    };
    const counted = {
      surveyId: 's',
      channel: 'link',
      // Times stand at the beginning of their day in Japan.
      startedAt: '2026-11-19T15:00:00.000Z',
      submittedAt: '2026-11-20T15:00:00.000Z',
    };
    expect(withoutIdentity(response, roles, false)).toEqual({
      ...counted,
      answers: { issues: ['sales', 'other'] },
    });
    expect(withoutIdentity(response, roles, true)).toEqual({
      ...counted,
      answers: {
        industry: 'trade',
        founded: 1962,
        issues: ['sales', 'other'],
        consultation: 'now',
        consent_contact: 'yes',
      },
    });
  });

  it('not given, leaves what stands elsewhere in the same codes to those who make the tables alone', () => {
    const linking = {
      industry: 'trade',
      employees: 'n1_5',
      sales: 'x',
      municipality: 'hachinohe',
      consultation: 'now',
      consultation_topics: ['sales', 'other'],
      consent_contact: 'yes',
      contact_way: 'visit',
      contact_time: ['morning'],
    };
    const words = { consultation_detail: '後継者のこと', contact_name: '工藤', contact_email: 'a@b.jp' };
    const response = { accountId: 'a', answers: { position: 'owner', ...linking, ...words } };
    expect(withoutIdentity(response, roles, true)).toEqual({ answers: { position: 'owner', ...linking } });
    expect(withoutIdentity(response, roles, false)).toEqual({ answers: { position: 'owner' } });
    expect(Object.keys(linking).every((code) => isLinkingItem(code, roles))).toBe(true);
    expect(Object.keys(words).some((code) => isLinkingItem(code, roles))).toBe(false);
  });
});
