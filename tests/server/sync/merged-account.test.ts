import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PushResult } from '#protocol/sync.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { makeChange, push } from '#tests/support/fieldwork.ts';

describeOnBothDatabases('a change of a company that was merged into another', (getDatabase) => {
  let test: TestApp;
  let person: TestClient;
  beforeAll(async () => {
    test = await createTestApp(getDatabase());
    person = await test.as('coordinator');
  });
  afterAll(() => test.app.close());

  it('shows what it meets there as a conflict, also where the same device wrote it', async () => {
    const gone = makeChange(person, 'accounts', { name: '旧' });
    const { deviceId } = gone;
    const own = { deviceId, baseRevision: 0 };
    const kept = makeChange(
      person,
      'accounts',
      { name: '新', note: '新しい会社のこと' },
      { ...own, deviceSeq: 2 },
    );
    await push(person, [gone, kept]);
    const merge = { ...own, recordId: gone.recordId, baseRevision: 1, deviceSeq: 3 };
    await push(person, [makeChange(person, 'accounts', { mergedInto: kept.recordId }, merge)]);
    const late = { ...own, recordId: gone.recordId, baseRevision: 1, deviceSeq: 4 };
    const [result] = await push(person, [makeChange(person, 'accounts', { note: '古い会社のこと' }, late)]);
    const { record } = result as PushResult & { status: 'merged' };
    expect(record).toMatchObject({ id: kept.recordId, fields: { note: '古い会社のこと' } });
    expect(record.conflicts.map(({ other }) => other.fields)).toEqual([{ note: '新しい会社のこと' }]);

    const back = { ...own, recordId: kept.recordId, baseRevision: 2, deviceSeq: 5 };
    const [next] = await push(person, [makeChange(person, 'accounts', { note: '新しい方へ' }, back)]);
    const { conflicts } = (next as PushResult & { status: 'merged' }).record;
    expect(conflicts.map(({ other }) => other.fields['note'])).toEqual([
      '新しい会社のこと',
      '古い会社のこと',
    ]);
  });
});
