import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { PushResult } from '#protocol/sync.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { showVeiledResponses } from '#server/records/veiled-responses.ts';
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

describeOnBothDatabases('what companies answer', (getDatabase) => {
  let test: TestApp;
  let office: TestClient;
  let coordinator: TestClient;
  let questionnaire: Questionnaire;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => NOON });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    [office, coordinator] = await Promise.all([test.as('office'), test.as('coordinator')]);
  });
  afterAll(() => test.app.close());

  const begun = (accountId: string): Change['fields'] => ({
    surveyId: SURVEY,
    questionnaireId: 'sme-survey',
    questionnaireRevision: 1,
    channel: 'visit',
    startedAt: AT,
    accountId,
    'answers/industry': 'trade',
  });
  const interview = (accountId: string, more: Change['fields'] = {}): Change =>
    makeChange(coordinator, 'responses', {
      ...begun(accountId),
      submittedAt: AT,
      disposition: 'complete',
      ...more,
    });
  const sendAnswers = async (code: string, answers = answerEverything(questionnaire)): Promise<void> => {
    const payload = makeSubmission(questionnaire, { kind: 'code', code }, { answers });
    const response = await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload });
    expect(response.statusCode).toBe(200);
  };
  const recordOf = async (client: TestClient, id: string): Promise<SyncRecord> =>
    (await pullAll(client)).find((record) => record.id === id)!;
  /** In the order of their revisions. */
  const dispositionsOf = async (accountId: string): Promise<unknown[]> =>
    (await pullAll(office))
      .filter(({ collection, fields }) => collection === 'responses' && fields['accountId'] === accountId)
      .map(({ fields }) => fields['disposition']);
  const recordIn = (result: PushResult | undefined): SyncRecord => {
    if (!result || result.status === 'rejected') throw new Error(`rejected: ${JSON.stringify(result)}`);
    return result.record;
  };

  describe('more than once', () => {
    it('leaves the code’s answers the ones that count when an interview comes later, and says so to its device', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      await sendAnswers(code);
      const [result] = await push(coordinator, [interview(accountId)]);
      expect(result?.status).toBe('accepted');
      const record = recordIn(result);
      expect(record.fields).toMatchObject({ disposition: 'duplicate', answers: { industry: 'trade' } });
      expect(Object.values(record.fields['corrections'] as object)).toEqual([
        expect.objectContaining({
          code: 'disposition',
          oldValue: 'complete',
          by: 'server',
          reason: 'server.duplicate-found',
        }),
      ]);
      expect(record.conflicts).toEqual([]);
      expect(await dispositionsOf(accountId)).toEqual(['complete', 'duplicate']);
      const audit = await listAudit(getDatabase().db, test.centreId);
      expect(audit).toContainEqual(
        expect.objectContaining({ action: 'responses.duplicate', userId: null, subject: record.id }),
      );
    });

    it('keeps what a company sends after an interview beside it', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      await push(coordinator, [interview(accountId)]);
      await sendAnswers(code);
      expect(await dispositionsOf(accountId)).toEqual(['complete', 'duplicate']);
    });

    it('by two colleagues in one push lets the first count', async () => {
      const { accountId } = await inviteCompany(test, SURVEY);
      const results = await push(coordinator, [
        interview(accountId),
        interview(accountId),
        interview(accountId),
      ]);
      expect(results.map((result) => recordIn(result).fields['disposition'])).toEqual([
        'complete',
        'duplicate',
        'duplicate',
      ]);
    });

    it('decides when an interview is submitted, not when it is begun, and once only', async () => {
      const { accountId } = await inviteCompany(test, SURVEY);
      const open = makeChange(coordinator, 'responses', begun(accountId));
      const [first] = await push(coordinator, [open]);
      await push(coordinator, [interview(accountId)]);
      const submit = makeChange(
        coordinator,
        'responses',
        { submittedAt: AT, disposition: 'partial' },
        { recordId: open.recordId, baseRevision: recordIn(first).revision },
      );
      const [second] = await push(coordinator, [submit]);
      expect(recordIn(second).fields).toMatchObject({ disposition: 'duplicate' });
      const [again] = await push(coordinator, [submit]);
      expect(again).toEqual(second);
    });

    it('has nothing to do with other surveys, other companies, or a refusal', async () => {
      const [one, other] = [await inviteCompany(test, SURVEY), await inviteCompany(test, SURVEY)];
      const results = await push(coordinator, [
        interview(one.accountId, { disposition: 'refusal' }),
        interview(one.accountId),
        interview(one.accountId, { surveyId: 'another-survey' }),
        interview(other.accountId),
      ]);
      expect(results.map((result) => recordIn(result).fields['disposition'])).toEqual([
        'refusal',
        'complete',
        'complete',
        'complete',
      ]);
    });

    it('is settled by the office with ordinary changes, and by nobody else', async () => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      await sendAnswers(code, answerEverything(questionnaire, { consent_record: 'yes' }));
      const duplicate = recordIn((await push(coordinator, [interview(accountId)]))[0]);
      const primary = (await pullAll(office)).find(
        ({ fields }) => fields['accountId'] === accountId && fields['disposition'] === 'complete',
      )!;
      const correct = (
        client: TestClient,
        { id, revision }: SyncRecord,
        disposition: string,
        oldValue: string,
      ): Change =>
        makeChange(
          client,
          'responses',
          {
            disposition,
            'corrections/settled': {
              code: 'disposition',
              oldValue,
              by: client.person.userId,
              at: AT,
              reason: '電話で確認',
            },
          },
          { recordId: id, baseRevision: revision },
        );
      const [refused] = await push(coordinator, [correct(coordinator, duplicate, 'complete', 'duplicate')]);
      expect(refused).toMatchObject({ status: 'rejected', code: 'forbidden' });

      const settled = await push(office, [
        correct(office, primary, 'duplicate', 'complete'),
        correct(office, duplicate, 'complete', 'duplicate'),
      ]);
      expect(
        settled.map((result) => [
          result.status,
          recordIn(result).fields['disposition'],
          recordIn(result).conflicts,
        ]),
      ).toEqual([
        ['accepted', 'duplicate', []],
        ['accepted', 'complete', []],
      ]);
      // From now on the other one is what counts.
      await push(coordinator, [interview(accountId)]);
      expect(
        (await dispositionsOf(accountId)).filter((disposition) => disposition === 'complete'),
      ).toHaveLength(1);
    });
  });

  it('stays with its company and survey once it is submitted, and is marked as settled, unless the office says otherwise', async () => {
    const { accountId } = await inviteCompany(test, SURVEY);
    const other = await inviteCompany(test, SURVEY);
    const { id, revision } = recordIn((await push(coordinator, [interview(accountId)]))[0]);
    const writes: Change['fields'][] = [
      { accountId: other.accountId },
      { surveyId: 'another' },
      { settledAt: AT },
      { settledBy: coordinator.person.userId },
      { settledReason: '同じ' },
    ];
    for (const fields of writes) {
      const [refused] = await push(coordinator, [
        makeChange(coordinator, 'responses', fields, { recordId: id, baseRevision: revision }),
      ]);
      expect(refused).toMatchObject({ status: 'rejected', code: 'forbidden' });
    }
    const [same] = await push(coordinator, [
      makeChange(coordinator, 'responses', { accountId }, { recordId: id, baseRevision: revision }),
    ]);
    expect(same).toMatchObject({ status: 'accepted' });
    const device = { recordId: id, baseRevision: recordIn(same).revision };
    const [moved] = await push(office, [
      makeChange(
        office,
        'responses',
        {
          accountId: other.accountId,
          'corrections/moved': { code: 'accountId', oldValue: accountId, by: '', at: AT, reason: '' },
        },
        device,
      ),
    ]);
    expect(recordIn(moved).fields).toMatchObject({ accountId: other.accountId });
  });

  describe('without consent', () => {
    const wish = {
      consultation: 'now',
      consent_contact: 'yes',
      contact_name: '工藤花子',
      contact_phone: '017-777-4066',
    };
    const findResponse = async (client: TestClient, detail: string): Promise<SyncRecord> => {
      // Who answered what stands only before the office.
      const seen = (await pullAll(office)).find(
        ({ collection, fields }) =>
          collection === 'responses' && JSON.stringify(fields['answers']).includes(detail),
      );
      if (!seen) throw new Error(`nobody answered ${detail}`);
      // The batch that shows it to those who may not see whose it is.
      await showAll();
      return recordOf(client, isSettler(client) ? seen.id : ((await shownIdOf(seen.id)) ?? seen.id));
    };
    const isSettler = ({ person }: TestClient): boolean => ['office', 'administrator'].includes(person.role);
    const showAll = async (): Promise<void> => {
      const { db } = getDatabase();
      await showVeiledResponses(db, () => NOON);
      await showVeiledResponses(db, () => NOON + 25 * 60 * 60 * 1000);
    };
    const shownIdOf = async (id: string): Promise<string | null | undefined> =>
      (
        await getDatabase()
          .db.selectFrom('veiled_responses')
          .select('shown_id')
          .where('response_id', '=', id)
          .where('is_withdrawn', '=', 0)
          .executeTakeFirst()
      )?.shown_id;
    const answer = async (detail: string, consent: 'yes' | 'no'): Promise<string> => {
      const { code, accountId } = await inviteCompany(test, SURVEY);
      await sendAnswers(
        code,
        answerEverything(questionnaire, { ...wish, consultation_detail: detail, consent_record: consent }),
      );
      return accountId;
    };

    /** As the server notes it when all bytes are there. */
    const markArrived = async (id: string): Promise<void> => {
      const { db } = getDatabase();
      const { fields } = await db
        .selectFrom('records')
        .select('fields')
        .where('record_id', '=', id)
        .executeTakeFirstOrThrow();
      const arrived = { ...(JSON.parse(fields) as object), state: 'uploaded', verifiedAt: AT };
      await db
        .updateTable('records')
        .set({ fields: JSON.stringify(arrived) })
        .where('record_id', '=', id)
        .execute();
    };

    it.each(['coordinator', 'manager'] as const)(
      'comes to a %s without anything that says whose it is',
      async (role) => {
        await answer(`内密 ${role}`, 'no');
        const { fields } = await findResponse(await test.as(role), `内密 ${role}`);
        expect(fields).toMatchObject({
          channel: 'link',
          disposition: 'complete',
          answers: { position: expect.any(String) },
        });
        expect(fields).not.toHaveProperty('accountId');
        expect(fields).not.toHaveProperty('invitationId');
        expect(fields).not.toHaveProperty('receiptNumber');
        expect(JSON.stringify(fields)).not.toMatch(
          /contact_name|contact_phone|工藤花子|017-777|consultation_detail|内密/,
        );
        // A lead and the company's record hold the same codes; who makes the tables counts everybody's all the same.
        const codes = Object.keys(fields['answers'] as object);
        for (const code of ['consultation_topics', 'industry'])
          expect(codes.includes(code)).toBe(role === 'manager');
        // The lead of the same submission has its time to the second.
        const times = JSON.stringify(fields).match(/T\d\d:\d\d:\d\d/g);
        expect(new Set(times)).toEqual(new Set(['T15:00:00']));
      },
    );

    it.each(['office', 'administrator'] as const)(
      'comes to the %s as it is, who has to settle duplicates',
      async (role) => {
        const accountId = await answer(`全部 ${role}`, 'no');
        const { fields } = await findResponse(await test.as(role), `全部 ${role}`);
        expect(fields).toMatchObject({ accountId, answers: { contact_name: '工藤花子' } });
      },
    );

    it('is no matter where the company agreed', async () => {
      const accountId = await answer('どうぞ', 'yes');
      expect((await findResponse(coordinator, 'どうぞ')).fields).toMatchObject({
        accountId,
        answers: { contact_name: '工藤花子' },
      });
    });

    it('cannot be written by those who do not see it, not even the consent', async () => {
      await answer('秘密', 'no');
      const { id, revision } = await findResponse(office, '秘密');
      const fields = {
        'answers/consent_record': 'yes',
        'corrections/mine': {
          code: 'consent_record',
          oldValue: 'no',
          by: coordinator.person.userId,
          at: AT,
          reason: '見たい',
        },
      };
      const [refused] = await push(coordinator, [
        makeChange(coordinator, 'responses', fields, { recordId: id, baseRevision: revision }),
      ]);
      expect(refused).toMatchObject({ status: 'rejected', code: 'forbidden' });
      expect((await recordOf(office, id)).fields).toMatchObject({ answers: { consent_record: 'no' } });
    });

    it('is veiled in the answer to a push too, from the moment it is submitted', async () => {
      const { accountId } = await inviteCompany(test, SURVEY);
      const paper = { ...begun(accountId), channel: 'paper' };
      const open = makeChange(coordinator, 'responses', paper);
      const [typing] = await push(coordinator, [open]);
      expect(recordIn(typing).fields).toMatchObject({ accountId });
      const submit = { submittedAt: AT, disposition: 'complete', 'answers/consent_record': 'no' };
      const [sent] = await push(coordinator, [
        makeChange(coordinator, 'responses', submit, {
          recordId: open.recordId,
          baseRevision: recordIn(typing).revision,
        }),
      ]);
      expect(recordIn(sent)).toMatchObject({ fields: {}, deletedAt: expect.any(String) });
      // Devices that had seen it being typed forget it.
      expect(await recordOf(coordinator, open.recordId)).toMatchObject({
        fields: {},
        deletedAt: expect.any(String),
      });
      expect((await recordOf(office, open.recordId)).fields).toMatchObject({ accountId });
      // The same change once more, after its answer was lost.
      const [again] = await push(coordinator, [open]);
      expect(recordIn(again).fields).toEqual({});
    });

    it('takes its photos and their captions along, once they have arrived whole', async () => {
      const photosOf = async (consent: 'yes' | 'no') => {
        const { accountId } = await inviteCompany(test, SURVEY);
        const open = makeChange(coordinator, 'responses', { ...begun(accountId), channel: 'paper' });
        const photo = (caption: string): Change =>
          makeChange(coordinator, 'attachments', {
            responseId: open.recordId,
            sha256: 'a'.repeat(64),
            sizeBytes: 3,
            mediaType: 'image/jpeg',
            state: 'onDevice',
            caption,
          });
        const [arrived, waiting] = [photo('旋盤が古い'), photo('まだ送っていない')];
        const [typing] = await push(coordinator, [open, arrived, waiting]);
        await markArrived(arrived.recordId);
        const submit = { submittedAt: AT, disposition: 'complete', 'answers/consent_record': consent };
        const { revision: baseRevision } = recordIn(typing);
        await push(coordinator, [
          makeChange(coordinator, 'responses', submit, { recordId: open.recordId, baseRevision }),
        ]);
        return [arrived.recordId, waiting.recordId] as const;
      };
      const [hidden, unsent] = await photosOf('no');
      const [agreed] = await photosOf('yes');
      expect(await recordOf(coordinator, hidden)).toMatchObject({
        fields: {},
        deletedAt: expect.any(String),
      });
      // The device that took it has to send it first.
      expect((await recordOf(coordinator, unsent)).fields).toMatchObject({ caption: 'まだ送っていない' });
      expect((await recordOf(coordinator, agreed)).fields).toMatchObject({ caption: '旋盤が古い' });
      expect((await recordOf(office, hidden)).fields).toMatchObject({ caption: '旋盤が古い' });
    });
  });
});
