import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectDatabase } from '#server/database/connect.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { simulate } from './simulation.ts';

/*
 * npm run --silent faults -- --runs N --seed S [--database postgres]: the sync simulation.
 * With postgres, DATABASE_URL names a database that may be emptied. The last line is JSON;
 * exit code 1 when anything was lost, doubled or diverged, 2 for wrong use.
 */
const USAGE =
  'npm run --silent faults -- [--runs N] [--seed S] [--database sqlite|postgres]  (postgres: DATABASE_URL names a database that may be emptied)';

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-faults-'));
  const database = connectDatabase({ databaseUrl: options.databaseUrl, dataDir });
  const startedMs = Date.now();
  const total = { runs: 0, devices: 0, changes: 0, faults: 0, lost: 0, duplicated: 0, diverged: 0 };
  let failedSeed: number | undefined;
  try {
    await migrateDatabase(database);
    for (let seed = options.seed; seed < options.seed + options.runs; seed += 1) {
      const outcome = await simulate(database, seed);
      total.runs += 1;
      total.devices += outcome.devices;
      total.changes += outcome.changes;
      total.faults += outcome.faults;
      total.lost += outcome.lost.length;
      total.duplicated += outcome.duplicated.length;
      total.diverged += outcome.diverged.length;
      const faults = [...outcome.lost, ...outcome.duplicated, ...outcome.diverged];
      if (faults.length > 0 && failedSeed === undefined) {
        failedSeed = seed;
        process.stderr.write(`first failure with seed ${seed}:\n${faults.join('\n')}\n`);
      }
    }
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  const seconds = (Date.now() - startedMs) / 1000;
  process.stdout.write(`${JSON.stringify({ ...total, seed: failedSeed ?? options.seed, seconds })}\n`);
  return failedSeed === undefined ? 0 : 1;
}

function readOptions(): { runs: number; seed: number; databaseUrl: string | undefined } | undefined {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: 'string', default: '200' },
        seed: { type: 'string', default: '1' },
        database: { type: 'string', default: 'sqlite' },
      },
    });
    const [runs, seed] = [Number(values.runs), Number(values.seed)];
    const databaseUrl = values.database === 'postgres' ? process.env['DATABASE_URL'] : undefined;
    const isRight =
      Number.isSafeInteger(runs) &&
      runs > 0 &&
      Number.isSafeInteger(seed) &&
      ['sqlite', 'postgres'].includes(values.database);
    return isRight && (values.database === 'sqlite' || databaseUrl) ? { runs, seed, databaseUrl } : undefined;
  } catch {
    return undefined;
  }
}
