import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#domain/access/permissions.ts';
import { hashInvitationCode, computeInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import {
  TIME_UNSAID,
  type Invitation,
  type InvitationBatch,
  type SurveySummary,
  type SurveyUnit,
  type SurveyUnitList,
} from '#protocol/surveys.ts';
import type { UnitHistory } from '#protocol/unit-history.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { insertCodePlace } from '#server/database/queries/code-lookup.ts';
import { createTestApp, TEST_KEYS, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import {
  answerEverything,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  push,
} from '#tests/support/fieldwork.ts';
import { insertFrame } from '#tests/support/frames.ts';

const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const SURVEY = 'sme-survey-2026';
const URL = `/api/surveys/${SURVEY}/invitations`;

describeOnBothDatabases('a survey’s units', (getDatabase) => {
  let nowMs = NOON;
  let test: TestApp;
  let office: TestClient;
  let questionnaire: Questionnaire;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => (nowMs += 1) });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    office = await test.as('office');
  });
  afterAll(() => test.app.close());

  async function addCompanies(...all: object[]): Promise<string[]> {
    const changes = all.map((fields) => makeChange(office, 'accounts', { name: '八戸水産', ...fields }));
    await push(office, changes);
    return changes.map(({ recordId }) => recordId);
  }
  const post = (payload: object, url = URL) => office.request({ method: 'POST', url, payload });
  const ask = async (payload: object): Promise<InvitationBatch> => (await post(payload)).json();
  const list = async (role: Role = 'office'): Promise<Map<string, SurveyUnit>> => {
    const { units } = (
      await (await test.as(role)).request({ method: 'GET', url: URL })
    ).json<SurveyUnitList>();
    expect(new Set(units.map(({ accountId }) => accountId)).size).toBe(units.length);
    return new Map(units.map((unit) => [unit.accountId, unit]));
  };
  const codesInForce = (accountId: string) =>
    getDatabase()
      .db.selectFrom('invitations')
      .select('generation')
      .where('unit_id', '=', accountId)
      .where('revoked_at', 'is', null)
      .execute();
  const answer = async (code: string, given: Record<string, string> = {}): Promise<void> => {
    const payload = makeSubmission(
      questionnaire,
      { kind: 'code', code },
      { answers: answerEverything(questionnaire, given) },
    );
    expect((await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload })).statusCode).toBe(
      200,
    );
  };

  describe('that are asked together', () => {
    it('get a code each, once: asking again gives the same codes, in the order asked for', async () => {
      const [first, second, third] = await addCompanies({}, {}, {});
      const before = await ask({ accountIds: [second] });
      expect(before).toMatchObject({
        issued: 1,
        skipped: [],
        invitations: [{ accountId: second, generation: 1 }],
      });
      const accountIds = [third, second, first, third];
      const all = await ask({ accountIds });
      expect(all.issued).toBe(2);
      expect(all.invitations.map(({ accountId }) => accountId)).toEqual([third, second, first]);
      expect(all.invitations[1]).toEqual(before.invitations[0]);
      const again = await ask({ accountIds });
      expect(again).toEqual({ ...all, issued: 0 });
      for (const { code, link } of all.invitations) {
        expect(link).toBe(`http://localhost:3000/s/${code}`);
        expect(
          (
            await test.app.inject({
              method: 'POST',
              url: '/s/api/submissions',
              payload: makeSubmission(questionnaire, { kind: 'code', code }),
            })
          ).statusCode,
        ).toBe(200);
      }
    });

    it('get another code after theirs was taken back, and only when codes are to be issued', async () => {
      const [company] = await addCompanies({});
      await ask({ accountIds: [company] });
      await office.request({ method: 'DELETE', url: `${URL}/${company}` });
      expect(await ask({ accountIds: [company], issue: false })).toEqual({
        invitations: [],
        issued: 0,
        skipped: [company],
      });
      expect(await codesInForce(company!)).toEqual([]);
      expect(await ask({ accountIds: [company] })).toMatchObject({
        issued: 1,
        invitations: [{ generation: 2 }],
      });
    });

    it('are companies that there are: of others it says that they were passed over', async () => {
      const [kept, archived, merged] = await addCompanies(
        {},
        { status: 'archived' },
        { mergedInto: '01a1fb38-0000-7000-8000-00000000000b' },
      );
      const deleted = makeChange(office, 'accounts', { name: '消える会社' });
      const visit = makeChange(office, 'visits', { accountId: kept!, status: 'planned' });
      await push(office, [deleted, visit]);
      await push(office, [
        makeChange(office, 'accounts', {}, { recordId: deleted.recordId, kind: 'delete', baseRevision: 1 }),
      ]);
      const nobodies = [archived, merged, deleted.recordId, visit.recordId, 'nobody'];
      const { invitations, issued, skipped } = await ask({ accountIds: [...nobodies, kept] });
      expect(issued).toBe(1);
      expect(invitations.map(({ accountId }) => accountId)).toEqual([kept]);
      expect(skipped).toEqual(nobodies);
    });

    it('get one code each also when several people ask at once', async () => {
      const accountIds = await addCompanies({}, {}, {});
      const answers = await Promise.all(Array.from({ length: 4 }, () => ask({ accountIds })));
      expect(answers.reduce((sum, { issued }) => sum + issued, 0)).toBe(3);
      for (const { invitations } of answers) expect(invitations).toEqual(answers[0]!.invitations);
      for (const accountId of accountIds) expect(await codesInForce(accountId)).toEqual([{ generation: 1 }]);
    });

    it('get the next generation where a code would be another one’s', async () => {
      const [company, other] = await addCompanies({}, {});
      const secret = TEST_KEYS.secrets.get(TEST_KEYS.current)!;
      const code = computeInvitationCode(secret, {
        centreId: test.centreId,
        surveyId: SURVEY,
        unitId: company!,
        generation: 1,
      });
      await insertCodePlace(getDatabase().db, hashInvitationCode(secret, code), {
        centreId: test.centreId,
        kind: 'invitation',
        subjectId: 'another',
      });
      const { invitations, issued } = await ask({ accountIds: [company, other] });
      expect(issued).toBe(2);
      expect(invitations.map(({ accountId, generation }) => [accountId, generation])).toEqual([
        [company, 2],
        [other, 1],
      ]);
      expect(invitations[0]!.code).not.toBe(code);
    });

    it('get none for a survey that is closed, but those that have one can still be read', async () => {
      const plan = {
        title: { ja: '次', en: 'Next' },
        questionnaireId: 'sme-survey',
        questionnaireRevision: questionnaire.revision,
        startsOn: '2026-12-01',
        endsOn: null,
      };
      const { id } = (await post(plan, '/api/surveys')).json<SurveySummary>();
      const [asked, unasked] = await addCompanies({}, {});
      const url = `/api/surveys/${id}/invitations`;
      await post({ accountIds: [asked] }, url);
      await office.request({
        method: 'PATCH',
        url: `/api/surveys/${id}`,
        payload: { revision: 1, status: 'closed' },
      });
      expect((await post({ accountIds: [asked, unasked] }, url)).json()).toMatchObject({
        status: 410,
        code: 'survey-closed',
      });
      expect(await codesInForce(unasked!)).toEqual([]);
      expect((await post({ accountIds: [asked] }, url)).json()).toMatchObject({
        issued: 0,
        invitations: [{ accountId: asked }],
      });
      expect((await post({ accountIds: [asked, unasked], issue: false }, url)).json()).toMatchObject({
        issued: 0,
        skipped: [unasked],
      });
    });

    it('are written down once a request, with how many codes were seen and without the codes', async () => {
      const accountIds = await addCompanies({}, {});
      const { invitations } = await ask({ accountIds });
      await ask({ accountIds: [...accountIds, 'nobody'], issue: false });
      const acts = (await listAudit(getDatabase().db, test.centreId))
        .filter(({ action }) => action === 'invitations.batch')
        .slice(-2);
      expect(acts.map(({ subject, userId, detail }) => [subject, userId, detail])).toEqual([
        [SURVEY, office.person.userId, { issued: 2, shown: 2 }],
        [SURVEY, office.person.userId, { issued: 0, shown: 2 }],
      ]);
      for (const { code } of invitations) expect(JSON.stringify(acts)).not.toContain(code);
    });
  });

  it.each([
    ['no company', { accountIds: [] }],
    ['too many', { accountIds: Array.from({ length: 251 }, (_, index) => `a${index}`) }],
    ['what is no id', { accountIds: ['a\0b'] }],
    ['something else', { accountIds: ['a'], all: true }],
  ])('cannot be asked for %s', async (_what, payload) => {
    expect((await post(payload)).json()).toMatchObject({ status: 400, code: 'malformed-request' });
  });

  it('are only those of a survey that there is', async () => {
    for (const method of ['GET', 'POST'] as const) {
      const response = await office.request({
        method,
        url: '/api/surveys/no-survey/invitations',
        ...(method === 'POST' && { payload: { accountIds: ['a'] } }),
      });
      expect(response.json()).toMatchObject({ code: 'not-found' });
    }
  });

  it('are asked together by who keeps surveys; a coordinator sees how far they have come', async () => {
    const statusOf = async (role: Role, method: 'GET' | 'POST'): Promise<number> =>
      (
        await (
          await test.as(role)
        ).request({ method, url: URL, ...(method === 'POST' && { payload: { accountIds: ['nobody'] } }) })
      ).statusCode;
    for (const role of ['office', 'administrator'] as const)
      expect([await statusOf(role, 'GET'), await statusOf(role, 'POST')]).toEqual([200, 200]);
    expect([await statusOf('coordinator', 'GET'), await statusOf('coordinator', 'POST')]).toEqual([200, 403]);
    for (const role of ['manager', 'partner'] as const)
      expect([await statusOf(role, 'GET'), await statusOf(role, 'POST')]).toEqual([403, 403]);
  });

  describe('are listed', () => {
    it('by how far each has come, without codes; one whose code was taken back is as one never asked', async () => {
      const [asked, opened, takenBack, neverAsked, interviewed] = await addCompanies({}, {}, {}, {}, {});
      const { invitations } = await ask({ accountIds: [asked, opened, takenBack] });
      await getDatabase()
        .db.updateTable('invitations')
        .set({ opened_at: '2026-11-20T15:30:00.000Z' })
        .where('unit_id', '=', opened!)
        .execute();
      await office.request({ method: 'DELETE', url: `${URL}/${takenBack}` });
      const interview = {
        surveyId: SURVEY,
        questionnaireId: 'sme-survey',
        questionnaireRevision: questionnaire.revision,
        accountId: interviewed!,
        channel: 'visit',
        disposition: 'complete',
        startedAt: '2026-11-18T01:00:00.000Z',
        submittedAt: '2026-11-18T01:00:00.000Z',
      };
      await push(office, [makeChange(office, 'responses', interview)]);
      const units = await list();
      expect(units.get(asked!)).toEqual({
        accountId: asked,
        state: 'asked',
        outcome: null,
        outcomeOn: null,
        issuedOn: '2026-11-20',
        openedOn: null,
        answeredOn: null,
        channel: null,
      });
      // The day is that of Japan, where it is past midnight.
      expect(units.get(opened!)).toMatchObject({ state: 'opened', openedOn: '2026-11-21' });
      expect(units.has(takenBack!)).toBe(false);
      expect(units.has(neverAsked!)).toBe(false);
      expect(units.get(interviewed!)).toEqual({
        accountId: interviewed,
        state: 'answered',
        outcome: null,
        outcomeOn: null,
        issuedOn: null,
        openedOn: null,
        answeredOn: null,
        channel: 'visit',
      });
      const text = JSON.stringify([...units.values()]);
      for (const { code } of invitations) expect(text).not.toContain(code);
    });

    it('as answered also after another code was issued, once for all their answers', async () => {
      const [company] = await addCompanies({});
      const { invitations } = await ask({ accountIds: [company] });
      await answer(invitations[0]!.code);
      const renewed = await office.request({ method: 'POST', url: `${URL}/${company}` });
      await answer(renewed.json<{ code: string }>().code);
      expect((await list()).get(company!)).toMatchObject({
        state: 'answered',
        answeredOn: '2026-11-20',
        channel: 'link',
      });
    });

    it('for a coordinator without the day and way of an answer, which would tell whose it is', async () => {
      const [asked, answered] = await addCompanies({}, {});
      const { invitations } = await ask({ accountIds: [asked, answered] });
      await answer(invitations[1]!.code, { consent_record: 'no' });
      const units = await list('coordinator');
      expect(units.get(answered!)).toEqual({
        accountId: answered,
        state: 'answered',
        outcome: null,
        outcomeOn: null,
        issuedOn: '2026-11-20',
        openedOn: null,
        answeredOn: null,
        channel: null,
      });
      expect(units.get(asked!)).toMatchObject({ state: 'asked', issuedOn: '2026-11-20' });
    });
  });

  it('that have answered on paper, keyed or not, are not offered a code on their page, with or without one in force', async () => {
    const { db } = getDatabase();
    const [keyed, arrived, lettered] = await addCompanies({}, {}, {});
    const place = { centre_id: test.centreId, survey_id: SURVEY };
    const paper = (unit: string) => ({
      ...place,
      response_id: `paper-${unit}`,
      unit_id: unit,
      account_id: unit,
      channel: 'paper',
      disposition: 'complete',
      submitted_at: '2026-11-19T01:00:00.000Z',
    });
    await ask({ accountIds: [lettered!] });
    await db
      .insertInto('submitted_responses')
      .values([paper(keyed!), paper(lettered!)])
      .execute();
    await db
      .insertInto('unit_events')
      .values({
        ...place,
        event_id: 'arrival',
        unit_id: arrived!,
        event: 'paperArrived',
        happened_at: '2026-11-19T01:00:00.000Z',
        noted_at: '2026-11-19T01:00:00.000Z',
        noted_by: 'office',
        channel: 'scan',
        undoes: null,
        lot_id: null,
        detail: '{}',
      })
      .execute();
    const coordinator = await test.as('coordinator');
    const statusOf = async (client: TestClient, method: 'GET' | 'POST', unit: string) => {
      const response = await client.request({ method, url: `${URL}/${unit}` });
      return response.statusCode < 400 ? response.statusCode : response.json<{ code: string }>().code;
    };
    for (const unit of [keyed!, arrived!])
      for (const method of ['GET', 'POST'] as const)
        expect(await statusOf(coordinator, method, unit)).toBe('unit-answered');
    const shown = await coordinator.request({ method: 'GET', url: `${URL}/${lettered}` });
    expect(shown.json()).toMatchObject({ answeredAt: TIME_UNSAID, openedAt: null });
    expect(await statusOf(coordinator, 'POST', lettered!)).toBe('unit-answered');
    expect(await codesInForce(keyed!)).toEqual([]);
    // Who settles second answers may mean one, and sees when the first was given.
    expect(await statusOf(office, 'GET', keyed!)).toBe('unit-answered');
    expect(await statusOf(office, 'POST', keyed!)).toBe(201);
    const seen = await office.request({ method: 'GET', url: `${URL}/${keyed}` });
    expect(seen.json()).toMatchObject({ answeredAt: '2026-11-19T01:00:00.000Z' });
  });

  /** A company of two records that were joined; the second one is an address of the survey's sample. */
  async function addCompanyWithAddress(address: string): Promise<{ company: string }> {
    const { db } = getDatabase();
    const [company, joined] = await addCompanies({}, {});
    await push(office, [
      makeChange(office, 'accounts', { mergedInto: company! }, { recordId: joined!, baseRevision: 1e9 }),
    ]);
    const place = { centre_id: test.centreId, survey_id: SURVEY };
    await insertFrame(
      db,
      test.centreId,
      [{ unit_id: address, name: '八戸水産', account_id: joined! }],
      address,
    );
    await db
      .insertInto('survey_units')
      .values({ ...place, unit_id: address, stratum: '', weight: 1, position: 0 })
      .execute();
    return { company: company! };
  }

  it('that are an address and records of one company have one code, which each shows, renews and takes back', async () => {
    const { company } = await addCompanyWithAddress('address');
    const coordinator = await test.as('coordinator');
    const showTo = async (client: TestClient, unit: string) => {
      const response = await client.request({ method: 'GET', url: `${URL}/${unit}` });
      return response.statusCode === 200 ? response.json<Invitation>() : response.statusCode;
    };
    const [letter] = (await ask({ accountIds: ['address'] })).invitations;
    expect(await showTo(coordinator, company!)).toMatchObject({ code: letter!.code, accountId: company });
    expect(await showTo(office, 'address')).toMatchObject({ code: letter!.code, accountId: 'address' });

    const renewed = await coordinator.request({ method: 'POST', url: `${URL}/${company}` });
    const { code } = renewed.json<Invitation>();
    expect(code).not.toBe(letter!.code);
    expect(await showTo(office, 'address')).toMatchObject({ code, accountId: 'address' });

    await office.request({ method: 'DELETE', url: `${URL}/address` });
    expect([await showTo(coordinator, company!), await showTo(office, 'address')]).toEqual([404, 404]);

    const [again] = (await ask({ accountIds: ['address'] })).invitations;
    await answer(again!.code, { consent_record: 'no' });
    expect(await showTo(coordinator, company!)).toMatchObject({ answeredAt: TIME_UNSAID });
  });

  it('tell a coordinator what happened to the address of a company, but not what the office wrote of it', async () => {
    const { company } = await addCompanyWithAddress('refusing');
    const coordinator = await test.as('coordinator');
    const read = async (client: TestClient, unit: string) => {
      const url = `/api/surveys/${SURVEY}/units/${unit}/history`;
      return (await client.request({ method: 'GET', url })).json<UnitHistory>();
    };
    const note = async (client: TestClient, unit: string, outcome: string) => {
      const url = `/api/surveys/${SURVEY}/units/${unit}/outcome`;
      const payload = { outcome, detail: `${unit}の佐藤さん` };
      expect((await client.request({ method: 'PUT', url, payload })).statusCode).toBeLessThan(300);
    };
    const undo = async (client: TestClient, unit: string, undoes: string) => {
      const url = `/api/surveys/${SURVEY}/units/${unit}/undo`;
      const payload = { id: `undo-${undoes}`, undoes };
      return (await client.request({ method: 'POST', url, payload })).statusCode;
    };
    await ask({ accountIds: ['refusing'] });
    await note(coordinator, company, 'contacted');
    await note(office, 'refusing', 'refusal');

    const told = await read(coordinator, company);
    expect(told).toMatchObject({ disposition: 'refusal', isFinal: true });
    expect(told.entries.map(({ event, detail, isUndoable }) => [event, detail, isUndoable])).toEqual([
      ['codeIssued', '', false],
      ['contacted', `${company}の佐藤さん`, true],
      ['refused', '', false],
    ]);
    const refusal = told.entries.at(-1)!.id;
    expect(await undo(coordinator, company, refusal)).toBe(404);
    expect(await undo(office, 'refusing', refusal)).toBe(200);
    expect((await read(coordinator, company)).disposition).not.toBe('refusal');
  });
});
