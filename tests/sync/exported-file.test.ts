import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseExported } from '#client/areas/office/features/inbox/read-exported-file.ts';
import { exportOutbox } from '#client/areas/shell/features/sync/export-outbox.ts';
import type { Change } from '#domain/sync/change.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { push } from '#tests/support/fieldwork.ts';
import { Phone } from '#tests/support/phone.ts';

describeOnBothDatabases('a file exported on one device and taken in on another', (getDatabase) => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
  });
  afterAll(() => test.app.close());

  async function exportFrom(phone: Phone): Promise<Change[]> {
    const { centreId } = test;
    const { userId } = phone.author;
    const text = await exportOutbox(phone.db, { centreId, userId, exportedAt: new Date().toISOString() });
    const content = parseExported(text, centreId);
    if (typeof content === 'string' || content.kind !== 'changes') throw new Error(String(content));
    return content.changes;
  }
  const rowsOf = (recordId: string) =>
    getDatabase()
      .db.selectFrom('changes')
      .select(['change_id', 'made_by', 'device_id', 'made_at', 'imported_by'])
      .where('centre_id', '=', test.centreId)
      .where('record_id', '=', recordId)
      .execute();

  it.each<[string, (owner: TestClient) => Promise<TestClient>]>([
    ['by the office', () => test.as('office')],
    ['by its owner on another phone', (owner) => test.signIn(owner.person)],
  ])('keeps author, device, id and time, and is there once: %s', async (_whom, signIn) => {
    const owner = await test.signIn(await test.addPerson('coordinator'));
    const phone = new Phone(owner);
    const id = await phone.name('八戸水産');
    const changes = await exportFrom(phone);
    const importer = await signIn(owner);
    // From the importer's own device, whatever stands in the changes.
    const payload = { protocol: 1, deviceId: phone.author.newId(), changes };
    for (let time = 0; time < 2; time += 1) {
      const response = await importer.request({ method: 'POST', url: '/api/sync/push', payload });
      expect(response.json()).toMatchObject({ results: [{ status: 'accepted' }] });
    }
    const [change] = changes;
    expect(await rowsOf(id)).toEqual([
      {
        change_id: change!.changeId,
        made_by: owner.person.userId,
        device_id: phone.author.deviceId,
        made_at: change!.madeAt,
        imported_by: importer.person.userId,
      },
    ]);

    // The device that it came from finds its way as well, with what was typed since.
    await phone.name('八戸水産加工', id);
    await phone.sync();
    expect(phone.rejected).toEqual([]);
    expect(await phone.names()).toContain('八戸水産加工');
    expect(await rowsOf(id)).toHaveLength(2);
  });

  it('is refused change by change where it was altered after it had come in once', async () => {
    const owner = await test.signIn(await test.addPerson('coordinator'));
    const phone = new Phone(owner);
    await phone.name('弘前木工');
    const [change] = await exportFrom(phone);
    const office = await test.as('office');
    await push(office, [change!]);
    const altered = { ...change!, fields: { name: '弘前鉄工' } };
    expect(await push(office, [altered])).toMatchObject([{ status: 'rejected', code: 'change-id-reused' }]);
  });
});
