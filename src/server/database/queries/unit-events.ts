import type { Instant } from '#domain/canonical/dates.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { UnitOutcome } from '#domain/fieldwork/unit-outcomes.ts';
import type { Queries } from '#server/database/schema.ts';

/** What somebody noted of a unit; without an outcome, that what was noted before does not hold any more. */
export interface StoredUnitEvent {
  centreId: string;
  /** Later ones are greater. */
  id: string;
  surveyId: string;
  /** The account. */
  unitId: string;
  outcome: UnitOutcome | null;
  notedAt: Instant;
  notedBy: string;
}

/** Adds to a unit's history. */
export async function appendUnitEvent(db: Queries, event: StoredUnitEvent): Promise<void> {
  await db
    .insertInto('unit_events')
    .values({
      centre_id: event.centreId,
      event_id: event.id,
      survey_id: event.surveyId,
      unit_id: event.unitId,
      outcome: event.outcome,
      noted_at: event.notedAt,
      noted_by: event.notedBy,
    })
    .execute();
}

/** What holds of a survey's units, by unit, with when it was noted; units of which nothing holds are left out. */
export async function listUnitOutcomes(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<Map<string, { outcome: UnitOutcome; notedAt: Instant }>> {
  const rows = await db
    .selectFrom('unit_events')
    .select(['unit_id', 'outcome', 'noted_at'])
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .orderBy('unit_id')
    .orderBy('event_id')
    .execute();
  // The last of a unit comes last and stays.
  const last = new Map(rows.map((row) => [row.unit_id, row]));
  return new Map(
    [...last].flatMap(([unitId, { outcome, noted_at: notedAt }]) =>
      outcome === null ? [] : [[unitId, { outcome: outcome as UnitOutcome, notedAt }]],
    ),
  );
}

/**
 * What the accounts hold that a survey has asked at any time, or of which something was noted, by
 * their ids; deleted ones included. In one statement: thousands of ids would take longer to be
 * written into one than to be found.
 */
export async function listUnitFields(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<Map<string, JsonObject>> {
  const rows = await db
    .selectFrom('records')
    .select(['record_id', 'fields'])
    .where('centre_id', '=', centreId)
    .where('record_id', 'in', (units) =>
      units
        .selectFrom('invitations')
        .select('unit_id')
        .where('centre_id', '=', centreId)
        .where('survey_id', '=', surveyId)
        .union(
          units
            .selectFrom('unit_events')
            .select('unit_id')
            .where('centre_id', '=', centreId)
            .where('survey_id', '=', surveyId),
        ),
    )
    .execute();
  return new Map(rows.map((row) => [row.record_id, JSON.parse(row.fields) as JsonObject]));
}
