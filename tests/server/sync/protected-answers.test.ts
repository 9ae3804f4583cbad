import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
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
const WRITERS = ['coordinator', 'office', 'administrator'] as const;

describeOnBothDatabases('what a company has answered', (getDatabase) => {
  let test: TestApp;
  let questionnaire: Questionnaire;
  let response: SyncRecord;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => NOON });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    const { code } = await inviteCompany(test, SURVEY);
    const answers = answerEverything(questionnaire, { consent_record: 'yes' });
    const payload = makeSubmission(questionnaire, { kind: 'code', code }, { answers });
    await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload });
    response = await read();
  });
  afterAll(() => test.app.close());

  const read = async (): Promise<SyncRecord> =>
    (await pullAll(await test.as('office'))).find(
      ({ collection, fields }) => collection === 'responses' && fields['channel'] === 'link',
    )!;
  const write = async (
    client: TestClient,
    fields: Change['fields'],
    given: Partial<Change> = {},
  ): Promise<PushResult> => {
    const { id: recordId, revision: baseRevision } = await read();
    return (
      await push(client, [makeChange(client, 'responses', fields, { recordId, baseRevision, ...given })])
    )[0]!;
  };

  it.each<[string, Change['fields']]>([
    ['channel', { channel: 'visit' }],
    ['questionnaire', { questionnaireId: 'another' }],
    ['revision of the questionnaire', { questionnaireRevision: 7 }],
    ['beginning', { startedAt: '2020-01-01T00:00:00.000Z' }],
    ['time', { submittedAt: '2020-01-01T00:00:00.000Z', disposition: 'complete' }],
    ['order of options', { seed: 'another' }],
    ['receipt number', { receiptNumber: '999999' }],
    ['code', { invitationId: 'another' }],
    ['visit', { visitId: 'another' }],
    ['interviewer', { interviewerId: 'another' }],
    ['answers', { 'answers/position': 'other' }],
    ['provenance', { 'provenance/position': { channel: 'visit', by: 'another', at: AT } }],
    ['notes', { 'notes/position': 'written into it' }],
    ['survey', { surveyId: 'another' }],
    ['company', { accountId: 'another' }],
    ['mark as invented', { invented: true }],
    ['fields to come', { later: 'x' }],
  ])('keeps its %s, whoever writes another one', async (_, fields) => {
    for (const role of WRITERS) {
      await write(await test.as(role), fields);
      expect((await read()).fields).toEqual(response.fields);
    }
  });

  it('is deleted by nobody', async () => {
    for (const role of WRITERS) {
      expect(await write(await test.as(role), {}, { kind: 'delete' })).toMatchObject({
        status: 'rejected',
        code: 'response-closed',
      });
    }
    expect((await read()).deletedAt).toBeNull();
  });

  it.each(['link', 'openLink'])(
    'is not invented: no push makes a response by %s, with its number or code',
    async (channel) => {
      const whole = {
        surveyId: SURVEY,
        questionnaireId: questionnaire.id,
        questionnaireRevision: 1,
        startedAt: AT,
        submittedAt: AT,
        disposition: 'complete',
      };
      for (const role of WRITERS) {
        const client = await test.as(role);
        const results = await push(client, [
          makeChange(client, 'responses', { ...whole, channel }),
          makeChange(client, 'responses', { ...whole, channel: 'visit', receiptNumber: '000001' }),
          makeChange(client, 'responses', { ...whole, channel: 'visit', invitationId: 'x' }),
          makeChange(client, 'responses', { ...whole, channel: 'visit' }),
        ]);
        expect(results).toMatchObject([
          { code: 'change-malformed', errors: [{ pointer: '/fields/channel' }] },
          { code: 'change-malformed', errors: [{ pointer: '/fields/receiptNumber' }] },
          { code: 'change-malformed', errors: [{ pointer: '/fields/invitationId' }] },
          { status: 'accepted' },
        ]);
      }
    },
  );

  it('is corrected in the name of who corrects and when they did, whatever they say', async () => {
    const coordinator = await test.as('coordinator');
    const before = (response.fields['answers'] as Record<string, string>)['position']!;
    // Nor is it for them to say what stood there.
    const oldValue = 'something else';
    const lie = { by: test.people.manager.userId, at: '2019-04-01T00:00:00.000Z' };
    const correct = (id: string, madeAt: string): Promise<PushResult> =>
      write(
        coordinator,
        {
          'answers/position': 'other',
          'provenance/position': { channel: 'link', ...lie },
          [`corrections/${id}`]: { code: 'position', oldValue, reason: '電話で確認', ...lie },
        },
        { madeAt },
      );
    await correct('one', '2026-11-19T05:00:00.000Z');
    expect((await read()).fields['corrections']).toMatchObject({ one: { oldValue: before } });
    const by = coordinator.person.userId;
    const { fields } = await read();
    expect(fields).toMatchObject({
      answers: { position: 'other' },
      corrections: { one: { code: 'position', by, at: '2026-11-19T05:00:00.000Z' } },
      provenance: { position: { channel: 'visit', by } },
    });
    // A device whose clock is years off, either way: the server knows when it came.
    for (const [id, madeAt] of [
      ['two', '2016-01-01T00:00:00.000Z'],
      ['three', '2036-01-01T00:00:00.000Z'],
    ] as const) {
      await correct(id, madeAt);
      expect((await read()).fields['corrections']).toMatchObject({
        [id]: { by, at: '2026-11-20T03:00:00.000Z' },
      });
    }
    // And what was corrected once stands: nobody takes the note away or words it anew.
    const stands = (await read()).fields;
    await write(await test.as('office'), { 'corrections/one': null });
    await write(await test.as('office'), {
      'corrections/one': { code: 'position', oldValue: 'x', reason: '', ...lie },
    });
    expect((await read()).fields).toEqual(stands);
  });

  it('is settled in the name of who settles', async () => {
    const office = await test.as('office');
    await write(office, {
      settledAt: '2019-04-01T00:00:00.000Z',
      settledBy: 'another',
      settledReason: '同じ',
    });
    expect((await read()).fields).toMatchObject({ settledBy: office.person.userId, settledAt: AT });
  });
});
