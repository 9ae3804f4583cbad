import { afterEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { migrateDatabase, migrateWithin } from '#server/database/migrations/migrate.ts';
import { listUnitHistory, listUnitOutcomes } from '#server/database/queries/unit-events.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';

const AT = '2026-11-20T01:00:00.000Z';

describe.each(['sqlite', 'postgres'] as const)('what was noted of units before on %s', (dialect) => {
  let database: TestDatabase | undefined;
  afterEach(() => database?.remove());

  it('means the same in their histories', async () => {
    database = await createTestDatabase(dialect);
    const { db } = database.handle;
    await migrateWithin(db, '016-letters-and-returns');
    const rows = [
      ['e1', 'a', 'contacted'],
      ['e3', 'a', 'refusal'],
      ['e2', 'b', 'undeliverable'],
      ['e4', 'b', null],
      ['e5', 'd', 'blank'],
      ['e6', 'e', 'closed'],
      ['e7', 'f', 'notEligible'],
      ['e8', 'g', 'other'],
    ] as const;
    for (const [id, unit, outcome] of rows)
      await sql`insert into unit_events (centre_id, event_id, survey_id, unit_id, outcome, noted_at, noted_by)
        values ('c', ${id}, 's', ${unit}, ${outcome}, ${AT}, 'me')`.execute(db);
    await migrateDatabase(database.handle);
    const outcomes = [...(await listUnitOutcomes(db, 'c', 's'))].map(([unit, { outcome }]) => [
      unit,
      outcome,
    ]);
    expect(outcomes).toEqual([
      ['a', 'refusal'],
      ['d', 'blank'],
      ['e', 'closed'],
      ['f', 'notEligible'],
      ['g', 'other'],
    ]);
    expect(await listUnitHistory(db, 'c', { surveyId: 's', unitId: 'd' })).toEqual([
      {
        centreId: 'c',
        id: 'e5',
        surveyId: 's',
        unitId: 'd',
        event: 'blankSheet',
        at: AT,
        channel: 'screen',
        lotId: null,
        detail: '',
        undoes: null,
        notedAt: AT,
        by: 'me',
      },
    ]);
  });
});
