import { watchAttachments } from './arrived-files.ts';
import type { Consequence } from './consequence.ts';
import { watchCorrections } from './recount.ts';
import { watchDuplicates } from './duplicates.ts';
import { watchMergeCycles } from './merge-cycles.ts';
import { watchReferrals } from './hand-overs.ts';
import { watchLeads } from './repeated-leads.ts';
import { watchMeetings } from './taken-back-meetings.ts';

/**
 * Everything that follows from a push, each made anew for one push. They follow in this
 * order, each upon what the ones before it have changed: first which records are one company, then which of a
 * company's responses count, for one that does not is not recounted by its answers; leads
 * attachments, referrals and meetings depend on neither.
 */
export const CONSEQUENCES: readonly (() => Consequence)[] = [
  watchMergeCycles,
  watchDuplicates,
  watchCorrections,
  watchLeads,
  watchAttachments,
  watchReferrals,
  watchMeetings,
];
