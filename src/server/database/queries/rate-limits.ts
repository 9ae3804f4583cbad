import type { Queries } from '#server/database/schema.ts';

/** How often something was tried, and for how long that is remembered. */
export interface AttemptCount {
  count: number;
  /** Milliseconds until counting starts afresh. */
  remainingMs: number;
}

/**
 * Counts an attempt under a key: the first opens a window of `windowMs`, in which
 * all are counted. One statement, so that several servers count together.
 */
export async function countAttempt(
  db: Queries,
  key: string,
  windowMs: number,
  nowMs: number,
): Promise<AttemptCount> {
  const row = await db
    .insertInto('rate_limits')
    .values({ key, count: 1, expires_at_ms: nowMs + windowMs })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((column) => ({
        count: column
          .case()
          .when('rate_limits.expires_at_ms', '<=', nowMs)
          .then(1)
          .else(column('rate_limits.count', '+', 1))
          .end(),
        expires_at_ms: column
          .case()
          .when('rate_limits.expires_at_ms', '<=', nowMs)
          .then(nowMs + windowMs)
          .else(column.ref('rate_limits.expires_at_ms'))
          .end(),
      })),
    )
    .returning(['count', 'expires_at_ms'])
    .executeTakeFirstOrThrow();
  return { count: row.count, remainingMs: row.expires_at_ms - nowMs };
}

/** Takes one attempt back that turned out to be none. */
export async function takeAttemptBack(db: Queries, key: string): Promise<void> {
  await db
    .updateTable('rate_limits')
    .set((column) => ({ count: column('count', '-', 1) }))
    .where('key', '=', key)
    .where('count', '>', 0)
    .execute();
}

/** Makes whoever goes by a key wait until a time, Unix time in milliseconds. */
export async function setWait(db: Queries, key: string, untilMs: number): Promise<void> {
  await db
    .insertInto('rate_limits')
    .values({ key, count: 1, expires_at_ms: untilMs })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ expires_at_ms: untilMs }))
    .execute();
}

/** Until when a key has to wait, Unix time in milliseconds; 0 when it never had to. */
export async function findWaitEnd(db: Queries, key: string): Promise<number> {
  const row = await db
    .selectFrom('rate_limits')
    .select('expires_at_ms')
    .where('key', '=', key)
    .executeTakeFirst();
  return Number(row?.expires_at_ms ?? 0);
}

/** Forgets the windows that have ended. */
export async function deleteEndedLimits(db: Queries, nowMs: number): Promise<void> {
  await db.deleteFrom('rate_limits').where('expires_at_ms', '<=', nowMs).execute();
}
