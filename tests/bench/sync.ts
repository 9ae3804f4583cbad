import { randomUUID } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteFile from 'better-sqlite3';
import pg from 'pg';
import { connectDatabase, SQLITE_FILE } from '#server/database/connect.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { becomeAdministrator, Writer, type Person } from '#tests/sync/processes/people.ts';
import { ServerProcess } from '#tests/sync/processes/server-process.ts';
import { startPostgres } from '#tests/sync/processes/start-postgres.ts';
import { countFigure, shareFigure, timeFigure, type Figure } from './figure.ts';

const SECONDS = 4;
const RUNS = 3;
const BATCH = 200;
/** How many devices send, and how many changes at once; the bar is the share of a bare loop's speed. */
const LOADS = [
  { devices: 1, batch: BATCH, barPercent: 60 },
  { devices: 8, batch: BATCH, barPercent: 60 },
  { devices: 64, batch: BATCH, barPercent: 60 },
  { devices: 64, batch: 1, barPercent: undefined },
];
const MOST_REPLAYED = 40_000;

/**
 * Durable changes a second over real sockets, as a share of what a bare loop of the very same inserts
 * reaches on the same kind of database in the same run, both committing as often: for each batch
 * of 200, or for each change.
 */
export async function measureSync(): Promise<Figure[]> {
  const postgres = await startPostgres();
  try {
    const figures = [...(await measureOn('SQLite', undefined)), await measureFsync()];
    return [...figures, ...(await measureOn('PostgreSQL', postgres.databaseUrl))];
  } finally {
    await postgres.stop();
  }
}

async function measureOn(name: string, databaseUrl: string | undefined): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-bench-sync-'));
  const server = await ServerProcess.start({
    DATA_DIR: dataDir,
    BACKUP_HOURS: '0',
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  });
  try {
    const person = await becomeAdministrator(server.url, server.adminLink!);
    const thousand = await times(RUNS, () => pushThousand(person, server.url));
    const speeds: { load: (typeof LOADS)[number]; perSecond: number[] }[] = [];
    for (const load of LOADS)
      speeds.push({ load, perSecond: await times(RUNS, () => pushFor(person, server.url, load)) });
    await server.kill('SIGTERM');
    const bare = new Map<number, number>();
    for (const batch of [BATCH, 1]) bare.set(batch, await replay({ dataDir, databaseUrl }, batch));
    return [
      timeFigure(`${name}: 1,000 changes pushed`, thousand, 2_000),
      ...speeds.flatMap(({ load: { devices, batch, barPercent }, perSecond }) => {
        const what = `${name}: ${devices} ${devices === 1 ? 'device' : 'devices'}, ${batch} at once`;
        const shares = perSecond.map((each) => (100 * each) / bare.get(batch)!);
        const middle = perSecond.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)]!;
        return [
          shareFigure(`${what}, share of a bare loop`, shares, barPercent),
          countFigure(`${what}, changes a second`, Math.round(middle)),
        ];
      }),
    ];
  } finally {
    await server.kill('SIGTERM');
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function pushThousand(person: Person, url: string): Promise<number> {
  const writer = new Writer(person, url, BATCH);
  const startedMs = performance.now();
  await writer.work(1000);
  return performance.now() - startedMs;
}

/** Acknowledged changes a second of so many devices at once. */
async function pushFor(
  person: Person,
  url: string,
  { devices, batch }: { devices: number; batch: number },
): Promise<number> {
  const writers = Array.from({ length: devices }, () => new Writer(person, url, batch));
  const startedMs = performance.now();
  const work = Promise.all(writers.map((writer) => writer.work()));
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, SECONDS * 1000))]);
  const seconds = (performance.now() - startedMs) / 1000;
  const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged.size, 0);
  for (const writer of writers) writer.stop();
  await work;
  return acknowledged / seconds;
}

/** Inserts once more what the server has written, row by row, and gives changes a second. */
async function replay(
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string | undefined },
  batch: number,
): Promise<number> {
  const database = connectDatabase({ databaseUrl, dataDir });
  const rows = {
    changes: await database.db.selectFrom('changes').selectAll().limit(MOST_REPLAYED).execute(),
    records: await database.db.selectFrom('records').selectAll().limit(MOST_REPLAYED).execute(),
  };
  await database.close();
  const bare = databaseUrl === undefined ? await openSqlite() : await openPostgres(databaseUrl);
  try {
    // In PostgreSQL they are there already, under their own centre.
    const centreId = randomUUID();
    const most = Math.min(rows.changes.length, rows.records.length);
    let done = 0;
    const startedMs = performance.now();
    while (done < most && performance.now() - startedMs < SECONDS * 1000) {
      const end = Math.min(done + batch, most);
      await bare.run('begin');
      for (; done < end; done += 1) {
        await bare.insert('changes', { ...rows.changes[done], centre_id: centreId });
        await bare.insert('records', { ...rows.records[done], centre_id: centreId });
      }
      await bare.run('commit');
    }
    return (done * 1000) / (performance.now() - startedMs);
  } finally {
    await bare.close();
  }
}

/** A database by its driver alone. */
interface BareDatabase {
  run: (statement: string) => unknown;
  insert: (table: string, row: Record<string, unknown>) => unknown;
  close: () => Promise<void>;
}

/** An empty one, opened like the server's. */
async function openSqlite(): Promise<BareDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-bench-bare-'));
  const handle = connectDatabase({ databaseUrl: undefined, dataDir });
  await migrateDatabase(handle);
  await handle.close();
  const file = new SqliteFile(join(dataDir, SQLITE_FILE));
  file.pragma('synchronous = FULL');
  const statements = new Map<string, SqliteFile.Statement>();
  return {
    run: (statement) => file.exec(statement),
    insert(table, row) {
      const names = Object.keys(row);
      let statement = statements.get(table);
      if (!statement) {
        const places = names.map((name) => `@${name}`);
        statement = file.prepare(`insert into ${table} (${names.join()}) values (${places.join()})`);
        statements.set(table, statement);
      }
      statement.run(row);
    },
    async close() {
      file.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function openPostgres(connectionString: string): Promise<BareDatabase> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return {
    run: (statement) => client.query(statement),
    insert(table, row) {
      const names = Object.keys(row);
      const places = names.map((_, index) => `$${index + 1}`);
      const text = `insert into ${table} (${names.join()}) values (${places.join()})`;
      return client.query({ name: table, text, values: Object.values(row) });
    },
    close: () => client.end(),
  };
}

/** What a durable write costs on this machine. */
async function measureFsync(): Promise<Figure> {
  const dir = await mkdtemp(join(tmpdir(), 'banso-bench-fsync-'));
  const file = await open(join(dir, 'file'), 'w');
  try {
    const measured = await times(51, async () => {
      const startedMs = performance.now();
      await file.write('x'.repeat(4096));
      await file.sync();
      return performance.now() - startedMs;
    });
    return timeFigure('fsync of 4 KiB', measured);
  } finally {
    await file.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function times(count: number, measure: () => Promise<number>): Promise<number[]> {
  const measured: number[] = [];
  for (let run = 0; run < count; run += 1) measured.push(await measure());
  return measured;
}
