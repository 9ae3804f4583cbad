import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SignedInDevice } from '#protocol/session.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

describeOnBothDatabases('signed-in devices', (getDatabase) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
  });
  afterAll(() => test.app.close());

  it('are listed for their owner, this one marked, and can be signed out one by one', async () => {
    const person = await test.addPerson('coordinator');
    const [phone, tablet] = [await test.signIn(person), await test.signIn(person)];
    const devices = (await phone.request({ url: '/api/devices' })).json<SignedInDevice[]>();
    expect(devices).toHaveLength(2);
    expect(devices.filter(({ current }) => current)).toHaveLength(1);
    expect(devices[0]).toEqual({
      id: expect.any(String),
      current: expect.any(Boolean),
      userAgent: 'lightMyRequest',
      lastSeenAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const other = devices.find(({ current }) => !current);
    const revoked = await phone.request({ method: 'DELETE', url: `/api/devices/${other?.id}` });
    expect(revoked.statusCode).toBe(204);
    // Told for good, so that the device gives up what it holds; a login that only ran out is told otherwise.
    for (let time = 0; time < 2; time += 1) {
      const told = await tablet.request({ url: '/api/session' });
      expect(told.json()).toMatchObject({ status: 401, code: 'device-revoked' });
    }
    expect((await phone.request({ url: '/api/devices' })).json()).toHaveLength(1);
    expect((await phone.request({ url: '/api/session' })).statusCode).toBe(200);
  });

  it('of other people are out of reach', async () => {
    const victim = await test.signIn(await test.addPerson('coordinator'));
    const [device] = (await victim.request({ url: '/api/devices' })).json<SignedInDevice[]>();
    const { request } = await test.as('administrator');
    const response = await request({ method: 'DELETE', url: `/api/devices/${device?.id}` });
    expect(response.json()).toMatchObject({ code: 'not-found' });
    expect((await victim.request({ url: '/api/session' })).statusCode).toBe(200);
  });
});
