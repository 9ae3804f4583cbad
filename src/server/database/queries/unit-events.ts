import type { Selectable } from 'kysely';
import type { Instant, PlainDate } from '#domain/canonical/dates.ts';
import { findDays } from '#domain/canonical/days-of-instants.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import {
  computeOutcome,
  listHolding,
  OUTCOME_EVENTS,
  type UnitEvent,
  type UnitEventName,
} from '#domain/fieldwork/history/unit-event.ts';
import { ASKING_KINDS } from '#domain/fieldwork/lots/lot-kinds.ts';
import type { UnitOutcome } from '#domain/fieldwork/unit-outcomes.ts';
import type { Queries, UnitEventsTable } from '#server/database/schema.ts';

/** An entry of a unit's history. */
export interface StoredUnitEvent extends Omit<UnitEvent, 'at'> {
  centreId: string;
  surveyId: string;
  unitId: string;
  at: Instant;
  notedAt: Instant;
}

/** Rows per statement, see `appendChanges`. */
const ROWS_PER_INSERT = 200;

/** Adds to the history of units; those that are there already, by their ids, stay as they are. */
export async function appendUnitEvents(db: Queries, events: readonly StoredUnitEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += ROWS_PER_INSERT)
    await db
      .insertInto('unit_events')
      .values(events.slice(start, start + ROWS_PER_INSERT).map(toRow))
      .onConflict((conflict) => conflict.columns(['centre_id', 'event_id']).doNothing())
      .execute();
}

/** Entries by their ids. */
export async function findUnitEvents(
  db: Queries,
  centreId: string,
  ids: readonly string[],
): Promise<Map<string, StoredUnitEvent>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('unit_events')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('event_id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.event_id, fromRow(row)]));
}

/** Everything that was noted of a unit, what was undone included. */
export async function listUnitHistory(
  db: Queries,
  centreId: string,
  { surveyId, unitId }: { surveyId: string; unitId: string },
): Promise<StoredUnitEvent[]> {
  const rows = await db
    .selectFrom('unit_events')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('unit_id', '=', unitId)
    .execute();
  return rows.map(fromRow);
}

/** When the sample was drawn that a unit is in; undefined for one that is in none. */
export async function findSampledAt(
  db: Queries,
  centreId: string,
  { surveyId, unitId }: { surveyId: string; unitId: string },
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('survey_units')
    .innerJoin('survey_samples', (join) =>
      join
        .onRef('survey_samples.centre_id', '=', 'survey_units.centre_id')
        .onRef('survey_samples.survey_id', '=', 'survey_units.survey_id'),
    )
    .select('drawn_at')
    .where('survey_units.centre_id', '=', centreId)
    .where('survey_units.survey_id', '=', surveyId)
    .where('unit_id', '=', unitId)
    .executeTakeFirst();
  return row?.drawn_at;
}

/** Whose entries are read, and which of them belong together. */
interface EventScope {
  /** Of these units alone. */
  unitIds?: readonly string[];
  /** The unit that an entry's own one stands for: what happened to any record of a company happened to the company. */
  unitOf?: (id: string) => string;
}

/** The entries of some names that hold, by unit, each unit's in the order in which they happened. */
export async function listHoldingEvents(
  db: Queries,
  centreId: string,
  surveyId: string,
  names: readonly UnitEventName[],
  scope: EventScope = {},
): Promise<Map<string, Pick<StoredUnitEvent, 'id' | 'event' | 'at' | 'undoes'>[]>> {
  const byUnit = await listEventsOf(db, centreId, surveyId, names, scope);
  return new Map(
    [...byUnit].flatMap(([unitId, events]) => {
      const holding = listHolding(events);
      return holding.length === 0 ? [] : [[unitId, holding]];
    }),
  );
}

