import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import type { Answers, Questionnaire } from '#domain/questionnaire/model.ts';
import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { SurveyList } from '#protocol/surveys.ts';
import type { PushResult } from '#protocol/sync.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import {
  answerEverything,
  inviteCompany,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  pullAll,
  push,
} from '#tests/support/fieldwork.ts';

const SURVEY = 'sme-survey-2026';
const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const AT = '2026-11-20T01:00:00.000Z';
const OPEN = { missing: 'unanswered' };
/** Required questions that are left open first and corrected later. */
const LATER = ['industry', 'employees', 'sales', 'municipality', 'position', 'directions', 'underway'];

describeOnBothDatabases('a submitted response whose answers are corrected', (getDatabase) => {
  let test: TestApp;
  let coordinator: TestClient;
  let questionnaire: Questionnaire;
  let whole: Answers;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => NOON });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    coordinator = await test.as('coordinator');
    whole = answerEverything(questionnaire, { consultation: 'no', consent_record: 'yes' });
  });
  afterAll(() => test.app.close());

  const recordIn = (result: PushResult | undefined): SyncRecord => {
    if (!result || result.status === 'rejected') throw new Error(`rejected: ${JSON.stringify(result)}`);
    return result.record;
  };
  const interview = (accountId: string, more: Change['fields'] = {}): Change =>
    makeChange(coordinator, 'responses', {
      surveyId: SURVEY,
      questionnaireId: questionnaire.id,
      questionnaireRevision: questionnaire.revision,
      channel: 'visit',
      startedAt: AT,
      accountId,
      submittedAt: AT,
      disposition: 'partial',
      ...Object.fromEntries(
        Object.entries(whole).map(([code, answer]) => [
          `answers/${code}`,
          LATER.includes(code) ? OPEN : (answer as Json),
        ]),
      ),
      ...more,
    });
  const correctionOf = (codes: readonly string[]): Change['fields'] =>
    Object.fromEntries(
      codes.flatMap((code): [string, Json][] => [
        [`answers/${code}`, whole[code] as Json],
        [
          `corrections/${code}`,
          { code, oldValue: OPEN, by: coordinator.person.userId, at: AT, reason: '電話で確認' },
        ],
      ]),
    );
  const correct = (
    { id, revision }: SyncRecord,
    codes: readonly string[],
    given: Partial<Change> = {},
  ): Change =>
    makeChange(coordinator, 'responses', correctionOf(codes), {
      recordId: id,
      baseRevision: revision,
      ...given,
    });
  const company = async (): Promise<string> => (await inviteCompany(test, SURVEY)).accountId;

  it('counts as they say, for its device and in the survey’s counts, with what it counted as before', async () => {
    const submitted = recordIn((await push(coordinator, [interview(await company())]))[0]);
    expect(submitted.fields['disposition']).toBe('partial');
    const change = correct(submitted, LATER);
    const [result] = await push(coordinator, [change]);
    const record = recordIn(result);
    expect(record.fields['disposition']).toBe('complete');
    expect(record.conflicts).toEqual([]);
    expect(Object.values(record.fields['corrections'] as object)).toContainEqual(
      expect.objectContaining({
        code: 'disposition',
        oldValue: 'partial',
        by: 'server',
        reason: 'server.answers-corrected',
      }),
    );
    const { surveys } = (
      await coordinator.request({ method: 'GET', url: '/api/surveys' })
    ).json<SurveyList>();
    expect(surveys.find(({ id }) => id === SURVEY)!.responses).toEqual([
      { channel: 'visit', disposition: 'complete', count: 1 },
    ]);
    expect((await pullAll(coordinator)).find(({ id }) => id === submitted.id)).toEqual(record);
    // The answer was lost, and the device sends once more.
    expect(await push(coordinator, [change])).toEqual([result]);
  });

  it('counts as all corrections together say that two devices have made apart', async () => {
    const submitted = recordIn((await push(coordinator, [interview(await company())]))[0]);
    const [one, other] = [LATER.slice(0, 1), LATER.slice(1)];
    expect(recordIn((await push(coordinator, [correct(submitted, one)]))[0]).fields['disposition']).toBe(
      'partial',
    );
    const [second] = await push(coordinator, [
      correct(submitted, other, { deviceId: '01a1fb38-0000-7000-8000-00000000d002' }),
    ]);
    expect(recordIn(second)).toMatchObject({ fields: { disposition: 'complete' }, conflicts: [] });
  });

  it('counts as they say when it was corrected before it was first sent', async () => {
    const [result] = await push(coordinator, [interview(await company(), correctionOf(LATER))]);
    expect(recordIn(result).fields['disposition']).toBe('complete');
  });

  it('stays a duplicate, and counts as they say once it is none any more', async () => {
    const { code, accountId } = await inviteCompany(test, SURVEY);
    const payload = makeSubmission(questionnaire, { kind: 'code', code }, { answers: whole });
    expect((await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload })).statusCode).toBe(
      200,
    );
    // The device has not heard yet that its interview is a duplicate.
    const submission = interview(accountId);
    const submitted = recordIn((await push(coordinator, [submission]))[0]);
    const [corrected] = await push(coordinator, [
      correct(submitted, LATER, { baseRevision: submitted.revision - 1 }),
    ]);
    expect(recordIn(corrected).fields['disposition']).toBe('duplicate');

    const primary = (await pullAll(coordinator)).find(
      ({ id, fields }) => fields['accountId'] === accountId && fields['submittedAt'] && id !== submitted.id,
    )!;
    const office = await test.as('office');
    const correction = { code: 'accountId', oldValue: accountId, by: '', at: AT, reason: '別の企業' };
    await push(office, [
      makeChange(
        office,
        'responses',
        { accountId: null, 'corrections/moved': correction },
        { recordId: primary.id, baseRevision: primary.revision },
      ),
    ]);
    expect((await pullAll(coordinator)).find(({ id }) => id === submitted.id)?.fields['disposition']).toBe(
      'complete',
    );
  });

  it('may not be given another disposition by its device', async () => {
    const submitted = recordIn((await push(coordinator, [interview(await company())]))[0]);
    const claim = {
      disposition: 'complete',
      'corrections/mine': {
        code: 'disposition',
        oldValue: 'partial',
        by: coordinator.person.userId,
        at: AT,
        reason: '',
      },
    };
    const [refused] = await push(coordinator, [
      makeChange(coordinator, 'responses', claim, {
        recordId: submitted.id,
        baseRevision: submitted.revision,
      }),
    ]);
    expect(refused).toMatchObject({ status: 'rejected', code: 'forbidden' });
  });
});
