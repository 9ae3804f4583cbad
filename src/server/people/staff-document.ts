import type { StaffMember } from '#protocol/session.ts';
import { instantOf, type Clock } from '#server/journal/clock.ts';
import { putDocument } from '#server/database/queries/documents.ts';
import type { Queries } from '#server/database/schema.ts';
import { listStaff, type StaffEntry } from '#server/database/queries/staff.ts';

/** A person as colleagues see them. */
export function toStaffMember({ userId, name, role, expertise, areas, active }: StaffEntry): StaffMember {
  return { userId, name, role, expertise, ...(areas && { areas }), active };
}

/** Everyone of a centre as colleagues see them. */
export async function listStaffMembers(db: Queries, centreId: string): Promise<StaffMember[]> {
  return (await listStaff(db, centreId)).map(toStaffMember);
}

/** Writes the directory that devices keep anew; belongs to every transaction that changes people. */
export async function refreshStaffDocument(db: Queries, centreId: string, clock: Clock): Promise<void> {
  await putDocument(db, centreId, 'staff', await listStaffMembers(db, centreId), instantOf(clock));
}
