import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connectDatabase } from '#server/database/connect.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { SimulatedCentre } from './simulator/simulated-centre.ts';
import { simulate } from './simulation.ts';

/*
 * npm run --silent faults -- --runs N --seed S [--database postgres] [--jobs 2] [--stop]:
 * the sync simulation. With postgres, DATABASE_URL names a database that may be emptied, and one
 * job does all runs. The last line is JSON; exit code 1 when anything was lost, doubled or
 * diverged, 2 for wrong use.
 */
const USAGE = `npm run --silent faults -- [--runs N] [--seed S] [--database sqlite|postgres] [--jobs N] [--stop]
stop: with the first run that fails
postgres: DATABASE_URL names a database that may be emptied`;

/** What a job tells when it is done. */
interface Total {
  runs: number;
  devices: number;
  changes: number;
  faults: number;
  lost: number;
  duplicated: number;
  diverged: number;
  /** The first one that failed. */
  failedSeed?: number;
}

interface Options {
  runs: number;
  seed: number;
  databaseUrl: string | undefined;
  jobs: number;
  stopsAtFirst: boolean;
}

const exitCode = await main();
// Pages that were killed have left time-outs behind, for which nobody waits.
process.stdout.write('', () => process.exit(exitCode));

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  // Nobody reads the traces of the many errors that are part of a run; to make them would take time.
  Error.stackTraceLimit = 0;
  const startedMs = Date.now();
  if (process.send) {
    const total = await runAll(options);
    await new Promise((resolve) => process.send?.(total, resolve));
    return 0;
  }
  const { failedSeed, ...total } = options.jobs > 1 ? await shareOut(options) : await runAll(options);
  const seconds = (Date.now() - startedMs) / 1000;
  process.stdout.write(`${JSON.stringify({ ...total, seed: failedSeed ?? options.seed, seconds })}\n`);
  return failedSeed === undefined ? 0 : 1;
}

async function runAll({ runs, seed: first, databaseUrl, stopsAtFirst }: Options): Promise<Total> {
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-faults-'));
  const database = connectDatabase({ databaseUrl, dataDir });
  const total: Total = { runs: 0, devices: 0, changes: 0, faults: 0, lost: 0, duplicated: 0, diverged: 0 };
  try {
    await migrateDatabase(database);
    const centre = await SimulatedCentre.start(database);
    const isOver = (): boolean => stopsAtFirst && total.failedSeed !== undefined;
    for (let seed = first; seed < first + runs && !isOver(); seed += 1) {
      const outcome = await simulate(centre, seed);
      total.runs += 1;
      total.devices += outcome.devices;
      total.changes += outcome.changes;
      total.faults += outcome.faults;
      total.lost += outcome.lost.length;
      total.duplicated += outcome.duplicated.length;
      total.diverged += outcome.diverged.length;
      const faults = [...outcome.lost, ...outcome.duplicated, ...outcome.diverged];
      if (faults.length === 0) continue;
      // Of those after the first one line each: often it is the same once more.
      const told = total.failedSeed === undefined ? faults : faults.slice(0, 1);
      process.stderr.write(`failure with seed ${seed}:\n${told.join('\n')}\n`);
      total.failedSeed ??= seed;
    }
    await centre.close();
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  return total;
}

/** Has other processes do the runs, each some of the seeds. */
async function shareOut({ runs, seed, jobs }: Options): Promise<Total> {
  const share = Math.ceil(runs / jobs);
  const totals = await Promise.all(
    Array.from({ length: jobs }, async (_, job) => {
      const first = seed + job * share;
      const count = Math.min(share, seed + runs - first);
      if (count <= 0) return undefined;
      const given = ['--runs', `${count}`, '--seed', `${first}`];
      const child = fork(fileURLToPath(import.meta.url), given);
      const ended = once(child, 'exit').then(([code]) => {
        throw new Error(`a job ended with ${String(code)}`);
      });
      const [total] = (await Promise.race([once(child, 'message'), ended])) as [Total];
      ended.catch(() => {});
      return total;
    }),
  );
  return totals.reduce<Total>(
    (sum, each) => ({
      runs: sum.runs + (each?.runs ?? 0),
      devices: sum.devices + (each?.devices ?? 0),
      changes: sum.changes + (each?.changes ?? 0),
      faults: sum.faults + (each?.faults ?? 0),
      lost: sum.lost + (each?.lost ?? 0),
      duplicated: sum.duplicated + (each?.duplicated ?? 0),
      diverged: sum.diverged + (each?.diverged ?? 0),
      ...((sum.failedSeed ?? each?.failedSeed) !== undefined && {
        failedSeed: Math.min(sum.failedSeed ?? Infinity, each?.failedSeed ?? Infinity),
      }),
    }),
    { runs: 0, devices: 0, changes: 0, faults: 0, lost: 0, duplicated: 0, diverged: 0 },
  );
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: 'string', default: '200' },
        seed: { type: 'string', default: '1' },
        database: { type: 'string', default: 'sqlite' },
        jobs: { type: 'string', default: '1' },
        stop: { type: 'boolean', default: false },
      },
    });
    const [runs, seed, jobs] = [Number(values.runs), Number(values.seed), Number(values.jobs)];
    const databaseUrl = values.database === 'postgres' ? process.env['DATABASE_URL'] : undefined;
    const isRight =
      [runs, jobs].every((count) => Number.isSafeInteger(count) && count > 0) &&
      Number.isSafeInteger(seed) &&
      ['sqlite', 'postgres'].includes(values.database) &&
      (values.database === 'sqlite' || (databaseUrl !== undefined && jobs === 1));
    return isRight ? { runs, seed, databaseUrl, jobs, stopsAtFirst: values.stop } : undefined;
  } catch {
    return undefined;
  }
}
