import fc from 'fast-check';
import { rm } from 'node:fs/promises';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeInvitationCode, hashInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { ProblemDocument } from '#protocol/problems.ts';
import type { RespondentPage, SubmissionReceipt } from '#protocol/respondent.ts';
import { TIME_UNSAID, type Invitation, type SurveyList, type SurveySummary } from '#protocol/surveys.ts';
import { createTestApp, TEST_KEYS, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import {
  answerEverything,
  inviteCompany,
  makeChange,
  makeRespondentDir,
  makeSubmission,
  openSeedSurvey,
  pullAll,
  push,
} from '#tests/support/fieldwork.ts';

const SURVEY = 'sme-survey-2026';
const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const DAY_MS = 86_400_000;

describeOnBothDatabases('a company’s page', (getDatabase) => {
  let nowMs = NOON;
  let test: TestApp;
  let office: TestClient;
  let respondentDir: string;
  let questionnaire: Questionnaire;
  beforeAll(async () => {
    respondentDir = await makeRespondentDir();
    test = await createTestApp(getDatabase(), { respondentDir, clock: () => nowMs });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => nowMs));
    office = await test.as('office');
  });
  afterAll(async () => {
    await test.app.close();
    await rm(respondentDir, { recursive: true });
  });

  const open = (path: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
    test.app.inject({ method: 'GET', url: path, headers });
  const send = (submission: unknown, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
    test.app.inject({ method: 'POST', url: '/s/api/submissions', payload: submission as object, headers });
  const survey = async (): Promise<SurveySummary> => {
    const response = await office.request({ method: 'GET', url: '/api/surveys' });
    return response.json<SurveyList>().surveys.find(({ id }) => id === SURVEY)!;
  };
  const edit = async (changes: object): Promise<void> => {
    const { revision } = await survey();
    const response = await office.request({
      method: 'PATCH',
      url: `/api/surveys/${SURVEY}`,
      payload: { revision, ...changes },
    });
    expect(response.statusCode).toBe(200);
  };
  const responseOf = async (accountId: string, disposition: string): Promise<JsonObject> => {
    const found = (await pullAll(office)).find(
      ({ fields }) => fields['accountId'] === accountId && fields['disposition'] === disposition,
    );
    if (!found) throw new Error(`no ${disposition} response of ${accountId}`);
    return found.fields;
  };

  describe('when it is opened', () => {
    it('carries all it needs in one page, readable without a script, that nobody keeps', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY, '</script><b>危険</b>商店');
      const response = await open(`/s/${code}`);
      expect(response.statusCode).toBe(200);
      expect(response.headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      });
      expect(response.headers['set-cookie']).toBeUndefined();
      expect(response.body).toContain(
        '<h1 id="first-text" class="x">2026年度 中小企業の経営課題と支援ニーズに関する調査</h1>',
      );
      expect(response.body).toContain(
        '<title>2026年度 中小企業の経営課題と支援ニーズに関する調査 — 支援センター</title>',
      );
      expect(readPage(response)).toMatchObject({
        state: 'open',
        entry: { kind: 'code', code },
        centre: { name: '支援センター' },
        survey: { id: SURVEY, startsOn: '2026-04-01', endsOn: null },
        questionnaire: { id: 'sme-survey', revision: questionnaire.revision },
        unitName: '</script><b>危険</b>商店',
      });
      expect(accountId).toBeTruthy();
    });

    it('speaks the language that the browser asks for', async () => {
      const { code } = await inviteCompany(test, SURVEY);
      const response = await open(`/s/${code}`, { 'accept-language': 'en-GB,en;q=0.9' });
      expect(response.body).toContain('<html lang="en">');
      expect(response.body).toContain('Survey of management issues');
    });

    it('takes a code in whatever way it is typed', async () => {
      const { code } = await inviteCompany(test, SURVEY);
      const typed = encodeURIComponent(code.toLowerCase().replace('-', ' '));
      expect((await open(`/s/${typed}`)).statusCode).toBe(200);
    });

    it('leads to a page also by an address that was copied with something behind it', async () => {
      const { code } = await inviteCompany(test, SURVEY);
      expect((await open(`/s/${code}/`)).headers.location).toBe(`/s/${code}`);
      expect((await open(`/s/${encodeURIComponent(`${code}。`)}`)).statusCode).toBe(200);
      expect((await open(`/s/${code}/x`)).statusCode).toBe(200);
      const nowhere = await open('/s/nothing/x');
      expect([nowhere.statusCode, nowhere.headers['content-type']]).toEqual([
        404,
        'text/html; charset=utf-8',
      ]);
      expect((await open('/s/api/nothing')).headers['content-type']).toContain('application/problem+json');
    });

    it('tells a mistyped code from an unknown one', async () => {
      expect(await closedReason('/s/AAAAA-AAAAB')).toEqual([404, 'mistyped']);
      expect(await closedReason('/s/%00%3Cb%3E')).toEqual([404, 'mistyped']);
      expect(await closedReason('/s/00000-00000')).toEqual([404, 'unknown']);
      expect(await closedReason('/s/open/nobody-has-this')).toEqual([404, 'linkUnknown']);
    });

    it('does not take the token of one kind of link for another', async () => {
      const { testLink } = await survey();
      const token = testLink.split('/').at(-1)!;
      expect((await open(`/s/test/${token}`)).statusCode).toBe(200);
      expect(await closedReason(`/s/open/${token}`)).toEqual([404, 'linkUnknown']);
    });

    it('asks for a code at /s/, without anybody’s data', async () => {
      const response = await open('/s/');
      expect(response.statusCode).toBe(200);
      expect(response.body).toContain('<script type="application/json" id="page-data"></script>');
      expect((await open('/s')).headers.location).toBe('/s/');
    });

    it('answers whatever stands in its address, and never with a 5xx', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('/s/', '/s/open/', '/s/test/', '/s/assets/'),
          fc.string({ unit: 'binary', maxLength: 40 }),
          async (path, text) => {
            const response = await open(path + encodeURIComponent(text.toWellFormed()));
            expect(response.statusCode).toBeLessThan(500);
          },
        ),
        { seed: 20_261_120, numRuns: 200 },
      );
      // The waiting that such guesses cost is over.
      await getDatabase().db.deleteFrom('rate_limits').execute();
    });

    it('has its files beside it: the hashed ones for ever, the worker asked for each time', async () => {
      expect((await open('/s/assets/main.js')).headers['cache-control']).toBe(
        'public, max-age=31536000, immutable',
      );
      expect((await open('/s/worker.js')).headers['cache-control']).toBe('no-cache');
      expect((await open('/s/assets/missing.js')).statusCode).toBe(404);
      expect((await open('/s/assets/..%2f..%2fpackage.json')).statusCode).toBeGreaterThanOrEqual(400);
    });
  });

  describe('when it is sent', () => {
    it('becomes a response of that company, known by the code alone', async () => {
      const { code, accountId, id } = await inviteCompany(test, SURVEY);
      await open(`/s/${code}`);
      const answers = answerEverything(questionnaire, { consent_record: 'yes' });
      const submission = makeSubmission(questionnaire, { kind: 'code', code }, { answers, seed: 'lucky' });
      const response = await send(submission);
      expect(response.statusCode).toBe(200);
      expect(response.headers['set-cookie']).toBeUndefined();
      const receipt = response.json<SubmissionReceipt>();
      expect(receipt).toMatchObject({
        submissionId: submission.id,
        isDuplicate: false,
        isTest: false,
        receivedAt: '2026-11-20T03:00:00.000Z',
      });
      expect(receipt.receiptNumber).toMatch(/^\d{6,}$/);
      expect(await responseOf(accountId, 'complete')).toMatchObject({
        surveyId: SURVEY,
        questionnaireId: 'sme-survey',
        questionnaireRevision: questionnaire.revision,
        invitationId: id,
        channel: 'link',
        startedAt: submission.startedAt,
        submittedAt: submission.submittedAt,
        seed: 'lucky',
        receiptNumber: receipt.receiptNumber,
        answers,
        provenance: { industry: { channel: 'link', by: 'respondent', at: '2026-11-20T01:00:00.000Z' } },
      });
      expect(await closedReason(`/s/${code}`)).toEqual([410, 'used']);
    });

    it('gives the same receipt again for the same answers, and never takes others under their id', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      const submission = makeSubmission(questionnaire, { kind: 'code', code });
      const first = await send(submission);
      const again = await send({ ...submission, submittedAt: '2026-11-20T02:00:00.000Z', language: 'en' });
      expect(again.json()).toEqual(first.json());
      const other = await send({
        ...submission,
        answers: answerEverything(questionnaire, { industry: 'trade' }),
      });
      expect([other.statusCode, other.json<ProblemDocument>().code]).toEqual([409, 'submission-id-reused']);
      const kept = (await pullAll(office)).filter(
        ({ collection, fields }) => collection === 'responses' && fields['accountId'] === accountId,
      );
      expect(kept).toHaveLength(1);
    });

    it('from a second device is kept beside the first one, which stays the one that counts', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      await send(makeSubmission(questionnaire, { kind: 'code', code }));
      const second = await send(
        makeSubmission(
          questionnaire,
          { kind: 'code', code },
          { answers: answerEverything(questionnaire, { industry: 'trade' }) },
        ),
      );
      expect(second.json()).toMatchObject({ isDuplicate: true });
      expect(await responseOf(accountId, 'duplicate')).toMatchObject({ answers: { industry: 'trade' } });
      expect(await responseOf(accountId, 'complete')).not.toMatchObject({ answers: { industry: 'trade' } });
    });

    it('keeps nothing of what was hidden, whatever was answered there', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      const answers = {
        ...answerEverything(questionnaire, { consultation: 'no' }),
        contact_name: '隠れた名前',
      };
      expect(
        (await send(makeSubmission(questionnaire, { kind: 'code', code }, { answers }))).statusCode,
      ).toBe(200);
      const stored = await responseOf(accountId, 'complete');
      expect(stored).toMatchObject({ answers: { contact_name: { missing: 'notApplicable' } } });
      expect(stored['provenance']).not.toHaveProperty('contact_name');
    });

    it('says which answers are missing and which are wrong, in the person’s language', async () => {
      const { code } = await inviteCompany(test, SURVEY);
      const { awareness: _, ...without } = answerEverything(questionnaire);
      const missing = await send(
        makeSubmission(questionnaire, { kind: 'code', code }, { answers: without, language: 'en' }),
      );
      expect(missing.json()).toMatchObject({
        status: 422,
        code: 'answers-missing',
        errors: [{ pointer: '/answers/awareness', message: 'Please answer this question' }],
      });
      const wrong = await send(
        makeSubmission(
          questionnaire,
          { kind: 'code', code },
          { answers: { ...without, awareness: 'magic' } },
        ),
      );
      expect(wrong.json()).toMatchObject({
        status: 422,
        code: 'answers-invalid',
        errors: [{ pointer: '/answers/awareness' }],
      });
    });

    it('of a code is not asked what the frame knows, and never held up by what it was not asked', async () => {
      const known = { industry: 'trade', municipality: 'hachinohe', employeeCount: 30, sales: 'unheard_of' };
      const { code, accountId } = await inviteCompany(test, SURVEY, '株式会社名簿', known);
      const page = readPage(await open(`/s/${code}`));
      const asked =
        page.state === 'open'
          ? page.questionnaire.sections.flatMap(({ items }) => items.map((item) => item.code))
          : [];
      expect(asked).toEqual(expect.arrayContaining(['sales', 'founded', 'issues']));
      expect(asked).not.toEqual(expect.arrayContaining(['industry']));
      expect(asked).not.toEqual(expect.arrayContaining(['employees']));
      expect(asked).not.toEqual(expect.arrayContaining(['municipality']));
      const { industry: _, municipality: __, employees: ___, ...given } = answerEverything(questionnaire);
      const sent = await send(makeSubmission(questionnaire, { kind: 'code', code }, { answers: given }));
      expect(sent.statusCode).toBe(200);
      const stored = await responseOf(accountId, 'complete');
      expect(stored).toMatchObject({
        answers: { industry: 'trade', municipality: 'hachinohe', employees: 'e21_50', sales: given['sales'] },
        provenance: {
          industry: { channel: 'import', by: 'server', prefilled: true },
          sales: { channel: 'link' },
        },
      });
      // The record knew nothing any more when the answers came.
      const other = await inviteCompany(test, SURVEY);
      const late = await send(
        makeSubmission(questionnaire, { kind: 'code', code: other.code }, { answers: given }),
      );
      expect(late.statusCode).toBe(200);
      expect(await responseOf(other.accountId, 'complete')).toMatchObject({
        answers: { industry: { missing: 'unanswered' } },
      });
    });

    it('is refused with its reason when it comes from elsewhere or in another form', async () => {
      const { code } = await inviteCompany(test, SURVEY);
      const submission = makeSubmission(questionnaire, { kind: 'code', code });
      const deep = JSON.parse(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`) as never;
      const outcomes = await Promise.all([
        send(submission, { origin: 'https://elsewhere.example' }),
        send({ ...submission, surprise: true }),
        send({ ...submission, answers: { industry: deep } }),
        send({ ...submission, answers: { ...submission.answers, consultation_detail: '\ud800' } }),
        send({ ...submission, questionnaireRevision: 99 }),
        send({ ...submission, entry: { kind: 'code', code: 'AAAAA-AAAAB' } }),
        send({ ...submission, entry: { kind: 'code', code: '00000-00000' } }),
        send({ ...submission, answers: { filling: 'あ'.repeat(30_000) } }),
      ]);
      expect(outcomes.map((outcome) => outcome.json<ProblemDocument>().code)).toEqual([
        'foreign-origin',
        'malformed-request',
        'malformed-request',
        'malformed-request',
        'questionnaire-revision-unknown',
        'code-mistyped',
        'code-unknown',
        'body-too-large',
      ]);
    });

    it('fills nothing with one code: twenty new ones in a quarter of an hour, and the same again as often as it comes', async () => {
      const [{ code }, other] = [await inviteCompany(test, SURVEY), await inviteCompany(test, SURVEY)];
      const first = makeSubmission(questionnaire, { kind: 'code', code });
      expect((await send(first)).statusCode).toBe(200);
      for (let again = 0; again < 25; again += 1) expect((await send(first)).statusCode).toBe(200);
      for (let more = 1; more < 20; more += 1)
        expect((await send(makeSubmission(questionnaire, { kind: 'code', code }))).statusCode).toBe(200);
      const tooMany = await send(makeSubmission(questionnaire, { kind: 'code', code }));
      expect([tooMany.statusCode, tooMany.headers['retry-after']]).toEqual([429, '900']);
      expect((await send(first)).statusCode).toBe(200);
      expect((await send(makeSubmission(questionnaire, { kind: 'code', code: other.code }))).statusCode).toBe(
        200,
      );
    });

    it('counts against a code only what is taken in, so that mending costs nobody the sending', async () => {
      const { code } = await inviteCompany(test, SURVEY);
      const wrong = { ...answerEverything(questionnaire), industry: 'nowhere' };
      for (let time = 0; time < 25; time += 1) {
        expect(
          (await send(makeSubmission(questionnaire, { kind: 'code', code }, { answers: wrong }))).json(),
        ).toMatchObject({ code: 'answers-invalid' });
      }
      expect((await send(makeSubmission(questionnaire, { kind: 'code', code }))).statusCode).toBe(200);
    });

    it('believes no clock that cannot be right', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      const times = {
        startedAt: '2031-01-01T00:00:00.000Z',
        submittedAt: '2031-01-01T00:05:00.000Z',
        answeredAt: { industry: '1999-01-01T00:00:00.000Z' },
      };
      await send(makeSubmission(questionnaire, { kind: 'code', code }, times));
      const stored = await responseOf(accountId, 'complete');
      expect(stored).toMatchObject({
        startedAt: '2026-11-20T03:00:00.000Z',
        submittedAt: '2026-11-20T03:00:00.000Z',
      });
      expect(stored).toMatchObject({ provenance: { industry: { at: '2026-08-22T03:00:00.000Z' } } });
    });
  });

  describe('for everyone and for trying it out', () => {
    it('is an open link whose answers belong to no company', async () => {
      const { revision } = await survey();
      const made = await office.request({
        method: 'PUT',
        url: `/api/surveys/${SURVEY}/links/open`,
        payload: { revision },
      });
      const token = made.json<SurveySummary>().openLink!.split('/').at(-1)!;
      const page = readPage(await open(`/s/open/${token}`));
      expect(page).toMatchObject({ state: 'open', entry: { kind: 'open', token } });
      expect(page).not.toHaveProperty('unitName');
      const submission = makeSubmission(questionnaire, { kind: 'open', token });
      const twice = [
        await send(submission),
        await send({ ...submission, id: '01a1fb38-0000-4000-8000-00000000000a' }),
      ];
      expect(twice.map((response) => response.json<SubmissionReceipt>().isDuplicate)).toEqual([false, false]);
      const responses = (await pullAll(office)).filter(({ fields }) => fields['channel'] === 'openLink');
      expect(responses).toHaveLength(2);
      expect(responses[0]?.fields).not.toHaveProperty('accountId');

      // Two people one after another on one phone: each is somebody, also with the same answers, and
      // nothing of the second comes under the number of the first.
      const mixed = await send({
        ...submission,
        answers: answerEverything(questionnaire, { industry: 'other' }),
      });
      expect(mixed.json()).toMatchObject({ status: 409, code: 'submission-id-reused' });
      const first = twice[0]!.json<SubmissionReceipt>();
      expect(first.receiptNumber).not.toBe(twice[1]!.json<SubmissionReceipt>().receiptNumber);
      expect((await send(submission)).json()).toEqual(first);
      expect((await pullAll(office)).filter(({ fields }) => fields['channel'] === 'openLink')).toEqual(
        responses,
      );

      const removed = await office.request({
        method: 'DELETE',
        url: `/api/surveys/${SURVEY}/links/open`,
        payload: { revision: revision + 1 },
      });
      expect(removed.json<SurveySummary>().openLink).toBeNull();
      expect(await closedReason(`/s/open/${token}`)).toEqual([410, 'linkRevoked']);
    });

    it('takes what was begun with a link that was renewed meanwhile, for a week, and repeats its receipts for ever', async () => {
      const renew = async (): Promise<string> => {
        const { revision } = await survey();
        const made = await office.request({
          method: 'PUT',
          url: `/api/surveys/${SURVEY}/links/open`,
          payload: { revision },
        });
        return made.json<SurveySummary>().openLink!.split('/').at(-1)!;
      };
      const token = await renew();
      const submission = makeSubmission(questionnaire, { kind: 'open', token });
      const received = await send(submission);
      const renewed = await renew();
      expect(await closedReason(`/s/open/${token}`)).toEqual([410, 'linkRevoked']);
      expect((await open(`/s/open/${renewed}`)).statusCode).toBe(200);
      expect((await send(submission)).json()).toEqual(received.json());
      nowMs = NOON + 7 * DAY_MS;
      expect((await send(makeSubmission(questionnaire, { kind: 'open', token }))).statusCode).toBe(200);
      const begunLater = makeSubmission(
        questionnaire,
        { kind: 'open', token },
        { startedAt: '2026-11-22T01:00:00.000Z', submittedAt: '2026-11-22T01:05:00.000Z' },
      );
      expect((await send(begunLater)).json()).toMatchObject({ code: 'code-revoked' });
      nowMs = NOON + 8 * DAY_MS;
      expect((await send(makeSubmission(questionnaire, { kind: 'open', token }))).json()).toMatchObject({
        code: 'code-revoked',
      });
      expect((await send(submission)).json()).toEqual(received.json());
      nowMs = NOON;
    });

    it('cannot be tried out any more with a test link that was renewed', async () => {
      const { revision, testLink } = await survey();
      const token = testLink.split('/').at(-1)!;
      await office.request({
        method: 'PUT',
        url: `/api/surveys/${SURVEY}/links/test`,
        payload: { revision },
      });
      expect(await closedReason(`/s/test/${token}`)).toEqual([410, 'linkRevoked']);
      expect((await send(makeSubmission(questionnaire, { kind: 'test', token }))).json()).toMatchObject({
        code: 'code-revoked',
      });
    });

    it('is checked like the real one with the test link, and leaves nothing behind', async () => {
      const before = await pullAll(office);
      const token = (await survey()).testLink.split('/').at(-1)!;
      const submission = makeSubmission(questionnaire, { kind: 'test', token });
      expect((await send(submission)).json()).toMatchObject({ isTest: true, isDuplicate: false });
      expect((await send({ ...submission, answers: {} })).json()).toMatchObject({ code: 'answers-missing' });
      expect(await pullAll(office)).toEqual(before);
    });
  });

  describe('outside its time', () => {
    it('says that the survey has not begun, is over or is closed, and takes nothing then', async () => {
      const { code } = await inviteCompany(test, SURVEY);
      const submission = makeSubmission(questionnaire, { kind: 'code', code });
      for (const [changes, status, reason, problem] of [
        [{ status: 'planned' }, 403, 'notYetOpen', 'survey-not-open'],
        [{ status: 'open', startsOn: '2026-12-01' }, 403, 'notYetOpen', 'survey-not-open'],
        [{ startsOn: '2026-04-01', endsOn: '2026-11-10' }, 410, 'expired', 'survey-expired'],
        [{ status: 'closed', endsOn: null }, 410, 'closed', 'survey-closed'],
      ] as const) {
        await edit(changes);
        expect(await closedReason(`/s/${code}`)).toEqual([status, reason]);
        expect((await send(submission)).json<ProblemDocument>().code).toBe(problem);
      }
      await edit({ status: 'open' });
      expect((await open(`/s/${code}`)).statusCode).toBe(200);
    });

    it('takes what was begun in time and comes a few days late, and repeats a receipt for ever', async () => {
      const [late, tooLate] = [await inviteCompany(test, SURVEY), await inviteCompany(test, SURVEY)];
      await open(`/s/${late.code}`);
      await open(`/s/${tooLate.code}`);
      await edit({ endsOn: '2026-11-20' });
      const submission = makeSubmission(questionnaire, { kind: 'code', code: late.code });
      nowMs = NOON + 7 * DAY_MS;
      expect(readPage(await open(`/s/${tooLate.code}`))).toMatchObject({
        reason: 'expired',
        takesLate: true,
      });
      const received = await send(submission);
      expect(received.statusCode).toBe(200);
      nowMs = NOON + 9 * DAY_MS;
      expect(readPage(await open(`/s/${tooLate.code}`))).not.toHaveProperty('takesLate');
      expect(
        (await send(makeSubmission(questionnaire, { kind: 'code', code: tooLate.code }))).json(),
      ).toMatchObject({ code: 'survey-expired' });
      expect((await send(submission)).json()).toEqual(received.json());
      nowMs = NOON;
      await edit({ endsOn: null });
    });

    it('knows a code that was replaced or taken back', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      const url = `/api/surveys/${SURVEY}/invitations/${accountId}`;
      const renewed = (await office.request({ method: 'POST', url })).json<{
        code: string;
        generation: number;
      }>();
      expect(renewed.generation).toBe(2);
      expect(await closedReason(`/s/${code}`)).toEqual([410, 'revoked']);
      expect((await send(makeSubmission(questionnaire, { kind: 'code', code }))).json()).toMatchObject({
        code: 'code-revoked',
      });
      expect((await open(`/s/${renewed.code}`)).statusCode).toBe(200);
      expect((await office.request({ method: 'DELETE', url })).statusCode).toBe(204);
      expect(await closedReason(`/s/${renewed.code}`)).toEqual([410, 'revoked']);
    });
  });

  describe('with a wish for support', () => {
    const wish = {
      consultation: 'now',
      consent_contact: 'yes',
      contact_name: '工藤',
      contact_phone: '017-777-4066',
      consultation_detail: '後継者のこと',
    };
    const leadsOf = async (client: TestClient, about: string): Promise<JsonObject[]> =>
      (await pullAll(client))
        .filter(({ collection, fields }) => collection === 'leads' && fields['about'] === about)
        .map(({ fields }) => fields);

    it('becomes a lead at once, with the consent as it was given', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY, '株式会社つがる木工');
      const answers = answerEverything(questionnaire, {
        ...wish,
        consultation_detail: '一回目',
        consent_record: 'yes',
      });
      await send(makeSubmission(questionnaire, { kind: 'code', code }, { answers }));
      const [lead] = await leadsOf(await test.as('coordinator'), '一回目');
      expect(lead).toMatchObject({
        accountId,
        companyName: '株式会社つがる木工',
        contactPhone: '017-777-4066',
        source: 'survey',
        status: 'new',
        urgency: 'now',
        consentGiven: true,
        consentAt: '2026-11-20T01:00:00.000Z',
      });
      expect(lead).toHaveProperty('responseId');
      expect(lead).not.toHaveProperty('possibleDuplicateOf');
    });

    it('points at the open lead of the same company, by its record or by name and telephone', async () => {
      const coordinator = await test.as('coordinator');
      const existing = makeChange(coordinator, 'leads', {
        companyName: '(有)下北水産',
        contactPhone: '0175221111',
        status: 'new',
        source: 'phone',
      });
      const closed = makeChange(coordinator, 'leads', {
        companyName: '(有)下北水産',
        contactPhone: '0175221111',
        status: 'closed',
        source: 'phone',
      });
      await push(coordinator, [closed, existing]);
      const { code } = await inviteCompany(test, SURVEY, '有限会社下北水産');
      const answers = answerEverything(questionnaire, {
        ...wish,
        consultation_detail: '二回目',
        contact_phone: '0175-22-1111',
      });
      await send(makeSubmission(questionnaire, { kind: 'code', code }, { answers }));
      await send(
        makeSubmission(
          questionnaire,
          { kind: 'code', code },
          { answers: { ...answers, consultation_detail: '三回目' } },
        ),
      );
      expect((await leadsOf(office, '二回目'))[0]).toMatchObject({ possibleDuplicateOf: existing.recordId });
      expect((await leadsOf(office, '三回目'))[0]).toHaveProperty('possibleDuplicateOf');
    });

    it('does not lead to the answers of a company that did not agree to that', async () => {
      const { code } = await inviteCompany(test, SURVEY);
      const answers = answerEverything(questionnaire, {
        ...wish,
        consultation_detail: '内密に',
        consent_record: 'no',
      });
      await send(makeSubmission(questionnaire, { kind: 'code', code }, { answers }));
      expect((await leadsOf(office, '内密に'))[0]).not.toHaveProperty('responseId');
    });

    it('tells a coordinator that it was answered and not when, nor when it was opened, and the office the time', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      const coordinator = await test.as('coordinator');
      const url = `/api/surveys/${SURVEY}/invitations/${accountId}`;
      // The picture that a messenger draws of the link is nobody's reading.
      await open(`/s/${code}`, { 'user-agent': 'facebookexternalhit/1.1' });
      expect((await office.request({ method: 'GET', url })).json<Invitation>().openedAt).toBeNull();
      await open(`/s/${code}`, {
        'user-agent': 'Mozilla/5.0 (iPhone) Safari/604.1',
        'sec-fetch-dest': 'document',
      });
      expect((await send(makeSubmission(questionnaire, { kind: 'code', code }))).statusCode).toBe(200);
      const told = (await coordinator.request({ method: 'GET', url })).json<Invitation>();
      // With the days of the nameless responses either would say of some whose they are.
      expect([told.openedAt, told.answeredAt]).toEqual([null, TIME_UNSAID]);
      const known = (await office.request({ method: 'GET', url })).json<Invitation>();
      expect(known.answeredAt).toBe('2026-11-20T03:00:00.000Z');
    });
  });

  describe('and its code', () => {
    it('stand nowhere in the database, in no form that could be read', async () => {
      const { code } = await inviteCompany(test, SURVEY);
      await send(makeSubmission(questionnaire, { kind: 'code', code }));
      const { db } = getDatabase();
      const tables = [
        'invitations',
        'code_lookup',
        'audit_log',
        'submissions',
        'changes',
        'records',
        'rate_limits',
        'surveys',
      ] as const;
      for (const table of tables) {
        const text = JSON.stringify(await db.selectFrom(table).selectAll().execute());
        expect(text.includes(code) || text.includes(code.replace('-', ''))).toBe(false);
      }
    });

    it('work on when the key is replaced', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      const { db } = getDatabase();
      // As it would have been issued while the older key was the only one.
      const secret = TEST_KEYS.secrets.get('k1')!;
      const oldCode = computeInvitationCode(secret, {
        centreId: test.centreId,
        surveyId: SURVEY,
        unitId: accountId,
        generation: 1,
      });
      await db
        .updateTable('code_lookup')
        .set({ code_hash: hashInvitationCode(secret, oldCode) })
        .where('code_hash', '=', hashInvitationCode(TEST_KEYS.secrets.get('k2')!, code))
        .execute();
      await db.updateTable('invitations').set({ key_id: 'k1' }).where('unit_id', '=', accountId).execute();
      expect((await open(`/s/${oldCode}`)).statusCode).toBe(200);
      const shown = await office.request({
        method: 'GET',
        url: `/api/surveys/${SURVEY}/invitations/${accountId}`,
      });
      expect(shown.json()).toMatchObject({ code: oldCode });
    });
  });

  async function closedReason(path: string): Promise<[number, string]> {
    const response = await open(path);
    const page = readPage(response);
    return [response.statusCode, page.state === 'closed' ? page.reason : 'open'];
  }
});

function readPage(response: LightMyRequestResponse): RespondentPage {
  const json = /<script type="application\/json" id="page-data">([^<]*)<\/script>/.exec(response.body)?.[1];
  return JSON.parse(json ?? '') as RespondentPage;
}
