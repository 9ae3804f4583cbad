import type { FastifyInstance } from 'fastify';
import { tokyoDate, tokyoInstant } from '#domain/canonical/dates.ts';
import { eventOfOutcome } from '#domain/fieldwork/history/unit-event.ts';
import type { UnitOutcomeRequest } from '#protocol/surveys.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import { appendUnitEvents } from '#server/database/queries/unit-events.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { describeUnits } from './unit-directory.ts';

/** Notes what became of a unit. @throws Problem `not-found` without such a survey or unit. */
export async function noteUnitOutcome(
  { database, clock }: FastifyInstance,
  { centreId, userId }: { centreId: string; userId: string },
  { surveyId, accountId }: { surveyId: string; accountId: string },
  { outcome, id = newId(clock), on, detail = '' }: UnitOutcomeRequest,
): Promise<void> {
  await database.db.transaction().execute(async (tx) => {
    const described = await describeUnits(tx, centreId, [accountId]);
    if (!(await findSurvey(tx, centreId, surveyId)) || !described.has(accountId))
      throw new Problem('not-found');
    const notedAt = instantOf(clock);
    // Of a day in the past only the day is known.
    const at = on === undefined || on >= tokyoDate(notedAt) ? notedAt : tokyoInstant(on, '12:00');
    const origin = { centreId, surveyId, unitId: accountId, by: userId, lotId: null, undoes: null };
    const event = eventOfOutcome(outcome);
    await appendUnitEvents(tx, [{ ...origin, id, event, at, channel: 'screen', detail, notedAt }]);
    await audit(tx, clock, {
      centreId,
      by: userId,
      action: 'surveys.outcome',
      subject: surveyId,
      detail: { accountId, outcome },
    });
  });
}
