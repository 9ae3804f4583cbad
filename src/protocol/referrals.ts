import * as v from 'valibot';
import type { Instant } from '#domain/canonical/dates.ts';
import type { ReferralContent } from '#domain/casework/referral-content.ts';
import type { ReferralState } from '#domain/casework/referral-states.ts';
import type { ConsentItem } from '#domain/records/consent.ts';
import { DECLINE_REASONS, RECIPIENT_STATES } from '#domain/records/referral.ts';

/** Where the page of a referral's recipient and the page for the company's word begin. */
export const REFERRAL_PREFIX = '/r/';
export const WORD_PREFIX = '/h/';

/** How many pairs of codes a device is allotted beforehand. */
export const CODES_PER_DEVICE = 20;

const ID_LENGTH_LIMIT = 64;
const LINE_LIMIT = 200;
const TEXT_LIMIT = 2000;

/** What a device asks for codes with. */
export const allotCodesSchema = v.strictObject({
  deviceId: v.pipe(v.string(), v.minLength(1), v.maxLength(ID_LENGTH_LIMIT)),
});

/** A pair of codes in their printed form. */
export interface ReferralCodePair {
  id: string;
  /** Opens the recipient's page once the referral was handed over. */
  partner: string;
  /** Opens the page for the company's word. */
  company: string;
}

/** What a recipient answers. */
export const recipientAnswerSchema = v.object({
  state: v.picklist(RECIPIENT_STATES),
  reason: v.optional(v.picklist(DECLINE_REASONS)),
  onwardTo: v.optional(v.pipe(v.string(), v.maxLength(LINE_LIMIT))),
  from: v.optional(v.pipe(v.string(), v.maxLength(LINE_LIMIT))),
  text: v.optional(v.pipe(v.string(), v.maxLength(TEXT_LIMIT))),
});
export type RecipientAnswerInput = v.InferOutput<typeof recipientAnswerSchema>;

/** What a company says of whether it helped. */
export const companyWordSchema = v.object({
  word: v.picklist(['helped', 'partly', 'notHelped']),
  from: v.optional(v.pipe(v.string(), v.maxLength(LINE_LIMIT))),
  text: v.optional(v.pipe(v.string(), v.maxLength(TEXT_LIMIT))),
});
export type CompanyWordInput = v.InferOutput<typeof companyWordSchema>;

/** One hand-over as it is told to the company that asks. */
export interface CompanyProvision {
  at: Instant;
  /** The recipient as it was named to the company. */
  recipient: string;
  /** Who of the centre let it go, by name; null where that is not known. */
  person: string | null;
  items: ConsentItem[];
  consentId: string;
  referralId: string;
}

/** What was handed over of a company, the latest first. */
export interface CompanyProvisions {
  provisions: CompanyProvision[];
}

/** A referral as its recipient's people see it: what was agreed to and what they answered. */
export interface ReferredCase {
  id: string;
  state: ReferralState;
  sentAt: Instant;
  statusAt: Instant;
  partner: string;
  content: ReferralContent;
  withheld: ConsentItem[];
  /** What may be answered now. */
  moves: ReferralState[];
}
