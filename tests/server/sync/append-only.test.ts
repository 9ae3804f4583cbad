import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Change } from '#domain/sync/change.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, pullAll, push } from '#tests/support/fieldwork.ts';

const AT = '2026-11-20T01:00:00.000Z';

describeOnBothDatabases('who took figures along', (getDatabase) => {
  let test: TestApp;
  let recorded: Change;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    const client = await test.as('manager');
    recorded = makeChange(client, 'exports', {
      kind: 'table',
      format: 'xlsx',
      fileName: '集計.xlsx',
      by: client.person.userId,
      at: AT,
    });
    await push(client, [recorded]);
  });
  afterAll(() => test.app.close());

  const read = async (): Promise<SyncRecord> =>
    (await pullAll(await test.as('office'))).find(({ id }) => id === recorded.recordId)!;

  it.each(['coordinator', 'office', 'manager', 'administrator'] as const)(
    'is changed and deleted by nobody, whoever it is: %s',
    async (role) => {
      const client = await test.as(role);
      const { id: recordId, revision: baseRevision } = await read();
      const later = { recordId, baseRevision };
      expect(
        await push(client, [
          makeChange(client, 'exports', { fileName: 'other.xlsx' }, later),
          makeChange(client, 'exports', {}, { ...later, kind: 'delete' }),
        ]),
      ).toMatchObject([
        { status: 'rejected', code: 'record-final' },
        { status: 'rejected', code: 'record-final' },
      ]);
      expect(await read()).toMatchObject({ fields: recorded.fields, deletedAt: null, conflicts: [] });
    },
  );

  it.each(['exports', 'consents'] as const)(
    'comes whole, as one of %s does, or not at all, whatever its device says to have seen',
    async (collection) => {
      const client = await test.as('coordinator');
      const by = client.person.userId;
      const whole: Change['fields'] =
        collection === 'exports' ? { ...recorded.fields, by } : { act: 'given', takenBy: by, at: AT };
      for (const [name, baseRevision] of Object.keys(whole).flatMap((each) =>
        each === 'dataHash' ? [] : [[each, 0] as const, [each, 7] as const],
      )) {
        const { [name]: _, ...pieces } = whole;
        const change = makeChange(client, collection, pieces, { baseRevision });
        // What came first and is nothing must not stand in the way of what it was meant to be.
        const deletion = makeChange(client, collection, {}, { recordId: change.recordId, kind: 'delete' });
        const { recordId } = change;
        expect(
          await push(client, [deletion, change, makeChange(client, collection, whole, { recordId })]),
        ).toMatchObject([
          { code: 'record-final' },
          { code: 'change-malformed', errors: [{ pointer: `/fields/${name}` }] },
          { status: 'accepted', record: { fields: whole } },
        ]);
      }
    },
  );

  it('is taken once, however often it is sent', async () => {
    const client = await test.as('manager');
    expect(await push(client, [recorded])).toMatchObject([{ status: 'accepted' }]);
  });

  it('may be said once more by a device that was set up from a backup', async () => {
    const client = await test.as('manager');
    const { recordId, fields } = recorded;
    const again = makeChange(client, 'exports', fields, { recordId });
    expect(await push(client, [again])).toMatchObject([{ status: 'accepted', record: { fields } }]);
    expect(await read()).toMatchObject({ fields, conflicts: [] });
  });

  it('is never said to be somebody else', async () => {
    const client = await test.as('coordinator');
    const forged = { ...recorded.fields, by: 'somebody-else' };
    expect(await push(client, [makeChange(client, 'exports', forged)])).toMatchObject([
      { status: 'rejected', code: 'change-malformed', errors: [{ pointer: '/fields/by' }] },
    ]);
  });
});
