import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAllowed, ROLES } from '#domain/access/permissions.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { revisionDocumentName, type DocumentName } from '#protocol/documents.ts';
import type { Invitation, SurveyList, SurveySummary } from '#protocol/surveys.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { findDocument } from '#server/database/queries/documents.ts';
import { publishRevision } from '#server/database/queries/surveys.ts';
import { readSurvey } from '#tests/domain/questionnaire/survey.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { inviteCompany, makeChange, makeSubmission, openSeedSurvey, push } from '#tests/support/fieldwork.ts';

const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const DAY_MS = 86_400_000;
const SURVEY = 'sme-survey-2026';
/** The revision of the seeds, and one that is published after it. */
const FIRST = readSurvey().revision;
const SECOND = FIRST + 1;

describeOnBothDatabases('surveys', (getDatabase) => {
  let nowMs = NOON;
  let test: TestApp;
  let office: TestClient;
  let questionnaire: Questionnaire;
  beforeAll(async () => {
    // Time runs, so that the audit log has an order.
    test = await createTestApp(getDatabase(), { clock: () => (nowMs += 1) });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    await publishRevision(
      getDatabase().db,
      test.centreId,
      { ...questionnaire, revision: SECOND },
      '2026-11-20T00:00:00.000Z',
    );
    office = await test.as('office');
  });
  afterAll(() => test.app.close());

  const plan = {
    title: { ja: '冬の追跡調査', en: 'Winter follow-up' },
    questionnaireId: 'sme-survey',
    questionnaireRevision: SECOND,
    startsOn: '2026-12-01',
    endsOn: '2027-01-31',
  };
  const list = async (client: TestClient = office): Promise<SurveyList> =>
    (await client.request({ method: 'GET', url: '/api/surveys' })).json();
  const create = async (input: object = plan): Promise<SurveySummary> =>
    (await office.request({ method: 'POST', url: '/api/surveys', payload: input })).json();

  it('are listed with what a new one could ask', async () => {
    const { surveys, revisions } = await list(await test.as('coordinator'));
    expect(surveys[0]).toMatchObject({
      id: SURVEY,
      status: 'open',
      state: 'open',
      openLink: null,
      questionnaireRevision: FIRST,
    });
    expect(surveys[0]?.testLink).toMatch(/^http:\/\/localhost:3000\/s\/test\/[\w-]{43}$/);
    expect(revisions.map(({ questionnaireId, revision }) => [questionnaireId, revision])).toEqual([
      ['sme-survey', SECOND],
      ['sme-survey', FIRST],
    ]);
  });

  it('are planned, changed by whoever has seen the newest state, opened and closed', async () => {
    const created = await create();
    expect(created).toMatchObject({ ...plan, status: 'planned', state: 'notYetOpen', revision: 1 });
    const url = `/api/surveys/${created.id}`;
    const opened = await office.request({
      method: 'PATCH',
      url,
      payload: { revision: 1, status: 'open', startsOn: '2026-11-01' },
    });
    expect(opened.json()).toMatchObject({ status: 'open', state: 'open', revision: 2 });
    const late = await office.request({
      method: 'PATCH',
      url,
      payload: { revision: 1, title: { ja: '別名', en: 'Other' } },
    });
    expect(late.json()).toMatchObject({ status: 409, code: 'survey-changed' });
    const closed = await office.request({ method: 'PATCH', url, payload: { revision: 2, status: 'closed' } });
    expect(closed.json()).toMatchObject({ state: 'closed', revision: 3 });
  });

  it.each([
    ['end before they begin', { ...plan, endsOn: '2026-11-30' }, 422, 'survey-period-invalid'],
    [
      'ask what is not published',
      { ...plan, questionnaireRevision: SECOND + 1 },
      409,
      'questionnaire-revision-unknown',
    ],
    ['begin on a day that does not exist', { ...plan, startsOn: '2026-02-30' }, 400, 'malformed-request'],
    ['have no name', { ...plan, title: { ja: ' ', en: 'x' } }, 400, 'malformed-request'],
  ])('cannot %s', async (_what, input, status, code) => {
    expect(await create(input)).toMatchObject({ status, code });
  });

  it.each([{ ja: '春の調査' }, { ja: '春の調査', en: ' ' }])(
    'have their Japanese name in English, too, without one of their own: %o',
    async (title) => {
      const created = await create({ ...plan, title });
      expect(created.title).toEqual({ ja: '春の調査', en: '春の調査' });
      const named = await office.request({
        method: 'PATCH',
        url: `/api/surveys/${created.id}`,
        payload: { revision: 1, title: { ja: '夏の調査', en: '' } },
      });
      expect(named.json()).toMatchObject({ title: { ja: '夏の調査', en: '夏の調査' } });
    },
  );

  it('give devices the first open one with its questionnaire, and leave them that when it is closed', async () => {
    const { db } = getDatabase();
    const documentSurvey = async (): Promise<unknown> =>
      JSON.parse((await findDocument(db, test.centreId, 'survey'))?.content ?? '');
    expect(await documentSurvey()).toMatchObject({ id: SURVEY, questionnaireRevision: FIRST });
    const seed = (await list()).surveys.find(({ id }) => id === SURVEY)!;
    await office.request({
      method: 'PATCH',
      url: `/api/surveys/${SURVEY}`,
      payload: { revision: seed.revision, questionnaireRevision: SECOND },
    });
    expect(await documentSurvey()).toMatchObject({ id: SURVEY, questionnaireRevision: SECOND });
    expect(JSON.parse((await findDocument(db, test.centreId, 'questionnaire'))?.content ?? '')).toMatchObject(
      { revision: SECOND },
    );
    // A start of the server installs the seed again: what the office changed stays.
    await openSeedSurvey(getDatabase(), test.centreId, () => NOON);
    expect(await documentSurvey()).toMatchObject({ questionnaireRevision: SECOND });
    await office.request({
      method: 'PATCH',
      url: `/api/surveys/${SURVEY}`,
      payload: { revision: seed.revision + 1, questionnaireRevision: FIRST },
    });
  });

  it('give devices the one that is answered on the day, when one ends and another runs', async () => {
    const first = (await list()).surveys.find(({ id }) => id === SURVEY)!;
    const url = `/api/surveys/${SURVEY}`;
    await office.request({
      method: 'PATCH',
      url,
      payload: { revision: first.revision, endsOn: '2026-11-20' },
    });
    const { id } = await create();
    await office.request({
      method: 'PATCH',
      url: `/api/surveys/${id}`,
      payload: { revision: 1, status: 'open', startsOn: '2026-11-15' },
    });
    const read = async (): Promise<unknown[]> => {
      await office.request({ method: 'GET', url: '/api/documents' });
      const documents = await Promise.all(
        ['survey', 'questionnaire'].map(async (name) =>
          (await office.request({ method: 'GET', url: `/api/documents/${name}` })).json<{
            id: string;
            revision?: number;
          }>(),
        ),
      );
      return [documents[0]!.id, documents[1]!.revision];
    };
    expect(await read()).toEqual([SURVEY, FIRST]);
    nowMs = NOON + DAY_MS;
    expect(await read()).toEqual([id, SECOND]);
    nowMs = NOON + 90 * DAY_MS;
    // Both are over: devices get the first that the office has not closed.
    expect(await read()).toEqual([SURVEY, FIRST]);
    nowMs = NOON + DAY_MS;
    await office.request({ method: 'PATCH', url, payload: { revision: first.revision + 1, endsOn: null } });
    await office.request({
      method: 'PATCH',
      url: `/api/surveys/${id}`,
      payload: { revision: 2, status: 'closed' },
    });
  });

  it('tell devices that the one they have is over, and what else is open with its questionnaire', async () => {
    const { db } = getDatabase();
    const document = async (name: DocumentName): Promise<Record<string, unknown>> => {
      await office.request({ method: 'GET', url: '/api/documents' });
      return JSON.parse((await findDocument(db, test.centreId, name))!.content) as Record<string, unknown>;
    };
    const change = async (surveyId: string, fields: Record<string, unknown>): Promise<void> => {
      const { revision } = (await list()).surveys.find(({ id }) => id === surveyId)!;
      const response = await office.request({
        method: 'PATCH',
        url: `/api/surveys/${surveyId}`,
        payload: { revision, ...fields },
      });
      expect(response.statusCode).toBe(200);
    };
    expect(await document('survey')).toMatchObject({ id: SURVEY, status: 'open', others: [] });
    const { id } = await create();
    await change(id, { status: 'open', startsOn: '2026-11-15' });
    expect(await document('survey')).toMatchObject({
      id: SURVEY,
      others: [{ id, status: 'open', questionnaireRevision: SECOND }],
    });
    expect(await document(revisionDocumentName('sme-survey', SECOND))).toMatchObject({ revision: SECOND });
    await change(id, { status: 'closed' });
    await change(SURVEY, { status: 'closed' });
    expect(await document('survey')).toMatchObject({ id: SURVEY, status: 'closed', others: [] });
    // Tables are made of what is over, too.
    expect(await document('survey')).toMatchObject({
      past: expect.arrayContaining([expect.objectContaining({ id, status: 'closed' })]) as unknown,
    });
    await change(SURVEY, { status: 'open' });
    expect(await document('survey')).toMatchObject({ id: SURVEY, status: 'open' });
  });

  it('count units by how far they have come, and responses by how they came', async () => {
    const { accountId, code } = await inviteCompany(test, SURVEY);
    await inviteCompany(test, SURVEY);
    await office.request({ method: 'POST', url: `/api/surveys/${SURVEY}/invitations/${accountId}` });
    const current = await office.request({
      method: 'GET',
      url: `/api/surveys/${SURVEY}/invitations/${accountId}`,
    });
    expect(current.json<Invitation>().code).not.toBe(code);
    const send = async (): Promise<void> => {
      const payload = makeSubmission(questionnaire, { kind: 'code', code: current.json<Invitation>().code });
      expect((await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload })).statusCode).toBe(
        200,
      );
    };
    await send();
    await send();
    const { invitations, responses } = (await list()).surveys.find(({ id }) => id === SURVEY)!;
    expect(invitations).toEqual({ issued: 2, opened: 0, answered: 1 });
    expect(responses.toSorted((left, right) => left.disposition.localeCompare(right.disposition))).toEqual([
      { channel: 'link', disposition: 'complete', count: 1 },
      { channel: 'link', disposition: 'duplicate', count: 1 },
    ]);
  });

  describe('a unit’s code', () => {
    it('is shown again as it was issued, and every issue and look is written down without it', async () => {
      const issued = await inviteCompany(test, SURVEY);
      expect(issued).toMatchObject({
        link: `http://localhost:3000/s/${issued.code}`,
        generation: 1,
        openedAt: null,
        answeredAt: null,
      });
      const coordinator = await test.as('coordinator');
      const url = `/api/surveys/${SURVEY}/invitations/${issued.accountId}`;
      expect((await coordinator.request({ method: 'GET', url })).json()).toEqual(issued);
      expect((await coordinator.request({ method: 'DELETE', url })).statusCode).toBe(204);
      const acts = (await listAudit(getDatabase().db, test.centreId)).filter(
        ({ subject }) => subject === issued.id,
      );
      expect(acts.map(({ action, userId }) => [action, userId])).toEqual([
        ['invitations.issue', test.people.office.userId],
        ['invitations.show', test.people.coordinator.userId],
        ['invitations.revoke', test.people.coordinator.userId],
      ]);
      expect(JSON.stringify(acts)).not.toContain(issued.code);
    });

    it('is none before it is issued, nor after it was taken back', async () => {
      const { accountId } = await inviteCompany(test, SURVEY);
      const url = `/api/surveys/${SURVEY}/invitations/${accountId}`;
      await office.request({ method: 'DELETE', url });
      for (const method of ['GET', 'DELETE'] as const)
        expect((await office.request({ method, url })).statusCode).toBe(404);
    });

    it('is only given to companies that there are, for surveys that are not closed', async () => {
      const gone = makeChange(office, 'accounts', {
        name: '統合された会社',
        mergedInto: '01a1fb38-0000-7000-8000-00000000000b',
      });
      const visit = makeChange(office, 'visits', { accountId: gone.recordId, status: 'planned' });
      await push(office, [gone, visit]);
      const { id } = await create();
      const { accountId } = await inviteCompany(test, SURVEY);
      const issue = async (surveyId: string, account: string): Promise<unknown> =>
        (
          await office.request({ method: 'POST', url: `/api/surveys/${surveyId}/invitations/${account}` })
        ).json();
      for (const nobody of [gone.recordId, visit.recordId, 'nobody'])
        expect(await issue(id, nobody)).toMatchObject({ code: 'not-found' });
      expect(await issue('no-survey', accountId)).toMatchObject({ code: 'not-found' });
      expect(await issue(id, accountId)).toMatchObject({ generation: 1 });
      await office.request({
        method: 'PATCH',
        url: `/api/surveys/${id}`,
        payload: { revision: 1, status: 'closed' },
      });
      expect(await issue(id, accountId)).toMatchObject({ code: 'survey-closed' });
    });

    it('is one at a time, also when two people issue at once', async () => {
      const { accountId } = await inviteCompany(test, SURVEY);
      const url = `/api/surveys/${SURVEY}/invitations/${accountId}`;
      const issued = await Promise.all(
        Array.from({ length: 6 }, () => office.request({ method: 'POST', url })),
      );
      expect(issued.map((response) => response.json<Invitation>().generation).toSorted()).toEqual([
        2, 3, 4, 5, 6, 7,
      ]);
      const inForce = await getDatabase()
        .db.selectFrom('invitations')
        .select('generation')
        .where('unit_id', '=', accountId)
        .where('revoked_at', 'is', null)
        .execute();
      expect(inForce).toEqual([{ generation: 7 }]);
    });
  });

  it('are read by all staff, changed by office and administrators, and coordinators give codes', () => {
    const mayDo = (action: 'surveys.read' | 'surveys.edit' | 'invitations.issue'): string[] =>
      ROLES.filter((role) => isAllowed(role, action));
    expect(mayDo('surveys.read')).toEqual(['coordinator', 'office', 'manager', 'administrator']);
    expect(mayDo('surveys.edit')).toEqual(['office', 'administrator']);
    expect(mayDo('invitations.issue')).toEqual(['coordinator', 'office', 'administrator']);
  });
});
