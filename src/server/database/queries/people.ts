import type { Instant } from '#domain/canonical/dates.ts';
import type { DialectName } from '#server/database/connect.ts';
import type { Queries } from '#server/database/schema.ts';

/** Someone who can sign in; their place in the centre is their staff entry. */
export interface User {
  id: string;
  centreId: string;
  name: string;
  email: string;
}

/** Adds someone who can sign in once they have a password; false when the address is taken, in whichever centre. */
export async function insertUser(
  db: Queries,
  dialect: DialectName,
  user: User & { createdAt: Instant },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('users')
    .values({
      id: user.id,
      centre_id: user.centreId,
      name: user.name,
      email: user.email,
      // SQLite has no booleans, and its driver refuses them.
      email_verified: dialect === 'postgres' ? true : 1,
      image: null,
      created_at: user.createdAt,
      updated_at: user.createdAt,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Someone who can sign in, by their id, in whichever centre. */
export async function findUser(db: Queries, userId: string): Promise<User | undefined> {
  return db
    .selectFrom('users')
    .select(['id', 'centre_id as centreId', 'name', 'email'])
    .where('id', '=', userId)
    .executeTakeFirst();
}

/** The sign-in name only; the staff entry is `updateStaff`. */
export async function renameUser(db: Queries, userId: string, name: string): Promise<void> {
  await db.updateTable('users').set({ name }).where('id', '=', userId).execute();
}

/** Gives a person a password, or another one; `credentialId` is used for a first one. */
export async function setPasswordHash(
  db: Queries,
  password: { userId: string; hash: string; credentialId: string; at: Instant },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('credentials')
    .set({ password: password.hash, updated_at: password.at })
    .where('user_id', '=', password.userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await db
    .insertInto('credentials')
    .values({
      id: password.credentialId,
      account_id: password.userId,
      provider_id: 'credential',
      user_id: password.userId,
      password: password.hash,
      created_at: password.at,
      updated_at: password.at,
    })
    .execute();
}

/** Signs a person out everywhere; a device that was revoked stays known as such. */
export async function deleteSessions(db: Queries, userId: string): Promise<void> {
  await db.deleteFrom('sessions').where('user_id', '=', userId).where('revoked_at', 'is', null).execute();
}

/** Ends the session of a token, in whichever centre. */
export async function deleteSessionOf(db: Queries, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('token', '=', token).execute();
}

/** Forgets sessions that had expired at a time. */
export async function deleteExpiredSessions(db: Queries, now: Instant): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute();
}

/** Notes that a person uses the product. */
export async function noteSeen(db: Queries, userId: string, at: Instant): Promise<void> {
  await db.updateTable('users').set({ last_seen_at: at }).where('id', '=', userId).execute();
}

/** The addresses of a centre's people and when each was last seen. */
export async function listContactDetails(
  db: Queries,
  centreId: string,
): Promise<Map<string, { email: string; lastSeenAt: Instant | null }>> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'email', 'last_seen_at'])
    .where('centre_id', '=', centreId)
    .execute();
  return new Map(rows.map(({ id, email, last_seen_at: lastSeenAt }) => [id, { email, lastSeenAt }]));
}

/** A signed-in device. */
export interface StoredSession {
  id: string;
  userAgent: string;
  lastSeenAt: Instant;
}

/** A person's devices that are signed in at a time, the last seen first. */
export async function listSessions(db: Queries, userId: string, now: Instant): Promise<StoredSession[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'user_agent', 'updated_at'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .orderBy('updated_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.user_agent ?? '',
    lastSeenAt: new Date(row.updated_at).toISOString(),
  }));
}

/**
 * Signs one of a person's devices out for good: the session stays, so that the device can be told.
 * False when it is not theirs or no longer signed in.
 */
export async function revokeSession(
  db: Queries,
  userId: string,
  sessionId: string,
  at: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ revoked_at: at })
    .where('user_id', '=', userId)
    .where('id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
