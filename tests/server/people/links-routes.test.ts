import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureCentre, issueFirstAdministratorLink } from '#server/first-start.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import type { CreatedPerson } from '#protocol/session.ts';
import { createTestApp, TEST_PASSWORD, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const DAY_MS = 86_400_000;
const NEW_PASSWORD = 'minato.de.asagohan';

describeOnBothDatabases('one-time links', (getDatabase) => {
  let test: TestApp;
  let nowMs = Date.now();
  const clock = (): number => nowMs;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock });
  });
  afterAll(() => test.app.close());

  const look = (token: string) => test.app.inject(`/api/links/${token}`);
  const use = (token: string, payload: object) =>
    test.app.inject({ method: 'POST', url: `/api/links/${token}`, payload });
  const issuePasswordLink = async (userId: string): Promise<string> => {
    const { request } = await test.as('administrator');
    const response = await request({ method: 'POST', url: `/api/people/${userId}/link`, payload: {} });
    return tokenOf(response.json<CreatedPerson>().link);
  };

  it('make the first administrator, who is then signed in and has named the centre', async () => {
    const { centreId, firstLink } = await startEmptyCentre();
    const token = tokenOf(firstLink);
    expect((await look(token)).json()).toEqual({
      purpose: 'first-administrator',
      expiresAt: new Date(nowMs + 7 * DAY_MS).toISOString(),
    });
    const founder = {
      email: `first-${centreId}@example.jp`,
      name: '工藤',
      centreName: '21財団',
      password: NEW_PASSWORD,
    };
    const response = await use(token, founder);
    expect(response.json()).toMatchObject({
      user: { name: '工藤', role: 'administrator' },
      centre: { id: centreId, name: '21財団' },
    });
    expect(response.headers['set-cookie']).toContain('banso.session_token=');
    expect((await use(token, { ...founder, email: 'second@example.jp' })).json()).toMatchObject({
      status: 410,
      code: 'link-unusable',
    });
    expect(
      await issueFirstAdministratorLink(getDatabase(), { centreId, publicUrl: 'http://x', clock }),
    ).toBeUndefined();
    const acts = await listAudit(getDatabase().db, centreId);
    expect(acts.map(({ action }) => action)).toEqual(['centre.found']);
  });

  it('are made anew at each start, and the older one stops working', async () => {
    const { centreId, firstLink } = await startEmptyCentre();
    const newer = await issueFirstAdministratorLink(getDatabase(), {
      centreId,
      publicUrl: 'http://x',
      clock,
    });
    expect((await look(tokenOf(firstLink))).json()).toMatchObject({ code: 'link-unusable' });
    expect((await look(tokenOf(newer ?? ''))).statusCode).toBe(200);
  });

  it('make one administrator when two people use the same one at once', async () => {
    const { centreId, firstLink } = await startEmptyCentre();
    const attempt = (email: string) =>
      use(tokenOf(firstLink), {
        email: `${email}-${centreId}@example.jp`,
        name: '工藤',
        centreName: '財団',
        password: NEW_PASSWORD,
      });
    const answers = await Promise.all([attempt('a'), attempt('b')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410]);
  });

  it('can be tried again after a password that is refused or an address that is taken', async () => {
    const { firstLink } = await startEmptyCentre();
    const token = tokenOf(firstLink);
    const founder = { email: 'again@example.jp', name: '工藤', centreName: '財団', password: NEW_PASSWORD };
    expect((await use(token, { ...founder, password: 'short' })).json()).toMatchObject({
      status: 422,
      code: 'password-too-short',
    });
    expect((await use(token, { ...founder, password: 'password2026' })).json()).toMatchObject({
      code: 'password-too-common',
    });
    const { email } = test.people.manager;
    expect((await use(token, { ...founder, email })).json()).toMatchObject({
      status: 409,
      code: 'email-taken',
    });
    expect((await use(token, founder)).statusCode).toBe(200);
  });

  it('set a password: the old one and the devices that used it are out, the new one is in', async () => {
    const person = await test.addPerson('coordinator');
    const oldDevice = await test.signIn(person);
    const token = await issuePasswordLink(person.userId);
    expect((await look(token)).json()).toMatchObject({
      purpose: 'set-password',
      email: person.email,
      name: person.name,
    });
    const response = await use(token, { password: NEW_PASSWORD });
    expect(response.json()).toMatchObject({ user: { id: person.userId } });
    expect((await oldDevice.request({ url: '/api/session' })).statusCode).toBe(401);
    const signIn = (password: string) =>
      test.app.inject({ method: 'POST', url: '/api/sign-in', payload: { email: person.email, password } });
    expect((await signIn(TEST_PASSWORD)).statusCode).toBe(401);
    expect((await signIn(NEW_PASSWORD)).statusCode).toBe(200);
    expect((await look(token)).json()).toMatchObject({ code: 'link-unusable' });
  });

  it('set the first password of someone who was just taken in', async () => {
    const { request } = await test.as('administrator');
    const payload = { email: 'fresh@example.jp', name: '新人', role: 'coordinator' };
    const { link } = (await request({ method: 'POST', url: '/api/people', payload })).json<CreatedPerson>();
    expect((await use(tokenOf(link), { password: NEW_PASSWORD })).json()).toMatchObject({
      user: { name: '新人', role: 'coordinator' },
    });
  });

  it('stop working when a newer one was made for the same person, and after seven days', async () => {
    const person = await test.addPerson('coordinator');
    const other = await test.addPerson('coordinator');
    const older = await issuePasswordLink(person.userId);
    const others = await issuePasswordLink(other.userId);
    const newer = await issuePasswordLink(person.userId);
    expect((await look(older)).statusCode).toBe(410);
    expect((await look(others)).statusCode).toBe(200);
    nowMs += 7 * DAY_MS;
    expect((await look(newer)).statusCode).toBe(410);
    expect((await use(newer, { password: NEW_PASSWORD })).json()).toMatchObject({ code: 'link-unusable' });
  });

  it('cannot be guessed for long', async () => {
    nowMs += DAY_MS;
    const answers = await Promise.all(
      Array.from({ length: 61 }, (_, index) =>
        test.app.inject({ url: `/api/links/guess${index}`, remoteAddress: '203.0.113.9' }),
      ),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 410)).toHaveLength(60);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(1);
  });

  async function startEmptyCentre(): Promise<{ centreId: string; firstLink: string }> {
    // A server founds one centre; these tests need several, so each is founded in its own name.
    const database = getDatabase();
    const centreId = newId(clock);
    await insertCentre(database.db, {
      id: centreId,
      name: '支援センター',
      epoch: newId(clock),
      createdAt: instantOf(clock),
    });
    const firstLink = await issueFirstAdministratorLink(database, {
      centreId,
      publicUrl: 'http://localhost:3000',
      clock,
    });
    return { centreId, firstLink: firstLink ?? '' };
  }
});

describeOnBothDatabases('the first start', (getDatabase) => {
  it('founds one centre, also when several processes start at once', async () => {
    const found = () => ensureCentre(getDatabase(), { centreName: '支援センター', clock: Date.now });
    const centres = await Promise.all([found(), found(), found()]);
    expect(new Set(centres.map(({ id }) => id)).size).toBe(1);
    expect(await found()).toEqual(centres[0]);
  });
});

function tokenOf(link: string): string {
  return link.split('/').at(-1) ?? '';
}
