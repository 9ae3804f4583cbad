import type { FastifyInstance } from 'fastify';
import { isAllowed, type Role } from '#domain/access/permissions.ts';
import type { Instant } from '#domain/canonical/dates.ts';
import { TIME_UNSAID, type Invitation } from '#protocol/surveys.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import {
  findLatestInvitation,
  listLatestInvitations,
  revokeInvitations,
  type StoredInvitation,
} from '#server/database/queries/invitations.ts';
import { listResponsesOf } from '#server/database/queries/submitted-responses.ts';
import { listHoldingEvents } from '#server/database/queries/unit-events.ts';
import { listRecords } from '#server/database/queries/records.ts';
import type { Queries } from '#server/database/schema.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import { Problem } from '#server/http/problem.ts';
import { insertWithCodes, newInvitation, toInvitation } from './invitation-codes.ts';
import { listIdsOfCompany } from './sampled-units.ts';
import { describeUnits } from './unit-directory.ts';

/** Who asks for a code. */
interface Actor {
  centreId: string;
  userId: string;
}

/** The company, or the address of a list, and the survey that a code is for. */
interface Unit {
  surveyId: string;
  accountId: string;
}

/**
 * Gives a unit a code; those that its company had before stop working. To be written down. Of a company that has answered a
 * second answer comes of it, which only who settles those may mean.
 *
 * @throws Problem `not-found` without such a survey or account, `survey-closed`, `unit-answered`.
 */
export async function issueInvitation(
  app: FastifyInstance,
  actor: Actor & { role: Role },
  unit: Unit,
): Promise<Invitation> {
  const { database, clock } = app;
  const { centreId, userId, role } = actor;
  return database.db.transaction().execute(async (tx) => {
    // Two people who issue at once get one code after the other, never two that work.
    await lockCentre(tx, centreId);
    const survey = await findSurvey(tx, centreId, unit.surveyId);
    if (!survey || !(await isUnit(tx, centreId, unit.accountId))) throw new Problem('not-found');
    if (survey.status === 'closed') throw new Problem('survey-closed');
    const answeredAt = isAllowed(role, 'responses.settle') ? undefined : await findAnswer(tx, centreId, unit);
    if (answeredAt !== undefined) throw new Problem('unit-answered');
    const key = { surveyId: unit.surveyId, unitId: unit.accountId };
    const latest = await findLatestInvitation(tx, centreId, key);
    const at = instantOf(clock);
    await revokeAll(tx, centreId, unit, at);
    const draft = newInvitation(app, { centreId, ...key, issuedAt: at, issuedBy: userId }, latest);
    const [invitation] = await insertWithCodes(app.invitationKeys, tx, centreId, [draft]);
    if (!invitation) throw new Error('no code was made');
    const detail = { surveyId: unit.surveyId, accountId: unit.accountId, generation: invitation.generation };
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'invitations.issue',
      subject: invitation.id,
      detail,
    });
    return toInvitation(app, invitation);
  });
}

/**
 * The code of a unit that is in force; that it was looked at is written down. Of a company that answered on another way, on
 * paper above all, it is an answered one.
 *
 * @throws Problem `not-found` when there is none, `unit-answered` when there is none and no need of one.
 */
export async function showInvitation(
  app: FastifyInstance,
  actor: Actor & { role: Role },
  unit: Unit,
): Promise<Invitation> {
  const { database, clock } = app;
  const { centreId, userId, role } = actor;
  return database.db.transaction().execute(async (tx) => {
    const invitation = await findInForce(tx, centreId, unit);
    const answeredAt = invitation?.answeredAt ?? (await findAnswer(tx, centreId, unit)) ?? null;
    if (!invitation) throw new Problem(answeredAt === null ? 'not-found' : 'unit-answered');
    const detail = { surveyId: unit.surveyId, accountId: unit.accountId };
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'invitations.show',
      subject: invitation.id,
      detail,
    });
    const shown = { ...toInvitation(app, invitation), accountId: unit.accountId, answeredAt };
    return isAllowed(role, 'responses.settle') ? shown : withoutTimeOfAnswer(shown);
  });
}

/** Together with the responses of a day it would often tell which of the nameless ones is this company's. */
function withoutTimeOfAnswer(invitation: Invitation): Invitation {
  return invitation.answeredAt === null
    ? invitation
    : { ...invitation, openedAt: null, answeredAt: TIME_UNSAID };
}

/** Takes the codes of a unit's company back. @throws Problem `not-found` when none is in force. */
export async function revokeInvitation(
  { database, clock }: FastifyInstance,
  actor: Actor,
  unit: Unit,
): Promise<void> {
  const { centreId, userId } = actor;
  await database.db.transaction().execute(async (tx) => {
    const invitation = await findInForce(tx, centreId, unit);
    if (!invitation) throw new Problem('not-found');
    await revokeAll(tx, centreId, unit, instantOf(clock));
    const detail = { surveyId: unit.surveyId, accountId: unit.accountId };
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'invitations.revoke',
      subject: invitation.id,
      detail,
    });
  });
}

async function revokeAll(
  db: Queries,
  centreId: string,
  { surveyId, accountId }: Unit,
  at: Instant,
): Promise<void> {
  const unitIds = await listIdsOfCompany(db, centreId, { surveyId, unitId: accountId });
  await revokeInvitations(db, centreId, { surveyId, unitIds }, at);
}

/**
 * Of a company that was asked by a letter to its address, or as another of its records, that code is its code: a second
 * one beside it would be a second answer. The one that was answered with goes before, as it tells that nobody need ask.
 */
async function findInForce(
  db: Queries,
  centreId: string,
  { surveyId, accountId }: Unit,
): Promise<StoredInvitation | undefined> {
  const ids = await listIdsOfCompany(db, centreId, { surveyId, unitId: accountId });
  const latest = await listLatestInvitations(db, centreId, surveyId, ids);
  const inForce = ids.flatMap((id) => latest.get(id) ?? []).filter(({ revokedAt }) => revokedAt === null);
  return inForce.find(({ answeredAt }) => answeredAt !== null) ?? inForce[0];
}

/** When a unit's company answered, on whatever way, or its paper came in, which somebody is to key; `undefined` if it has not. */
async function findAnswer(
  db: Queries,
  centreId: string,
  { surveyId, accountId }: Unit,
): Promise<Instant | undefined> {
  const unitIds = await listIdsOfCompany(db, centreId, { surveyId, unitId: accountId });
  for (const unitId of unitIds) {
    const [response] = await listResponsesOf(db, centreId, { surveyId, unitId });
    if (response) return response.submittedAt ?? TIME_UNSAID;
  }
  const papers = await listHoldingEvents(db, centreId, surveyId, ['paperArrived'], { unitIds });
  return [...papers.values()].flat()[0]?.at;
}

/** Whether a code can be given to it; also to an archived company, which somebody who asks for one means. */
async function isUnit(db: Queries, centreId: string, unitId: string): Promise<boolean> {
  const [record] = await listRecords(db, centreId, [unitId]);
  if (!record) return (await describeUnits(db, centreId, [unitId])).get(unitId)?.mayBeAsked ?? false;
  if (record.collection !== 'accounts' || record.deletedAt !== null || record.erasedAt !== null) return false;
  return record.fields['mergedInto'] === undefined;
}
