import { sql } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import type { DialectName } from '#server/database/connect.ts';
import type { Queries } from '#server/database/schema.ts';

/** The time by a database's own clock; undefined for SQLite, which has none but ours. */
export async function readDatabaseTime(db: Queries, dialect: DialectName): Promise<number | undefined> {
  if (dialect === 'sqlite') return undefined;
  const { rows } = await sql<{
    ms: number;
  }>`select extract(epoch from clock_timestamp()) * 1000 as ms`.execute(db);
  return rows[0] && Number(rows[0].ms);
}

/** When a server last took a change in, by the clock that it had; undefined while there is none. */
export async function findLastServerTime(db: Queries): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('changes')
    .select('server_time')
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.server_time;
}
