import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connectDatabase, SQLITE_FILE, type DatabaseHandle } from '#server/database/connect.ts';
import { readSchemaState } from '#server/database/migrations/migrate.ts';
import { createFileStorage } from '#server/file-storage/create-file-storage.ts';
import type { Clock } from '#server/journal/clock.ts';
import type { Config } from '#server/settings/config.ts';
import {
  examineCentres,
  examineClock,
  examineErasures,
  examineSchema,
  examineStoredFiles,
} from './examine-database.ts';
import { examineBackups, examineDisk, examinePermissions, examineSecrets } from './examine-files.ts';
import type { Finding } from './finding.ts';

/** Looks at everything that a server rests on, and changes nothing; it may run meanwhile. */
export async function examine(config: Config, clock: Clock): Promise<Finding[]> {
  const permissions = examinePermissions(config);
  if (!existsSync(config.dataDir)) return [permissions];
  return [
    permissions,
    examineSecrets(config),
    examineDisk(config),
    examineBackups(config, clock()),
    ...(await examineDatabase(config, clock)),
  ];
}

async function examineDatabase(config: Config, clock: Clock): Promise<Finding[]> {
  // Opening it would make one.
  if (!config.databaseUrl && !existsSync(join(config.dataDir, SQLITE_FILE)))
    return [unreachable(SQLITE_FILE)];
  let database: DatabaseHandle | undefined;
  try {
    database = connectDatabase(config);
    const schema = await examineSchema(database);
    const { pending, unknown } = await readSchemaState(database.db);
    // What an older or newer build's tables hold, this one does not know.
    if (pending.length > 0 || unknown.length > 0) return [schema];
    return [
      schema,
      await examineClock(database, clock()),
      await examineCentres(database),
      await examineErasures(database, config.dataDir),
      await examineStoredFiles(database, createFileStorage(config)),
    ];
  } catch (error) {
    return [unreachable(error instanceof Error ? error.message : String(error))];
  } finally {
    await database?.close();
  }
}

function unreachable(why: string): Finding {
  return {
    check: 'database',
    isGood: false,
    text: { ja: `データベースを開けません（${why}）。`, en: `The database cannot be opened (${why}).` },
  };
}
