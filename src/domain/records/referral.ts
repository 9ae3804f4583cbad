import { CONSENT_ITEMS } from './consent.ts';
import { defineCollection, type FieldsOf } from './definition.ts';
import {
  code,
  filledLine,
  filledText,
  flag,
  instant,
  key,
  line,
  list,
  map,
  object,
  person,
  reference,
  required,
  set,
  text,
} from './field.ts';

/** What the recipient says of a referral. */
export const RECIPIENT_STATES = [
  'received',
  'accepted',
  'inProgress',
  'onHold',
  'completed',
  'declined',
  'referredOnward',
] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];

export const DECLINE_REASONS = ['capacity', 'ineligible', 'wrongPlace', 'noContact'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** How an answer reached the centre. */
export const ANSWER_WAYS = ['page', 'account', 'telephone'] as const;
export type AnswerWay = (typeof ANSWER_WAYS)[number];

/** Why a referral that was let go is still here. */
export const WAITS = [
  'consentMissing',
  'consentWithdrawn',
  'consentExpired',
  'otherRecipient',
  'otherItems',
] as const;
export type Wait = (typeof WAITS)[number];

/**
 * Cases handed to partner institutions. What the recipient does and when it was handed over the server
 * writes; staff let it go, end it, and take answers down that came by telephone.
 */
export const referrals = defineCollection({
  name: 'referrals',
  version: 3,
  fields: {
    accountId: required(reference('accounts')),
    leadId: reference('leads'),
    partner: required(filledLine()),
    about: required(filledText()),
    /** Absent is a draft. `offered` and `closed` are those of version 1. */
    status: code(['draft', 'sent', ...RECIPIENT_STATES, 'offered', 'closed']),
    statusAt: instant(),
    statusReason: line(),
    consentGiven: flag(),
    consentAt: instant(),
    consentScope: line(),
    visitId: reference('visits'),
    /** The referral that its recipient passed on. */
    onwardFrom: reference('referrals'),
    partnerId: reference('partners'),
    items: list(code(CONSENT_ITEMS), CONSENT_ITEMS.length),
    consentId: reference('consents'),
    issues: set(key()),
    contactName: line(),
    contactReach: line(),
    /** When and by whom it was let go; it is handed over as soon as the consent for it is there. */
    releasedAt: instant(),
    releasedBy: person(),
    /** Who sees to it by now, once that is somebody else than who let it go. */
    owner: person(),
    /** The code that was allotted to the device beforehand. */
    codeId: reference('referralCodes'),
    /** When the slip was given to the company or the recipient on paper. */
    slipGivenAt: instant(),
    phoneState: code(RECIPIENT_STATES),
    phoneAt: instant(),
    /** Who at the institution said it. */
    phoneFrom: line(),
    phoneReason: code(DECLINE_REASONS),
    phoneOnwardTo: line(),
    phoneText: text(),
    endedAs: code(['revoked', 'enteredInError']),
    endedAt: instant(),
    endedBy: person(),
    endedReason: line(),
    /** Whether it helped, in the company's own judgement. */
    companyWord: code(['helped', 'partly', 'notHelped']),
    companyWordAt: instant(),
    companyWordText: text(),
    companyWordWay: code(['page', 'telephone']),
    companyWordFrom: line(),
    closedAt: instant(),
    closedBy: person(),
    closingNote: text(),
    sentAt: instant(),
    waitsFor: code(WAITS),
    declineReason: code(DECLINE_REASONS),
    onwardTo: line(),
    answeredBy: line(),
    answerWay: code(ANSWER_WAYS),
    answerTakenBy: person(),
    /** When the consent was withdrawn under which it was handed over. */
    withdrawnAt: instant(),
    /** A paper that was handed over after a withdrawal of which the device did not know. */
    lateSlip: object({ handedOverAt: required(instant()), withdrawnAt: required(instant()) }),
    /** What became of it, in the order in which the server learnt of it. */
    history: map(
      object({
        state: required(code(['sent', ...RECIPIENT_STATES])),
        at: required(instant()),
        way: code(ANSWER_WAYS),
        from: line(),
        takenBy: person(),
        text: text(),
        /** It was told by telephone when it did not fit any more. */
        isLate: flag(),
      }),
    ),
  },
  groups: {
    status: [
      'status',
      'statusAt',
      'statusReason',
      'declineReason',
      'onwardTo',
      'answeredBy',
      'answerWay',
      'answerTakenBy',
    ],
    consent: ['consentGiven', 'consentAt', 'consentScope'],
    handOver: ['partnerId', 'partner', 'items', 'consentId', 'releasedAt', 'releasedBy'],
    telephone: ['phoneState', 'phoneAt', 'phoneFrom', 'phoneReason', 'phoneOnwardTo', 'phoneText'],
    ending: ['endedAs', 'endedAt', 'endedBy', 'endedReason'],
    companyWord: ['companyWord', 'companyWordAt', 'companyWordText', 'companyWordWay', 'companyWordFrom'],
    closing: ['closedAt', 'closedBy', 'closingNote'],
  },
  indices: ['accountId', 'leadId', 'partnerId'],
  signatures: ['releasedBy', 'endedBy', 'closedBy'],
  serverOnly: [
    'status',
    'statusAt',
    'statusReason',
    'declineReason',
    'onwardTo',
    'answeredBy',
    'answerWay',
    'answerTakenBy',
    'sentAt',
    'waitsFor',
    'withdrawnAt',
    'lateSlip',
    'history',
  ],
  keptByErasure: [
    'accountId',
    'partner',
    'partnerId',
    'status',
    'statusAt',
    'sentAt',
    'endedAs',
    'companyWord',
  ],
});

export type Referral = FieldsOf<typeof referrals>;
