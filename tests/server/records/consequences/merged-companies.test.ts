import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { LotLetters, LotList } from '#protocol/letter-lots.ts';
import type { SurveyReturns } from '#protocol/returns.ts';
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

describeOnBothDatabases('companies that are merged', (getDatabase) => {
  let test: TestApp;
  let office: TestClient;
  let questionnaire: Questionnaire;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => NOON });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    office = await test.as('office');
  });
  afterAll(() => test.app.close());

  const recordIn = (result: PushResult | undefined): SyncRecord => {
    if (!result || result.status === 'rejected') throw new Error(`rejected: ${JSON.stringify(result)}`);
    return result.record;
  };
  const known = async (id: string): Promise<SyncRecord> => {
    const found = (await pullAll(office)).find((record) => record.id === id);
    if (!found) throw new Error(`no record ${id}`);
    return found;
  };
  async function register(fields: Record<string, string>): Promise<SyncRecord> {
    return recordIn((await push(office, [makeChange(office, 'accounts', fields)]))[0]);
  }
  async function point(
    from: string,
    into: string | null,
    mergedValues: object | null = null,
  ): Promise<SyncRecord> {
    const { revision } = await known(from);
    const change = makeChange(
      office,
      'accounts',
      { mergedInto: into, mergedValues: mergedValues as never },
      { recordId: from, baseRevision: revision },
    );
    return recordIn((await push(office, [change]))[0]);
  }
  async function answer(code: string): Promise<void> {
    const payload = makeSubmission(
      questionnaire,
      { kind: 'code', code },
      { answers: answerEverything(questionnaire) },
    );
    const { statusCode } = await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload });
    expect(statusCode).toBeLessThan(300);
  }

  it('into each other by two people make no circle: one pointer goes, and what its merge wrote is given back', async () => {
    const [one, two] = [
      await register({ name: '八戸水産', phone: '1' }),
      await register({ name: '八戸水産㈱', phone: '2' }),
    ];
    const [a, b] = [one, two].sort((left, right) => (left.id < right.id ? -1 : 1));
    await point(b!.id, a!.id);
    // The other person kept b, and took a's telephone number over.
    const seen = await known(b!.id);
    const taken = makeChange(
      office,
      'accounts',
      { phone: String(a!.fields['phone']), mergedInto: a!.id },
      { recordId: b!.id, baseRevision: seen.revision },
    );
    await push(office, [taken]);
    await point(a!.id, b!.id, { phone: { before: b!.fields['phone'], after: a!.fields['phone'] } });
    expect((await known(a!.id)).fields['mergedInto'] ?? null).toBeNull();
    const inside = await known(b!.id);
    expect(inside.fields).toMatchObject({ mergedInto: a!.id, phone: b!.fields['phone'] });
    // Parted, both stand by themselves again.
    expect((await point(b!.id, null)).fields['mergedInto'] ?? null).toBeNull();
    expect((await known(a!.id)).fields['mergedInto'] ?? null).toBeNull();
  });

  it('make no circle either when one of them was deleted meanwhile and is brought back', async () => {
    const [one, two] = [await register({ name: '弘前木工' }), await register({ name: '弘前木工㈲' })];
    await point(one.id, two.id);
    const { revision } = await known(two.id);
    const at = { recordId: two.id, baseRevision: revision };
    await push(office, [
      makeChange(office, 'accounts', { mergedInto: one.id }, at),
      makeChange(office, 'accounts', {}, { ...at, recordId: one.id, kind: 'delete' }),
    ]);
    expect((await known(one.id)).deletedAt).not.toBeNull();
    await push(office, [makeChange(office, 'accounts', { phone: '3' }, { ...at, recordId: one.id })]);
    const [a, b] = [await known(one.id), await known(two.id)];
    expect([a, b].filter(({ deletedAt, fields }) => deletedAt === null && fields['mergedInto'])).toHaveLength(
      1,
    );
  });

  it('are erased together, whichever of them is erased: one keeps values of the other', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'banso-merged-'));
    const own = await createTestApp(getDatabase(), { clock: () => NOON, dataDir });
    const clerk = await own.as('office');
    const [kept, hidden] = (
      await push(clerk, [
        makeChange(clerk, 'accounts', { name: '消える水産', phone: '0178-1' }),
        makeChange(clerk, 'accounts', { name: '消える水産㈱' }),
      ])
    ).map(recordIn);
    const pointer = { mergedInto: kept!.id, mergedValues: { phone: { before: '0178-2', after: '0178-1' } } };
    const base = { recordId: hidden!.id, baseRevision: hidden!.revision };
    await push(clerk, [makeChange(clerk, 'accounts', pointer as never, base)]);
    const administrator = await own.as('administrator');
    const url = `/api/records/accounts/${kept!.id}/erase`;
    expect((await administrator.request({ method: 'POST', url })).statusCode).toBe(204);
    const left = JSON.stringify(await pullAll(clerk));
    for (const word of ['消える水産', '0178-1', '0178-2']) expect(left).not.toContain(word);
    await own.app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('go into no record that was erased, nor one of another kind, and are not lost in one that was taken for a company', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'banso-merged-'));
    const own = await createTestApp(getDatabase(), { clock: () => NOON, dataDir });
    const [clerk, administrator] = [await own.as('office'), await own.as('administrator')];
    const [gone, living] = (
      await push(clerk, [
        makeChange(clerk, 'accounts', { name: '消える水産' }),
        makeChange(clerk, 'accounts', { name: '残る水産' }),
      ])
    ).map(recordIn);
    const visit = makeChange(clerk, 'visits', { accountId: living!.id, status: 'planned' });
    await administrator.request({ method: 'POST', url: `/api/records/accounts/${gone!.id}/erase` });
    const edit = (fields: Record<string, unknown>) =>
      makeChange(clerk, 'accounts', fields as never, { recordId: living!.id, baseRevision: 1e9 });
    const values = { note: { before: '消した言葉', after: '' } };
    const results = await push(clerk, [
      edit({ mergedInto: gone!.id, mergedValues: values }),
      // It comes before the one that it names.
      edit({ mergedInto: visit.recordId }),
      edit({ phone: '1' }),
      visit,
    ]);
    expect(results).toMatchObject([
      { code: 'record-erased', errors: [{ pointer: '/fields/mergedInto' }] },
      { status: 'accepted' },
      { status: 'accepted' },
      { status: 'accepted' },
    ]);
    expect(await push(clerk, [edit({ phone: '2' }), edit({ mergedInto: null })])).toMatchObject([
      { status: 'accepted', record: { id: living!.id, fields: { phone: '2' } } },
      { status: 'accepted' },
    ]);
    expect(await push(clerk, [edit({ mergedInto: visit.recordId })])).toMatchObject([
      { code: 'change-malformed', errors: [{ pointer: '/fields/mergedInto' }] },
    ]);
    const log = await getDatabase().db.selectFrom('changes').select('change').execute();
    expect(JSON.stringify(log)).not.toContain('消した言葉');
    await own.app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('are so many at most, so that nobody makes way without end through them', async () => {
    const clerk = await test.as('coordinator');
    const chain = Array.from({ length: 130 }, () => makeChange(clerk, 'accounts', { name: '鎖' }));
    chain.forEach(({ fields }, index) => {
      const before = chain[index - 1];
      if (before) fields['mergedInto'] = before.recordId;
    });
    const results = await push(clerk, chain);
    // Those after it point to one that is not there.
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toEqual([results[100]]);
    expect(results[100]).toMatchObject({
      code: 'change-malformed',
      errors: [{ pointer: '/fields/mergedInto', message: expect.stringContaining('100') as string }],
    });
    // Nor from the other end, nor into the middle.
    const [root, last, middle] = [chain[0]!.recordId, chain[99]!.recordId, chain[50]!.recordId];
    const another = makeChange(clerk, 'accounts', { name: '鎖' });
    const merge = (recordId: string, into: string) =>
      makeChange(clerk, 'accounts', { mergedInto: into }, { recordId, baseRevision: 1e9 });
    expect(
      await push(clerk, [
        another,
        merge(another.recordId, last),
        merge(another.recordId, middle),
        merge(root, another.recordId),
      ]),
    ).toMatchObject([
      { status: 'accepted' },
      ...Array.from({ length: 3 }, () => ({ code: 'change-malformed' })),
    ]);
  });

  it('are one unit of a survey, of whose answers one counts, and two again when they are parted', async () => {
    const [first, second] = [
      await inviteCompany(test, SURVEY, '津軽工業'),
      await inviteCompany(test, SURVEY, '津軽工業有限会社'),
    ];
    await answer(first.code);
    await answer(second.code);
    const dispositions = async (): Promise<unknown[]> =>
      (await pullAll(office))
        .filter(({ collection }) => collection === 'responses')
        .map(({ fields }) => fields['disposition'])
        .sort();
    const counted = async (): Promise<number> => {
      const { counts } = (
        await office.request({ url: `/api/surveys/${SURVEY}/returns` })
      ).json<SurveyReturns>();
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    };
    const before = await counted();
    expect(await dispositions()).not.toContain('duplicate');
    await point(second.accountId, first.accountId);
    expect(await counted()).toBe(before - 1);
    expect(await dispositions()).toContain('duplicate');
    await point(second.accountId, null);
    expect(await counted()).toBe(before);
    expect(await dispositions()).not.toContain('duplicate');
  });

  it('are asked as what they are now: by the code of either, once, and counted by what the standing record says', async () => {
    const { accountId, code } = await inviteCompany(test, SURVEY, '旧大間造船', { industry: 'mining' });
    const now = await register({ name: '大間造船', industry: 'fisheries', address: '大間町1' });
    await point(accountId, now.id);
    const cellOf = async (industry: string) => {
      const reply = await office.request({ url: `/api/surveys/${SURVEY}/returns` });
      return reply.json<SurveyReturns>().cells.find((cell) => cell.industry === industry);
    };
    expect([await cellOf('mining'), (await cellOf('fisheries'))?.counts]).toEqual([
      undefined,
      { noReply: 1 },
    ]);
    const lots = async (method: 'GET' | 'POST', path = '', payload?: object) =>
      office.request({ method, url: `/api/surveys/${SURVEY}/lots${path}`, ...(payload && { payload }) });
    const made = await lots('POST', '', { id: 'of-now', kind: 'reminder1' });
    const lot = made.json<LotList>().lots.at(-1)!;
    const letters = async () =>
      (await lots('POST', `/${lot.id}/letters`))
        .json<LotLetters>()
        .letters.filter(({ unitId }) => unitId === now.id);
    expect(await letters()).toMatchObject([{ name: '大間造船', code }]);
    // What was noted of the other record last holds of the company.
    const url = `/api/surveys/${SURVEY}/units/${accountId}/outcome`;
    await office.request({ method: 'PUT', url, payload: { outcome: 'refusal' } });
    expect(await letters()).toEqual([]);
    expect((await cellOf('fisheries'))?.counts).toEqual({ refusal: 1 });
  });

  it('are found by a lead of either of them', async () => {
    const [one, two] = [await register({ name: '弘前木工' }), await register({ name: '弘前木工所' })];
    const lead = (accountId: string): ReturnType<typeof makeChange> =>
      makeChange(office, 'leads', { accountId, companyName: '', source: 'phone', status: 'new' });
    const earlier = recordIn((await push(office, [lead(two.id)]))[0]);
    await point(two.id, one.id);
    const later = recordIn((await push(office, [lead(one.id)]))[0]);
    expect(later.fields['possibleDuplicateOf']).toBe(earlier.id);
  });
});
