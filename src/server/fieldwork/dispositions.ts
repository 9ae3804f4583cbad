import type { FastifyInstance } from 'fastify';
import { tokyoDate, tokyoInstant } from '#domain/canonical/dates.ts';
import { NOTED_EVENTS } from '#domain/fieldwork/history/unit-event.ts';
import type {
  DispositionResult,
  DispositionRow,
  Dispositions,
  DispositionsReply,
} from '#protocol/unit-history.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import {
  appendUnitEvents,
  findUnitEvents,
  listHoldingEvents,
  type StoredUnitEvent,
} from '#server/database/queries/unit-events.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { describeUnits } from '#server/surveys/unit-directory.ts';
import { findCodeOwners, type CodeOwner } from './find-units.ts';

/**
 * Notes what a list says became of units, or tells what noting it would come to. What has been
 * noted of a unit on the day already is not noted again: a list that was written from the same
 * histories changes nothing. @throws Problem `not-found` without such a survey.
 */
export async function noteDispositions(
  app: FastifyInstance,
  { centreId, userId, surveyId }: { centreId: string; userId: string; surveyId: string },
  { isDryRun, rows }: Dispositions,
): Promise<DispositionsReply> {
  const { database, clock } = app;
  return database.db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    if (!(await findSurvey(tx, centreId, surveyId))) throw new Problem('not-found');
    const texts = rows.map(({ unit }) => unit);
    // What is the id of a unit is not read as a code.
    const described = await describeUnits(tx, centreId, [...new Set(texts)]);
    const codes = texts.filter((text) => !described.has(text));
    const owners = await findCodeOwners(app, tx, { centreId, surveyId }, codes);
    const ownerOf = ({ unit }: DispositionRow): CodeOwner =>
      described.has(unit) ? { unitId: unit } : (owners.get(unit) ?? { fault: 'unknown' });
    const unitIds = [
      ...new Set(
        rows.flatMap((row) => {
          const owner = ownerOf(row);
          return 'unitId' in owner ? [owner.unitId] : [];
        }),
      ),
    ];
    const holding = await listHoldingEvents(tx, centreId, surveyId, NOTED_EVENTS, { unitIds });
    const names = await describeUnits(tx, centreId, unitIds);
    const known = await findUnitEvents(
      tx,
      centreId,
      rows.map(({ id }) => id),
    );
    const noted = new Set(
      [...holding].flatMap(([unitId, events]) =>
        events.map(({ event, at }) => `${unitId} ${event} ${tokyoDate(at)}`),
      ),
    );
    const notedAt = instantOf(clock);
    const today = tokyoDate(notedAt);
    const added: StoredUnitEvent[] = [];

    const take = (row: DispositionRow): { result: DispositionResult; unitId: string | null } => {
      const owner = ownerOf(row);
      if ('fault' in owner) return { result: owner.fault, unitId: null };
      const { unitId } = owner;
      const { id, event, on, detail } = row;
      if (on > today) return { result: 'inFuture', unitId };
      const key = `${unitId} ${event} ${on}`;
      if (noted.has(key) || known.has(id)) return { result: 'same', unitId };
      noted.add(key);
      const at = on === today ? notedAt : tokyoInstant(on, '12:00');
      const origin = { centreId, surveyId, unitId, by: userId, channel: 'list' as const, lotId: null };
      added.push({ ...origin, id, event, at, detail, undoes: null, notedAt });
      return { result: 'new', unitId };
    };

    const results = rows.map((row) => {
      const { result, unitId } = take(row);
      return { row: row.row, result, name: unitId === null ? '' : (names.get(unitId)?.name ?? '') };
    });
    if (!isDryRun) {
      await appendUnitEvents(tx, added);
      const detail = { rows: rows.length, noted: added.length };
      const action = 'surveys.dispositions';
      await audit(tx, clock, { centreId, by: userId, action, subject: surveyId, detail });
    }
    return { results };
  });
}
