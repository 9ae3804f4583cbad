import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';

describe('the files of the app', () => {
  let folder: string;
  let database: TestDatabase;
  let test: TestApp;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banso-static-'));
    const appDir = join(folder, 'app');
    await mkdir(join(appDir, 'assets'), { recursive: true });
    await mkdir(join(appDir, '.vite'));
    await writeFile(join(appDir, 'index.html'), '<!doctype html><title>伴走</title>');
    await writeFile(join(appDir, 'app-worker.js'), '// worker');
    await writeFile(join(appDir, 'manifest.webmanifest'), '{}');
    await writeFile(join(appDir, '.vite', 'manifest.json'), '{}');
    await writeFile(join(appDir, 'assets', 'index-abc.js'), `export const text = '${'x'.repeat(5000)}';`);
    await writeFile(join(folder, 'private.txt'), 'private');
    database = await createTestDatabase('sqlite');
    await migrateDatabase(database.handle);
    test = await createTestApp(database.handle, { appDir });
  });
  afterAll(async () => {
    await test.app.close();
    await database.remove();
    await rm(folder, { recursive: true });
  });

  it.each(['/', '/app'])('are found from %s', async (url) => {
    const response = await test.app.inject(url);
    expect([response.statusCode, response.headers.location]).toEqual([302, '/app/']);
  });

  it.each(['/app/', '/app/visits/01a1/interview', '/app/link/abcDEF-_123', '/app/index.html?source=home'])(
    'begin with the page at %s, which is asked for each time',
    async (url) => {
      const response = await test.app.inject(url);
      expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(response.headers['cache-control']).toBe('no-cache');
      expect(response.body).toContain('伴走');
    },
  );

  it.each(['/app/app-worker.js', '/app/manifest.webmanifest'])(
    'are asked for each time at %s',
    async (url) => {
      const response = await test.app.inject(url);
      expect([response.statusCode, response.headers['cache-control']]).toEqual([200, 'no-cache']);
    },
  );

  it('are kept for ever when their name carries their hash, and travel compressed', async () => {
    const response = await test.app.inject({
      url: '/app/assets/index-abc.js',
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(response.headers['content-encoding']).toBe('br');
  });

  it.each([
    '/app/assets/index-old.js',
    '/app/assets/',
    '/app/.vite/manifest.json',
    '/app/..%2fprivate.txt',
    '/app/%2e%2e/private.txt',
    '/app/%00.js',
    '/app//etc/passwd.txt',
    '/elsewhere',
  ])('do not include %s', async (url) => {
    const response = await test.app.inject(url);
    expect(response.body).not.toContain('private');
    if (url === '/app/assets/') return;
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.statusCode).toBeLessThan(500);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('are not kept when one is missing', async () => {
    expect((await test.app.inject('/app/assets/index-old.js')).headers['cache-control']).toBe('no-store');
  });
});
