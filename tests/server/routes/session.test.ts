import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

describeOnBothDatabases('signing in', (getDatabase) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
  });
  afterAll(() => test.app.close());

  it('tells who is signed in, where, and what the time is', async () => {
    const { request, person } = await test.as('coordinator');
    const response = await request({ url: '/api/session' });
    expect(response.json()).toEqual({
      user: { id: person.userId, name: 'coordinatorの人', email: person.email, role: 'coordinator', language: 'ja' },
      centre: { id: test.centreId, name: '支援センター' },
      serverTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    expect(response.headers['cache-control']).toBe('no-store');
  });
});
