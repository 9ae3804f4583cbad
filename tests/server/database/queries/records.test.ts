import { expect, it } from 'vitest';
import { findFirstRecord, writeRecords, type CentreRecord } from '#server/database/queries/records.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

function record(id: string, revision: number): CentreRecord {
  return {
    collection: 'accounts',
    id,
    revision,
    fields: { name: id },
    units: {},
    conflicts: [],
    warnings: [],
    deletedAt: null,
    erasedAt: null,
  };
}

describeOnBothDatabases('the first record of a centre', (getDatabase) => {
  it('is the one with the lowest revision, of no other centre', async () => {
    const { db } = getDatabase();
    await db.transaction().execute(async (tx) => {
      await writeRecords(tx, 'centre', [record('a', 12), record('b', 9), record('c', 10)]);
      await writeRecords(tx, 'other', [record('d', 1)]);
    });
    expect(await findFirstRecord(db, 'centre')).toEqual(record('b', 9));
    expect(await findFirstRecord(db, 'empty')).toBeUndefined();
  });
});
