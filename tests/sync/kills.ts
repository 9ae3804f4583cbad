import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killServer } from './processes/killed-server.ts';
import { startPostgres } from './processes/start-postgres.ts';

/*
 * npm run --silent kills -- [--kills N] [--seed S]: the server is killed under concurrent pushes, so
 * many times on each database. The last line is JSON; exit code 1 when anything acknowledged was lost.
 */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const [kills, seed] = [Number(values.kills), Number(values.seed)];
const startedMs = Date.now();
const dataDir = await mkdtemp(join(tmpdir(), 'banso-kills-'));
const postgres = await startPostgres();
try {
  const onSqlite = await killServer({ DATA_DIR: dataDir }, kills, seed);
  const onPostgres = await killServer({ DATA_DIR: dataDir, DATABASE_URL: postgres.databaseUrl }, kills, seed);
  const seconds = (Date.now() - startedMs) / 1000;
  process.stdout.write(`${JSON.stringify({ sqlite: onSqlite, postgres: onPostgres, seed, seconds })}\n`);
  process.exitCode = onSqlite.lost + onPostgres.lost === 0 ? 0 : 1;
} finally {
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}
