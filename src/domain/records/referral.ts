import { defineCollection, type FieldsOf } from './definition.ts';
import { code, filledLine, filledText, flag, instant, line, reference, required } from './field.ts';

/** Cases handed to partner institutions. */
export const referrals = defineCollection({
  name: 'referrals',
  version: 1,
  fields: {
    accountId: required(reference('accounts')),
    leadId: reference('leads'),
    partner: required(filledLine()),
    about: required(filledText()),
    status: required(code(['offered', 'accepted', 'declined', 'closed'])),
    statusAt: instant(),
    statusReason: line(),
    consentGiven: flag(),
    consentAt: instant(),
    consentScope: line(),
  },
  groups: {
    status: ['status', 'statusAt', 'statusReason'],
    consent: ['consentGiven', 'consentAt', 'consentScope'],
  },
  indices: ['accountId'],
  keptByErasure: ['accountId', 'partner', 'status', 'statusAt'],
});

export type Referral = FieldsOf<typeof referrals>;
