import type { Role } from '#domain/access/permissions.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import type { Language } from '#domain/canonical/language.ts';
import type { StaffMember } from '#protocol/session.ts';
import type { Queries, StaffTable } from '#server/database/schema.ts';
import type { Selectable } from 'kysely';

/** A person's place in a centre. */
export interface StaffEntry extends StaffMember {
  centreId: string;
  accessVersion: number;
  language: Language;
}

function toStaffEntry(row: Omit<Selectable<StaffTable>, 'created_at'>): StaffEntry {
  return {
    centreId: row.centre_id,
    userId: row.user_id,
    name: row.name,
    role: row.role,
    expertise: JSON.parse(row.expertise) as string[],
    ...withAreas(JSON.parse(row.areas) as string[]),
    active: row.active === 1,
    accessVersion: row.access_version,
    language: row.language,
  };
}

/** Who covers all of the region has no areas of their own. */
function withAreas(areas: string[]): { areas?: string[] } {
  return areas.length > 0 ? { areas } : {};
}

/** A person of a centre, also one who has left. */
export async function findStaff(
  db: Queries,
  centreId: string,
  userId: string,
): Promise<StaffEntry | undefined> {
  const row = await db
    .selectFrom('staff')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row && toStaffEntry(row);
}

/** Everyone of a centre, also those who have left, in the order of joining. */
export async function listStaff(db: Queries, centreId: string): Promise<StaffEntry[]> {
  const rows = await db
    .selectFrom('staff')
    .selectAll()
    .where('centre_id', '=', centreId)
    .orderBy('created_at')
    .orderBy('user_id')
    .execute();
  return rows.map(toStaffEntry);
}

/** Takes somebody who can sign in into a centre. */
export async function insertStaff(db: Queries, entry: StaffEntry & { createdAt: Instant }): Promise<void> {
  await db
    .insertInto('staff')
    .values({
      centre_id: entry.centreId,
      user_id: entry.userId,
      name: entry.name,
      role: entry.role,
      expertise: JSON.stringify(entry.expertise),
      areas: JSON.stringify(entry.areas ?? []),
      active: entry.active ? 1 : 0,
      access_version: entry.accessVersion,
      language: entry.language,
      created_at: entry.createdAt,
    })
    .execute();
}

/** Writes everything about a person but the time of joining. */
export async function updateStaff(db: Queries, entry: StaffEntry): Promise<void> {
  await db
    .updateTable('staff')
    .set({
      name: entry.name,
      role: entry.role,
      expertise: JSON.stringify(entry.expertise),
      areas: JSON.stringify(entry.areas ?? []),
      active: entry.active ? 1 : 0,
      access_version: entry.accessVersion,
      language: entry.language,
    })
    .where('centre_id', '=', entry.centreId)
    .where('user_id', '=', entry.userId)
    .execute();
}

/** How many active people of a centre have a role. */
export async function countActiveStaff(db: Queries, centreId: string, role: Role): Promise<number> {
  const { count } = await db
    .selectFrom('staff')
    .select((column) => column.fn.countAll<number | string>().as('count'))
    .where('centre_id', '=', centreId)
    .where('role', '=', role)
    .where('active', '=', 1)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Lets the devices of everyone of a centre who has one of the roles start afresh. */
export async function raiseAccessVersions(
  db: Queries,
  centreId: string,
  roles: readonly Role[],
): Promise<void> {
  await db
    .updateTable('staff')
    .set((column) => ({ access_version: column('access_version', '+', 1) }))
    .where('centre_id', '=', centreId)
    .where('role', 'in', roles)
    .execute();
}
