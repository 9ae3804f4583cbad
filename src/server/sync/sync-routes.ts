import type { FastifyInstance } from 'fastify';
import type { Receipt } from '#domain/sync/change.ts';
import {
  LOOK_AGAIN_HEADER,
  lookQuerySchema,
  MAX_PUSH_BYTES,
  pullQuerySchema,
  pushQuerySchema,
  pushRequestSchema,
  SERVER_TIME_HEADER,
  SYNC_PROTOCOL,
  type LookResponse,
  type PushResponse,
  type PushResult,
} from '#protocol/sync.ts';
import { findLastChange } from '#server/database/queries/changes.ts';
import { instantOf } from '#server/journal/clock.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { Problem } from '#server/http/problem.ts';
import { tagOutlook } from './look.ts';
import { noteBacklog } from './device-backlogs.ts';
import { noticeRestore } from './notice-restore.ts';
import { pullPage } from './pull.ts';
import { createPushQueue } from './push-queue.ts';

/** Sending changes and fetching records (docs/sync.md). */
export async function syncRoutes(app: FastifyInstance): Promise<void> {
  const push = createPushQueue(app.database.db);
  // A member called `__proto__` makes one change of a push a bad one, not the body of all: it is judged with the change.
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: MAX_PUSH_BYTES },
    app.getDefaultJsonParser('ignore', 'ignore'),
  );

  app.post(
    '/sync/push',
    { config: { action: 'changes.handIn', judgesInput: true }, bodyLimit: MAX_PUSH_BYTES },
    async (request): Promise<PushResponse> => {
      const { centreId, userId, role, accessVersion } = request.session;
      // The version first: a newer app's body may not fit this server's schema at all.
      checkProtocol(request.body);
      const { deviceId, changes } = parseInput(pushRequestSchema, request.body);
      const {
        for: whose,
        seen,
        marks,
        tried = [],
        formerly = [],
        backlog,
        shared: known,
      } = parseInput(pushQuerySchema, request.query);
      checkPerson(whose, userId);
      await noteBacklog(app, request, backlog);
      const serverTime = instantOf(app.clock);
      const { submissions, reset, shared } = await noticeRestore(app, centreId, { cursor: 0, seen });
      const pusher = {
        centreId,
        userId,
        role,
        deviceId,
        install: marks && { ...marks, tried, formerly },
        // All that it sends now is of before it heard of it; what it has heard of earlier holds as well.
        shared:
          shared === undefined
            ? known
            : { revision: Math.min(shared, known?.revision ?? shared), upTo: Number.MAX_SAFE_INTEGER },
        hadOtherRights: accessVersion > 1,
        language: request.language,
        serverTime,
      };
      const { epoch, results } = await push(pusher, changes);
      const last = lastReceipt(results);
      const proven =
        last && app.proofs.prove(centreId, epoch, { revision: last.revision, change: last, submissions });
      return {
        epoch,
        accessVersion,
        results,
        serverTime,
        ...(proven && { seen: proven }),
        ...(reset && { reset }),
        ...(shared !== undefined && { shared }),
      };
    },
  );

  app.get('/sync/look', { config: { action: 'session.read' } }, async (request, reply) => {
    const { cursor, seen } = parseInput(lookQuerySchema, request.query);
    const serverTime = instantOf(app.clock);
    const tag = await tagOutlook(app, request.session, { cursor, seen }, serverTime);
    void reply.header(LOOK_AGAIN_HEADER, app.config.lookSeconds).header(SERVER_TIME_HEADER, serverTime);
    if (tag === undefined) return { tag: '' } satisfies LookResponse;
    void reply.header('etag', `"${tag}"`);
    if (request.headers['if-none-match'] === `"${tag}"`) return reply.code(304).send();
    return { tag } satisfies LookResponse;
  });

  app.get('/sync/pull', { config: { action: 'sync.pull' } }, async (request, reply) => {
    const { for: whose, cursor, seen, collections, backlog } = parseInput(pullQuerySchema, request.query);
    checkPerson(whose, request.session.userId);
    await noteBacklog(app, request, backlog);
    const { centreId, role, accessVersion } = request.session;
    const { db } = app.database;
    const { epoch, submissions, reset, shared } = await noticeRestore(app, centreId, { cursor, seen });
    const serverTime = instantOf(app.clock);
    const puller = { centreId, role, accessVersion, serverTime, epoch, reset, shared, collections };
    const page = await pullPage(db, puller, reset ? 0 : cursor, async (revision) => {
      // What the device has shown says as much already; nothing is proven that this server has not reached.
      if (revision <= (seen?.revision ?? 0)) return undefined;
      const change = await findLastChange(db, centreId, revision);
      return app.proofs.prove(centreId, epoch, { revision, change, submissions });
    });
    return reply.type('application/json; charset=utf-8').send(page);
  });
}

/** The receipt with the highest revision. */
function lastReceipt(results: readonly PushResult[]): Receipt | undefined {
  return results
    .flatMap((result) => ('receipt' in result ? [result.receipt] : []))
    .reduce<Receipt | undefined>(
      (last, receipt) => (last && last.revision > receipt.revision ? last : receipt),
      undefined,
    );
}

/** @throws Problem `not-signed-in` to whoever carries somebody else's records. */
function checkPerson(whose: string | undefined, userId: string): void {
  if (whose !== undefined && whose !== userId) throw new Problem('not-signed-in');
}

function checkProtocol(body: unknown): void {
  const version = typeof body === 'object' && body !== null && 'protocol' in body ? body.protocol : undefined;
  if (typeof version === 'number' && version !== SYNC_PROTOCOL)
    throw new Problem('protocol-version-unsupported');
}
