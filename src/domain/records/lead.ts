import { defineCollection, type FieldsOf } from './definition.ts';
import {
  attribute,
  code,
  day,
  flag,
  instant,
  key,
  line,
  person,
  reference,
  required,
  set,
  text,
} from './field.ts';

export const LEAD_STATUSES = ['new', 'assigned', 'inProgress', 'won', 'closed'] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

/** Companies that wish to be supported. They are saved while they are typed and may still lack their words. */
export const leads = defineCollection({
  name: 'leads',
  version: 2,
  fields: {
    /** Absent while the company is not an account yet. */
    accountId: reference('accounts'),
    companyName: required(line()),
    contactName: line(),
    contactPhone: line(),
    contactEmail: line(),
    municipality: attribute(),
    about: text(),
    issues: set(key()),
    preferredWay: line(),
    preferredTime: line(),
    urgency: code(['now', 'withinYear']),
    source: required(code(['visit', 'survey', 'phone', 'other'])),
    visitId: reference('visits'),
    responseId: reference('responses'),
    consentGiven: flag(),
    consentAt: instant(),
    consentScope: line(),
    status: required(code(LEAD_STATUSES)),
    statusAt: instant(),
    statusReason: line(),
    assignedTo: person(),
    assignedAt: instant(),
    dueDate: day(),
    /** Who took it down; absent on those that came without a person. */
    registeredBy: person(),
    /** An open lead of the same company that was there when this one came; whoever takes it up decides. */
    possibleDuplicateOf: reference('leads'),
    /** The earlier lead of the same company in which this one goes on. */
    joinedTo: reference('leads'),
  },
  groups: {
    status: ['status', 'statusAt', 'statusReason'],
    assignment: ['assignedTo', 'assignedAt'],
    consent: ['consentGiven', 'consentAt', 'consentScope'],
  },
  indices: ['accountId', 'status'],
  signatures: ['registeredBy'],
  rules: [
    {
      code: 'assigned-without-person',
      isBroken: ({ status, assignedTo }) => (status === 'assigned' || status === 'inProgress') && !assignedTo,
    },
  ],
  keptByErasure: ['accountId', 'source', 'urgency', 'status', 'statusAt', 'assignedTo', 'registeredBy'],
});

export type Lead = FieldsOf<typeof leads>;
