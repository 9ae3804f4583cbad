import type { Instant, PlainDate } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';

/** The bands and codes of an account's attributes are those of the questionnaire's group F. */
export interface Account {
  name: string;
  nameKana?: string;
  /** 法人番号, 13 digits with a check digit. */
  corporateNumber?: string;
  industry?: string;
  /** Number of employees as an enumerated band. */
  employees?: string;
  /** Annual sales as an enumerated band. */
  sales?: string;
  /** Number of employees where it is known exactly. */
  employeeCount?: number;
  municipality?: string;
  postalCode?: string;
  address?: string;
  phone?: string;
  note?: string;
  status?: 'active' | 'archived';
  mergedInto?: string;
  tags?: string[];
  /** Marks invented demonstration data, shown as such everywhere. */
  invented?: boolean;
}

export interface Contact {
  accountId: string;
  name: string;
  position?: string;
  phone?: string;
  email?: string;
}

export const VISIT_STATUSES = ['planned', 'started', 'finished', 'cancelled'] as const;
export type VisitStatus = (typeof VISIT_STATUSES)[number];

export interface Visit {
  accountId: string;
  status: VisitStatus;
  plannedDate?: PlainDate;
  /** `HH:MM` in Japan. */
  plannedTime?: string;
  startedAt?: Instant;
  finishedAt?: Instant;
  cancelReason?: string;
  purpose?: string;
  /** Staff who take part, by user id; the first to be named leads. */
  participants?: string[];
  contacts?: string[];
  notes?: string;
  /** Issue codes of the questionnaire's question 1. */
  issues?: string[];
  /** Keys of the programmes that were shown to the company. */
  programmes?: string[];
  advice?: RecordedAdvice;
}

/** What a programme is held against when it is suggested, and how it came out. */
export type CriterionName = 'issue' | 'industry' | 'size' | 'place' | 'stage' | 'inForce';
export type CriterionState = 'met' | 'unmet' | 'unknown';

/**
 * Programmes that were suggested for a company, with all that the suggestion depended on:
 * asked again with this edition and these links it is the same.
 */
export interface RecordedAdvice {
  at: Instant;
  /** Fiscal year of the edition, the hash of its content and that of the links. */
  edition: number;
  editionHash: string;
  linksHash: string;
  /** The fiscal year for which it was asked. */
  fiscalYear: number;
  company: { industry?: string; employees?: string; employeeCount?: number; region?: string };
  stage?: string;
  issues: string[];
  /** The notes that decided between equals. */
  situation?: string;
  /** Those that stood on the screen, the best first. */
  programmes: { key: string; criteria: Partial<Record<CriterionName, CriterionState>> }[];
}

export interface NextStep {
  accountId: string;
  visitId?: string;
  text: string;
  dueDate?: PlainDate;
  /** The user who promised it. */
  owner: string;
  status: 'open' | 'done' | 'dropped';
  doneAt?: Instant;
  doneBy?: string;
}

export const LEAD_STATUSES = ['new', 'assigned', 'inProgress', 'won', 'closed'] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

export interface Lead {
  /** Absent while the company is not an account yet. */
  accountId?: string;
  companyName: string;
  contactName?: string;
  contactPhone?: string;
  contactEmail?: string;
  municipality?: string;
  about?: string;
  issues?: string[];
  preferredWay?: string;
  preferredTime?: string;
  urgency?: 'now' | 'withinYear';
  source: 'visit' | 'survey' | 'phone' | 'other';
  visitId?: string;
  responseId?: string;
  consentGiven?: boolean;
  consentAt?: Instant;
  consentScope?: string;
  status: LeadStatus;
  statusAt?: Instant;
  statusReason?: string;
  assignedTo?: string;
  assignedAt?: Instant;
  dueDate?: PlainDate;
  /** The user who took it down; absent on those that came without a person. */
  registeredBy?: string;
  /** An open lead of the same company that was there when this one came; whoever takes it up decides. */
  possibleDuplicateOf?: string;
}

export interface Referral {
  accountId: string;
  leadId?: string;
  partner: string;
  about: string;
  status: 'offered' | 'accepted' | 'declined' | 'closed';
  statusAt?: Instant;
  statusReason?: string;
  consentGiven?: boolean;
  consentAt?: Instant;
  consentScope?: string;
}

export interface Attachment {
  accountId?: string;
  visitId?: string;
  sha256: string;
  sizeBytes: number;
  mediaType: string;
  state: 'onDevice' | 'uploaded';
}

/** The `code` of a correction that concerns whose a response is. */
export const COMPANY_CORRECTION = 'accountId';

/** Why a correction of a submitted answer was made, and what stood there before. */
export interface Correction {
  code: string;
  oldValue: Json;
  by: string;
  at: Instant;
  reason: string;
}

export const DISPOSITIONS = [
  'complete',
  'partial',
  'breakOff',
  'refusal',
  'undeliverable',
  'notEligible',
  'noReply',
  'duplicate',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export interface SurveyResponse {
  surveyId: string;
  questionnaireId: string;
  questionnaireRevision: number;
  accountId?: string;
  visitId?: string;
  invitationId?: string;
  channel: 'visit' | 'link' | 'openLink' | 'paper' | 'import';
  interviewerId?: string;
  startedAt: Instant;
  submittedAt?: Instant;
  disposition?: Disposition;
  /** Decides the order of randomised options, the same whenever the response is looked at. */
  seed?: string;
  /** What a company that answered by itself was given to read out on the telephone. */
  receiptNumber?: string;
  /**
   * Answers by item code. Until the response is submitted it holds hidden ones too;
   * submitting replaces every answer that is not relevant by `notApplicable`.
   */
  answers?: Record<string, Json>;
  /** `prefilled`: taken from the company's record and not yet confirmed in the interview. */
  provenance?: Record<
    string,
    { channel: SurveyResponse['channel']; by: string; at: Instant; prefilled?: boolean }
  >;
  /** What the interviewer noted, by item code. */
  notes?: Record<string, string>;
  corrections?: Record<string, Correction>;
  /** When the office has decided about a `duplicate`, who did, and why if they said so. */
  settledAt?: Instant;
  settledBy?: string;
  settledReason?: string;
  invented?: boolean;
}

/** What each synced collection's records hold. */
export interface CollectionFields {
  accounts: Account;
  contacts: Contact;
  visits: Visit;
  responses: SurveyResponse;
  leads: Lead;
  referrals: Referral;
  nextSteps: NextStep;
  attachments: Attachment;
}
