import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';

describe('requests from elsewhere', () => {
  let database: TestDatabase;
  let test: TestApp;
  beforeAll(async () => {
    database = await createTestDatabase('sqlite');
    await migrateDatabase(database.handle);
    test = await createTestApp(database.handle, { publicUrl: 'https://banso.example.jp', isHttps: true });
  });
  afterAll(async () => {
    await test.app.close();
    await database.remove();
  });

  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'https://banso.example.jp.evil.example' }],
    [{ origin: 'http://banso.example.jp' }],
    [{ origin: '' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('are refused when they would change something: %o', async (headers) => {
    const { request } = await test.as('administrator');
    for (const method of ['POST', 'PATCH', 'DELETE', 'PUT'] as const) {
      const response = await request({ method, url: '/api/people/x', headers });
      expect(response.json()).toMatchObject({ status: 403, code: 'foreign-origin' });
    }
  });

  it.each([
    [{ origin: 'https://banso.example.jp' }],
    [{ origin: 'http://192.168.1.5:3000', host: '192.168.1.5:3000' }],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{}],
  ])('pass from our own pages and from programs: %o', async (headers) => {
    const response = await test.app.inject({ method: 'POST', url: '/api/sign-out', headers });
    expect(response.statusCode).toBe(204);
  });

  it('may read, as a link on another page does', async () => {
    const response = await test.app.inject({ url: '/healthz', headers: { origin: 'https://evil.example' } });
    expect(response.statusCode).toBe(200);
  });

  it('find https told to browsers, and a policy without inline scripts or styles', async () => {
    const { headers } = await test.app.inject('/healthz');
    expect(headers['strict-transport-security']).toContain('max-age=31536000');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain('upgrade-insecure-requests');
    expect(policy).not.toContain('unsafe');
  });

  it('frame none of our pages but the one for trying a survey out, which only we may frame', async () => {
    const policyOf = async (url: string): Promise<string> =>
      String((await test.app.inject(url)).headers['content-security-policy']);
    expect(await policyOf('/s/test/some-token')).toContain("frame-ancestors 'self'");
    for (const url of ['/healthz', '/s/ABCDE-FGHJK', '/s/open/some-token', '/app/surveys?next=/s/test/']) {
      expect(await policyOf(url), url).toContain("frame-ancestors 'none'");
    }
  });

  it('get cookies that only travel by https and only to us', async () => {
    const { email } = test.people.manager;
    const response = await test.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      payload: { email, password: 'Kani-to-Ringo-88' },
    });
    expect(response.headers['set-cookie']).toMatch(
      /^__Secure-banso\.session_token=.*; HttpOnly; Secure; SameSite=Lax$/,
    );
  });
});
