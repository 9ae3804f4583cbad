import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { countAttempt } from '#server/database/queries/rate-limits.ts';
import { Problem } from '#server/http/problem.ts';
import { networkOf } from './network-of.ts';

/** How many attempts there are within a window. */
export interface AttemptLimit {
  /** Names what is counted; part of the key. */
  name: string;
  max: number;
  windowMs: number;
}

/** @throws Problem `too-many-requests` like `LimitAttempts`, for a key that only the handler knows. */
export type LimitKey = (key: string, reply: FastifyReply) => Promise<void>;

/** @throws Problem `too-many-requests` when the limit is exceeded; `Retry-After` then says for how long. */
export type LimitAttempts = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** Makes limits of attempts possible that all servers on one database count together. */
export async function addAttemptLimits(app: FastifyInstance): Promise<void> {
  class DatabaseStore {
    incr(
      key: string,
      callback: (error: Error | null, result?: { current: number; ttl: number }) => void,
      windowMs: number,
    ): void {
      countAttempt(app.database.db, key, windowMs, app.clock()).then(
        ({ count, remainingMs }) => callback(null, { current: count, ttl: remainingMs }),
        callback,
      );
    }

    child(): DatabaseStore {
      return this;
    }
  }
  await app.register(rateLimit, { global: false, store: DatabaseStore });
}

/** A check to be called before what is limited is tried; attempts of one network are counted together. */
export function createAttemptLimit(
  app: FastifyInstance,
  { name, max, windowMs }: AttemptLimit,
): LimitAttempts {
  const count = app.createRateLimit({
    max,
    timeWindow: windowMs,
    keyGenerator: (request) => `${name}:${networkOf(request.ip)}`,
  });
  return async (request, reply) => {
    const result = await count(request);
    if (result.isAllowed || !result.isExceeded) return;
    void reply.header('retry-after', result.ttlInSeconds);
    throw new Problem('too-many-requests');
  };
}

/** The same for keys that no request names, such as what a code leads to. */
export function createKeyLimit(
  { database: { db }, clock }: FastifyInstance,
  { name, max, windowMs }: AttemptLimit,
): LimitKey {
  return async (key, reply) => {
    const { count, remainingMs } = await countAttempt(db, `${name}:${key}`, windowMs, clock());
    if (count <= max) return;
    void reply.header('retry-after', Math.ceil(remainingMs / 1000));
    throw new Problem('too-many-requests');
  };
}
