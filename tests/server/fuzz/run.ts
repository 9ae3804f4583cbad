import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectDatabase } from '#server/database/connect.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { startPostgres } from '#tests/support/start-postgres.ts';
import { fuzz } from './fuzz.ts';

/*
 * npm run --silent fuzz -- --requests N --seed S [--database postgres]: spoilt requests to every
 * route. With postgres one is started unless DATABASE_URL names a database. The last line is JSON;
 * exit code 1 when the server failed at any of them, 2 for wrong use.
 */
const USAGE = 'npm run --silent fuzz -- [--requests N] [--seed S] [--database sqlite|postgres]';

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { requests, seed, isPostgres } = options;
  const given = isPostgres ? process.env['DATABASE_URL'] : undefined;
  const started = isPostgres && given === undefined ? await startPostgres() : undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-fuzz-'));
  const databaseUrl = given ?? (started && `${started.url}/postgres`);
  const database = connectDatabase({ databaseUrl, dataDir });
  const startedMs = Date.now();
  try {
    await migrateDatabase(database);
    const { serverErrors, unregistered, failures } = await fuzz(database, { requests, seed });
    for (const failure of failures) process.stderr.write(`${failure}\n`);
    const seconds = (Date.now() - startedMs) / 1000;
    process.stdout.write(`${JSON.stringify({ requests, serverErrors, unregistered, seed, seconds })}\n`);
    return serverErrors + unregistered > 0 ? 1 : 0;
  } finally {
    await database.close();
    await started?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function readOptions(): { requests: number; seed: number; isPostgres: boolean } | undefined {
  try {
    const { values } = parseArgs({
      options: {
        requests: { type: 'string', default: '2000' },
        seed: { type: 'string', default: '1' },
        database: { type: 'string', default: 'sqlite' },
      },
    });
    const [requests, seed] = [Number(values.requests), Number(values.seed)];
    const isRight =
      Number.isSafeInteger(requests) &&
      requests > 0 &&
      Number.isSafeInteger(seed) &&
      ['sqlite', 'postgres'].includes(values.database);
    return isRight ? { requests, seed, isPostgres: values.database === 'postgres' } : undefined;
  } catch {
    return undefined;
  }
}
