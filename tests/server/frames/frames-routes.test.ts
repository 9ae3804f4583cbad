import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  FrameCells,
  FrameListSummary,
  FrameLists,
  FrameRow,
  FrameUnitPage,
  SurveySampleReply,
} from '#protocol/frames.ts';
import { sweepFrameUploads } from '#server/frames/frame-import.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, openSeedSurvey, pullAll, push } from '#tests/support/fieldwork.ts';

const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const DAY_MS = 24 * 60 * 60 * 1000;
const SURVEY = 'sme-survey-2026';

describeOnBothDatabases('lists of addresses', (getDatabase) => {
  let nowMs = NOON;
  let test: TestApp;
  let office: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => (nowMs += 1) });
    await openSeedSurvey(getDatabase(), test.centreId, () => NOON);
    office = await test.as('office');
  });
  afterAll(() => test.app.close());

  const call = (method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    office.request({ method, url: `/api/${url}`, ...(payload && { payload }) });
  const read = async <T>(url: string): Promise<T> => (await call('GET', url)).json<T>();
  const listOf = async (id: string) =>
    (await read<FrameLists>('frames')).lists.find((list) => list.id === id);
  const unitsOf = async (id: string, query = 'limit=2000') =>
    (await read<FrameUnitPage>(`frames/${id}/units?${query}`)).units;

  async function create(): Promise<FrameListSummary> {
    const payload = { name: '県内企業名簿', source: '調査会社', licenceEndsOn: '2027-03-31' };
    return (await call('POST', 'frames', payload)).json<FrameListSummary>();
  }
  const add = (...names: string[]): FrameRow[] =>
    names.map((name) => ({ kind: 'add', fields: { name, industry: 'retail', address: `${name}町1` } }));
  async function send(listId: string, pieces: FrameRow[][], uploadId = 'upload'): Promise<void> {
    for (const [piece, rows] of pieces.entries()) {
      const sent = await call('PUT', `frames/${listId}/uploads/${uploadId}/pieces/${piece}`, { rows });
      expect(sent.statusCode).toBe(204);
    }
  }
  const commit = (listId: string, revision: number, pieces: number, uploadId = 'upload') =>
    call('POST', `frames/${listId}/uploads/${uploadId}/commit`, { revision, pieces });
  async function importList(pieces: FrameRow[][]): Promise<FrameListSummary> {
    const { id, revision } = await create();
    await send(id, pieces);
    const done = await commit(id, revision, pieces.length);
    expect(done.statusCode).toBe(200);
    return done.json<FrameListSummary>();
  }
  const codeOf = (response: { json: () => unknown }) => (response.json() as { code: string }).code;

  describe('an import', () => {
    it('comes in pieces and counts from the commit on, whole', async () => {
      const { id, revision } = await create();
      await send(id, [add('白銀商店', '種差水産'), add('鮫角工業')]);
      expect(await listOf(id)).toBeUndefined();
      expect(await unitsOf(id)).toEqual([]);
      expect((await commit(id, revision, 2)).json()).toMatchObject({ status: 'ready', units: 3, gone: 0 });
      const units = await unitsOf(id);
      expect(units.map(({ row, fields }) => [row, fields.name])).toEqual([
        [1, '白銀商店'],
        [2, '種差水産'],
        [3, '鮫角工業'],
      ]);
      expect(units[0]).toMatchObject({
        accountId: null,
        isGone: false,
        fields: { industry: 'retail', address: '白銀商店町1' },
      });
      const left = await getDatabase().db.selectFrom('frame_uploads').selectAll().execute();
      expect(left).toEqual([]);
    });

    it('is refused with a piece missing, or planned before somebody else’s change, and leaves the list as it was', async () => {
      const { id, revision } = await importList([add('一')]);
      await send(id, [add('二')], 'second');
      const missing = await commit(id, revision, 2, 'second');
      expect([missing.statusCode, codeOf(missing)]).toEqual([409, 'frame-upload-incomplete']);
      const old = await commit(id, revision - 1, 1, 'second');
      expect([old.statusCode, codeOf(old)]).toEqual([409, 'frame-list-changed']);
      expect(await listOf(id)).toMatchObject({ units: 1, revision });
    });

    it('changes addresses, leaves their place and ids, and marks those that the list does not have any more', async () => {
      const { id, revision } = await importList([add('一', '二', '三')]);
      const [one, two, three] = await unitsOf(id);
      await send(id, [
        [
          { kind: 'change', unitId: two!.id, fields: { name: '株式会社二', sales: 'from_1b' } },
          { kind: 'gone', unitId: three!.id },
          ...add('四'),
        ],
      ]);
      expect((await commit(id, revision, 1)).json()).toMatchObject({ units: 3, gone: 1 });
      expect(await unitsOf(id)).toMatchObject([
        one!,
        { id: two!.id, row: 2, fields: { name: '株式会社二', sales: 'from_1b' } },
        { id: three!.id, row: 3, isGone: true },
        { row: 4, fields: { name: '四' } },
      ]);
      expect((await unitsOf(id))[1]!.fields).toEqual({ name: '株式会社二', sales: 'from_1b' });
    });

    it('touches no address of another list', async () => {
      const mine = await importList([add('一')]);
      const theirs = await importList([add('二')]);
      const [unit] = await unitsOf(theirs.id);
      await send(mine.id, [[{ kind: 'change', unitId: unit!.id, fields: { name: '盗られた' } }]]);
      await commit(mine.id, mine.revision, 1);
      expect(await unitsOf(theirs.id)).toEqual([unit]);
    });

    it('that is cancelled leaves nothing, nor does one that nobody goes on with', async () => {
      const { db } = getDatabase();
      const cancelled = await create();
      await send(cancelled.id, [add('一')]);
      expect((await call('DELETE', `frames/${cancelled.id}/uploads/upload`)).statusCode).toBe(204);
      const forgotten = await create();
      await send(forgotten.id, [add('一')]);
      const kept = await importList([add('一')]);
      await sweepFrameUploads(db, () => nowMs + DAY_MS / 2);
      const waiting = (await db.selectFrom('frame_uploads').select('list_id').execute()).map(
        (upload) => upload.list_id,
      );
      expect(waiting).toContain(forgotten.id);
      expect(waiting).not.toContain(cancelled.id);
      await sweepFrameUploads(db, () => nowMs + 2 * DAY_MS);
      expect(await db.selectFrom('frame_uploads').select('list_id').execute()).toEqual([]);
      const lists = await db.selectFrom('frame_lists').select(['list_id', 'status']).execute();
      expect(lists.filter(({ status }) => status === 'loading')).toEqual([]);
      expect(lists.map((list) => list.list_id)).toContain(kept.id);
    });

    it('refuses rows that are none', async () => {
      const { id } = await create();
      const put = (rows: object[]) => call('PUT', `frames/${id}/uploads/u/pieces/0`, { rows });
      expect((await put([])).statusCode).toBe(400);
      expect((await put([{ kind: 'add', fields: { name: '' } }])).statusCode).toBe(400);
      expect((await put([{ kind: 'add', fields: { name: 'あ', fax: '1' } }])).statusCode).toBe(400);
      expect((await call('PUT', `frames/none/uploads/u/pieces/0`, { rows: add('一') })).statusCode).toBe(404);
      expect((await call('PUT', `frames/${id}/uploads/u/pieces/999`, { rows: add('一') })).statusCode).toBe(
        400,
      );
    });
  });

  it('are searched by name however it is written, page by page', async () => {
    const { id } = await importList([add('㈱髙橋水産', '高橋水産', '白銀商店', '100%食品')]);
    expect((await unitsOf(id, 'search=株式会社高橋')).map(({ row }) => row)).toEqual([1, 2]);
    expect((await unitsOf(id, 'search=%25')).length).toBe(4);
    const first = await read<FrameUnitPage>(`frames/${id}/units?limit=3`);
    expect([first.units.length, first.next]).toEqual([3, 3]);
    const second = await read<FrameUnitPage>(`frames/${id}/units?limit=3&after=${first.next}`);
    expect([second.units.length, second.next]).toEqual([1, null]);
  });

  it('are linked to a company’s record that there is', async () => {
    const { id } = await importList([add('一')]);
    const [unit] = await unitsOf(id);
    const company = makeChange(office, 'accounts', { name: '一' });
    await push(office, [company]);
    const link = (accountId: string | null) =>
      call('PUT', `frames/${id}/units/${unit!.id}/account`, { accountId });
    expect((await link('nobody')).statusCode).toBe(404);
    expect((await link(company.recordId)).statusCode).toBe(204);
    expect(await listOf(id)).toMatchObject({ linked: 1 });
    await link(null);
    expect(await listOf(id)).toMatchObject({ linked: 0 });
  });

  it('make the record of a company that there is none of, once', async () => {
    const { id } = await importList([
      [{ kind: 'add', fields: { name: '新規商店', corporateNumber: '7000012050002', contactName: '工藤' } }],
    ]);
    const [unit] = await unitsOf(id);
    const register = () => call('POST', `frames/${id}/units/${unit!.id}/account`, {});
    const made = await register();
    expect(made.statusCode).toBe(201);
    const { accountId } = made.json<{ accountId: string }>();
    expect((await unitsOf(id))[0]!.accountId).toBe(accountId);
    const account = (await pullAll(office)).find((record) => record.id === accountId);
    expect(account).toMatchObject({
      collection: 'accounts',
      fields: { name: '新規商店', corporateNumber: '7000012050002', status: 'active' },
    });
    const again = await register();
    expect([again.statusCode, codeOf(again)]).toEqual([409, 'unit-linked']);
    expect((await call('POST', `frames/${id}/units/nobody/account`, {})).statusCode).toBe(404);
  });

  it('are renamed and their licence prolonged, but not over somebody else’s change', async () => {
    const { id, revision } = await importList([add('一')]);
    const changed = await call('PATCH', `frames/${id}`, { revision, licenceEndsOn: null });
    expect(changed.json()).toMatchObject({
      licenceEndsOn: null,
      name: '県内企業名簿',
      revision: revision + 1,
    });
    expect(codeOf(await call('PATCH', `frames/${id}`, { revision, name: '別' }))).toBe('frame-list-changed');
  });

  it('are not the coordinators’, managers’ or partners’ business', async () => {
    const { id } = await importList([add('一')]);
    for (const role of ['coordinator', 'manager', 'partner'] as const) {
      const client = await test.as(role);
      for (const url of ['frames', `frames/${id}/units`, `frames/${id}/cells`, `surveys/${SURVEY}/sample`])
        expect((await client.request({ method: 'GET', url: `/api/${url}` })).statusCode).toBe(403);
    }
  });

  describe('a licence that ends', () => {
    it('takes everything along that names a company, and keeps by what it is counted', async () => {
      const { id, revision } = await importList([
        [
          {
            kind: 'add',
            fields: {
              name: '秘密商店',
              nameKana: 'ヒミツショウテン',
              corporateNumber: '7000012050002',
              industry: 'retail',
              employees: 'e6_10',
              employeeCount: 7,
              sales: 'from_1b',
              municipality: 'hachinohe',
              postalCode: '031-0000',
              address: '秘密町1',
              phone: '0178-99-0000',
              contactName: '秘密 太郎',
            },
            accountId: 'account-1',
          },
        ],
      ]);
      await send(id, [add('秘密二号')], 'under-way');
      const cells = await read<FrameCells>(`frames/${id}/cells`);
      const ended = await call('POST', `frames/${id}/end`, { revision });
      expect(ended.json()).toMatchObject({ status: 'ended', units: 1, linked: 1 });
      const { db } = getDatabase();
      const everything = JSON.stringify([
        await db.selectFrom('frame_units').selectAll().where('list_id', '=', id).execute(),
        await db.selectFrom('frame_uploads').selectAll().where('list_id', '=', id).execute(),
      ]);
      for (const word of ['秘密', 'ヒミツ', '7000012050002', '031-0000', '0178'])
        expect(everything).not.toContain(word);
      expect((await unitsOf(id))[0]).toMatchObject({
        accountId: 'account-1',
        fields: { industry: 'retail', employees: 'e6_10', sales: 'from_1b', municipality: 'hachinohe' },
      });
      expect(await read(`frames/${id}/cells`)).toEqual(cells);
      expect(cells.cells).toEqual([
        { industry: 'retail', employees: 'e6_10', sales: 'from_1b', municipality: 'hachinohe', count: 1 },
      ]);
    });

    it('ends imports and samples from it', async () => {
      const { id, revision } = await importList([add('一')]);
      await call('POST', `frames/${id}/end`, { revision });
      const put = await call('PUT', `frames/${id}/uploads/u/pieces/0`, { rows: add('二') });
      expect(codeOf(put)).toBe('frame-list-ended');
      const draw = await call('PUT', `surveys/${SURVEY}/sample`, {
        listId: id,
        design: { kind: 'census' },
        seed: 1,
      });
      expect([draw.statusCode, codeOf(draw)]).toEqual([409, 'frame-list-not-ready']);
    });
  });

  describe('a sample', () => {
    const design = {
      kind: 'stratified',
      by: ['industry'],
      allocation: { kind: 'proportional', size: 1_500, minimum: 1 },
    };

    it('of thousands is drawn within two seconds, the same again from the same seed, until codes are out', async () => {
      const rows = Array.from({ length: 7_500 }, (_, index): FrameRow => ({
        kind: 'add',
        fields: { name: `会社${index}`, industry: ['retail', 'construction', 'manufacturing'][index % 3]! },
      }));
      const pieces = [0, 1, 2, 3].map((piece) => rows.slice(piece * 2_000, (piece + 1) * 2_000));
      const { id } = await importList(pieces);
      const from = performance.now();
      const drawn = await call('PUT', `surveys/${SURVEY}/sample`, { listId: id, design, seed: 20_261_120 });
      expect(performance.now() - from).toBeLessThan(2_000);
      expect(drawn.json<SurveySampleReply>()).toMatchObject({
        isFixed: false,
        sample: { listId: id, seed: 20_261_120, size: 1_500 },
      });
      const stored = () =>
        getDatabase()
          .db.selectFrom('survey_units')
          .select(['unit_id', 'stratum', 'weight', 'position'])
          .where('centre_id', '=', test.centreId)
          .orderBy('position')
          .execute();
      const first = await stored();
      expect(first).toHaveLength(1_500);
      expect(first.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(7_500, 6);
      await call('PUT', `surveys/${SURVEY}/sample`, { listId: id, design, seed: 1 });
      expect(await stored()).not.toEqual(first);
      await call('PUT', `surveys/${SURVEY}/sample`, { listId: id, design, seed: 20_261_120 });
      expect(await stored()).toEqual(first);

      const company = makeChange(office, 'accounts', { name: '八戸水産' });
      await push(office, [company]);
      await call('POST', `surveys/${SURVEY}/invitations`, { accountIds: [company.recordId] });
      const late = await call('PUT', `surveys/${SURVEY}/sample`, { listId: id, design, seed: 2 });
      expect([late.statusCode, codeOf(late)]).toEqual([409, 'sample-fixed']);
      expect(await read<SurveySampleReply>(`surveys/${SURVEY}/sample`)).toMatchObject({ isFixed: true });
    });

    it('is of a design that can be', async () => {
      const { id } = await importList([add('一')]);
      const draw = (given: object) =>
        call('PUT', `surveys/${SURVEY}/sample`, { listId: id, design, seed: 1, ...given });
      expect((await draw({ seed: -1 })).statusCode).toBe(400);
      expect((await draw({ design: { ...design, by: ['industry', 'industry'] } })).statusCode).toBe(400);
      expect((await draw({ design: { ...design, by: ['colour'] } })).statusCode).toBe(400);
      expect((await call('PUT', 'surveys/none/sample', { listId: id, design, seed: 1 })).statusCode).toBe(
        404,
      );
    });
  });
});
