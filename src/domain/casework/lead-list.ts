import { foldText } from '#domain/canonical/text.ts';
import { isLeadOver } from './lead-transitions.ts';
import { LEAD_STATUSES, type Lead } from '#domain/records/lead.ts';
import type { Recorded } from './recorded.ts';

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
}

/**
 * The leads that pass a filter, the newest first. Every word typed has to occur in the
 * company's or the contact's name, the telephone number, the address or what it is about.
 *
 * @param me the user whose leads are "mine".
 */
export function listLeads<L extends Recorded<Lead>>(
  leads: readonly L[],
  { text, state, owner }: LeadFilter,
  me: string,
): L[] {
  const terms = text.split(/\s+/).map(foldText).filter(Boolean);
  return (
    leads
      .filter(
        ({ fields }) => isInState(fields, state) && isOwned(fields, owner, me) && hasTerms(fields, terms),
      )
      // Ids begin with the time of their making.
      .sort((left, right) => (left.id < right.id ? 1 : -1))
  );
}

function isInState(lead: Partial<Lead>, state: LeadState): boolean {
  if (state === 'all') return true;
  return state === 'open' ? !isLeadOver(lead) : (lead.status ?? 'new') === state;
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
