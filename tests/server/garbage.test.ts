import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROBLEMS } from '#protocol/problems.ts';
import type { Submission } from '#protocol/respondent.ts';
import type { SurveyList } from '#protocol/surveys.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeSubmission, openSeedSurvey } from '#tests/support/fieldwork.ts';

const SEED = 20_261_120;
const RUNS = 200;

/** Texts that databases, parsers and headers have stumbled over. */
const NASTY_TEXTS = [
  '\0',
  'a\0b@example.jp',
  'a\0b',
  '\ud800',
  'name\ud800',
  "'; drop table users; --",
  '../../etc/passwd',
  '%00',
  '__proto__',
  '9'.repeat(400),
];
/** More than 32 bits hold, as databases keep whole numbers. */
const TOO_LARGE = 2 ** 31;
const nastyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom(...NASTY_TEXTS));

/** Requests as they should be; `*` stands for a person of the centre. */
const RIGHT_REQUESTS = [
  { method: 'POST', url: '/api/sign-in', body: { email: 'kudo@example.jp', password: 'minato.de.asagohan' } },
  {
    method: 'POST',
    url: '/api/people',
    body: { email: 'new@example.jp', name: '工藤', role: 'manager', expertise: ['finance'] },
  },
  {
    method: 'PATCH',
    url: '/api/people/*',
    body: { name: '工藤', role: 'manager', expertise: ['finance'], active: true },
  },
  {
    method: 'POST',
    url: '/api/sync/push',
    body: { protocol: 1, deviceId: '01a1fb38-0000-7000-8000-000000000000', changes: [{}] },
  },
  { method: 'PATCH', url: '/api/surveys/sme-survey-2026', body: { revision: 1, questionnaireRevision: 1 } },
  {
    method: 'POST',
    url: '/api/surveys/sme-survey-2026/invitations',
    body: { accountIds: ['*'], issue: true },
  },
] as const;

describeOnBothDatabases('garbage', (getDatabase) => {
  let test: TestApp;
  let administrator: TestClient;
  let submission: object;
  beforeAll(async () => {
    let nowMs = Date.now();
    // Time runs, so that the limits of attempts do not hide what lies behind them.
    test = await createTestApp(getDatabase(), { clock: () => (nowMs += 60_000) });
    administrator = await test.as('administrator');
    const { questionnaire } = await openSeedSurvey(getDatabase(), test.centreId);
    const { surveys } = (
      await administrator.request({ method: 'GET', url: '/api/surveys' })
    ).json<SurveyList>();
    submission = makeSubmission(questionnaire, {
      kind: 'test',
      token: surveys[0]!.testLink.split('/').at(-1)!,
    });
  });
  afterAll(() => test.app.close());

  it('is answered by every route with a registered problem, never with a 5xx', async () => {
    const routes = test.app.routeActions.filter(
      ({ method, url }) => method !== 'HEAD' && url !== '/api/sign-out',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...routes),
        fc.oneof(nastyText, fc.constant(administrator.person.userId)),
        fc.oneof(fc.json(), nastyText),
        fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/plain', ''),
        fc.dictionary(
          fc.constantFrom('accept-language', 'if-none-match', 'accept-encoding', 'x-banso-language'),
          fc.string(),
        ),
        async ({ method, url }, parameter, payload, type, headers) => {
          const response = await administrator.request({
            method: method as 'POST',
            url:
              url.replace(/:\w+|\*/g, () => encodeURIComponent(parameter.toWellFormed())) +
              '?cursor=' +
              encodeURIComponent(parameter.toWellFormed()),
            headers: { ...headers, ...(method === 'GET' ? {} : { 'content-type': type }) },
            ...(method === 'GET' ? {} : { payload }),
          });
          expect(response.statusCode).toBeLessThan(500);
          // A page for people says it in its own words.
          const isPage =
            /^\/[hnpr]\//.test(url) && `${response.headers['content-type']}`.startsWith('text/html');
          if (isPage) expect(response.statusCode).toBeGreaterThanOrEqual(400);
          else if (response.statusCode >= 400) {
            expect(Object.keys(PROBLEMS)).toContain(response.json<{ code: string }>().code);
          }
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
  }, 120_000);

  it('that no database could keep is refused the same way by all, with its place', async () => {
    const { userId } = test.people.partner;
    for (const text of ['a\0b', 'half \ud800']) {
      const named = await administrator.request({
        method: 'PATCH',
        url: `/api/people/${userId}`,
        payload: { name: '工藤', expertise: ['finance', text] },
      });
      expect(named.json()).toMatchObject({
        status: 400,
        code: 'malformed-request',
        errors: [{ pointer: '/expertise/1', message: '保存できない文字が含まれています' }],
      });
      const answers = { ...(submission as Submission).answers, note: { [text]: ['x'] } };
      const answered = await administrator.request({
        method: 'POST',
        url: '/s/api/submissions',
        payload: { ...submission, answers },
      });
      expect(answered.json()).toMatchObject({ status: 400, errors: [{ pointer: '/answers/note' }] });
    }
    const asked = await administrator.request({ url: '/api/sync/pull?cursor=0&unknown=%00' });
    expect(asked.json()).toMatchObject({ status: 400, code: 'malformed-request' });
  });

  it('in one member of a request that is right otherwise is found there', async () => {
    const { userId } = test.people.partner;
    for (const { method, url, body } of [
      ...RIGHT_REQUESTS,
      { method: 'POST', url: '/s/api/submissions', body: submission } as const,
    ]) {
      for (const member of Object.keys(body)) {
        for (const nasty of [...NASTY_TEXTS, null, -1, 1e308, TOO_LARGE, [], {}, [['\0']], [{}]]) {
          for (const value of [nasty, [nasty]]) {
            const response = await administrator.request({
              method,
              url: url.replace('*', userId),
              payload: { ...body, [member]: value },
            });
            expect({
              member,
              value,
              status: response.statusCode,
              isFault: response.statusCode >= 500,
            }).toMatchObject({ isFault: false });
          }
        }
      }
    }
  }, 120_000);
});
