import type { FastifyInstance } from 'fastify';
import { isAllowed, type Role } from '#domain/access/permissions.ts';
import { tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import { computeUnitState } from '#domain/fieldwork/survey-units.ts';
import { endsContact, type UnitOutcome } from '#domain/fieldwork/unit-outcomes.ts';
import type {
  InvitationBatch,
  InvitationBatchRequest,
  SampledAddress,
  SurveyUnit,
  SurveyUnitList,
} from '#protocol/surveys.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import {
  listInvitedUnits,
  listLatestInvitations,
  type InvitedUnitTimes,
  type StoredInvitation,
} from '#server/database/queries/invitations.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import type { Queries } from '#server/database/schema.ts';
import { listUnitOutcomes } from '#server/database/queries/unit-events.ts';
import { listAnswerChannels } from '#server/database/queries/submitted-responses.ts';
import { listSampledUnits, type SampledFrameUnit } from '#server/database/queries/survey-units.ts';
import { findSurvey, type StoredSurvey } from '#server/database/queries/surveys.ts';
import { toFrameUnit } from '#server/frames/frame-units.ts';
import { Problem } from '#server/http/problem.ts';
import { insertWithCodes, newInvitation, toInvitation } from './invitation-codes.ts';
import { mapToCompanies, mapToSampled, mergeByUnit, mergeTimes, type UnitOf } from './sampled-units.ts';
import { describeUnits } from './unit-directory.ts';

/** Who keeps the survey's units. */
interface Actor {
  centreId: string;
  userId: string;
}

/** How far each unit of a survey has come. @throws Problem `not-found` without such a survey. */
export async function listUnits(
  { database: { db } }: FastifyInstance,
  { centreId, role }: { centreId: string; role: Role },
  surveyId: string,
): Promise<SurveyUnitList> {
  await getSurvey(db, centreId, surveyId);
  const isOffice = isAllowed(role, 'responses.settle');
  const [pointers, sampled] = await Promise.all([
    listMergePointers(db, centreId),
    listSampledUnits(db, centreId, surveyId),
  ]);
  const unitOf: UnitOf = (isOffice ? mapToSampled : mapToCompanies)(sampled, pointers);
  const [found, foundChannels, outcomes] = await Promise.all([
    listInvitedUnits(db, centreId, surveyId),
    listAnswerChannels(db, centreId, surveyId),
    listUnitOutcomes(db, centreId, surveyId, unitOf),
  ]);
  const byCode = new Map(mergeTimes(found, unitOf).map((times) => [times.unitId, times]));
  const channels = mergeByUnit(foundChannels, unitOf);
  const describe = (unitId: string): SurveyUnit =>
    describeUnit(unitId, byCode.get(unitId), channels.get(unitId) ?? null, outcomes.get(unitId));
  const ofSample = new Set(sampled.map((unit) => unit.unit_id));
  const accountIds = new Set([...byCode.keys(), ...channels.keys(), ...outcomes.keys()]);
  const units = [...accountIds].filter((unitId) => !ofSample.has(unitId)).map(describe);
  // As with the responses themselves: who settles what belongs together sees all.
  if (!isOffice) return { units: units.map(withoutAnswerTraces) };
  // Addresses of a list are the office's business alone.
  const addresses = sampled.map((unit) => ({ ...describe(unit.unit_id), address: toSampledAddress(unit) }));
  return { units: [...addresses, ...units] };
}

function toSampledAddress(unit: SampledFrameUnit): SampledAddress {
  const { fields, accountId, isGone } = toFrameUnit(unit);
  return { fields, accountId, isGone, listId: unit.list_id, position: unit.position, stratum: unit.stratum };
}

function describeUnit(
  accountId: string,
  code: InvitedUnitTimes | undefined,
  answered: SurveyUnit['channel'],
  noted: { outcome: UnitOutcome; notedAt: Instant } | undefined,
): SurveyUnit {
  const outcome = noted?.outcome ?? null;
  const state = computeUnitState(code, answered !== null, outcome);
  return {
    accountId,
    state,
    outcome,
    outcomeOn: dayOf(noted?.notedAt),
    issuedOn: dayOf(code?.issuedAt),
    openedOn: dayOf(code?.openedAt),
    answeredOn: dayOf(code?.answeredAt),
    channel: answered ?? (state === 'answered' ? 'link' : null),
  };
}

function dayOf(at: Instant | null | undefined): PlainDate | null {
  return at ? tokyoDate(at) : null;
}

function withoutAnswerTraces(unit: SurveyUnit): SurveyUnit {
  return unit.state === 'answered' ? { ...unit, openedOn: null, answeredOn: null, channel: null } : unit;
}

/**
 * Gives a code to each unit that has none in force (unless told not to), and the invitations
 * in force of all. To be written down.
 *
 * @throws Problem `not-found` without such a survey, `survey-closed` when there would be one to issue.
 */
export async function issueInvitations(
  app: FastifyInstance,
  { centreId, userId }: Actor,
  surveyId: string,
  { accountIds: given, issue = true }: InvitationBatchRequest,
): Promise<InvitationBatch> {
  const { database, clock, invitationKeys } = app;
  const accountIds = [...new Set(given)];
  return database.db.transaction().execute(async (tx) => {
    // Two people who issue at once give each unit one code, never two that work.
    if (issue) await lockCentre(tx, centreId);
    const survey = await getSurvey(tx, centreId, surveyId);
    const askable = await findAskable(tx, centreId, surveyId, accountIds);
    const latest = await listLatestInvitations(tx, centreId, surveyId, askable);
    const missing = issue ? askable.filter((id) => !isInForce(latest.get(id))) : [];
    if (missing.length > 0 && survey.status === 'closed') throw new Problem('survey-closed');
    const at = instantOf(clock);
    const drafts = missing.map((unitId) =>
      newInvitation(app, { centreId, surveyId, unitId, issuedAt: at, issuedBy: userId }, latest.get(unitId)),
    );
    const issued = await insertWithCodes(invitationKeys, tx, centreId, drafts);
    const inForce = new Map(
      [...latest.values(), ...issued].filter(isInForce).map((invitation) => [invitation.unitId, invitation]),
    );
    const detail = { issued: issued.length, shown: inForce.size };
    await audit(tx, clock, { centreId, by: userId, action: 'invitations.batch', subject: surveyId, detail });
    return {
      invitations: accountIds
        .flatMap((id) => inForce.get(id) ?? [])
        .map((invitation) => toInvitation(app, invitation)),
      issued: issued.length,
      skipped: accountIds.filter((id) => !inForce.has(id)),
    };
  });
}

async function getSurvey(db: Queries, centreId: string, surveyId: string): Promise<StoredSurvey> {
  const survey = await findSurvey(db, centreId, surveyId);
  if (!survey) throw new Problem('not-found');
  return survey;
}

/** Of the given ids those of units that can be asked and are still to be written to, in their order. */
async function findAskable(
  db: Queries,
  centreId: string,
  surveyId: string,
  accountIds: readonly string[],
): Promise<string[]> {
  const units = await describeUnits(db, centreId, accountIds);
  const unitOf = mapToSampled(
    await listSampledUnits(db, centreId, surveyId),
    await listMergePointers(db, centreId),
  );
  const outcomes = await listUnitOutcomes(db, centreId, surveyId, unitOf);
  return accountIds.filter(
    (id) => units.get(id)?.mayBeAsked && !endsContact(outcomes.get(unitOf(id))?.outcome ?? null),
  );
}

function isInForce(invitation: StoredInvitation | undefined): invitation is StoredInvitation {
  return invitation !== undefined && invitation.revokedAt === null;
}
