import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '#domain/canonical/json.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { PushResult } from '#protocol/sync.ts';
import type { SurveySummary } from '#protocol/surveys.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
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

/** What comes by the open link is nobody's until the office says whose it is. */
describeOnBothDatabases('an answer whose company is named later', (getDatabase) => {
  let test: TestApp;
  let office: TestClient;
  let coordinator: TestClient;
  let questionnaire: Questionnaire;
  let openToken: string;
  let corrections = 0;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => NOON });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    [office, coordinator] = await Promise.all([test.as('office'), test.as('coordinator')]);
    const response = await office.request({
      method: 'PUT',
      url: `/api/surveys/${SURVEY}/links/open`,
      payload: { revision: 1 },
    });
    openToken = response.json<SurveySummary>().openLink!.split('/').at(-1)!;
  });
  afterAll(() => test.app.close());

  const send = async (
    entry: Parameters<typeof makeSubmission>[1],
    given: Record<string, string> = {},
  ): Promise<SyncRecord> => {
    const known = new Set((await listResponses()).map(({ id }) => id));
    const answers = answerEverything(questionnaire, { consent_record: 'yes', ...given });
    const payload = makeSubmission(questionnaire, entry, { answers });
    expect((await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload })).statusCode).toBe(
      200,
    );
    return (await listResponses()).find(({ id }) => !known.has(id))!;
  };
  const answerOpenly = (): Promise<SyncRecord> => send({ kind: 'open', token: openToken });
  const answerByCode = (code: string): Promise<SyncRecord> => send({ kind: 'code', code });
  const interview = async (accountId: string, disposition = 'complete'): Promise<SyncRecord> => {
    const fields = {
      surveyId: SURVEY,
      questionnaireId: 'sme-survey',
      questionnaireRevision: 1,
      channel: 'visit',
      startedAt: AT,
      submittedAt: AT,
      disposition,
      accountId,
    };
    return recordIn((await push(coordinator, [makeChange(coordinator, 'responses', fields)]))[0]);
  };
  const listResponses = async (): Promise<SyncRecord[]> =>
    (await pullAll(office)).filter(({ collection }) => collection === 'responses');
  const read = async ({ id }: SyncRecord): Promise<SyncRecord> =>
    (await listResponses()).find((record) => record.id === id)!;
  const dispositionOf = async (record: SyncRecord): Promise<unknown> =>
    (await read(record)).fields['disposition'];
  const recordIn = (result: PushResult | undefined): SyncRecord => {
    if (!result || result.status === 'rejected') throw new Error(`rejected: ${JSON.stringify(result)}`);
    return result.record;
  };
  const assignment = (
    { id, revision, fields }: SyncRecord,
    accountId: string | null,
    given: Partial<Change> = {},
  ): Change => {
    corrections += 1;
    const correction = {
      code: 'accountId',
      oldValue: fields['accountId'] ?? null,
      by: office.person.userId,
      at: AT,
      reason: '電話で確認',
    };
    return makeChange(
      office,
      'responses',
      { accountId, [`corrections/assigned-${corrections}`]: correction },
      { recordId: id, baseRevision: revision, ...given },
    );
  };
  const correctionsOf = ({ fields }: SyncRecord, code: string): { oldValue: Json }[] =>
    Object.values(fields['corrections'] as Record<string, { code: string; oldValue: Json }>).filter(
      (correction) => correction.code === code,
    );
  const assign = async (record: SyncRecord, accountId: string | null): Promise<SyncRecord> =>
    recordIn((await push(office, [assignment(await read(record), accountId)]))[0]);
  const company = (): ReturnType<typeof inviteCompany> => inviteCompany(test, SURVEY);

  it('counts for a company that has given no other', async () => {
    const { accountId } = await company();
    expect((await assign(await answerOpenly(), accountId)).fields).toMatchObject({
      accountId,
      disposition: 'complete',
    });
  });

  it('becomes a duplicate beside the one that counts already, and every device hears of it', async () => {
    const { code, accountId } = await company();
    const late = await answerOpenly();
    const primary = await answerByCode(code);
    const cursor = Math.max(...(await pullAll(coordinator)).map(({ revision }) => revision));
    const told = await assign(late, accountId);
    expect(told.fields).toMatchObject({ disposition: 'duplicate', accountId });
    expect(correctionsOf(told, 'disposition')).toEqual([
      expect.objectContaining({ code: 'disposition', oldValue: 'complete', by: 'server' }),
    ]);
    expect(told.conflicts).toEqual([]);
    const heard = (await pullAll(coordinator)).filter(({ revision }) => revision > cursor);
    expect(heard.map(({ id, fields }) => [id, fields['disposition']])).toEqual([[late.id, 'duplicate']]);
    expect(await dispositionOf(primary)).toBe('complete');
    const acts = await listAudit(getDatabase().db, test.centreId);
    expect(acts).toContainEqual(
      expect.objectContaining({
        action: 'responses.duplicate',
        subject: late.id,
        userId: null,
        detail: { primary: primary.id },
      }),
    );
  });

  it('makes what comes later by the code the duplicate', async () => {
    const { code, accountId } = await company();
    const assigned = await assign(await answerOpenly(), accountId);
    expect((await answerByCode(code)).fields).toMatchObject({ disposition: 'duplicate' });
    expect(await dispositionOf(assigned)).toBe('complete');
  });

  describe('two at once', () => {
    it('in one push: the first counts', async () => {
      const { accountId } = await company();
      const [one, other] = [await answerOpenly(), await answerOpenly()];
      const results = await push(office, [assignment(one, accountId), assignment(other, accountId)]);
      expect(results.map((result) => recordIn(result).fields['disposition'])).toEqual([
        'complete',
        'duplicate',
      ]);
    });

    it('from two desks: exactly one counts', async () => {
      const { accountId } = await company();
      const records = [await answerOpenly(), await answerOpenly(), await answerOpenly()];
      await Promise.all(
        records.map((record, index) =>
          push(office, [
            assignment(record, accountId, { deviceId: `01a1fb38-0000-7000-8000-00000000d0${index}0` }),
          ]),
        ),
      );
      const dispositions = await Promise.all(records.map(dispositionOf));
      expect(dispositions.sort()).toEqual(['complete', 'duplicate', 'duplicate']);
    });

    it('the same one to two companies: it is judged where it ends up', async () => {
      const [first, second] = [await company(), await company()];
      const primary = await answerByCode(first.code);
      const record = await answerOpenly();
      await push(office, [
        assignment(record, first.accountId, { deviceId: '01a1fb38-0000-7000-8000-00000000d0a0' }),
      ]);
      const [result] = await push(office, [
        assignment(record, second.accountId, { deviceId: '01a1fb38-0000-7000-8000-00000000d0b0' }),
      ]);
      expect(recordIn(result).fields).toMatchObject({ accountId: second.accountId, disposition: 'complete' });
      expect(recordIn(result).conflicts.map(({ unit }) => unit)).toEqual(['accountId']);
      expect(await dispositionOf(primary)).toBe('complete');
    });
  });

  describe('taken back', () => {
    it('counts again as before, of no company', async () => {
      const { code, accountId } = await company();
      const late = await answerOpenly();
      await answerByCode(code);
      await assign(late, accountId);
      const back = await assign(late, null);
      expect(back.fields).toMatchObject({ disposition: 'complete' });
      expect(back.fields).not.toHaveProperty('accountId');
      expect(
        correctionsOf(back, 'disposition')
          .map(({ oldValue }) => oldValue)
          .sort(),
      ).toEqual(['complete', 'duplicate']);
      const acts = await listAudit(getDatabase().db, test.centreId);
      expect(acts).toContainEqual(expect.objectContaining({ action: 'responses.count', subject: late.id }));
    });

    it('lets the next of the company’s answers count, also one that arrived as a duplicate', async () => {
      const { code, accountId } = await company();
      const assigned = await assign(await answerOpenly(), accountId);
      const byCode = await answerByCode(code);
      const third = await interview(accountId);
      expect(await dispositionOf(byCode)).toBe('duplicate');
      await assign(assigned, null);
      expect(await dispositionOf(byCode)).toBe('complete');
      expect(await dispositionOf(third)).toBe('duplicate');
      expect(await dispositionOf(assigned)).toBe('complete');
    });

    it('leaves alone what the office has settled', async () => {
      const { code, accountId } = await company();
      const assigned = await assign(await answerOpenly(), accountId);
      const settled = await answerByCode(code);
      await push(office, [
        makeChange(
          office,
          'responses',
          { settledAt: AT, settledBy: office.person.userId },
          { recordId: settled.id, baseRevision: settled.revision },
        ),
      ]);
      await assign(assigned, null);
      expect(await dispositionOf(settled)).toBe('duplicate');
    });

    it('within one push is as if nothing had been', async () => {
      const { code, accountId } = await company();
      const record = await answerOpenly();
      await answerByCode(code);
      const results = await push(office, [assignment(record, accountId), assignment(record, null)]);
      expect(recordIn(results[1]).fields).toMatchObject({ disposition: 'complete' });
      expect(correctionsOf(recordIn(results[1]), 'disposition')).toEqual([]);
    });
  });

  it('given to another company is judged beside that one’s answers', async () => {
    const [one, other] = [await company(), await company()];
    await answerByCode(one.code);
    const record = await answerOpenly();
    expect((await assign(record, one.accountId)).fields).toMatchObject({ disposition: 'duplicate' });
    expect((await assign(record, other.accountId)).fields).toMatchObject({ disposition: 'complete' });
    expect((await answerByCode(other.code)).fields).toMatchObject({ disposition: 'duplicate' });
  });

  it('changes places with another’s without either being counted twice', async () => {
    const [one, other] = [await company(), await company()];
    const [first, second] = [
      await assign(await answerOpenly(), one.accountId),
      await assign(await answerOpenly(), other.accountId),
    ];
    const results = await push(office, [
      assignment(first, other.accountId),
      assignment(second, one.accountId),
    ]);
    expect(results.map((result) => recordIn(result).fields['disposition'])).toEqual(['complete', 'complete']);
  });

  it('that was a refusal stays one once it stands alone again', async () => {
    const [one, other] = [await company(), await company()];
    await answerByCode(one.code);
    const refusal = await interview(one.accountId, 'refusal');
    expect(await dispositionOf(refusal)).toBe('duplicate');
    expect((await assign(refusal, other.accountId)).fields).toMatchObject({ disposition: 'refusal' });
  });

  it('cannot be deleted, by nobody', async () => {
    const record = await answerOpenly();
    for (const client of [office, coordinator, await test.as('administrator')]) {
      const { id: recordId, revision: baseRevision } = await read(record);
      const [refused] = await push(client, [
        makeChange(client, 'responses', {}, { kind: 'delete', recordId, baseRevision }),
      ]);
      expect(refused).toMatchObject({ status: 'rejected', code: 'response-closed' });
    }
    expect((await read(record)).deletedAt).toBeNull();
  });

  it('deleted by an app of before and brought back counts as before', async () => {
    const { accountId } = await company();
    const first = await interview(accountId);
    await getDatabase()
      .db.updateTable('records')
      .set({ deleted_at: AT })
      .where('record_id', '=', first.id)
      .execute();
    const [revived] = await push(coordinator, [
      makeChange(
        coordinator,
        'responses',
        { 'corrections/back': { code: 'issues', oldValue: null, by: 'x', at: AT, reason: '再開' } },
        { recordId: first.id, baseRevision: first.revision },
      ),
    ]);
    expect(recordIn(revived)).toMatchObject({ deletedAt: null, fields: { disposition: 'complete' } });
  });

  it('sent once more gives the same answer', async () => {
    const { code, accountId } = await company();
    const record = await answerOpenly();
    await answerByCode(code);
    const change = assignment(record, accountId);
    const [first] = await push(office, [change]);
    expect(await push(office, [change])).toEqual([first]);
  });
});
