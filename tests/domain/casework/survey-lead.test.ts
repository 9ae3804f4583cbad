import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import { findSurveyLead, isNameless } from '#domain/casework/survey-lead.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';

const survey = readSurvey();
const NOW = '2026-11-20T05:30:00.000Z';
const CONSENTED = '2026-11-20T05:20:00.000Z';

const wish: Record<string, Json> = {
  municipality: 'hachinohe',
  issues: ['sales', 'finance'],
  consultation: 'now',
  consultation_topics: ['sales', 'succession'],
  consultation_detail: '販路を広げたい',
  consent_contact: 'yes',
  contact_name: '田中',
  contact_phone: '0178-00-0000',
  contact_way: 'visit',
  contact_time: ['morning', 'afternoon'],
};

function leadFrom(
  answers: Record<string, Json>,
  account: { name?: string } | undefined = { name: '株式会社八戸水産加工' },
) {
  return findSurveyLead(startInterview(survey, answers), {
    responseId: 'r1',
    response: {
      accountId: 'a1',
      visitId: 'v1',
      provenance: { consent_contact: { channel: 'visit', by: 'u1', at: CONSENTED } },
    },
    account,
    now: NOW,
    language: 'ja',
  });
}

describe('the lead that a survey answer asks for', () => {
  it('carries the company, whom to ask, what about, and the consent with its time and words', () => {
    expect(leadFrom(wish)).toEqual({
      accountId: 'a1',
      visitId: 'v1',
      responseId: 'r1',
      source: 'survey',
      companyName: '株式会社八戸水産加工',
      contactName: '田中',
      contactPhone: '0178-00-0000',
      municipality: 'hachinohe',
      about: '販路を広げたい',
      issues: ['sales', 'succession'],
      urgency: 'now',
      preferredWay: 'visit',
      preferredTime: '平日の午前、平日の午後',
      consentGiven: true,
      consentAt: CONSENTED,
      consentScope: '相談のために連絡先と回答を使うことに同意しますか',
      status: 'new',
      statusAt: NOW,
    });
  });

  it('takes the company name that was said before the one on file', () => {
    expect(leadFrom({ ...wish, contact_company: '八戸水産加工ホールディングス' })?.companyName).toBe(
      '八戸水産加工ホールディングス',
    );
  });

  it('is called by whom to ask for where nobody named the company, in Japanese whatever was spoken', () => {
    const options = { responseId: 'r1', response: {}, account: undefined, now: NOW, language: 'en' as const };
    const named = findSurveyLead(startInterview(survey, wish), options);
    expect(named).toMatchObject({
      companyName: '会社名なし（田中 様）',
      preferredTime: '平日の午前、平日の午後',
    });
    expect(isNameless(named!.companyName)).toBe(true);
    expect(isNameless('株式会社八戸水産加工')).toBe(false);
    // What was agreed to is kept in the words that were read.
    expect(named?.consentScope).toMatch(/^Do you agree/);
  });

  it('says what the company wrote beside "other" before the details', () => {
    const topics = {
      consultation_topics: ['sales', 'other'],
      'consultation_topics.other': ' 工場の移転について ',
    };
    expect(leadFrom({ ...wish, ...topics })?.about).toBe('工場の移転について\n販路を広げたい');
    expect(leadFrom({ ...wish, ...topics, consultation_detail: '' })?.about).toBe('工場の移転について');
    // Taken back with its option.
    expect(leadFrom({ ...wish, ...topics, consultation_topics: ['sales'] })?.about).toBe('販路を広げたい');
  });

  it('does not exist without the wish or without the consent', () => {
    expect(leadFrom({ ...wish, consultation: 'no' })).toBeUndefined();
    expect(leadFrom({ ...wish, consent_contact: 'no' })).toBeUndefined();
    expect(leadFrom({})).toBeUndefined();
  });

  it('is not made from answers that were hidden by a change of mind', () => {
    // Consent was given, then the wish withdrawn: the contact data are still stored until submission.
    expect(leadFrom({ ...wish, consultation: 'no', consent_contact: 'yes' })).toBeUndefined();
  });
});
