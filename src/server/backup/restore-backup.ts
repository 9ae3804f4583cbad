import { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import { connectDatabase, type DatabaseHandle } from '#server/database/connect.ts';
import { migrateWithin, readSchemaState } from '#server/database/migrations/migrate.ts';
import { listCentreStates, readStanding, renewEpoch } from '#server/database/queries/centres.ts';
import { insertRestore } from '#server/database/queries/restores.ts';
import {
  dropTables,
  hasForeignTables,
  insertRows,
  inWholeTransaction,
  isInUse,
  listTables,
  type Cell,
} from '#server/database/queries/tables.ts';
import type { Database } from '#server/database/schema.ts';
import { appendErasures, readErasures, type Erasure } from '#server/erasure/erasure-journal.ts';
import { reconcileErasures } from '#server/erasure/reconcile-erasures.ts';
import { audit } from '#server/journal/audit.ts';
import { createFileStorage } from '#server/file-storage/create-file-storage.ts';
import { contentKey, type FileStorage } from '#server/file-storage/file-storage.ts';
import { instantOf, newId, type Clock } from '#server/journal/clock.ts';
import type { Config } from '#server/settings/config.ts';
import { putSecretFile, type SecretConfig } from '#server/settings/secret.ts';
import { BackupError, type BackupHead } from './backup-format.ts';
import { FileInBackup, readLines, verifyBackup, type BackupContent } from './read-backup.ts';
import { listSecretsToWrite } from './secret-notes.ts';

/** Rows that are written at a time. */
const ROWS_PER_WRITE = 500;

export interface RestoreOptions {
  config: Pick<Config, 'databaseUrl' | 'filesDir' | 'filesS3'> & SecretConfig;
  file: string;
  clock: Clock;
  /** False restores without the keys of the invitation codes where they are lost. */
  withSecrets: boolean;
}

/**
 * Puts a backup, of either database, into an instance that nobody works with yet: all of it or nothing. The
 * centres begin a new epoch, so that every device sends again what it holds as acknowledged;
 * what had been erased is erased again.
 *
 * @throws BackupError when the file is not whole, or the place is one where somebody works.
 */
export async function restoreBackup({
  config,
  file,
  clock,
  withSecrets,
}: RestoreOptions): Promise<BackupContent & { erasedAgain: number }> {
  const content = await verifyBackup(file);
  const secrets = withSecrets ? listSecretsToWrite(config, content.head.secrets, content.secrets) : [];
  const database = connectDatabase(config);
  try {
    await inWholeTransaction(database.db, database.dialect, async (connection) => {
      await checkPlace(connection);
      await dropTables(connection);
      // First as it was when the backup was made, whatever has become of the tables since.
      await migrateWithin(connection, content.head.migrations.at(-1));
      await insertAll(connection, file, content);
      if (content.files > 0) await putFiles(createFileStorage(config), file);
      await migrateWithin(connection);
      for (const { id } of await listCentreStates(connection))
        await beginEpoch(connection, id, content.head, clock);
      for (const [name, secret] of secrets) putSecretFile(config.dataDir, name, secret);
      enterErasures(config.dataDir, content.erasures);
    });
    // They stand in the journal by now: should this not come to its end, the server does it at its start.
    return { ...content, erasedAgain: await eraseAgain(database, config.dataDir, clock) };
  } finally {
    await database.close();
  }
}

async function checkPlace(db: Kysely<Database>): Promise<void> {
  const { done, unknown } = await readSchemaState(db);
  const isForeign = (await hasForeignTables(db)) || unknown.length > 0;
  if (isForeign || (done.length === 0 && (await listTables(db)).length > 0)) {
    throw new BackupError('refused', {
      ja: 'このデータベースには、ほかのプログラムか、より新しい版の Banso の表があります。空のデータベースに戻してください。',
      en: 'This database has tables of another program or of a newer Banso. Please restore into an empty one.',
    });
  }
  if (await isInUse(db)) {
    throw new BackupError('refused', {
      ja: 'ここではすでにセンターが使われています。何も変えていません。空の DATA_DIR（または空のデータベース）に戻してください。',
      en: 'A centre is in use here. Nothing was changed. Please restore into an empty DATA_DIR, or an empty database.',
    });
  }
}

async function insertAll(db: Kysely<Database>, file: string, { head, rows }: BackupContent): Promise<void> {
  const shapes = new Map((await listTables(db)).map((table) => [table.name, table]));
  let waiting: Cell[][] = [];
  let target: { name: string; columns: string[] } | undefined;
  let written = 0;
  const write = async (): Promise<void> => {
    if (!target || waiting.length === 0) return;
    const shape = shapes.get(target.name);
    if (!shape) throw new Error(`${head.migrations.at(-1)} has no table ${target.name}`);
    await insertRows(db, shape, target.columns, waiting);
    written += waiting.length;
    waiting = [];
  };
  for await (const { line } of readLines(file)) {
    if ('table' in line) {
      await write();
      target = { name: line.table, columns: line.columns };
    } else if ('row' in line && waiting.push(line.row) >= ROWS_PER_WRITE) await write();
  }
  await write();
  const expected = Object.values(rows).reduce((sum, count) => sum + count, 0);
  if (written !== expected) throw new Error(`${written} of ${expected} rows were written`);
}

/** Should the rest fail, they lie there for no reason until a sweep finds them. */
async function putFiles(storage: FileStorage, file: string): Promise<void> {
  let content: FileInBackup | undefined;
  const put = async (): Promise<void> => {
    if (!content) return;
    const { named, bytes } = content;
    await storage.put(contentKey(named.centreId, named.sha256), {
      open: () => Readable.from(bytes),
      sizeBytes: named.sizeBytes,
      sha256: named.sha256,
    });
    content = undefined;
  };
  for await (const { line } of readLines(file)) {
    if ('bytes' in line) content?.add(line.bytes);
    else await put();
    if ('file' in line) content = new FileInBackup(line.file);
  }
  await put();
}

async function beginEpoch(
  db: Kysely<Database>,
  centreId: string,
  head: BackupHead,
  clock: Clock,
): Promise<void> {
  const { epoch: before, revision, submissions } = await readStanding(db, centreId, 0);
  const epoch = newId(clock);
  await renewEpoch(db, centreId, { before, epoch, reached: revision });
  const kept = { revision, submissions };
  const noticedAt = instantOf(clock);
  // What was reached beyond it, devices prove when they come by.
  await insertRestore(db, {
    centreId,
    epoch,
    epochBefore: before,
    noticedAt,
    isDeclared: true,
    kept,
    seen: kept,
  });
  await audit(db, clock, {
    centreId,
    by: null,
    action: 'centre.restore',
    subject: centreId,
    detail: { madeAt: head.madeAt, revision },
  });
}

function enterErasures(dataDir: string, erasures: readonly Erasure[]): void {
  const entered = new Set(readErasures(dataDir).map(({ recordId }) => recordId));
  appendErasures(
    dataDir,
    erasures.filter(({ recordId }) => !entered.has(recordId)),
  );
}

async function eraseAgain({ db }: DatabaseHandle, dataDir: string, clock: Clock): Promise<number> {
  let count = 0;
  for (const { id: centreId } of await listCentreStates(db)) {
    const erased = await db
      .transaction()
      .execute((tx) => reconcileErasures(tx, { dataDir, centreId, clock }));
    count += erased.length;
  }
  return count;
}
