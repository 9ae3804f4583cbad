import { describe, expect, it } from 'vitest';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import { isWishItem, isWithoutConsent, withoutIdentity } from '#domain/fieldwork/consent.ts';
import type { Conflict } from '#domain/sync/record.ts';

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

  it('not given, leaves the answers for the tables and takes away all that tells whose they are', () => {
    const side = { fields: {}, madeBy: 'x', madeAt: at };
    const conflict = (unit: string): Conflict => ({ id: unit, unit, kept: side, other: side });
    const response = {
      fields: {
        surveyId: 's',
        accountId: 'a',
        invitationId: 'i',
        visitId: 'v',
        channel: 'link',
        receiptNumber: '000123',
        settledReason: '工藤さんに電話で確認',
        startedAt: '2026-11-20T01:02:03.000Z',
        submittedAt: '2026-11-20T15:30:00.000Z',
        answers: {
          industry: 'trade',
          consultation: 'now',
          consultation_detail: '後継者のこと',
          consent_contact: 'yes',
          contact_name: '工藤',
          contact_phone: '017',
        },
        provenance: {
          industry: { by: 'respondent', at: '2026-11-20T01:02:03.000Z' },
          consultation_detail: { by: 'respondent' },
          contact_name: { by: 'respondent' },
        },
        notes: { contact_name: '工藤さん', industry: '小売' },
        corrections: {
          one: { code: 'contact_name', oldValue: '佐藤' },
          two: { code: 'industry', oldValue: 'x' },
          three: { code: 'consultation_detail', oldValue: 'x' },
          four: { code: 'accountId', oldValue: 'a', reason: '工藤さんの会社' },
        },
      },
      conflicts: [
        'answers/contact_name',
        'answers/industry',
        'answers/consultation_detail',
        'accountId',
        'settlement',
        'submission',
        'provenance/industry',
      ].map(conflict),
    };
    const { fields, conflicts } = withoutIdentity(response, roles, false);
    expect(fields).toEqual({
      surveyId: 's',
      channel: 'link',
      // Times stand at the beginning of their day in Japan.
      startedAt: '2026-11-19T15:00:00.000Z',
      submittedAt: '2026-11-20T15:00:00.000Z',
      answers: { industry: 'trade', consultation: 'now' },
      provenance: { industry: { by: 'respondent', at: '2026-11-19T15:00:00.000Z' } },
      notes: { industry: '小売' },
      corrections: { two: { code: 'industry', oldValue: 'x' } },
    });
    expect(conflicts.map(({ unit }) => unit)).toEqual(['answers/industry']);
  });

  it('not given, leaves to those who make the tables also what is wished for, in codes only', () => {
    const wish = {
      consultation_topics: ['sales', 'other'],
      consent_contact: 'yes',
      contact_way: 'visit',
      contact_time: ['morning'],
    };
    const words = {
      'consultation_topics.other': '工場の移転',
      consultation_detail: '後継者のこと',
      contact_name: '工藤',
      contact_phone: '017',
      contact_email: 'a@b.jp',
      contact_company: '八戸水産',
    };
    const response = {
      fields: { accountId: 'a', answers: { consultation: 'now', ...wish, ...words } },
      conflicts: [],
    };
    expect(withoutIdentity(response, roles, true).fields).toEqual({
      answers: { consultation: 'now', ...wish },
    });
    expect(withoutIdentity(response, roles, false).fields).toEqual({ answers: { consultation: 'now' } });
    expect(Object.keys(wish).every((code) => isWishItem(code, roles))).toBe(true);
    expect(Object.keys(words).some((code) => isWishItem(code, roles))).toBe(false);
  });
});
