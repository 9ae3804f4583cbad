import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { keepFile } from '#client/storage/file-shelf.ts';
import { giveUpDatabase } from '#client/storage/give-up-database.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import { sealLetter } from '#client/storage/sealed-letter.ts';
import { ParcelShelf } from '#client/storage/parcel-shelf.ts';
import { writeRecord } from '#client/storage/write-record.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { Change } from '#domain/sync/change.ts';
import type { OpenedParcel, Parcel, ParcelContent, SealedLetter } from '#protocol/parcels.ts';
import type { SessionResponse } from '#protocol/session.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { createTestApp, type TestApp, type TestClient, type TestPerson } from '#tests/support/app.ts';
import { describeOnBothDatabases, filesIn } from '#tests/support/databases.ts';
import { makeJpeg } from '#tests/support/photos.ts';

const NOW = '2026-11-20T01:00:00.000Z';

describeOnBothDatabases('records of somebody who has left', (getDatabase) => {
  let test: TestApp;
  let folder: string;
  let leaver: TestPerson;
  let phone: TestClient;
  let key: string;
  const random = new SeededRandom(4);
  const newId = (): string => uuidV7(Date.parse(NOW), (count) => random.bytes(count));
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banso-parcels-'));
    test = await createTestApp(getDatabase(), filesIn(folder));
  });
  afterAll(async () => {
    await test.app.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    leaver = await test.addPerson('coordinator', '去る人');
    phone = await test.signIn(leaver);
    key = (await phone.request({ url: '/api/session' })).json<SessionResponse>().sealingKey!;
  });

  /** A phone with unsent companies of the leaver, given up; gives the letters. */
  async function leaveBehind(...names: string[]): Promise<{ letters: SealedLetter[]; ids: string[] }> {
    return leaveWith(names, []);
  }

  /** The same with photos, which the server has nothing of. */
  async function leaveWith(
    names: readonly string[],
    photos: readonly Buffer[],
  ): Promise<{ letters: SealedLetter[]; ids: string[] }> {
    const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
    const db = new BansoDatabase(test.centreId, leaver.userId, engine);
    const author = { userId: leaver.userId, deviceId: newId(), now: () => NOW, newId };
    const ids: string[] = [];
    for (const name of names) {
      ids.push(newId());
      await writeRecord(db, author, 'accounts', ids.at(-1)!, { name });
    }
    for (const photo of photos) {
      ids.push(newId());
      const bytes = new Uint8Array(photo).buffer;
      const kept = { attachmentId: ids.at(-1)!, mediaType: 'image/jpeg', keptAt: NOW, bytes };
      const { sha256, sizeBytes } = await keepFile(db, { ...kept, part: 'full' });
      await writeRecord(db, author, 'attachments', kept.attachmentId, {
        sha256,
        sizeBytes,
        mediaType: 'image/jpeg',
        takenBy: leaver.userId,
      });
    }
    await db.formDrafts.put({ name: 'lead-new', text: '{"companyName":"書きかけ"}' });
    const shelf = new ParcelShelf(engine);
    const { centreId, userId } = leaver;
    expect(await giveUpDatabase(db, shelf, { centreId, userId, sealingKey: key, now: NOW })).toBe(
      names.length + photos.length,
    );
    const left = await engine.indexedDB.databases();
    expect(left.map(({ name }) => name)).toEqual([shelf.name]);
    return { letters: (await shelf.letters.toArray()).map(({ letter }) => letter), ids };
  }

  const post = (letter: unknown) =>
    test.app.inject({
      method: 'POST',
      url: '/api/parcels',
      headers: { origin: test.app.config.publicUrl },
      payload: letter as object,
    });
  const received = async (): Promise<Parcel[]> =>
    (await (await test.as('office')).request({ url: '/api/parcels' })).json<Parcel[]>();
  const openAs = async (role: 'office' | 'coordinator', id: string) =>
    (await test.as(role)).request({ method: 'POST', url: `/api/parcels/${id}/open`, payload: {} });

  it('go up without a session, sealed, and are taken in by the office with their author', async () => {
    const administrator = await test.as('administrator');
    await administrator.request({
      method: 'PATCH',
      url: `/api/people/${leaver.userId}`,
      payload: { active: false },
    });
    const { letters, ids } = await leaveBehind('八戸水産', '弘前木工');
    expect(JSON.stringify(letters)).not.toContain('八戸水産');
    expect((await post(letters[0])).statusCode).toBe(204);
    const [parcel] = (await received()).filter(({ userId }) => userId === leaver.userId);
    expect(parcel).toMatchObject({ changes: 2, drafts: 1, openedAt: null });

    const looked = await (await test.as('office')).request({ url: `/api/parcels/${parcel!.id}` });
    expect(looked.json<ParcelContent>().changes.map((change) => (change as Change).recordId)).toEqual(ids);
    // Nothing is taken in by looking.
    expect(await listRecords(getDatabase().db, test.centreId, ids)).toEqual([]);
    expect((await received()).find(({ id }) => id === parcel!.id)).toMatchObject({ openedAt: null });

    const opened = (await openAs('office', parcel!.id)).json<OpenedParcel>();
    expect(opened).toMatchObject({ taken: 2, refused: [], content: { drafts: [{ name: 'lead-new' }] } });
    const records = await listRecords(getDatabase().db, test.centreId, ids);
    expect(records.map(({ fields }) => fields['name']).sort()).toEqual(['八戸水産', '弘前木工']);
    const { made_by, imported_by } = await getDatabase()
      .db.selectFrom('changes')
      .select(['made_by', 'imported_by'])
      .where('centre_id', '=', test.centreId)
      .where('record_id', '=', ids[0]!)
      .executeTakeFirstOrThrow();
    expect({ made_by, imported_by }).toEqual({
      made_by: leaver.userId,
      imported_by: test.people.office.userId,
    });
    expect((await received()).find(({ id }) => id === parcel!.id)).toMatchObject({
      openedBy: test.people.office.userId,
      refused: 0,
    });
  });

  it('bring the photos that had not been sent, in pieces, whichever letter is opened first', async () => {
    const photos = [makeJpeg(900_000, 1), makeJpeg(4_000, 2)];
    const { letters, ids } = await leaveWith(['平川農園'], photos);
    // The records, two pieces of the large one, the small one.
    expect(letters).toHaveLength(4);
    for (const letter of letters) expect((await post(letter)).statusCode).toBe(204);
    const mine = (await received()).filter(({ userId }) => userId === leaver.userId);
    const [records] = mine.filter(({ changes }) => changes > 0);
    const pieces = mine.filter(({ changes }) => changes === 0);
    const office = await test.as('office');
    const read = (id: string) => office.request({ url: `/api/files/${id}` });
    const outcomes = async () =>
      (
        await Promise.all(pieces.map(async ({ id }) => (await openAs('office', id)).json<OpenedParcel>()))
      ).flatMap(({ refused }) => refused.map(({ code }) => code));

    expect(new Set(await outcomes())).toEqual(new Set(['file-record-unknown']));
    expect((await openAs('office', records!.id)).json()).toMatchObject({ refused: [] });
    expect((await read(ids[1]!)).statusCode).toBe(404);
    // What is tried again until nothing is refused any more, in whichever order.
    for (let round = 0; round < pieces.length; round += 1)
      for (const { id } of pieces) await openAs('office', id);
    expect(await outcomes()).toEqual([]);
    expect((await read(ids[1]!)).rawPayload.equals(photos[0]!)).toBe(true);
    expect((await read(ids[2]!)).rawPayload.equals(photos[1]!)).toBe(true);
    // Bytes are nothing to be looked at.
    const looked = await office.request({ url: `/api/parcels/${pieces[0]!.id}` });
    expect(looked.json<ParcelContent>().pieces).toMatchObject([{ bytes: '' }]);
  });

  it('are the same when they come twice, and when they are opened twice', async () => {
    const { letters } = await leaveBehind('むつ冷蔵');
    await post(letters[0]);
    await post(letters[0]);
    const mine = (await received()).filter(({ userId }) => userId === leaver.userId);
    expect(mine).toHaveLength(1);
    await openAs('office', mine[0]!.id);
    expect((await openAs('office', mine[0]!.id)).json()).toMatchObject({ taken: 1, refused: [] });
  });

  it('are opened by the office alone', async () => {
    const { letters } = await leaveBehind('黒石酒造');
    await post(letters[0]);
    const mine = (await received()).find(({ userId }) => userId === leaver.userId);
    expect((await openAs('coordinator', mine!.id)).json()).toMatchObject({ code: 'forbidden' });
    const looked = await (await test.as('coordinator')).request({ url: `/api/parcels/${mine!.id}` });
    expect(looked.json()).toMatchObject({ code: 'forbidden' });
  });

  describe('a letter that is none', () => {
    it.each<[string, (letter: SealedLetter) => unknown]>([
      ['altered', (letter) => ({ ...letter, data: `AAAA${letter.data.slice(4)}` })],
      ['cut off', (letter) => ({ ...letter, data: letter.data.slice(0, 12) })],
      ['with another point', (letter) => ({ ...letter, ephemeral: key })],
      ['with a point off the curve', (letter) => ({ ...letter, ephemeral: `BA${'A'.repeat(85)}` })],
    ])('is refused and not kept: %s', async (_how, spoil) => {
      const { letters } = await leaveBehind('五所川原印刷');
      const before = (await received()).length;
      const answer = await post(spoil(letters[0]!));
      expect(answer.json()).toMatchObject({ status: 422, code: 'parcel-unreadable' });
      expect(await received()).toHaveLength(before);
    });

    const contentWith = (given: Partial<ParcelContent>): ParcelContent => ({
      format: 'banso-unsent-changes',
      version: 1,
      centreId: test.centreId,
      userId: leaver.userId,
      exportedAt: NOW,
      changes: [],
      drafts: [],
      ...given,
    });

    it.each<[string, Partial<ParcelContent>]>([
      ['a change that nests without end', { changes: [JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`)] }],
      ['a person with NUL in the id', { userId: 'a\0b' }],
      ['a centre with half a character in the id', { centreId: '\ud800' }],
    ])('is refused and not kept, though well sealed: %s', async (_what, given) => {
      const before = (await received()).length;
      const answer = await post(await sealLetter(key, contentWith(given)));
      expect(answer.json()).toMatchObject({ code: 'parcel-unreadable' });
      expect(await received()).toHaveLength(before);
    });

    it('is opened but for the pieces that are of no record', async () => {
      const piece = { part: 'full', firstByte: 0, bytes: '' } as const;
      const pieces = ['a\0b', '\ud800', '../x'].map((attachmentId) => ({ ...piece, attachmentId }));
      expect((await post(await sealLetter(key, contentWith({ pieces })))).statusCode).toBe(204);
      const mine = (await received()).find(({ userId }) => userId === leaver.userId)!;
      const opened = (await openAs('office', mine.id)).json<OpenedParcel>();
      expect(opened.refused.map(({ code }) => code)).toEqual(Array.from(pieces, () => 'file-record-unknown'));
    });

    it.each([{}, { format: 'banso-sealed' }, [], { format: 'banso-sealed', version: 2 }])(
      'is refused by its form: %j',
      async (letter) => {
        expect((await post(letter)).statusCode).toBe(400);
      },
    );
  });
});
