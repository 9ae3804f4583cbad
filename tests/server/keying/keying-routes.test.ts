import { isInstant } from '#domain/canonical/dates.ts';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { makeKeyingForm, type KeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import { hashKeyedValue, hashSheetCode, type KeyedValues } from '#domain/fieldwork/keying/keyed-value.ts';
import { readPlan } from '#domain/fieldwork/keying/second-entry-plan.ts';
import type { Answers, Questionnaire } from '#domain/questionnaire/model.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type {
  KeyedEntry,
  KeyedEntryReceipt,
  KeyingQuality,
  KeyingWork,
  SheetsToSettle,
} from '#protocol/keying.ts';
import { SUBMISSION_PATH } from '#protocol/respondent.ts';
import type { InvitationBatch, SurveyUnitList } from '#protocol/surveys.ts';
import type { UnitHistory } from '#protocol/unit-history.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import {
  answerEverything,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  push,
} from '#tests/support/fieldwork.ts';
import { keySheet, onPaper } from '#tests/support/keyer.ts';

const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const SURVEY = '/api/surveys/sme-survey-2026';
const newId = () => uuidV7(NOON, randomBytes);

describeOnBothDatabases('keying of paper', (getDatabase) => {
  let nowMs = NOON;
  let dataDir: string;
  let test: TestApp;
  let [one, two, three]: TestClient[] = [];
  let questionnaire: Questionnaire;
  let form: KeyingForm;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'banso-keying-'));
    test = await createTestApp(getDatabase(), { clock: () => (nowMs += 1), dataDir });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    form = makeKeyingForm(questionnaire, '2026-11-20');
    one = await test.as('office');
    two = await test.signIn(await test.addPerson('office', '二人目'));
    three = await test.as('administrator');
  });
  afterAll(async () => {
    await test.app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const keyed = (given: Parameters<typeof answerEverything>[1] = {}): KeyedValues => {
    const answers: Answers = answerEverything(questionnaire, given);
    return keySheet(form, (field) => onPaper(field, answers)).values;
  };
  const makeEntry = (given: Partial<KeyedEntry>): KeyedEntry => ({
    id: newId(),
    sheetId: newId(),
    pass: 1,
    questionnaireRevision: questionnaire.revision,
    values: keyed(),
    attempts: {},
    keystrokes: 50,
    activeSeconds: 60,
    startedAt: '2026-11-20T01:00:00.000Z',
    finishedAt: '2026-11-20T01:01:00.000Z',
    isSecondPlanned: false,
    ...given,
  });
  const send = (client: TestClient, entry: object) =>
    client.request({ method: 'POST', url: `${SURVEY}/keying/entries`, payload: entry });
  const get = async <Reply>(client: TestClient, what = ''): Promise<Reply> =>
    (await client.request({ method: 'GET', url: `${SURVEY}/keying${what}` })).json<Reply>();
  const codeOf = async (response: ReturnType<typeof send>) => {
    const { statusCode, json } = await response;
    return [statusCode, json<{ code?: string }>().code];
  };
  const addCode = async (): Promise<{ accountId: string; code: string }> => {
    const change = makeChange(one!, 'accounts', { name: '八戸水産' });
    await push(one!, [change]);
    const payload = { accountIds: [change.recordId] };
    const reply = await one!.request({ method: 'POST', url: `${SURVEY}/invitations`, payload });
    return { accountId: change.recordId, code: reply.json<InvitationBatch>().invitations[0]!.code };
  };
  const responseOf = async (sheetId: string): Promise<SurveyResponse | undefined> => {
    const { db } = getDatabase();
    const sheet = await db
      .selectFrom('keyed_sheets')
      .select('response_id')
      .where('sheet_id', '=', sheetId)
      .executeTakeFirst();
    if (!sheet?.response_id) return undefined;
    const [record] = await listRecords(db, test.centreId, [sheet.response_id]);
    return record?.fields as SurveyResponse | undefined;
  };

  it('makes a response of a sheet that two people keyed alike, with who keyed it and what is odd', async () => {
    const { accountId, code } = await addCode();
    const values = { ...keyed({ industry: 'trade' }), founded: '85' };
    const first = makeEntry({ code: code.toLowerCase(), values });
    const receipt = (await send(one!, first)).json<KeyedEntryReceipt>();
    expect(receipt).toMatchObject({ status: 'awaitingSecond', isSecondPlanned: true });
    expect(await responseOf(first.sheetId)).toBeUndefined();

    const second = makeEntry({ sheetId: first.sheetId, pass: 2, values });
    expect((await send(two!, second)).json<KeyedEntryReceipt>().status).toBe('done');
    const response = await responseOf(first.sheetId);
    expect(response).toMatchObject({
      accountId,
      channel: 'paper',
      disposition: 'complete',
      startedAt: first.startedAt,
      submittedAt: first.finishedAt,
      answers: { industry: 'trade', founded: { missing: 'unanswered' } },
      notes: { founded: '紙の回答 「85」（1500以上の数をお書きください）' },
      provenance: { industry: { channel: 'paper', by: one!.person.userId, at: first.finishedAt } },
    });
    const units = await one!.request({ method: 'GET', url: `${SURVEY}/invitations` });
    expect(units.json<SurveyUnitList>().units.find((unit) => unit.accountId === accountId)).toMatchObject({
      state: 'answered',
      channel: 'paper',
    });
  });

  it('takes the same entry again as the same, and another content under its id for a fault', async () => {
    const first = makeEntry({ number: '17' });
    const receipt = (await send(one!, first)).json();
    expect((await send(one!, { ...first, isSecondPlanned: true })).json()).toEqual(receipt);
    expect(await codeOf(send(one!, { ...first, keystrokes: 1 }))).toEqual([409, 'keyed-entry-reused']);
    expect(await codeOf(send(two!, first))).toEqual([409, 'keyed-entry-reused']);
    const second = makeEntry({ sheetId: first.sheetId, pass: 2, values: first.values });
    for (let time = 0; time < 3; time += 1) expect((await send(two!, second)).statusCode).toBe(200);
    const responses = await getDatabase()
      .db.selectFrom('submitted_responses')
      .select('response_id')
      .where('channel', '=', 'paper')
      .execute();
    // The sheet of the test before, and this one.
    expect(responses).toHaveLength(2);
    expect(await responseOf(first.sheetId)).not.toHaveProperty('accountId');
  });

  it('refuses the same person, and tells a second keyer nothing but hashes', async () => {
    const { code } = await addCode();
    const first = makeEntry({ code, values: keyed({ industry: 'fisheries' }) });
    await send(one!, first);
    const own = makeEntry({ sheetId: first.sheetId, pass: 2, values: first.values });
    expect(await codeOf(send(one!, own))).toEqual([403, 'keyed-same-person']);
    expect((await get<KeyingWork>(one!)).counts).toMatchObject({ second: 0, ownSecond: 1 });

    const work = await get<KeyingWork>(two!);
    expect(work.counts).toMatchObject({ second: 1, ownSecond: 0 });
    const [sheet] = work.second;
    expect(sheet!.codeHash).toBe(hashSheetCode(sheet!.salt, code));
    expect(sheet!.hashes['industry']).toBe(hashKeyedValue(sheet!.salt, 'industry', 'fisheries'));
    const { own: mine } = await get<KeyingWork>(one!);
    expect(mine).toEqual([{ salt: sheet!.salt, codeHash: sheet!.codeHash, number: null }]);
    expect(sheet!.hashes).not.toHaveProperty('issues_detail');
    expect(JSON.stringify(work)).not.toContain('fisheries');
    expect((await get<SheetsToSettle>(two!, '/settle')).sheets).toEqual([]);
    await send(two!, { ...own, id: newId() });
  });

  it('lets a third person settle what stays different, who may take neither', async () => {
    const { code } = await addCode();
    const first = makeEntry({ code, values: keyed({ industry: 'trade', employees: 'e0_5' }) });
    await send(one!, first);
    const values = keyed({ industry: 'mining', employees: 'e6_10' });
    const attempts = { industry: ['mining', 'mining'], employees: ['e6_10', 'e6_10'] };
    const second = makeEntry({ sheetId: first.sheetId, pass: 2, values, attempts });
    expect((await send(two!, second)).json<KeyedEntryReceipt>().status).toBe('awaitingSettlement');
    expect(await responseOf(first.sheetId)).toBeUndefined();

    const { sheets } = await get<SheetsToSettle>(three!, '/settle');
    expect(sheets).toEqual([
      {
        sheetId: first.sheetId,
        questionnaireRevision: questionnaire.revision,
        code,
        number: null,
        differing: [
          { field: 'industry', first: 'trade', second: 'mining' },
          { field: 'employees', first: 'e0_5', second: 'e6_10' },
        ],
      },
    ]);
    for (const client of [one!, two!])
      expect((await get<SheetsToSettle>(client, '/settle')).sheets).toEqual([]);
    const settle = (settled: KeyedValues) =>
      makeEntry({ sheetId: first.sheetId, pass: 3, values: settled as KeyedEntry['values'] });
    const whole = settle({ industry: 'mining', employees: 'e11_20' });
    for (const client of [one!, two!])
      expect(await codeOf(send(client, { ...whole, id: newId() }))).toEqual([403, 'keyed-same-person']);
    expect((await send(three!, settle({ industry: 'mining' }))).statusCode).toBe(400);
    expect((await send(three!, whole)).json<KeyedEntryReceipt>().status).toBe('done');
    expect(await codeOf(send(three!, { ...whole, id: newId() }))).toEqual([409, 'keyed-not-waiting']);
    const response = await responseOf(first.sheetId);
    expect(response?.answers).toMatchObject({ industry: 'mining', employees: 'e11_20', sales: 'under_10m' });
    expect(response?.provenance?.['industry']?.by).toBe(three!.person.userId);
    expect(response?.provenance?.['sales']?.by).toBe(one!.person.userId);
    const { first: firstRate, total, byKind } = await get<KeyingQuality>(three!, '/quality');
    // The first keyer twice, the second once: what the third took was neither's.
    expect(total).toMatchObject({ firstErrors: 2, secondErrors: 1 });
    expect(byKind.single!.fields - byKind.single!.agreed).toBe(2);
    expect(firstRate!.per1000).toBeCloseTo((2 / total.fields) * 1000, 9);
  });

  it('keeps what came by link beside it as a pair of duplicates', async () => {
    const { accountId, code } = await addCode();
    const submission = makeSubmission(questionnaire, { kind: 'code', code });
    await test.app.inject({ method: 'POST', url: SUBMISSION_PATH, payload: submission });
    const first = makeEntry({ code });
    await send(one!, first);
    await send(two!, makeEntry({ sheetId: first.sheetId, pass: 2, values: first.values }));
    expect(await responseOf(first.sheetId)).toMatchObject({ accountId, disposition: 'duplicate' });
  });

  it('knows the paper for come while it waits for its second entry, once', async () => {
    const { accountId, code } = await addCode();
    const history = async () => {
      const url = `${SURVEY}/units/${accountId}/history`;
      const reply = await one!.request({ method: 'GET', url });
      expect(reply.statusCode, reply.body).toBe(200);
      return reply.json<UnitHistory>().entries.filter(({ event }) => event === 'paperArrived');
    };
    const entry = makeEntry({ code, isSecondPlanned: true });
    await send(one!, entry);
    await send(one!, makeEntry({ code, isSecondPlanned: true }));
    expect(await history()).toMatchObject([{ at: entry.startedAt }]);
    expect(await responseOf(entry.sheetId)).toBeUndefined();
  });

  it.each([
    ['ahead', '2031-01-01T00:00:00.000Z', 'refusal'],
    ['in another zone', '2026-11-20T10:00:00+09:00', 'refusal'],
  ])(
    'has a paper come by its own time, whatever clock it was keyed by: one %s',
    async (_, startedAt, outcome) => {
      const { accountId, code } = await addCode();
      await send(one!, makeEntry({ code, isSecondPlanned: true, startedAt, finishedAt: startedAt }));
      const url = `${SURVEY}/units/${accountId}`;
      await one!.request({ method: 'PUT', url: `${url}/outcome`, payload: { outcome } });
      const { entries, disposition } = (
        await one!.request({ method: 'GET', url: `${url}/history` })
      ).json<UnitHistory>();
      const { at } = entries.find(({ event }) => event === 'paperArrived')!;
      expect([at! < '2026-11-21', isInstant(at), disposition]).toEqual([true, true, 'refusal']);
    },
  );

  it('refuses a time that no clock shows', async () => {
    for (const startedAt of ['2026-11-20T01:00:00+09', '2026-11-20T24:00:00Z'])
      expect(await codeOf(send(one!, makeEntry({ number: '77', startedAt })))).toEqual([
        400,
        'malformed-request',
      ]);
  });

  it('refuses a code that is mistyped, unknown, or missing', async () => {
    expect(await codeOf(send(one!, makeEntry({ code: 'K7M2Q-9XR4E' })))).toEqual([404, 'code-mistyped']);
    expect(await codeOf(send(one!, makeEntry({ code: '00000-00000' })))).toEqual([404, 'code-unknown']);
    expect(await codeOf(send(one!, makeEntry({})))).toEqual([404, 'code-mistyped']);
    expect(await codeOf(send(two!, makeEntry({ pass: 2 })))).toEqual([404, 'keyed-sheet-unknown']);
    expect(await codeOf(send(one!, makeEntry({ number: '1', questionnaireRevision: 99 })))).toEqual([
      409,
      'questionnaire-revision-unknown',
    ]);
  });

  it('keeps another second entry of a sheet, which decides nothing', async () => {
    const first = makeEntry({ number: '18' });
    await send(one!, first);
    await send(two!, makeEntry({ sheetId: first.sheetId, pass: 2, values: first.values }));
    const late = makeEntry({ sheetId: first.sheetId, pass: 2, values: keyed({ industry: 'mining' }) });
    expect((await send(three!, late)).json<KeyedEntryReceipt>().status).toBe('done');
    expect((await responseOf(first.sheetId))?.answers?.['industry']).toBe('agriculture');
  });

  it('takes each tenth sheet twice once the first entry is shown to be good, and what a device knows to be planned', async () => {
    const { db } = getDatabase();
    // As if 200 sheets of 40 fields had been keyed twice without an error.
    const [sheet] = await db.selectFrom('keyed_sheets').selectAll().where('status', '=', 'done').execute();
    const good = Array.from({ length: 1_500 }, (_, index) => ({
      ...sheet!,
      sheet_id: newId(),
      checked_at: `2026-11-21T00:${String(Math.floor(index / 60)).padStart(2, '0')}:00.${String(index).padStart(4, '0')}Z`,
      checked_fields: 40,
      first_errors: 0,
      response_id: null,
    }));
    for (let start = 0; start < good.length; start += 100)
      await db
        .insertInto('keyed_sheets')
        .values(good.slice(start, start + 100))
        .execute();
    expect((await get<KeyingWork>(one!)).plan.mode).toBe('sample');
    const statuses: string[] = [];
    for (let index = 0; index < 20; index += 1) {
      const first = makeEntry({ number: `s${index}` });
      statuses.push((await send(one!, first)).json<KeyedEntryReceipt>().status);
    }
    expect(statuses.filter((status) => status === 'awaitingSecond')).toHaveLength(2);
    expect(statuses.indexOf('awaitingSecond') + 10).toBe(statuses.lastIndexOf('awaitingSecond'));
    const known = makeEntry({ number: 's-again', isSecondPlanned: true });
    expect((await send(one!, known)).json<KeyedEntryReceipt>().status).toBe('awaitingSecond');
    expect(readPlan([]).mode).toBe('all');
  });

  it('tells keystrokes to nobody but who typed them', async () => {
    const before = (await get<KeyingWork>(two!)).mine;
    await send(one!, makeEntry({ number: '99', keystrokes: 777 }));
    expect((await get<KeyingWork>(two!)).mine).toEqual(before);
    expect(JSON.stringify(await get(two!, '/quality'))).not.toContain('keystrokes');
    expect((await get<KeyingWork>(one!)).mine.keystrokes).toBeGreaterThanOrEqual(777);
  });

  it('is for those who may see whose answers they are', async () => {
    for (const role of ['coordinator', 'manager', 'partner'] as const) {
      const client = await test.as(role);
      for (const what of ['', '/settle', '/quality'])
        expect((await client.request({ method: 'GET', url: `${SURVEY}/keying${what}` })).statusCode).toBe(
          403,
        );
      expect((await send(client, makeEntry({ number: '1' }))).statusCode).toBe(403);
    }
    expect((await one!.request({ method: 'GET', url: '/api/surveys/none/keying' })).statusCode).toBe(404);
  });

  it('forgets what was keyed when the response is erased', async () => {
    const first = makeEntry({ number: '55', values: keyed({ industry: 'mining' }) });
    await send(one!, first);
    await send(two!, makeEntry({ sheetId: first.sheetId, pass: 2, values: first.values }));
    const { db } = getDatabase();
    const find = () =>
      db.selectFrom('keyed_entries').select('content').where('sheet_id', '=', first.sheetId).execute();
    const sheet = await db
      .selectFrom('keyed_sheets')
      .select('response_id')
      .where('sheet_id', '=', first.sheetId)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(await find())).toContain('mining');
    const url = `/api/records/responses/${sheet.response_id}/erase`;
    expect((await three!.request({ method: 'POST', url, payload: {} })).statusCode).toBe(204);
    expect(JSON.stringify(await find())).not.toContain('mining');
  });
});
