import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { deleteSessions } from '#server/database/queries/people.ts';
import { findStaff } from '#server/database/queries/staff.ts';
import type { CreatedPerson, Person, StaffMember } from '#protocol/session.ts';
import { createTestApp, TEST_PASSWORD, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

describeOnBothDatabases('people', (getDatabase) => {
  let test: TestApp;
  let administrator: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
  });
  beforeEach(async () => {
    administrator = await test.as('administrator');
  });
  afterAll(() => test.app.close());

  const create = (payload: object) => administrator.request({ method: 'POST', url: '/api/people', payload });
  const change = (userId: string, payload: object) =>
    administrator.request({ method: 'PATCH', url: `/api/people/${userId}`, payload });

  it('are taken in with a link to hand over, and then stand in the directory', async () => {
    const response = await create({
      email: 'Oyama@Example.jp ',
      name: '大山',
      role: 'coordinator',
      expertise: ['finance'],
    });
    expect(response.statusCode).toBe(201);
    const { person, link } = response.json<CreatedPerson>();
    expect(person).toEqual({
      userId: expect.any(String),
      name: '大山',
      email: 'oyama@example.jp',
      role: 'coordinator',
      expertise: ['finance'],
      active: true,
      lastSeenAt: null,
    });
    expect(link).toMatch(/^http:\/\/localhost:3000\/app\/link\/[\w-]{43}$/);

    const coordinator = await test.as('coordinator');
    const staff = (await coordinator.request({ url: '/api/staff' })).json<StaffMember[]>();
    expect(staff).toContainEqual({
      userId: person.userId,
      name: '大山',
      role: 'coordinator',
      expertise: ['finance'],
      active: true,
    });
    const document = await coordinator.request({ url: '/api/documents/staff' });
    expect(document.json()).toEqual(staff);
  });

  it('are listed with their address and when they were last seen', async () => {
    const { email, userId } = (await test.as('office')).person;
    const people = (await administrator.request({ url: '/api/people' })).json<Person[]>();
    expect(people.find((person) => person.userId === userId)).toMatchObject({
      email,
      role: 'office',
      lastSeenAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('who were here are never said to be new, whatever has become of their sessions', async () => {
    const office = await test.as('office');
    await office.request({ url: '/api/session' });
    await office.request({ method: 'DELETE', url: '/api/session' });
    const seenAt = async () =>
      (await administrator.request({ url: '/api/people' }))
        .json<Person[]>()
        .find(({ userId }) => userId === office.person.userId)?.lastSeenAt;
    expect(await seenAt()).toMatch(/^\d{4}-.*Z$/);
    await deleteSessions(getDatabase().db, office.person.userId);
    expect(await seenAt()).toMatch(/^\d{4}-.*Z$/);
  });

  it('have each address once', async () => {
    const payload = { email: 'twice@example.jp', name: '工藤', role: 'office' };
    expect((await create(payload)).statusCode).toBe(201);
    expect((await create({ ...payload, email: 'TWICE@example.jp' })).json()).toMatchObject({
      status: 409,
      code: 'email-taken',
    });
    const people = (await administrator.request({ url: '/api/people' })).json<Person[]>();
    expect(people.filter(({ email }) => email === 'twice@example.jp')).toHaveLength(1);
  });

  it('are refused with a pointer to each fault', async () => {
    const response = await create({ email: 'nowhere', name: '', role: 'king' });
    expect(response.json()).toMatchObject({ status: 400, code: 'malformed-request' });
    expect(response.json<{ errors: { pointer: string }[] }>().errors.map(({ pointer }) => pointer)).toEqual([
      '/email',
      '/name',
      '/role',
    ]);
  });

  it('start afresh on their devices when their role changes, and stay signed in', async () => {
    const person = await test.addPerson('coordinator');
    const client = await test.signIn(person);
    expect((await change(person.userId, { role: 'manager' })).json()).toMatchObject({
      role: 'manager',
      active: true,
    });
    expect((await client.request({ url: '/api/session' })).json()).toMatchObject({
      user: { role: 'manager' },
    });
    expect(await findStaff(getDatabase().db, test.centreId, person.userId)).toMatchObject({
      accessVersion: 2,
    });
  });

  it('keep what is on their devices when only their name changes', async () => {
    const person = await test.addPerson('coordinator');
    expect((await change(person.userId, { name: '新しい名前', expertise: ['hr'] })).json()).toMatchObject({
      name: '新しい名前',
      expertise: ['hr'],
    });
    expect(await findStaff(getDatabase().db, test.centreId, person.userId)).toMatchObject({
      accessVersion: 1,
    });
  });

  it('are signed out when they leave, and their unused link stops working', async () => {
    const { person, link } = (
      await create({ email: 'leaver@example.jp', name: '去る人', role: 'office' })
    ).json<CreatedPerson>();
    const token = link.split('/').at(-1);
    expect((await test.app.inject(`/api/links/${token}`)).statusCode).toBe(200);
    expect((await change(person.userId, { active: false })).json()).toMatchObject({ active: false });
    expect((await test.app.inject(`/api/links/${token}`)).json()).toMatchObject({ code: 'link-unusable' });
    const newLink = await administrator.request({
      method: 'POST',
      url: `/api/people/${person.userId}/link`,
      payload: {},
    });
    expect(newLink.json()).toMatchObject({ code: 'not-found' });
  });

  it('have their devices told that they left, and sign in anew when they come back', async () => {
    const person = await test.addPerson('coordinator');
    const phone = await test.signIn(person);
    await change(person.userId, { active: false });
    const session = (): Promise<unknown> =>
      phone.request({ url: '/api/session' }).then((answer) => answer.json<unknown>());
    expect(await session()).toMatchObject({ status: 401, code: 'person-dismissed' });
    const signIn = await test.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { origin: test.app.config.publicUrl },
      payload: { email: person.email, password: TEST_PASSWORD },
    });
    expect(signIn.json()).toMatchObject({ code: 'wrong-credentials' });
    expect(await session()).toMatchObject({ code: 'person-dismissed' });
    await change(person.userId, { active: true });
    expect(await session()).toMatchObject({ code: 'not-signed-in' });
  });

  it('always include an administrator, also when two dismiss each other at once', async () => {
    const second = await test.addPerson('administrator');
    const other = await test.signIn(second);
    const first = administrator.person;
    const answers = await Promise.all([
      administrator.request({
        method: 'PATCH',
        url: `/api/people/${second.userId}`,
        payload: { active: false },
      }),
      other.request({ method: 'PATCH', url: `/api/people/${first.userId}`, payload: { role: 'manager' } }),
    ]);
    // Whoever came second was no longer an administrator, or would have been the one to dismiss the last.
    expect(answers.map(({ statusCode }) => statusCode).filter((status) => status === 200)).toHaveLength(1);
    const staff = [
      await findStaff(getDatabase().db, test.centreId, first.userId),
      await findStaff(getDatabase().db, test.centreId, second.userId),
    ];
    expect(staff.filter((entry) => entry?.active && entry.role === 'administrator')).toHaveLength(1);

    const lastIsFirst = staff[0]?.role === 'administrator';
    const [last, client] = lastIsFirst ? [first, administrator] : [second, other];
    for (const payload of [{ active: false }, { role: 'office' }]) {
      const refused = await client.request({ method: 'PATCH', url: `/api/people/${last.userId}`, payload });
      expect(refused.json()).toMatchObject({ status: 409, code: 'last-administrator' });
    }
    expect((await client.request({ url: '/api/session' })).json()).toMatchObject({
      user: { role: 'administrator' },
    });
    if (!lastIsFirst) {
      await client.request({
        method: 'PATCH',
        url: `/api/people/${first.userId}`,
        payload: { role: 'administrator' },
      });
    }
  });

  it('of another centre cannot be seen or changed', async () => {
    const elsewhere = await createTestApp(getDatabase());
    const stranger = elsewhere.people.manager.userId;
    expect((await change(stranger, { name: 'x' })).json()).toMatchObject({ code: 'not-found' });
    const people = (await administrator.request({ url: '/api/people' })).json<Person[]>();
    expect(people.map(({ userId }) => userId)).not.toContain(stranger);
    await elsewhere.app.close();
  });

  it('leave a trace of every act in the audit log, without names or addresses', async () => {
    const { person } = (
      await create({ email: 'traced@example.jp', name: '記録', role: 'office' })
    ).json<CreatedPerson>();
    await change(person.userId, { role: 'manager' });
    await administrator.request({ method: 'POST', url: `/api/people/${person.userId}/link`, payload: {} });
    const acts = (await listAudit(getDatabase().db, test.centreId)).filter(
      ({ subject }) => subject === person.userId,
    );
    expect(acts.map(({ action }) => action)).toEqual(['people.create', 'people.update', 'people.link']);
    expect(acts.every(({ userId }) => userId === administrator.person.userId)).toBe(true);
    expect(acts[1]?.detail).toEqual({
      fields: ['role'],
      from: { role: 'office', active: true },
      to: { role: 'manager', active: true },
    });
    expect(JSON.stringify(acts)).not.toMatch(/traced|記録/);
  });
});
