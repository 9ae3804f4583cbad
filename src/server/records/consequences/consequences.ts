import type { Consequence } from './consequence.ts';
import { watchCorrections } from './recount.ts';
import { watchDuplicates } from './duplicates.ts';
import { watchReferrals } from './hand-overs.ts';
import { watchLeads } from './repeated-leads.ts';

/**
 * Everything that follows from a push, each made anew for one push. They follow in this
 * order, each upon what the ones before it have changed: first it is decided which of a
 * company's responses count, for one that does not is not recounted by its answers; leads
 * and referrals depend on neither.
 */
export const CONSEQUENCES: readonly (() => Consequence)[] = [
  watchDuplicates,
  watchCorrections,
  watchLeads,
  watchReferrals,
];
