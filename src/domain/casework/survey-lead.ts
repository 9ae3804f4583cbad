import type { Instant } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import { computeRelevance, findAnswer, findOtherText } from '#domain/interview/relevance.ts';
import type { Interview } from '#domain/interview/interview.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { ItemRole } from '#domain/questionnaire/item-roles.ts';
import type { Answer, Item } from '#domain/questionnaire/model.ts';
import type { Account } from '#domain/records/account.ts';
import type { Lead } from '#domain/records/lead.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
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
  /** Who has it from the start: the coordinator who asked. */
  assignTo?: string;
  /** In which the consent was read out. */
  language: Language;
}

/**
 * The lead that a response asks for: a wish to consult, now or within a year, with the
 * consent to use the contact data for it; `undefined` without either.
 */
export function findSurveyLead(interview: Interview, origin: LeadOrigin): Lead | undefined {
  const relevance = computeRelevance(interview);
  const asked = (role: ItemRole): Item | undefined => {
    const item = findItemOfRole(interview.questionnaire, role);
    return item && relevance.has(item.code) ? item : undefined;
  };
  const answerTo = (role: ItemRole): Answer | undefined => {
    const item = asked(role);
    return item && findAnswer(interview, item);
  };
  const text = (role: ItemRole): string | undefined => {
    const answer = answerTo(role);
    return typeof answer === 'string' && answer.trim() !== '' ? answer.trim() : undefined;
  };
  const codes = (role: ItemRole): string[] => {
    const answer = answerTo(role);
    return Array.isArray(answer) ? answer : [];
  };
  const otherText = (role: ItemRole): string | undefined => {
    const item = asked(role);
    return item && findOtherText(interview, item)?.trim();
  };

  const wish = text('wish');
  const consent = asked('consent.contact');
  if ((wish !== 'now' && wish !== 'within_year') || !consent || text('consent.contact') !== 'yes')
    return undefined;

  const { response, responseId, account, now, userId, assignTo, language } = origin;
  const lead: Lead = {
    companyName: text('contact.company') ?? account?.name ?? nameless(text('contact.name')),
    source: 'survey',
    responseId,
    urgency: wish === 'now' ? 'now' : 'withinYear',
    issues: codes('wish.topics'),
    consentGiven: true,
    consentAt: response.provenance?.[consent.code]?.at ?? now,
    consentScope: consent.label[language].slice(0, LINE_LENGTH_LIMIT),
    status: assignTo === undefined ? 'new' : 'assigned',
    statusAt: now,
    ...(assignTo !== undefined && { assignedTo: assignTo, assignedAt: now }),
  };
  const optional: Partial<Lead> = {
    accountId: response.accountId,
    visitId: response.visitId,
    contactName: text('contact.name'),
    contactPhone: text('contact.phone'),
    contactEmail: text('contact.email'),
    municipality: text('attribute.municipality') ?? account?.municipality,
    about: [otherText('wish.topics'), text('wish.detail')].filter(Boolean).join('\n') || undefined,
    preferredWay: text('contact.way'),
    registeredBy: userId,
    preferredTime: listLabels(asked('contact.time'), codes('contact.time')).join('、') || undefined,
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
function listLabels(item: Item | undefined, chosen: readonly string[]): string[] {
  const options = item?.options ?? [];
  return chosen.map((one) => options.find(({ code }) => code === one)?.label.ja ?? one);
}
