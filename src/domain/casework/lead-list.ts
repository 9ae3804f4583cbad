import { daysBetween, tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import { foldText } from '#domain/canonical/text.ts';
import { isLeadOver } from './lead-transitions.ts';
import { LEAD_STATUSES, type Lead, type LeadStatus } from '#domain/records/lead.ts';
import { madeAtOf, type Recorded } from './recorded.ts';

/** What a list of leads is narrowed to by state: one state, those not over yet, or all. */
export const LEAD_STATES = ['open', ...LEAD_STATUSES, 'all'] as const;
export type LeadState = (typeof LEAD_STATES)[number];

/** Whose leads: everybody's, those one has or took down oneself, those that nobody has. */
export const LEAD_OWNERS = ['all', 'mine', 'unassigned'] as const;
export type LeadOwner = (typeof LEAD_OWNERS)[number];

export interface LeadFilter {
  /** As it was typed. */
  text: string;
  state: LeadState;
  owner: LeadOwner;
  /** A person who has it, by user id. */
  person?: string | undefined;
  issue?: string | undefined;
  municipality?: string | undefined;
  source?: Lead['source'] | undefined;
  urgency?: Lead['urgency'];
  /** The way in which the company wishes to be helped. */
  way?: string | undefined;
  /** At least so many days old. */
  age?: number | undefined;
}

/**
 * The leads that pass a filter, the newest first. Every word typed has to occur in the
 * company's or the contact's name, the telephone number, the address or what it is about.
 *
 * @param me the user whose leads are "mine".
 * @param now from which ages are counted; without it none is too young.
 */
export function listLeads<L extends Recorded<Lead>>(
  leads: readonly L[],
  filter: LeadFilter,
  me: string,
  now?: Instant,
): L[] {
  const { text, state, owner } = filter;
  const terms = text.split(/\s+/).map(foldText).filter(Boolean);
  return (
    leads
      .filter(
        ({ id, fields }) =>
          isInState(fields, state) &&
          isOwned(fields, owner, me) &&
          isWished(fields, filter) &&
          isOldEnough(id, filter.age, now) &&
          hasTerms(fields, terms),
      )
      // Ids begin with the time of their making.
      .sort((left, right) => (left.id < right.id ? 1 : -1))
  );
}

function isInState(lead: Partial<Lead>, state: LeadState): boolean {
  if (state === 'all') return true;
  return state === 'open' ? !isLeadOver(lead) : (lead.status ?? 'new') === state;
}

function isWished(
  lead: Partial<Lead>,
  { person, issue, municipality, source, urgency, way }: LeadFilter,
): boolean {
  const fits = (wanted: string | undefined, has: string | undefined): boolean => !wanted || wanted === has;
  return (
    fits(person, lead.assignedTo) &&
    fits(municipality, lead.municipality) &&
    fits(source, lead.source) &&
    fits(urgency, lead.urgency) &&
    fits(way, lead.preferredWay) &&
    (!issue || (lead.issues ?? []).includes(issue))
  );
}

function isOldEnough(id: string, age: number | undefined, now: Instant | undefined): boolean {
  if (age === undefined || now === undefined) return true;
  return daysBetween(tokyoDate(madeAtOf(id)), tokyoDate(now)) >= age;
}

/** The leads of each state, in the order of the states. */
export function groupByState<L extends Recorded<Lead>>(
  leads: readonly L[],
  states: readonly LeadStatus[],
): { state: LeadStatus; leads: L[] }[] {
  return states.map((state) => ({
    state,
    leads: leads.filter(({ fields }) => (fields.status ?? 'new') === state),
  }));
}

function isOwned({ assignedTo, registeredBy }: Partial<Lead>, owner: LeadOwner, me: string): boolean {
  if (owner === 'mine') return assignedTo === me || registeredBy === me;
  return owner === 'all' || assignedTo === undefined;
}

function hasTerms(lead: Partial<Lead>, terms: readonly string[]): boolean {
  if (terms.length === 0) return true;
  const { companyName = '', contactName = '', contactPhone = '', contactEmail = '', about = '' } = lead;
  const haystack = [
    companyName,
    contactName,
    contactPhone,
    contactPhone.replace(/\D/g, ''),
    contactEmail,
    about,
  ]
    .map(foldText)
    .join('\n');
  return terms.every((term) => haystack.includes(term));
}
