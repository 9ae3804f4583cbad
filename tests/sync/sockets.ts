import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCrowd } from './processes/crowd.ts';
import { startPostgres } from './processes/start-postgres.ts';

/*
 * npm run --silent faults:sockets -- [--seconds N]: two servers on one PostgreSQL, many writers and
 * readers. The last line is JSON; exit code 1 when anything was lost or missed.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '120' } } });
const dataDir = await mkdtemp(join(tmpdir(), 'banso-crowd-'));
const { databaseUrl, stop } = await startPostgres();
try {
  const seconds = Number(values.seconds);
  const outcome = await runCrowd({ DATABASE_URL: databaseUrl, DATA_DIR: dataDir }, seconds);
  process.stdout.write(`${JSON.stringify({ ...outcome, minutes: seconds / 60 })}\n`);
  process.exitCode = outcome.lost + outcome.missed === 0 ? 0 : 1;
} finally {
  await stop();
  await rm(dataDir, { recursive: true, force: true });
}
