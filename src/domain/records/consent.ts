import { defineCollection, type FieldsOf } from './definition.ts';
import { code, filledLine, instant, line, list, person, reference, required, text } from './field.ts';

/** What of a company may be handed to somebody else, each item ticked by itself. */
export const CONSENT_ITEMS = ['company', 'address', 'contact', 'issues', 'about'] as const;
export type ConsentItem = (typeof CONSENT_ITEMS)[number];

/** The recipient of a consent to the centre's own use of contact data; all others are partners, by their ids. */
export const CENTRE_RECIPIENT = 'centre';
const MOST_RECIPIENTS = 20;

/**
 * That a company agreed to something, and that it took it back. Each is a row of its own that stands as it
 * was made: a withdrawal names what it withdraws and never erases that consent was given.
 */
export const consents = defineCollection({
  name: 'consents',
  version: 1,
  fields: {
    accountId: reference('accounts'),
    leadId: reference('leads'),
    act: required(code(['given', 'withdrawn'])),
    /** The consent that a withdrawal takes back. */
    withdraws: reference('consents'),
    /** The person at the company who said it. */
    who: line(),
    role: line(),
    /** The words that were read out, and which wording they are. */
    scope: text(),
    scopeVersion: line(),
    purpose: line(),
    items: list(code(CONSENT_ITEMS), CONSENT_ITEMS.length),
    /** Partners by id, or `centre`. */
    recipients: list(filledLine(), MOST_RECIPIENTS),
    /** The recipients as they were named to the company. */
    recipientNames: line(),
    method: code(['spoken', 'paper', 'online']),
    takenBy: required(person()),
    at: required(instant()),
    expiresAt: instant(),
    /** Why it was taken back, where that was said. */
    reason: text(),
  },
  indices: ['accountId', 'leadId', 'withdraws'],
  appendOnly: { by: 'takenBy' },
  keptByErasure: [
    'accountId',
    'leadId',
    'act',
    'withdraws',
    'items',
    'recipients',
    'method',
    'takenBy',
    'at',
    'expiresAt',
  ],
});

export type Consent = FieldsOf<typeof consents>;
