import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { DatabaseHandle } from '#server/database/connect.ts';
import { readSchemaState } from '#server/database/migrations/migrate.ts';
import { isInUse } from '#server/database/queries/tables.ts';
import type { Clock } from '#server/journal/clock.ts';
import type { Config } from '#server/settings/config.ts';
import { BackupError } from './backup-format.ts';
import { listOwnBackups, makeOwnBackup } from './backup-folder.ts';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Makes a backup when the last one is as old as the configuration says, for as long as the server listens; one
 * under way is finished before the app is closed. One that fails is logged and noted for `doctor`, and
 * tried again an hour later. In the first minute there is enough to do for a server that starts.
 */
export function addAutomaticBackups(app: FastifyInstance): void {
  const { config, database, clock, log } = app;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let notBeforeMs = 0;
  const check = (): void => {
    if (clock() < notBeforeMs) return;
    // A slow one may still be at it.
    underWay ??= backUpWhenDue(config, database, clock, log)
      .catch((error: unknown) => {
        notBeforeMs = clock() + HOUR_MS;
        log.error({ err: error }, 'the backup failed');
      })
      .finally(() => {
        underWay = undefined;
      });
  };

  app.addHook('onListen', async () => {
    if (config.backupHours === 0) return;
    timer = setInterval(check, MINUTE_MS);
    timer.unref();
  });
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await underWay;
  });
}

/**
 * Makes a backup of a database that has something in it before its schema is changed.
 *
 * @throws BackupError when it could not be made: without it nothing is migrated.
 */
export async function backUpBeforeMigration(
  config: Config,
  { db }: DatabaseHandle,
  clock: Clock,
  log: FastifyBaseLogger,
): Promise<void> {
  if (config.backupHours === 0) return;
  const { done, pending } = await readSchemaState(db);
  if (done.length === 0 || pending.length === 0 || !(await isInUse(db))) return;
  try {
    log.info({ file: await makeOwnBackup(config, clock, 'migration'), pending }, 'backup before migrating');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BackupError('not-made', {
      ja: `新しい版にする前のバックアップを作れないため、データベースを変えていません（${why}）。空き容量と DATA_DIR を確かめてください。`,
      en: `The database was left as it is: the backup before its upgrade could not be made (${why}). Please look at the free space and at DATA_DIR.`,
    });
  }
}

async function backUpWhenDue(
  config: Config,
  { db }: DatabaseHandle,
  clock: Clock,
  log: FastifyBaseLogger,
): Promise<void> {
  const [newest] = listOwnBackups(config.dataDir);
  if (newest && Date.parse(newest.at) + config.backupHours * HOUR_MS > clock()) return;
  if (!(await isInUse(db))) return;
  log.info({ file: await makeOwnBackup(config, clock, 'daily') }, 'backup made');
}
