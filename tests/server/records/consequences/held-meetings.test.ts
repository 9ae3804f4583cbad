import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#domain/canonical/json.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, pullAll, push } from '#tests/support/fieldwork.ts';

describeOnBothDatabases('a meeting that was held', (getDatabase) => {
  let test: TestApp;
  let manager: TestClient;
  let office: TestClient;
  let coordinator: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    [manager, office, coordinator] = [
      await test.as('manager'),
      await test.as('office'),
      await test.as('coordinator'),
    ];
  });
  afterAll(() => test.app.close());

  const shown = { version: 1, overview: { overview: { companies: 7500 } }, themes: [] };
  const none = { heldAt: null, heldBy: null, shown: null };
  async function hold(): Promise<string> {
    const made = makeChange(manager, 'meetings', {
      title: '第2回',
      kind: 'supportMeasures',
      heldOn: '2026-11-30',
      heldAt: '2026-11-30T01:00:00.000Z',
      heldBy: manager.person.userId,
      shown,
    });
    await push(manager, [made]);
    return made.recordId;
  }
  const fieldsOf = async (client: TestClient, id: string): Promise<JsonObject> =>
    (await pullAll(client)).find((record) => record.id === id)!.fields;
  const edit = (client: TestClient, recordId: string, fields: JsonObject) =>
    push(client, [makeChange(client, 'meetings', fields, { recordId, baseRevision: 1e9 })]);

  it('shows whom the centre serves to those alone who may see that, on their devices too', async () => {
    const id = await hold();
    expect(await fieldsOf(manager, id)).toMatchObject({ shown });
    const { shown: seen } = await fieldsOf(coordinator, id);
    expect(seen).toEqual({ version: 1, themes: [] });
    const [result] = await edit(coordinator, id, { 'said/themes': '話した' });
    expect(JSON.stringify(result)).not.toContain('companies');
    expect(await fieldsOf(manager, id)).toMatchObject({ shown, said: { themes: '話した' } });
  });

  it('is taken back by who held it, which is written down, and by nobody else', async () => {
    const id = await hold();
    const [answer] = await edit(office, id, none);
    expect(answer).toMatchObject({ record: { fields: { heldBy: manager.person.userId } } });
    expect(await fieldsOf(manager, id)).toMatchObject({ heldAt: '2026-11-30T01:00:00.000Z', shown });
    await edit(manager, id, none);
    const fields = await fieldsOf(manager, id);
    for (const name of ['heldAt', 'heldBy', 'shown']) expect(fields).not.toHaveProperty(name);
    const acts = (await listAudit(getDatabase().db, test.centreId)).filter(
      ({ action }) => action === 'meetings.take-back',
    );
    expect(acts).toMatchObject([{ subject: id, userId: manager.person.userId }]);
  });
});
