import { describe, expect, it } from 'vitest';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Item, Questionnaire } from '#domain/questionnaire/model.ts';
import { isLinkingItem, isWithoutConsent, withoutIdentity } from '#domain/fieldwork/consent.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();
const roles = itemRolesOf(survey);
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
    expect(withoutIdentity(response, survey, false)).toEqual({
      ...counted,
      answers: { issues: ['sales', 'other'] },
    });
    expect(withoutIdentity(response, survey, true)).toEqual({
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
      employees: 'e0_5',
      sales: 'under_10m',
      municipality: 'hachinohe',
      consultation: 'now',
      consultation_topics: ['sales', 'other'],
      consent_contact: 'yes',
      contact_way: 'visit',
      contact_time: ['morning'],
    };
    const words = { consultation_detail: '後継者のこと', contact_name: '工藤', contact_email: 'a@b.jp' };
    const response = { accountId: 'a', answers: { position: 'president', ...linking, ...words } };
    expect(withoutIdentity(response, survey, true)).toEqual({
      answers: { position: 'president', ...linking },
    });
    expect(withoutIdentity(response, survey, false)).toEqual({ answers: { position: 'president' } });
    expect(Object.keys(linking).every((code) => isLinkingItem(code, roles))).toBe(true);
    expect(Object.keys(words).some((code) => isLinkingItem(code, roles))).toBe(false);
  });

  it('not given, takes away words wherever they stand, by what they are and not by what was asked', () => {
    const item = (code: string, kind: Item['kind'], more: Partial<Item> = {}): Item => ({
      code,
      kind,
      label: { ja: code, en: code },
      required: false,
      source: 'added',
      ...more,
    });
    const options = [
      { code: 'a', label: { ja: 'A', en: 'A' }, source: 'added' as const },
      { code: 'b', label: { ja: 'B', en: 'B' }, source: 'added' as const },
    ];
    const questionnaire: Questionnaire = {
      ...survey,
      id: 'another',
      classifications: [],
      sections: [
        {
          code: 's',
          label: { ja: 's', en: 's' },
          items: [
            item('who', 'single', { options, role: 'consent.record' }),
            item('one', 'single', { options }),
            item('many', 'multiple', { options }),
            item('ranked', 'ranking', { optionsFrom: 'many' }),
            item('grid', 'grid', { options, rowsFrom: 'many' }),
            item('when', 'date'),
            item('words', 'longText'),
            item('joined', 'calculate', { calculation: "concat(${words}, '')" }),
          ],
        },
      ],
    };
    const company = '八戸水産加工';
    const answers = {
      one: company,
      many: ['a', company],
      ranked: ['b', 'a'],
      grid: { a: 'b', b: company, [company]: 'a' },
      when: '1962-04-01',
      words: company,
      joined: company,
      who: { missing: 'refused', note: company },
      unknown: 'a',
    };
    for (const keepsLinking of [true, false]) {
      const { answers: left } = withoutIdentity({ answers }, questionnaire, keepsLinking);
      expect(left).toEqual({
        many: ['a'],
        ranked: ['b', 'a'],
        grid: { a: 'b' },
        who: { missing: 'refused' },
      });
    }
    // What its questionnaire offers is not known: nothing is a code.
    expect(withoutIdentity({ answers }, undefined, true)).toEqual({ answers: {} });
  });
});
