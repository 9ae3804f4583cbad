import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { findFirstCentre, insertCentre, lockCentre, updateCentre } from '#server/database/queries/centres.ts';
import { createTestDatabase, describeOnBothDatabases } from '#tests/support/databases.ts';

describeOnBothDatabases('transactions', (getDatabase) => {
  it('that lock a centre follow one another', async () => {
    const { db } = getDatabase();
    await insertCentre(db, { id: 'c', name: '', epoch: 'e', createdAt: '2026-11-20T00:00:00.000Z' });
    const appendLetter = (letter: string) =>
      db.transaction().execute(async (tx) => {
        await lockCentre(tx, 'c');
        const centre = await findFirstCentre(tx);
        await updateCentre(tx, 'c', { name: `${centre?.name}${letter}` });
      });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(appendLetter));
    expect([...((await findFirstCentre(db))?.name ?? '')].sort().join('')).toBe('abcde');
  });
});

it('SQLite writes ahead and to the disk before a commit is over', async () => {
  const database = await createTestDatabase('sqlite');
  const read = async (name: string): Promise<unknown> =>
    (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database.handle.db)).rows[0];
  expect(await read('journal_mode')).toEqual({ journal_mode: 'wal' });
  expect(await read('synchronous')).toEqual({ synchronous: 2 });
  expect(await read('foreign_keys')).toEqual({ foreign_keys: 1 });
  await database.remove();
});
