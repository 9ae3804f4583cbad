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
import { addDeviceMarks } from './010-device-marks.ts';
import { addDeviceBacklogs } from './011-device-backlogs.ts';
import { addUnderstoodRestores } from './011b-understood-restores.ts';
import { addLastSeen } from './012-last-seen.ts';
import { createProblemWords } from './013-problem-words.ts';
import { createLettersAndReturns } from './016-letters-and-returns.ts';
import { addLotWordings } from './025b-lot-wordings.ts';
import { createImportSources } from './025-import-sources.ts';
import { createFrames } from './017-frames.ts';
import { createLotsAndHistory } from './018-lots-and-history.ts';
import { createKeying } from './019-keying.ts';
import { createFiles } from './020-files.ts';
import { createCasework } from './023-casework.ts';
import { createReceipts } from './024-receipts.ts';
import { createReferrals } from './021-referrals.ts';
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
  '010-device-marks': addDeviceMarks,
  '011-device-backlogs': addDeviceBacklogs,
  '011b-understood-restores': addUnderstoodRestores,
  '012-last-seen': addLastSeen,
  '013-problem-words': createProblemWords,
  '016-letters-and-returns': createLettersAndReturns,
  '017-frames': createFrames,
  '018-lots-and-history': createLotsAndHistory,
  '019-keying': createKeying,
  '020-files': createFiles,
  '023-casework': createCasework,
  '024-receipts': createReceipts,
  '021-referrals': createReferrals,
  '025-import-sources': createImportSources,
  '025b-lot-wordings': addLotWordings,
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

/** How far a database has been migrated. */
export interface SchemaState {
  /** The migrations that it has seen, in order. */
  done: string[];
  /** Those that this build would still run. */
  pending: string[];
  /** Those that this build does not know: a newer one has been here. */
  unknown: string[];
}

/** How far a database has been migrated; nothing is changed. */
export async function readSchemaState(db: Kysely<Database>): Promise<SchemaState> {
  return compareMigrations(await listMigrations(db));
}

/** What this build makes of a list of migrations, see `SchemaState`. */
export function compareMigrations(done: readonly string[]): SchemaState {
  const known = Object.keys(MIGRATIONS);
  return {
    done: [...done],
    pending: known.filter((name) => !done.includes(name)),
    unknown: done.filter((name) => !known.includes(name)),
  };
}

/**
 * Migrates within a transaction that the caller has begun, up to a migration or to the newest schema.
 *
 * @throws the error of the migration that failed; the caller rolls back.
 */
export async function migrateWithin(transaction: Kysely<Database>, last?: string): Promise<void> {
  const migrator = new Migrator({ db: transaction, provider, disableTransactions: true });
  const { error } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last));
  if (error) throw error;
}

async function listMigrations(db: Kysely<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
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
