import { expect, it } from 'vitest';
import { countAttempt, deleteEndedLimits, takeAttemptBack } from '#server/database/queries/rate-limits.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const MINUTE_MS = 60_000;

describeOnBothDatabases('counting attempts', (getDatabase) => {
  it('misses none when many come at once, and keeps keys apart', async () => {
    const { db } = getDatabase();
    const counts = await Promise.all(
      Array.from({ length: 20 }, () => countAttempt(db, 'many', MINUTE_MS, 1000)),
    );
    expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(await countAttempt(db, 'other', MINUTE_MS, 1000)).toEqual({ count: 1, remainingMs: MINUTE_MS });
  });

  it('takes an attempt back, and never more than there were', async () => {
    const { db } = getDatabase();
    await countAttempt(db, 'back', MINUTE_MS, 0);
    await countAttempt(db, 'back', MINUTE_MS, 0);
    await takeAttemptBack(db, 'back');
    expect(await countAttempt(db, 'back', MINUTE_MS, 0)).toMatchObject({ count: 2 });
    for (let time = 0; time < 5; time += 1) await takeAttemptBack(db, 'back');
    expect(await countAttempt(db, 'back', MINUTE_MS, 0)).toMatchObject({ count: 1 });
  });

  it('starts afresh when the window has ended, not before', async () => {
    const { db } = getDatabase();
    await countAttempt(db, 'window', MINUTE_MS, 0);
    expect(await countAttempt(db, 'window', MINUTE_MS, MINUTE_MS - 1)).toEqual({ count: 2, remainingMs: 1 });
    expect(await countAttempt(db, 'window', MINUTE_MS, MINUTE_MS)).toEqual({
      count: 1,
      remainingMs: MINUTE_MS,
    });
  });

  it('forgets windows that have ended', async () => {
    const { db } = getDatabase();
    await countAttempt(db, 'old', MINUTE_MS, 10 * MINUTE_MS);
    await countAttempt(db, 'young', MINUTE_MS, 11 * MINUTE_MS);
    await deleteEndedLimits(db, 11 * MINUTE_MS);
    const left = await db.selectFrom('rate_limits').select('key').orderBy('key').execute();
    expect(left).toEqual([{ key: 'young' }]);
  });
});
