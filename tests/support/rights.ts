import type { Action, Role } from '#domain/access/permissions.ts';
import type { Collection } from '#domain/records/collections.ts';

/*
 * Who may do and see what, written by hand from what the people of a centre do (the table
 * "Who uses it" of the product, the README); never derived from the permission table that it
 * is held against. A right that is meant to change is changed in both, and in nothing else.
 */

/** What an action is, in words, and the roles that may do it. */
interface Right {
  what: string;
  roles: readonly Role[];
}

const EVERYONE: readonly Role[] = ['coordinator', 'office', 'manager', 'administrator', 'partner'];
/** Those who work at the centre. A partner institution is no part of it: it sees what is referred to it. */
const STAFF: readonly Role[] = ['coordinator', 'office', 'manager', 'administrator'];
/** The administrator may do what the office does: a small centre has one person for both. */
const OFFICE: readonly Role[] = ['office', 'administrator'];

/** An action without a row does not compile. */
export const RIGHTS: Record<Action, Right> = {
  'session.read': { what: 'see who is signed in', roles: EVERYONE },
  'documents.read': { what: 'carry the catalogue and the questionnaire', roles: EVERYONE },
  'devices.own': { what: 'see and sign out their own devices', roles: EVERYONE },
  'devices.watch': {
    what: 'see on whose devices records wait unsent, and since when',
    roles: ['manager', 'administrator'],
  },
  'staff.list': { what: 'see who works at the centre', roles: STAFF },
  'sync.pull': { what: "carry the centre's records", roles: STAFF },
  'sync.push': { what: 'record visits, answers, leads and next steps', roles: STAFF },
  'changes.handIn': {
    what: 'hand in what they recorded before their role changed, for the office to take in',
    roles: EVERYONE,
  },
  'surveys.read': { what: 'see the surveys and how far they have come', roles: STAFF },
  // A coordinator gives the company on the visit its code; the office sends them by post. A manager looks on.
  'invitations.issue': { what: 'give a company its code', roles: ['coordinator', ...OFFICE] },
  // For the gaps between issues and institutions; a coordinator sees only the companies that agreed.
  'wishes.tabulate': {
    what: 'see in tables what companies wish for that do not let their answers be seen',
    roles: ['manager', ...OFFICE],
  },
  'exports.see': { what: 'see who took which figures along, and when', roles: ['manager', ...OFFICE] },
  'management.see': {
    what: 'see whom the centre serves, whom not, and how much is open',
    roles: ['manager', ...OFFICE],
  },
  'centre.edit': { what: "write the centre's name and contact", roles: OFFICE },
  'accounts.import': { what: 'load lists of companies', roles: OFFICE },
  'changes.importForOthers': { what: 'take in what others recorded and could not send', roles: OFFICE },
  'catalogue.edit': { what: 'maintain the catalogue', roles: OFFICE },
  'surveys.edit': { what: 'set surveys up, open and close them', roles: OFFICE },
  'responses.settle': {
    what: 'decide between duplicate answers and give answers to companies',
    roles: OFFICE,
  },
  'referrals.code': { what: 'get codes for handing cases over', roles: ['coordinator', ...OFFICE] },
  'referrals.answer': {
    what: 'answer what was referred to their institution',
    roles: ['partner', 'administrator'],
  },
  'records.erase': { what: 'erase for privacy what is recorded of somebody', roles: ['administrator'] },
  'restores.see': { what: 'learn what a restore could not bring back', roles: ['administrator'] },
  'people.manage': {
    what: 'add people, change their roles, have them sign in anew',
    roles: ['administrator'],
  },
};

/** Who carries records on their devices and sees them: all who work at the centre, all collections. */
export const RECORD_KEEPERS: readonly Role[] = STAFF;

/**
 * Who records what. A manager looks on, gives leads to people, says what is to be done next, and makes tables
 * with all that belongs to them.
 */
const RECORDERS: readonly Role[] = ['coordinator', ...OFFICE];
export const RECORD_WRITERS: Record<Collection, readonly Role[]> = {
  accounts: RECORDERS,
  contacts: RECORDERS,
  visits: RECORDERS,
  responses: RECORDERS,
  referrals: RECORDERS,
  consents: RECORDERS,
  partners: OFFICE,
  attachments: RECORDERS,
  leads: STAFF,
  nextSteps: STAFF,
  savedTables: STAFF,
  weightings: STAFF,
  codingFrames: STAFF,
  codings: STAFF,
  exports: STAFF,
  decisions: STAFF,
  meetings: STAFF,
  establishmentCounts: STAFF,
};

/** Who carries which document: a partner institution those about programmes and questions, none about people and surveys. */
export const DOCUMENT_READERS: Record<string, readonly Role[]> = {
  'catalogue-2013': EVERYONE,
  'issue-links': EVERYONE,
  'problem-words': EVERYONE,
  questionnaire: EVERYONE,
  'questionnaire-sme-needs-1': EVERYONE,
  survey: STAFF,
  staff: STAFF,
};
