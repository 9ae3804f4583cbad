import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import { connectDatabase, type DialectName } from '#server/database/connect.ts';
import { readSchemaState } from '#server/database/migrations/migrate.ts';
import { listCentreStates } from '#server/database/queries/centres.ts';
import { listFiles } from '#server/database/queries/files.ts';
import { inSnapshot, listTables, readRows } from '#server/database/queries/tables.ts';
import type { Database } from '#server/database/schema.ts';
import { readErasures } from '#server/erasure/erasure-journal.ts';
import { createFileStorage } from '#server/file-storage/create-file-storage.ts';
import { contentKey, type FileStorage } from '#server/file-storage/file-storage.ts';
import { instantOf, type Clock } from '#server/journal/clock.ts';
import type { Config } from '#server/settings/config.ts';
import { listSecrets, type SecretConfig } from '#server/settings/secret.ts';
import { BACKUP_FORMAT, BackupError, type BackupHead, type BackupLine } from './backup-format.ts';
import { verifyBackup, type BackupContent } from './read-backup.ts';
import { noteSecrets } from './secret-notes.ts';

/**
 * What ends with a restore and is therefore in no backup: who is signed in (a device that has been signed out
 * must stay so), links that have been used since, attempts under
 * way, and files on their way, which their devices send again.
 */
const LEFT_OUT = new Set([
  'sessions',
  'verifications',
  'one_time_links',
  'rate_limits',
  'file_uploads',
  'file_pieces',
]);

/** What is packed at a time: the server, which may be writing it, answers others in between. */
const CHUNK_LENGTH = 256 * 1024;
/** A multiple of three, so that the Base64 of a line needs no filling. */
const FILE_LINE_BYTES = 192 * 1024;
/** Since when there are tables of files. */
const FILES_MIGRATION = '020-files';

export interface BackupOptions {
  config: Pick<Config, 'databaseUrl' | 'filesDir' | 'filesS3'> & SecretConfig;
  /** Where it goes; nothing may stand there. */
  file: string;
  clock: Clock;
  withSecrets: boolean;
}

/**
 * Writes everything that a centre cannot do without into one file, for its owner alone, as it is at one moment,
 * while the server goes on working; then reads it once more. A file of the name exists only if that was found whole.
 *
 * @throws BackupError; whatever keeps the database from being read or the disk from being written.
 */
export async function writeBackup({
  config,
  file,
  clock,
  withSecrets,
}: BackupOptions): Promise<BackupContent & { bytes: number }> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.${process.pid}.part`;
  // A connection of its own: the server's only one on SQLite must not wait.
  const database = connectDatabase(config);
  try {
    await inSnapshot(database.db, database.dialect, (snapshot) =>
      pipeline(
        Readable.from(withEnd(listLines(snapshot, database.dialect, { config, clock, withSecrets }))),
        createGzip(),
        createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true }),
      ),
    );
    const content = await verifyBackup(part);
    await publish(part, file);
    return { ...content, bytes: (await stat(file)).size };
  } finally {
    await rm(part, { force: true });
    await database.close();
  }
}

async function* listLines(
  snapshot: Kysely<Database>,
  dialect: DialectName,
  { config, clock, withSecrets }: Omit<BackupOptions, 'file'>,
): AsyncGenerator<BackupLine> {
  const secrets = listSecrets(config);
  const { done } = await readSchemaState(snapshot);
  const centres = await listCentreStates(snapshot);
  const head: BackupHead = {
    banso: 'backup',
    format: BACKUP_FORMAT,
    madeAt: instantOf(clock),
    database: dialect,
    migrations: done,
    centres,
    secrets: noteSecrets(secrets, withSecrets),
  };
  yield { head };
  for (const table of await listTables(snapshot)) {
    if (LEFT_OUT.has(table.name)) continue;
    yield { table: table.name, columns: table.columns.map(({ name }) => name) };
    for await (const row of readRows(snapshot, dialect, table)) yield { row };
  }
  // A backup of before the tables of files is one without them.
  if (done.includes(FILES_MIGRATION)) yield* listFileLines(snapshot, centres, createFileStorage(config));
  for (const erased of readErasures(config.dataDir)) yield { erased };
  for (const { name, content, isFile } of secrets) if (withSecrets && isFile) yield { secret: name, content };
}

/** The contents of photos and files. One that is not where it should be (`doctor` tells) keeps no backup from being made. */
async function* listFileLines(
  snapshot: Kysely<Database>,
  centres: readonly { id: string }[],
  storage: FileStorage,
): AsyncGenerator<BackupLine> {
  for (const { id: centreId } of centres)
    for (const { sha256, size_bytes } of await listFiles(snapshot, centreId)) {
      const key = contentKey(centreId, sha256);
      if ((await storage.sizeOf(key)) !== Number(size_bytes)) continue;
      // Whole before it is named: erased meanwhile, it is simply not there.
      const stream = await storage.read(key);
      if (!stream) continue;
      const bytes = await buffer(stream);
      yield { file: { centreId, sha256, sizeBytes: bytes.length } };
      for (let start = 0; start < bytes.length; start += FILE_LINE_BYTES)
        yield { bytes: bytes.subarray(start, start + FILE_LINE_BYTES).toString('base64') };
    }
}

/** The lines as text, and at the end what there has to be. */
async function* withEnd(lines: AsyncIterable<BackupLine>): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const rows: Record<string, number> = {};
  let erasures = 0;
  let files = 0;
  let table = '';
  let chunk = '';
  for await (const line of lines) {
    if ('table' in line) {
      table = line.table;
      rows[table] = 0;
    } else if ('row' in line) rows[table]! += 1;
    else if ('erased' in line) erasures += 1;
    else if ('file' in line) files += 1;
    const text = `${JSON.stringify(line)}\n`;
    hash.update(text);
    chunk += text;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  const end: BackupLine = {
    end: { rows, erasures, ...(files > 0 && { files }), sha256: hash.digest('hex') },
  };
  yield `${chunk}${JSON.stringify(end)}\n`;
}

/** Gives the file its name, durably, and never in place of another. */
async function publish(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new BackupError('exists', {
      ja: `${file} はすでにあります。別の名前を指定してください。`,
      en: `${file} exists already. Please give another name.`,
    });
  }
  const folder = await open(dirname(file));
  await folder.sync();
  await folder.close();
}
