import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from '#tests/e2e/server.ts';
import { findBrowser } from '#tests/support/find-browser.ts';
import { killBrowser, type Doing } from './processes/killed-browser.ts';
import { killServer } from './processes/killed-server.ts';
import { startPostgres } from './processes/start-postgres.ts';

/*
 * npm run --silent kills -- [--kills N] [--seed S]: the server is killed under concurrent pushes, so
 * many times on each database. npm run --silent kills -- browser [--runs N] [--seed S]: a real browser
 * is killed while one types, half of the times within a Japanese composition, and as often while it
 * syncs (`npm run build` first). The last line is JSON; exit code 1 when anything was lost.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '100' },
    runs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const startedMs = Date.now();
const dataDir = await mkdtemp(join(tmpdir(), 'banso-kills-'));
try {
  const { isLost, ...outcome } = positionals[0] === 'browser' ? await killBrowsers() : await killServers();
  const seconds = (Date.now() - startedMs) / 1000;
  process.stdout.write(`${JSON.stringify({ ...outcome, seed, seconds })}\n`);
  process.exitCode = isLost ? 1 : 0;
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function killServers() {
  const kills = Number(values.kills);
  const postgres = await startPostgres();
  try {
    const sqlite = await killServer({ DATA_DIR: dataDir }, kills, seed);
    const onPostgres = await killServer(
      { DATA_DIR: dataDir, DATABASE_URL: postgres.databaseUrl },
      kills,
      seed,
    );
    return { sqlite, postgres: onPostgres, isLost: sqlite.lost + onPostgres.lost > 0 };
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
