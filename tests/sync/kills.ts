import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from '#tests/e2e/server.ts';
import { findBrowser } from '#tests/support/find-browser.ts';
import { killBrowser, type Doing } from './processes/killed-browser.ts';
import { killPhotos } from './processes/killed-photos.ts';
import { killServer } from './processes/killed-server.ts';
import { startPostgres } from './processes/start-postgres.ts';

/*
 * npm run --silent kills -- [--kills N] [--seed S]: the server is killed under concurrent pushes, so
 * many times on each database. npm run --silent kills -- browser [--runs N] [--seed S]: a real browser
 * is killed while one types, half of the times within a Japanese composition, and as often while it
 * syncs (`npm run build` first). npm run --silent kills -- photos [--photos N] [--kills N] [--seed S]: 200
 * photos of 4 MB on one visit at 1 Mbit/s with 5 % of the requests lost, and the browser killed 20 times
 * meanwhile (half an hour; `--photos 20 --kills 3` for a short one). The last line is JSON; exit code 1 when anything was lost.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string' },
    photos: { type: 'string', default: '200' },
    runs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const startedMs = Date.now();
const dataDir = await mkdtemp(join(tmpdir(), 'banso-kills-'));
try {
  const { isLost, ...outcome } = await kill();
  const seconds = (Date.now() - startedMs) / 1000;
  process.stdout.write(`${JSON.stringify({ ...outcome, seed, seconds })}\n`);
  process.exitCode = isLost ? 1 : 0;
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

function kill() {
  if (positionals[0] === 'browser') return killBrowsers();
  return positionals[0] === 'photos' ? killWhilePhotosGoUp() : killServers();
}

async function killServers() {
  const kills = Number(values.kills ?? 100);
  const postgres = await startPostgres();
  try {
    const onKill = (done: number): void => void process.stderr.write(`${done}/${kills}\r`);
    const sqlite = await killServer({ DATA_DIR: dataDir }, kills, seed, onKill);
    const onPostgres = { DATA_DIR: dataDir, DATABASE_URL: postgres.databaseUrl };
    const postgresOutcome = await killServer(onPostgres, kills, seed, onKill);
    return { sqlite, postgres: postgresOutcome, isLost: sqlite.lost + postgresOutcome.lost > 0 };
  } finally {
    await postgres.stop();
  }
}

async function killBrowsers() {
  const runs = Number(values.runs);
  const doings = Array.from({ length: 2 * runs }, (_, index): Doing => {
    if (index >= runs) return 'syncing';
    return index % 2 === 0 ? 'typing' : 'composing';
  });
  const server = await startServer({ dataDir });
  try {
    const outcome = await killBrowser({
      url: server.url,
      adminLink: server.adminLink!,
      browser: findBrowser(),
      profileDir: join(dataDir, 'profile'),
      doings,
      seed,
      onKill: (done) => process.stderr.write(`${done}/${doings.length}\r`),
    });
    return { ...outcome, isLost: outcome.lost + outcome.duplicated > 0 };
  } finally {
    await server.stop();
  }
}

async function killWhilePhotosGoUp() {
  const server = await startServer({ dataDir: join(dataDir, 'server') });
  try {
    const outcome = await killPhotos({
      url: server.url,
      adminLink: server.adminLink!,
      browser: findBrowser(),
      folder: dataDir,
      photos: Number(values.photos),
      kills: Number(values.kills ?? 20),
      seed,
      onProgress: (line) => process.stderr.write(`${line}\n`),
    });
    const { photos, arrived, lost, doubled, differing, misturned, telling } = outcome;
    return { ...outcome, isLost: arrived < photos || lost + doubled + differing + misturned + telling > 0 };
  } finally {
    await server.stop();
  }
}
