import type { FastifyInstance } from 'fastify';
import type { UnitOutcomeRequest } from '#protocol/surveys.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import { appendUnitEvent } from '#server/database/queries/unit-events.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { describeUnits } from './unit-directory.ts';

/** Notes what became of a unit. @throws Problem `not-found` without such a survey or unit. */
export async function noteUnitOutcome(
  { database, clock }: FastifyInstance,
  { centreId, userId }: { centreId: string; userId: string },
  { surveyId, accountId }: { surveyId: string; accountId: string },
  { outcome }: UnitOutcomeRequest,
): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    const units = await describeUnits(tx, centreId, [accountId]);
    if (!(await findSurvey(tx, centreId, surveyId)) || !units.has(accountId)) throw new Problem('not-found');
    const event = { id: newId(clock), outcome, notedAt: instantOf(clock), notedBy: userId };
    await appendUnitEvent(tx, { centreId, surveyId, unitId: accountId, ...event });
    const detail = { accountId, outcome };
    await audit(tx, clock, { centreId, by: userId, action: 'surveys.outcome', subject: surveyId, detail });
  });
}