async function listEventsOf(
  db: Queries,
  centreId: string,
  surveyId: string,
  names: readonly UnitEventName[],
  { unitIds, unitOf = (id) => id }: EventScope,
): Promise<Map<string, Pick<StoredUnitEvent, 'id' | 'event' | 'at' | 'undoes'>[]>> {
  if (unitIds?.length === 0) return new Map();
  let query = db
    .selectFrom('unit_events')
    .select(['unit_id', 'event_id', 'event', 'happened_at', 'undoes'])
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('event', 'in', [...new Set<UnitEventName>([...names, 'undone'])]);
  if (unitIds) query = query.where('unit_id', 'in', unitIds);
  const byUnit = new Map<string, Pick<StoredUnitEvent, 'id' | 'event' | 'at' | 'undoes'>[]>();
  // Sorted here: for an order by units SQLite walks through every entry of the survey instead of those few names.
  const rows = (await query.execute()).sort((one, other) => (one.event_id < other.event_id ? -1 : 1));
  for (const row of rows) {
    const event = { id: row.event_id, event: row.event, at: row.happened_at, undoes: row.undoes };
    const unitId = unitOf(row.unit_id);
    const events = byUnit.get(unitId);
    if (events) events.push(event);
    else byUnit.set(unitId, [event]);
  }
  return byUnit;
}

/** What holds of a survey's units, by unit, with when it happened; units of which nothing holds are left out. */
export async function listUnitOutcomes(
  db: Queries,
  centreId: string,
  surveyId: string,
  unitOf?: (id: string) => string,
): Promise<Map<string, { outcome: UnitOutcome; notedAt: Instant }>> {
  const byUnit = await listEventsOf(db, centreId, surveyId, OUTCOME_EVENTS, unitOf ? { unitOf } : {});
  return new Map(
    [...byUnit].flatMap(([unitId, events]) => {
      const holding = computeOutcome(events);
      return holding ? [[unitId, { outcome: holding.outcome, notedAt: holding.at }]] : [];
    }),
  );
}

/** On which day the first letter that asks for an answer was posted to each unit; only of those that got one from a lot. */
export async function listFirstPostings(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<Map<string, PlainDate>> {
  const rows = await db
    .selectFrom('unit_events')
    .select('unit_id')
    .select(({ fn }) => fn.min('happened_at').as('first'))
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .where('event', '=', 'posted')
    .where('lot_id', 'in', (lots) =>
      lots
        .selectFrom('letter_lots')
        .select('lot_id')
        .where('centre_id', '=', centreId)
        .where('survey_id', '=', surveyId)
        .where('kind', 'in', ASKING_KINDS),
    )
    .where('event_id', 'not in', (undone) =>
      undone
        .selectFrom('unit_events')
        .select('undoes')
        .where('centre_id', '=', centreId)
        .where('survey_id', '=', surveyId)
        .where('event', '=', 'undone')
        .where('undoes', 'is not', null)
        .$castTo<{ undoes: string }>(),
    )
    .groupBy('unit_id')
    .execute();
  const dayOf = findDays();
  return new Map(rows.map(({ unit_id: unitId, first }) => [unitId, dayOf(first)]));
}

/** Empties the notes in people's own words about a unit, which is erased for privacy. */
export async function emptyUnitDetails(db: Queries, centreId: string, unitId: string): Promise<void> {
  await db
    .updateTable('unit_events')
    .set({ detail: '' })
    .where('centre_id', '=', centreId)
    .where('unit_id', '=', unitId)
    .where('detail', '!=', '')
    .execute();
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

function toRow(event: StoredUnitEvent): Selectable<UnitEventsTable> {
  return {
    centre_id: event.centreId,
    event_id: event.id,
    survey_id: event.surveyId,
    unit_id: event.unitId,
    event: event.event,
    happened_at: event.at,
    channel: event.channel,
    lot_id: event.lotId,
    detail: event.detail,
    undoes: event.undoes,
    noted_at: event.notedAt,
    noted_by: event.by,
  };
}

function fromRow(row: Selectable<UnitEventsTable>): StoredUnitEvent {
  return {
    centreId: row.centre_id,
    id: row.event_id,
    surveyId: row.survey_id,
    unitId: row.unit_id,
    event: row.event,
    at: row.happened_at,
    channel: row.channel,
    lotId: row.lot_id,
    detail: row.detail,
    undoes: row.undoes,
    notedAt: row.noted_at,
    by: row.noted_by,
  };
}
