import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { countAttempt } from '#server/database/queries/rate-limits.ts';
import { createTestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';

const HOUR_MS = 60 * 60 * 1000;

describeOnBothDatabases('a server that listens', (getDatabase) => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => void vi.useRealTimers());

  it('sweeps every hour, also after a sweep that failed, until it is stopped', async () => {
    const { db } = getDatabase();
    let isClockBroken = false;
    const readClock = (): number => {
      if (isClockBroken) throw new Error('no clock');
      return HOUR_MS;
    };
    const { app } = await createTestApp(getDatabase(), { clock: readClock });
    const logged = vi.spyOn(app.log, 'error');
    await app.listen({ host: '127.0.0.1', port: 0 });
    await countAttempt(db, 'ended', 1, 0);

    isClockBroken = true;
    await vi.advanceTimersByTimeAsync(HOUR_MS);
    expect(logged).toHaveBeenCalledWith(
      { err: expect.objectContaining({ message: 'no clock' }) },
      expect.any(String),
    );
    expect(await db.selectFrom('rate_limits').select('key').execute()).toEqual([{ key: 'ended' }]);

    isClockBroken = false;
    vi.advanceTimersByTime(HOUR_MS);
    // Stopping waits for the sweep that has just begun.
    await app.close();
    expect(await db.selectFrom('rate_limits').select('key').execute()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
