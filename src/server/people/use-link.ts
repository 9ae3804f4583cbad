import type { FastifyInstance } from 'fastify';
import { audit } from '#server/journal/audit.ts';
import { hashPassword } from '#server/auth/password-hash.ts';
import { findPasswordFault } from '#server/auth/password-rule.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { getCentre, updateCentre } from '#server/database/queries/centres.ts';
import {
  findUsableLink,
  markLinkUsed,
  voidLinks,
  type OneTimeLink,
} from '#server/database/queries/one-time-links.ts';
import {
  deleteSessions,
  findUser,
  insertUser,
  setPasswordHash,
  type User,
} from '#server/database/queries/people.ts';
import type { Queries } from '#server/database/schema.ts';
import { insertStaff } from '#server/database/queries/staff.ts';
import { hashToken } from '#server/auth/tokens.ts';
import { Problem } from '#server/http/problem.ts';
import { newStaffEntry } from './staff-entry.ts';
import { refreshStaffDocument } from './staff-document.ts';

/**
 * The link that a token opens.
 *
 * @throws Problem `link-unusable` when it was never given out, was used, or is too old.
 */
export async function getUsableLink(
  { database, clock }: FastifyInstance,
  token: string,
): Promise<OneTimeLink> {
  const link = await findUsableLink(database.db, hashToken(token), instantOf(clock));
  if (!link) throw new Problem('link-unusable');
  return link;
}

/** Whose password a link sets. */
export async function getLinkUser({ database }: FastifyInstance, link: OneTimeLink): Promise<User> {
  const user = link.userId === null ? undefined : await findUser(database.db, link.userId);
  if (!user) throw new Problem('link-unusable');
  return user;
}

/**
 * Makes the first administrator of a centre and gives the centre its name.
 *
 * @throws Problem `password-too-short`, `password-too-common`, `email-taken`, `link-unusable`.
 */
export async function createFirstAdministrator(
  app: FastifyInstance,
  link: OneTimeLink,
  input: { email: string; password: string; name: string; centreName: string },
): Promise<void> {
  const { database, clock } = app;
  const passwordHash = await hashAcceptablePassword(input.password, [
    input.email,
    input.name,
    input.centreName,
  ]);
  await database.db.transaction().execute(async (tx) => {
    const { centreId } = link;
    const userId = newId(clock);
    await useUp(app, tx, link);
    await voidLinks(tx, link, instantOf(clock));
    const createdAt = instantOf(clock);
    const isNew = await insertUser(tx, database.dialect, {
      id: userId,
      centreId,
      name: input.name,
      email: input.email,
      createdAt,
    });
    if (!isNew) throw new Problem('email-taken');
    await setPasswordHash(tx, { userId, hash: passwordHash, credentialId: newId(clock), at: createdAt });
    const entry = newStaffEntry({ centreId, userId, name: input.name, role: 'administrator', expertise: [] });
    await insertStaff(tx, { ...entry, createdAt });
    await updateCentre(tx, centreId, { name: input.centreName });
    await audit(tx, clock, { centreId, by: null, action: 'centre.found', subject: userId });
    await refreshStaffDocument(tx, centreId, clock);
  });
}

/**
 * Sets a person's password and signs them out wherever the old one was used.
 *
 * @throws Problem `password-too-short`, `password-too-common`, `link-unusable`.
 */
export async function setPassword(
  app: FastifyInstance,
  link: OneTimeLink,
  user: User,
  password: string,
): Promise<void> {
  const { database, clock } = app;
  const centre = await getCentre(database.db, link.centreId);
  const passwordHash = await hashAcceptablePassword(password, [user.email, user.name, centre.name]);
  await database.db.transaction().execute(async (tx) => {
    await useUp(app, tx, link);
    await setPasswordHash(tx, {
      userId: user.id,
      hash: passwordHash,
      credentialId: newId(clock),
      at: instantOf(clock),
    });
    await deleteSessions(tx, user.id);
    await audit(tx, clock, {
      centreId: link.centreId,
      by: user.id,
      action: 'password.set',
      subject: user.id,
    });
  });
}

async function hashAcceptablePassword(password: string, ownWords: string[]): Promise<string> {
  const fault = findPasswordFault(password, ownWords);
  if (fault) throw new Problem(fault);
  return hashPassword(password);
}

async function useUp({ clock }: FastifyInstance, db: Queries, link: OneTimeLink): Promise<void> {
  if (!(await markLinkUsed(db, link, instantOf(clock)))) throw new Problem('link-unusable');
}
