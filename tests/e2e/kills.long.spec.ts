import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { killBrowser } from '#tests/sync/processes/killed-browser.ts';
import { startServer } from './server.ts';

/* The short version of `npm run kills -- browser`. */
test('a browser that is killed in a composition and while it syncs loses nothing that was shown as saved', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'banso-killed-'));
  const server = await startServer({ dataDir });
  try {
    const { kills, lost, duplicated } = await killBrowser({
      url: server.url,
      adminLink: server.adminLink!,
      browser: process.env['CHROMIUM']!,
      profileDir: join(dataDir, 'profile'),
      doings: ['composing', 'syncing'],
      seed: 1,
    });
    expect({ kills, lost, duplicated }).toEqual({ kills: 2, lost: 0, duplicated: 0 });
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
