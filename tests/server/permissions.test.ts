import Fastify from 'fastify';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS, ROLES } from '#domain/access/permissions.ts';
import { addSessions } from '#server/auth/session.ts';
import type { ProblemDocument } from '#protocol/problems.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeRespondentDir } from '#tests/support/fieldwork.ts';
import { RIGHTS } from '#tests/support/rights.ts';

/** An address that a route answers to; the ids in it belong to nobody. */
function addressOf(url: string): string {
  return url.replace(/:\w+/g, '01a1fb38-0000-7000-8000-000000000000').replace('*', 'index.html');
}

describeOnBothDatabases('permissions', (getDatabase) => {
  let test: TestApp;
  let appDir: string;
  let respondentDir: string;
  beforeAll(async () => {
    appDir = await mkdtemp(join(tmpdir(), 'banso-app-'));
    await writeFile(join(appDir, 'index.html'), '<!doctype html>');
    respondentDir = await makeRespondentDir();
    test = await createTestApp(getDatabase(), { appDir, respondentDir });
  });
  afterAll(async () => {
    await test.app.close();
    await rm(appDir, { recursive: true });
    await rm(respondentDir, { recursive: true });
  });

  it('hold for every role on every route', async () => {
    const wrong: string[] = [];
    for (const { method, url, action } of test.app.routeActions) {
      for (const role of ROLES) {
        // Signing out ends the session that the other routes are tried with.
        const { request } = await (url === '/api/sign-out' ? test.signIn(test.people[role]) : test.as(role));
        const response = await request({ method: method as 'GET', url: addressOf(url) });
        const isRefused = response.statusCode === 403 || response.statusCode === 401;
        const mayPass = action === 'public' || RIGHTS[action].roles.includes(role);
        if (isRefused === mayPass || response.statusCode >= 500) {
          wrong.push(`${role} ${method} ${url} (${action}): ${response.statusCode}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('ask whoever is not signed in to do so, and tell them nothing else', async () => {
    for (const { method, url, action } of test.app.routeActions) {
      const response = await test.app.inject({ method: method as 'GET', url: addressOf(url) });
      if (action === 'public') expect(response.statusCode).not.toBe(401);
      else expect({ method, url, status: response.statusCode }).toEqual({ method, url, status: 401 });
      if (response.statusCode === 401 && method !== 'HEAD') {
        expect(response.json<ProblemDocument>().code).toBe('not-signed-in');
      }
    }
  });

  it('leave nothing public but signing in, links, sealed letters, health, the files of the app, what companies and partners answer and what they read', () => {
    const open = test.app.routeActions.filter(
      ({ action, method }) => action === 'public' && method !== 'HEAD',
    );
    expect(open.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
      'GET /',
      'GET /api/links/:token',
      'GET /app',
      'GET /app/*',
      'GET /h/:code',
      'GET /healthz',
      'GET /n/:id',
      'GET /p/:centre/:key',
      'GET /r/:code',
      'GET /readyz',
      'GET /s',
      'GET /s/',
      'GET /s/*',
      'GET /s/:code',
      'GET /s/:code/',
      'GET /s/assets/*',
      'GET /s/open/:token',
      'GET /s/test/:token',
      'GET /s/worker.js',
      'POST /api/links/:token',
      'POST /api/parcels',
      'POST /api/sign-in',
      'POST /api/sign-out',
      'POST /h/:code',
      'POST /r/:code',
      'POST /s/api/submissions',
    ]);
  });

  it('name actions of the one table only', () => {
    for (const { action } of test.app.routeActions) expect([...ACTIONS, 'public']).toContain(action);
  });
});

describe('a route', () => {
  it('cannot be added without declaring its action', () => {
    const app = Fastify();
    addSessions(app);
    expect(() => app.get('/api/forgotten', () => 'open to all')).toThrow(
      'GET /api/forgotten does not declare its action',
    );
  });
});
