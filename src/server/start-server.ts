import type { FastifyBaseLogger } from 'fastify';
import { buildApp } from './app.ts';
import type { Clock } from './journal/clock.ts';
import type { Config } from './settings/config.ts';
import { connectDatabase } from './database/connect.ts';
import { migrateDatabase } from './database/migrations/migrate.ts';
import { backUpBeforeMigration } from './backup/automatic-backups.ts';
import { createFileStorage } from './file-storage/create-file-storage.ts';
import { reconcileErasures } from './erasure/reconcile-erasures.ts';
import { ensureCentre, issueFirstAdministratorLink } from './first-start.ts';
import { readOrCreateInvitationKeys, readOrCreateParcelKey, readOrCreateSecret } from './settings/secret.ts';
import { installDocuments, readSeedDocuments } from './seed-documents.ts';
import { rebuildIndexes } from './records/indexes/rebuild-indexes.ts';
import { sweep } from './plugins/sweep.ts';

/** A server that listens. */
export interface RunningServer {
  /** Where this machine reaches it. */
  address: string;
  /** Makes the first administrator; undefined when there is one. */
  firstAdministratorLink: string | undefined;
  /** Lets the requests under way finish, then closes the database. */
  stop: () => Promise<void>;
}

/**
 * Reads the seeds, migrates the database (after a backup where there is something in it), erases again what an
 * older state has brought back, builds what follows the records anew
 * where its rule has changed, installs the documents and listens.
 *
 * @throws SeedError before any document is written; whatever keeps the database from
 *   opening or the port from being listened on.
 */
export async function startServer(
  config: Config,
  logger: FastifyBaseLogger,
  clock: Clock = Date.now,
): Promise<RunningServer> {
  const documents = await readSeedDocuments(config.seedsDir);
  const database = connectDatabase(config);
  try {
    await backUpBeforeMigration(config, database, clock, logger);
    await migrateDatabase(database);
    const centre = await ensureCentre(database, { centreName: config.centreName, clock });
    await database.db
      .transaction()
      .execute((tx) => reconcileErasures(tx, { dataDir: config.dataDir, centreId: centre.id, clock }));
    const rebuilt = await rebuildIndexes(database.db, centre.id, clock);
    if (rebuilt.indexes.length > 0) logger.info(rebuilt, 'record indexes rebuilt');
    await installDocuments(database, centre.id, documents, clock);
    await sweep(database, createFileStorage(config), clock);

    const secrets = {
      secret: readOrCreateSecret(config),
      invitationKeys: readOrCreateInvitationKeys(config),
      parcelKey: readOrCreateParcelKey(config),
    };
    const app = await buildApp({ config, database, ...secrets, logger, clock });
    const address = await app.listen({ host: config.host, port: config.port });
    // Only once the port is ours: a start that fails must not void the link of the server that runs.
    const { publicUrl } = config;
    const firstAdministratorLink = await issueFirstAdministratorLink(database, {
      centreId: centre.id,
      publicUrl,
      clock,
    });
    const stop = async (): Promise<void> => {
      await app.close();
      await database.close();
    };
    return { address, firstAdministratorLink, stop };
  } catch (error) {
    await database.close();
    throw error;
  }
}
