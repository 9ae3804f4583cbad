import { expect, it } from 'vitest';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { insertProvision, listProvisions } from '#server/database/queries/provisions.ts';
import { insertUser } from '#server/database/queries/people.ts';
import { countAttempt } from '#server/database/queries/rate-limits.ts';
import type { Queries } from '#server/database/schema.ts';
import { createDirectoryStorage } from '#server/file-storage/directory-storage.ts';
import { sweep } from '#server/plugins/sweep.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const day = (number: number): string => `2026-11-${String(number).padStart(2, '0')}T01:00:00.000Z`;

describeOnBothDatabases('a sweep', (getDatabase, dialect) => {
  it('removes attempts and sessions that have run out', async () => {
    const database = getDatabase();
    const { db } = database;
    for (const id of ['here', 'away'])
      await insertUser(db, dialect, {
        id,
        centreId: 'c',
        name: id,
        email: `${id}@example.jp`,
        createdAt: day(1),
      });
    await insertSession(db, { id: 'old', userId: 'here', seenAt: day(1), expiresAt: day(9) });
    await insertSession(db, { id: 'ends-now', userId: 'here', seenAt: day(2), expiresAt: day(10) });
    await insertSession(db, { id: 'signed-in', userId: 'here', seenAt: day(3), expiresAt: day(11) });
    await insertSession(db, { id: 'also-signed-in', userId: 'here', seenAt: day(8), expiresAt: day(20) });
    await insertSession(db, { id: 'last', userId: 'away', seenAt: day(5), expiresAt: day(9) });
    await countAttempt(db, 'ended', 1000, Date.parse(day(9)));
    await countAttempt(db, 'counting', 1000, Date.parse(day(10)));

    await sweep(database, createDirectoryStorage('/nonexistent'), () => Date.parse(day(10)));

    const sessions = await db.selectFrom('sessions').select('id').orderBy('id').execute();
    expect(sessions.map(({ id }) => id)).toEqual(['also-signed-in', 'signed-in']);
    expect(await db.selectFrom('rate_limits').select('key').execute()).toEqual([{ key: 'counting' }]);
  });

  it('deletes hand-overs after three years, and writes down that there was one', async () => {
    const database = getDatabase();
    const { db } = database;
    const times = { old: '2023-11-10T00:59:59.999Z', kept: '2023-11-10T01:00:00.000Z' };
    for (const [name, at] of Object.entries(times))
      await insertProvision(db, 'expiry', {
        id: name,
        referralId: name,
        accountId: 'a',
        consentId: 'c',
        recipient: 'p',
        recipientName: '青森銀行',
        providedBy: null,
        items: ['company'],
        content: '{"company":["八戸水産"]}',
        itemsSha256: name.padEnd(64, '0'),
        revision: 1,
        at,
      });
    await sweep(database, createDirectoryStorage('/nonexistent'), () => Date.parse(day(10)));
    expect([...(await listProvisions(db, 'expiry', ['old', 'kept'])).keys()]).toEqual(['kept']);
    const acts = await listAudit(db, 'expiry');
    expect(acts).toMatchObject([
      {
        action: 'provisions.expire',
        userId: null,
        subject: 'old',
        detail: { referralId: 'old', at: times.old },
      },
    ]);
    expect(JSON.stringify(acts)).not.toContain('八戸');
  });
});

async function insertSession(
  db: Queries,
  { id, userId, seenAt, expiresAt }: Record<'id' | 'userId' | 'seenAt' | 'expiresAt', string>,
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      id,
      token: id,
      user_id: userId,
      expires_at: expiresAt,
      created_at: seenAt,
      updated_at: seenAt,
      ip_address: null,
      user_agent: null,
    })
    .execute();
}
