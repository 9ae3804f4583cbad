import type { Instant } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import { computeRelevance, findAnswer, findOtherText } from '#domain/interview/relevance.ts';
import type { Interview } from '#domain/interview/interview.ts';
import { findItem, type Answer } from '#domain/questionnaire/model.ts';
import type { Account, Lead, SurveyResponse } from '#domain/records/model.ts';
import { LINE_LENGTH_LIMIT } from '#domain/canonical/text-limits.ts';

const NO_COMPANY_NAME = '会社名なし';

/** What a lead takes from the response beside its answers. */
export interface LeadOrigin {
  responseId: string;
  response: Pick<SurveyResponse, 'accountId' | 'visitId'> & Partial<Pick<SurveyResponse, 'provenance'>>;
  /** The company's record, if it has one. */
  account: Partial<Account> | undefined;
  now: Instant;
  /** Who submits it, if that is a person of the centre. */
  userId?: string;
  /** In which the consent was read out. */
  language: Language;
}

/**
 * The lead that a response asks for: a wish to consult, now or within a year, with the
 * consent to use the contact data for it; `undefined` without either. The answers' codes
 * are those of the first questionnaire's group 5 (questionnaire.md).
 */
export function findSurveyLead(interview: Interview, origin: LeadOrigin): Lead | undefined {
  const relevance = computeRelevance(interview);
  const answerTo = (code: string): Answer | undefined => {
    const item = relevance.has(code) ? findItem(interview.questionnaire, code) : undefined;
    return item && findAnswer(interview, item);
  };
  const text = (code: string): string | undefined => {
    const answer = answerTo(code);
    return typeof answer === 'string' && answer.trim() !== '' ? answer.trim() : undefined;
  };
  const codes = (code: string): string[] => {
    const answer = answerTo(code);
    return Array.isArray(answer) ? answer : [];
  };
  const otherText = (code: string): string | undefined => {
    const item = relevance.has(code) ? findItem(interview.questionnaire, code) : undefined;
    return item && findOtherText(interview, item)?.trim();
  };

  const wish = text('consultation');
  if ((wish !== 'now' && wish !== 'within_year') || text('consent_contact') !== 'yes') return undefined;

  const { response, responseId, account, now, userId, language } = origin;
  const lead: Lead = {
    companyName: text('contact_company') ?? account?.name ?? nameless(text('contact_name')),
    source: 'survey',
    responseId,
    urgency: wish === 'now' ? 'now' : 'withinYear',
    issues: codes('consultation_topics'),
    consentGiven: true,
    consentAt: response.provenance?.['consent_contact']?.at ?? now,
    consentScope: (findItem(interview.questionnaire, 'consent_contact')?.label[language] ?? '').slice(
      0,
      LINE_LENGTH_LIMIT,
    ),
    status: 'new',
    statusAt: now,
  };
  const optional: Partial<Lead> = {
    accountId: response.accountId,
    visitId: response.visitId,
    contactName: text('contact_name'),
    contactPhone: text('contact_phone'),
    contactEmail: text('contact_email'),
    municipality: text('municipality') ?? account?.municipality,
    about:
      [otherText('consultation_topics'), text('consultation_detail')].filter(Boolean).join('\n') || undefined,
    preferredWay: text('contact_way'),
    registeredBy: userId,
    preferredTime: listLabels(interview, 'contact_time', codes('contact_time')).join('、') || undefined,
  };
  return {
    ...lead,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

/** Whether a lead is called by nothing but whom to ask for, since nobody gave the company's name. */
export function isNameless(companyName: string): boolean {
  return companyName.startsWith(NO_COMPANY_NAME);
}

function nameless(person: string | undefined): string {
  return person === undefined ? NO_COMPANY_NAME : `${NO_COMPANY_NAME}（${person} 様）`;
}

/** In the words of the centre's own records, whatever language the company answered in. */
function listLabels({ questionnaire }: Interview, itemCode: string, chosen: readonly string[]): string[] {
  const options = findItem(questionnaire, itemCode)?.options ?? [];
  return chosen.map((one) => options.find(({ code }) => code === one)?.label.ja ?? one);
}
