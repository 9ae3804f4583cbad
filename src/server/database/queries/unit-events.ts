import type { Instant } from '#domain/canonical/dates.ts';
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
