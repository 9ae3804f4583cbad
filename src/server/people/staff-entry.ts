import type { StaffEntry } from '#server/database/queries/staff.ts';

/** The staff entry of somebody who has just been taken into a centre. */
export function newStaffEntry(
  person: Pick<StaffEntry, 'centreId' | 'userId' | 'name' | 'role' | 'expertise' | 'areas'>,
): StaffEntry {
  return { ...person, active: true, accessVersion: 1, language: 'ja' };
}
