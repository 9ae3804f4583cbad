import { tokyoDate, type PlainDate } from '#domain/canonical/dates.ts';
import { addWorkingDays } from '#domain/canonical/working-days.ts';
import type { Lead } from '#domain/records/lead.ts';
import { isLeadOver } from './lead-transitions.ts';
import { madeAtOf, type Recorded } from './recorded.ts';

/** The day by which a company hears of its lead. */
export interface LeadDue {
  date: PlainDate;
  /** Whether it follows from the centre's setting, since nobody has set one. */
  isAutomatic: boolean;
}

/**
 * By when a lead is due: the day that somebody set, else the centre's number of working days after it came.
 * Nothing for one that is over, or where the centre has set none.
 */
export function findLeadDue(
  { id, fields }: Recorded<Lead>,
  leadDays: number | undefined,
): LeadDue | undefined {
  if (isLeadOver(fields)) return undefined;
  if (fields.dueDate !== undefined) return { date: fields.dueDate, isAutomatic: false };
  if (leadDays === undefined) return undefined;
  return { date: addWorkingDays(tokyoDate(madeAtOf(id)), leadDays), isAutomatic: true };
}
