import type { FastifyInstance } from 'fastify';
import type { Role } from '#domain/access/permissions.ts';
import type { CreatedPerson, Person } from '#protocol/session.ts';
import { audit } from '#server/journal/audit.ts';
import { issueLink } from '#server/auth/one-time-links.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import { voidLinks } from '#server/database/queries/one-time-links.ts';
import {
  deleteSessions,
  insertUser,
  listContactDetails,
  renameUser,
} from '#server/database/queries/people.ts';
import type { Queries } from '#server/database/schema.ts';
import {
  countActiveStaff,
  findStaff,
  insertStaff,
  listStaff,
  updateStaff,
  type StaffEntry,
} from '#server/database/queries/staff.ts';
import { Problem } from '#server/http/problem.ts';
import { newStaffEntry } from './staff-entry.ts';
import { refreshStaffDocument, toStaffMember } from './staff-document.ts';

/** The administrator who acts. */
interface Actor {
  centreId: string;
  userId: string;
}

/** Everyone of a centre as administrators see them. */
export async function listPeople(db: Queries, centreId: string): Promise<Person[]> {
  const details = await listContactDetails(db, centreId);
  return (await listStaff(db, centreId)).map((entry) => toPerson(entry, details.get(entry.userId)));
}

function toPerson(
  entry: StaffEntry,
  details: { email: string; lastSeenAt: string | null } | undefined,
): Person {
  return { ...toStaffMember(entry), email: details?.email ?? '', lastSeenAt: details?.lastSeenAt ?? null };
}

async function getPerson(db: Queries, centreId: string, userId: string): Promise<Person> {
  const person = (await listPeople(db, centreId)).find((each) => each.userId === userId);
  if (!person) throw new Problem('not-found');
  return person;
}

/**
 * Takes a person into the centre. They sign in once they have set a password
 * through the link.
 *
 * @throws Problem `email-taken`.
 */
export async function createPerson(
  { database, clock, config }: FastifyInstance,
  actor: Actor,
  input: { email: string; name: string; role: Role; expertise: string[]; areas?: string[] | undefined },
): Promise<CreatedPerson> {
  return database.db.transaction().execute(async (tx) => {
    const { centreId } = actor;
    const userId = newId(clock);
    const at = instantOf(clock);
    const isNew = await insertUser(tx, database.dialect, {
      id: userId,
      centreId,
      name: input.name,
      email: input.email,
      createdAt: at,
    });
    if (!isNew) throw new Problem('email-taken');
    const entry = newStaffEntry({
      centreId,
      userId,
      name: input.name,
      role: input.role,
      expertise: input.expertise,
      ...(input.areas && { areas: input.areas }),
    });
    await insertStaff(tx, { ...entry, createdAt: at });
    const link = await issueLink(
      tx,
      { publicUrl: config.publicUrl, clock },
      { centreId, purpose: 'set-password', userId, createdBy: actor.userId },
    );
    await audit(tx, clock, {
      centreId,
      by: actor.userId,
      action: 'people.create',
      subject: userId,
      detail: { role: input.role },
    });
    await refreshStaffDocument(tx, centreId, clock);
    return { person: await getPerson(tx, centreId, userId), link };
  });
}

/**
 * Changes a person's name, role, expertise, areas or whether they still belong to the
 * centre. Another role makes their devices start afresh; leaving has them cleared.
 *
 * @throws Problem `not-found`, `last-administrator`.
 */
export async function updatePerson(
  { database, clock }: FastifyInstance,
  actor: Actor,
  userId: string,
  changes: Partial<Pick<StaffEntry, 'name' | 'role' | 'expertise' | 'areas' | 'active'>>,
): Promise<Person> {
  return database.db.transaction().execute(async (tx) => {
    const { centreId } = actor;
    // Two administrators who dismiss each other at once must not both succeed.
    await lockCentre(tx, centreId);
    const before = await findStaff(tx, centreId, userId);
    if (!before) throw new Problem('not-found');
    const after = { ...before, ...changes };
    const isAccessChanged = after.role !== before.role || after.active !== before.active;
    await updateStaff(tx, { ...after, accessVersion: before.accessVersion + (isAccessChanged ? 1 : 0) });
    if ((await countActiveStaff(tx, centreId, 'administrator')) === 0)
      throw new Problem('last-administrator');
    if (after.name !== before.name) await renameUser(tx, userId, after.name);
    // A dismissed person's devices stay known, to be told so; whoever comes back signs in anew.
    if (after.active && !before.active) await deleteSessions(tx, userId);
    if (!after.active) {
      await voidLinks(tx, { centreId, purpose: 'set-password', userId }, instantOf(clock));
    }
    await audit(tx, clock, {
      centreId,
      by: actor.userId,
      action: 'people.update',
      subject: userId,
      detail: {
        fields: Object.keys(changes),
        ...(isAccessChanged
          ? {
              from: { role: before.role, active: before.active },
              to: { role: after.role, active: after.active },
            }
          : {}),
      },
    });
    await refreshStaffDocument(tx, centreId, clock);
    return getPerson(tx, centreId, userId);
  });
}

/**
 * A new link for setting a person's password, to be handed over by the
 * administrator; earlier ones stop working, the old password goes on until it is used.
 *
 * @throws Problem `not-found`, also for someone who has left.
 */
export async function issuePasswordLink(
  { database, clock, config }: FastifyInstance,
  actor: Actor,
  userId: string,
): Promise<CreatedPerson> {
  return database.db.transaction().execute(async (tx) => {
    const { centreId } = actor;
    const staff = await findStaff(tx, centreId, userId);
    if (!staff?.active) throw new Problem('not-found');
    const link = await issueLink(
      tx,
      { publicUrl: config.publicUrl, clock },
      { centreId, purpose: 'set-password', userId, createdBy: actor.userId },
    );
    await audit(tx, clock, { centreId, by: actor.userId, action: 'people.link', subject: userId });
    return { person: await getPerson(tx, centreId, userId), link };
  });
}
