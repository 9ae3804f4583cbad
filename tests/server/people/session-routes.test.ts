import { afterAll, beforeAll, expect, it } from 'vitest';
import { cookieOf, createTestApp, TEST_PARCEL_KEY, TEST_PASSWORD, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const MINUTE_MS = 60_000;

describeOnBothDatabases('signing in', (getDatabase) => {
  let test: TestApp;
  let nowMs = Date.now();
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => nowMs });
  });
  afterAll(() => test.app.close());

  const signIn = (email: string, password: string, remoteAddress = '192.0.2.1') =>
    test.app.inject({ method: 'POST', url: '/api/sign-in', payload: { email, password }, remoteAddress });

  it('tells who is signed in, where, and what the time is', async () => {
    const { request, person } = await test.as('coordinator');
    const response = await request({ url: '/api/session' });
    expect(response.json()).toEqual({
      user: {
        id: person.userId,
        name: 'coordinatorの人',
        email: person.email,
        role: 'coordinator',
        language: 'ja',
      },
      centre: { id: test.centreId, name: '支援センター' },
      sealingKey: TEST_PARCEL_KEY.publicKey,
      serverTime: new Date(nowMs).toISOString(),
    });
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('sets a cookie for 30 days that scripts cannot read and other sites cannot send', async () => {
    const response = await signIn(test.people.office.email, TEST_PASSWORD);
    expect(response.headers['set-cookie']).toMatch(
      /^banso\.session_token=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(response.json()).toMatchObject({ user: { role: 'office' } });
  });

  it('takes an address in any case and width of space around it', async () => {
    const response = await signIn(` ${test.people.office.email.toUpperCase()} `, TEST_PASSWORD);
    expect(response.statusCode).toBe(200);
  });

  it.each([
    {
      origin: 'http://localhost:3000',
      'sec-fetch-site': 'same-origin',
      'sec-fetch-mode': 'cors',
      'sec-fetch-dest': 'empty',
    },
    {
      origin: 'http://192.168.1.5:3000',
      host: '192.168.1.5:3000',
      'sec-fetch-site': 'same-origin',
      'sec-fetch-mode': 'cors',
    },
    { origin: 'http://localhost:3000', cookie: 'banso.session_token=old.signature' },
  ])('works as a browser does it, under whichever name it reaches the server: %o', async (headers) => {
    const { email } = test.people.office;
    const response = await test.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      payload: { email, password: TEST_PASSWORD },
      headers,
    });
    expect(response.statusCode).toBe(200);
    const signOut = await test.app.inject({
      method: 'POST',
      url: '/api/sign-out',
      headers: { ...headers, cookie: cookieOf(response) },
    });
    expect(signOut.statusCode).toBe(204);
  });

  it('is prolonged by being used, without anyone signing in again', async () => {
    const { request, person } = await test.signIn(await test.addPerson('coordinator'));
    const { db, dialect } = getDatabase();
    const inTwoDays = new Date(Date.now() + 2 * 24 * 60 * MINUTE_MS);
    const expiresAt = dialect === 'postgres' ? inTwoDays : inTwoDays.toISOString();
    await db
      .updateTable('sessions')
      .set({ expires_at: expiresAt })
      .where('user_id', '=', person.userId)
      .execute();
    const response = await request({ url: '/api/session' });
    expect(response.headers['set-cookie']).toMatch(/^banso\.session_token=[^;]+; Max-Age=2592000;/);
    const { expires_at: prolonged } = await db
      .selectFrom('sessions')
      .select('expires_at')
      .where('user_id', '=', person.userId)
      .executeTakeFirstOrThrow();
    expect(new Date(prolonged).getTime()).toBeGreaterThan(Date.now() + 29 * 24 * 60 * MINUTE_MS);
    expect((await request({ url: '/api/session' })).headers['set-cookie']).toBeUndefined();
  });

  it.each(['the same person', 'another one'])(
    'ends the session that the device came with, of %s, once the password is right',
    async (who) => {
      const [first, elsewhere] = [
        await test.signIn(test.people.coordinator),
        await test.signIn(test.people.coordinator),
      ];
      const { email } = who === 'another one' ? test.people.office : test.people.coordinator;
      const again = (password: string) =>
        first.request({ method: 'POST', url: '/api/sign-in', payload: { email, password } });
      expect((await again('minato.de.asagohan')).statusCode).toBe(401);
      expect((await first.request({ url: '/api/session' })).statusCode).toBe(200);

      const second = await again(TEST_PASSWORD);
      expect(second.statusCode).toBe(200);
      // A copy of the old cookie is worth nothing; the new one and other devices go on.
      expect((await first.request({ url: '/api/session' })).statusCode).toBe(401);
      const headers = { cookie: cookieOf(second) };
      expect((await test.app.inject({ url: '/api/session', headers })).json()).toMatchObject({
        user: { email },
      });
      expect((await elsewhere.request({ url: '/api/session' })).statusCode).toBe(200);
    },
  );

  it('does not tell a wrong password from an unknown address', async () => {
    const answers = await Promise.all([
      signIn(test.people.office.email, 'not the password'),
      signIn('nobody@example.jp', TEST_PASSWORD),
    ]);
    for (const answer of answers) {
      expect(answer.json()).toMatchObject({ status: 401, code: 'wrong-credentials' });
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect(answers[0].body).toBe(answers[1].body);
  });

  it('ends with signing out, for that device only', async () => {
    const person = await test.addPerson('coordinator');
    const [phone, tablet] = [await test.signIn(person), await test.signIn(person)];
    const response = await phone.request({ method: 'POST', url: '/api/sign-out', payload: {} });
    expect(response.statusCode).toBe(204);
    expect(response.cookies).toContainEqual(
      expect.objectContaining({ name: 'banso.session_token', value: '', maxAge: 0 }),
    );
    expect((await phone.request({ url: '/api/session' })).json()).toMatchObject({ code: 'not-signed-in' });
    expect((await tablet.request({ url: '/api/session' })).statusCode).toBe(200);
  });

  it.each([
    'banso.session_token=forged',
    'banso.session_token=a.b',
    'banso.session_token=%00; x',
    ';;;',
    '=',
  ])('is not replaced by a forged cookie: %s', async (cookie) => {
    const response = await test.app.inject({ url: '/api/session', headers: { cookie } });
    expect(response.json()).toMatchObject({ status: 401, code: 'not-signed-in' });
  });

  const wrongFrom = async (email: string, addresses: readonly string[]): Promise<number[]> => {
    const statuses: number[] = [];
    for (const address of addresses)
      statuses.push((await signIn(email, 'not the password', address)).statusCode);
    return statuses;
  };

  it('is refused for a while after ten wrong passwords for one person from one network, and nowhere else', async () => {
    const { email } = await test.addPerson('coordinator');
    const network = Array.from({ length: 10 }, (_, index) => `2001:db8:5:5::${index + 1}`);
    expect(await wrongFrom(email, network)).toEqual(network.map(() => 401));
    const refused = await signIn(email, TEST_PASSWORD, '2001:db8:5:5::99');
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(refused.headers['retry-after']).toBe('900');
    expect((await signIn(email, TEST_PASSWORD, '2001:db8:5:6::1')).statusCode).toBe(200);
    expect((await signIn(test.people.manager.email, TEST_PASSWORD, '2001:db8:5:5::1')).statusCode).toBe(200);
    nowMs += 15 * MINUTE_MS;
    expect((await signIn(email, TEST_PASSWORD, '2001:db8:5:5::99')).statusCode).toBe(200);
  });

  it('is refused likewise where there is no such person', async () => {
    const addresses = Array.from({ length: 11 }, () => '192.0.2.50');
    expect(await wrongFrom('nobody-at-all@example.jp', addresses)).toEqual([
      ...Array.from({ length: 10 }, () => 401),
      429,
    ]);
  });

  it('lets no more wrong passwords through when they come all at once', async () => {
    const { email } = await test.addPerson('coordinator');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => signIn(email, 'not the password', '192.0.2.60')),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 401)).toHaveLength(10);
  });

  it('does not count right passwords', async () => {
    const { email } = await test.addPerson('coordinator');
    for (let time = 0; time < 15; time += 1)
      expect((await signIn(email, TEST_PASSWORD, '192.0.2.70')).statusCode).toBe(200);
  });

  it('has one wrong password a network after a hundred from many, and takes the right one from a network without', async () => {
    const { email } = await test.addPerson('coordinator');
    const many = Array.from({ length: 100 }, (_, index) => `10.0.${index}.1`);
    expect(new Set(await wrongFrom(email, many))).toEqual(new Set([401]));
    expect(await wrongFrom(email, ['10.1.0.1', '10.1.0.1', '10.0.1.1'])).toEqual([401, 429, 429]);
    expect((await signIn(email, TEST_PASSWORD, '10.2.0.1')).statusCode).toBe(200);
  });

  it('is refused for a while after sixty attempts from one address', async () => {
    const from = '198.51.100.7';
    const answers = await Promise.all(
      Array.from({ length: 61 }, (_, index) => signIn(`guess ${index}`, '', from)),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(1);
    expect((await signIn(test.people.manager.email, TEST_PASSWORD, '198.51.100.8')).statusCode).toBe(200);
  });

  it('is over at once for someone who has left, on every device', async () => {
    const person = await test.addPerson('coordinator');
    const { cookie } = await test.signIn(person);
    const { request } = await test.as('administrator');
    await request({ method: 'PATCH', url: `/api/people/${person.userId}`, payload: { active: false } });
    expect((await test.app.inject({ url: '/api/session', headers: { cookie } })).statusCode).toBe(401);
    const again = await signIn(person.email, TEST_PASSWORD);
    expect(again.json()).toMatchObject({ code: 'wrong-credentials' });
    expect(cookieOf(again)).toBe('');
  });
});
