import { Migrator, sql, type Kysely, type MigrationProvider } from 'kysely';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { createTables } from './001-tables.ts';
import { createCatalogueTables } from './002-catalogue.ts';
import { createSurveyTables } from './003-surveys.ts';
import { addCentreContact } from './004-centre-contact.ts';
import { replaceIndices } from './005-indices.ts';
import { createRecordIndexes } from './006-record-indexes.ts';
import { createDevices } from './007-devices.ts';
import { createVeiledResponses } from './007b-veiled-responses.ts';
import { createRestores } from './008-restores.ts';
import { createParcels } from './009-parcels.ts';
import type { Database } from '#server/database/schema.ts';

/** In this order for ever; a migration that has run anywhere is never edited. */
const MIGRATIONS = {
  '001-tables': createTables,
  '002-catalogue': createCatalogueTables,
  '003-surveys': createSurveyTables,
  '004-centre-contact': addCentreContact,
  '005-indices': replaceIndices,
  '006-record-indexes': createRecordIndexes,
  '007-devices': createDevices,
  '007b-veiled-responses': createVeiledResponses,
  '008-restores': createRestores,
  '009-parcels': createParcels,
};

const provider: MigrationProvider = { getMigrations: () => Promise.resolve(MIGRATIONS) };

/**
 * Brings the database to the newest schema; does nothing when it already is.
 * Several processes may start at once: one migrates, the others wait.
 *
 * @throws the error of the migration that failed; the database is then as before.
 */
export async function migrateDatabase({ db, dialect }: DatabaseHandle): Promise<void> {
  // On PostgreSQL Kysely takes an advisory lock; for SQLite it has none.
  await (dialect === 'postgres' ? runMigrations(db) : inExclusiveSqliteTransaction(db, runMigrations));
}

async function runMigrations(db: Kysely<Database>): Promise<void> {
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error) throw error;
}

async function inExclusiveSqliteTransaction(
  db: Kysely<Database>,
  run: (db: Kysely<Database>) => Promise<void>,
): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`begin exclusive`.execute(connection);
    try {
      await run(connection);
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}
