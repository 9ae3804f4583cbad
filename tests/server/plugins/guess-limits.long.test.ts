import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { computeInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import {
  inviteCompany,
  makeRespondentDir,
  makeSubmission,
  openSeedSurvey,
} from '#tests/support/fieldwork.ts';
import { guessCodes } from '#tests/support/guessing.ts';

const SURVEY = 'sme-survey-2026';
/** What costs nothing when opening pages. */
const FREE = 30;

describeOnBothDatabases('guessing codes', (getDatabase) => {
  let nowMs = Date.parse('2026-11-20T03:00:00.000Z');
  let respondentDir: string;
  let test: TestApp;
  beforeAll(async () => {
    respondentDir = await makeRespondentDir();
    test = await createTestApp(getDatabase(), { respondentDir, clock: () => nowMs });
    await openSeedSurvey(getDatabase(), test.centreId, () => nowMs);
  });
  afterAll(async () => {
    await test.app.close();
    await rm(respondentDir, { recursive: true });
  });

  let generation = 0;
  const guess = async (remoteAddress: string): Promise<[status: number, wait: number]> => {
    generation += 1;
    const code = computeInvitationCode('at random, by someone without our key', {
      centreId: 'x',
      surveyId: 'x',
      unitId: 'x',
      generation,
    });
    const response = await test.app.inject({ url: `/s/${code}`, remoteAddress });
    return [response.statusCode, Number(response.headers['retry-after'] ?? 0)];
  };
  const open = async (code: string, remoteAddress: string): Promise<number> =>
    (await test.app.inject({ url: `/s/${code}`, remoteAddress })).statusCode;

  it('finds none, is told to wait, and holds nobody up, not even at the same address', async () => {
    const outcome = await guessCodes(getDatabase(), { guesses: 3_000, respondentDir });
    expect(outcome).toMatchObject({ found: 0, honest: 4, answered: 4 });
    expect(outcome.told).toBeGreaterThan(2_500);
    expect(outcome.longestWaitSeconds).toBeGreaterThanOrEqual(8);
  }, 60_000);

  it('makes an address wait longer with each further one, a minute at most, and forgets', async () => {
    const address = '192.0.2.1';
    for (let wrong = 0; wrong < FREE; wrong += 1) expect(await guess(address)).toEqual([404, 0]);
    const waits: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      expect(await guess(address)).toEqual([404, 0]);
      const [status, wait] = await guess(address);
      expect(status).toBe(429);
      waits.push(wait);
      nowMs += wait * 1000;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    nowMs += 15 * 60_000;
    expect(await guess(address)).toEqual([404, 0]);
    expect(await guess(address)).toEqual([404, 0]);
  });

  it('tells the page itself, for how long, so that it is no bare error', async () => {
    const address = '192.0.2.2';
    for (let wrong = 0; wrong <= FREE; wrong += 1) await guess(address);
    const response = await test.app.inject({ url: '/s/00000-00000', remoteAddress: address });
    expect(response.statusCode).toBe(429);
    expect(response.body).toContain('{"state":"closed","reason":"tooManyAttempts","retryAfterSeconds":1}');
    expect(response.body).toContain('しばらく待ってから');
  });

  it('does not count right codes: a whole carrier may stand behind one address', async () => {
    const address = '192.0.2.3';
    const { code } = await inviteCompany(test, SURVEY);
    for (let visit = 0; visit < 3 * FREE; visit += 1) expect(await open(code, address)).toBe(200);
  });

  it('does not count mistyped codes, which say so themselves', async () => {
    const address = '192.0.2.4';
    for (let visit = 0; visit < 3 * FREE; visit += 1) expect(await open('AAAAA-AAAAB', address)).toBe(404);
    const { code } = await inviteCompany(test, SURVEY);
    expect(await open(code, address)).toBe(200);
  });

  it('opens and takes right codes of the same network at once, while wrong ones wait', async () => {
    const address = '192.0.2.5';
    const { code } = await inviteCompany(test, SURVEY);
    const { questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => nowMs);
    for (let wrong = 0; wrong <= FREE; wrong += 1) await guess(address);
    expect((await guess(address))[0]).toBe(429);
    expect(await open(code, address)).toBe(200);
    const payload = makeSubmission(questionnaire, { kind: 'code', code });
    expect(
      (await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload, remoteAddress: address }))
        .statusCode,
    ).toBe(200);
    expect((await guess(address))[0]).toBe(429);
  });

  it('does not count links, whose tokens nobody can guess', async () => {
    const address = '192.0.2.6';
    for (let visit = 0; visit < 3 * FREE; visit += 1) {
      expect(
        (await test.app.inject({ url: `/s/open/token-${visit}`, remoteAddress: address })).statusCode,
      ).toBe(404);
    }
    expect(await guess(address)).toEqual([404, 0]);
  });
});
