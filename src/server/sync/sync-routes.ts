import type { FastifyInstance } from 'fastify';
import {
  MAX_PUSH_BYTES,
  pullQuerySchema,
  pushRequestSchema,
  SYNC_PROTOCOL,
  type PushResponse,
} from '#protocol/sync.ts';
import { instantOf } from '#server/journal/clock.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { Problem } from '#server/http/problem.ts';
import { pullPage } from './pull.ts';
import { createPushQueue } from './push-queue.ts';

/** Sending changes and fetching records (docs/sync.md). */
export async function syncRoutes(app: FastifyInstance): Promise<void> {
  const push = createPushQueue(app.database.db);

  app.post(
    '/sync/push',
    { config: { action: 'changes.handIn', judgesInput: true }, bodyLimit: MAX_PUSH_BYTES },
    async (request): Promise<PushResponse> => {
      const { centreId, userId, role, accessVersion } = request.session;
      // The version first: a newer app's body may not fit this server's schema at all.
      checkProtocol(request.body);
      const { deviceId, changes } = parseInput(pushRequestSchema, request.body);
      const serverTime = instantOf(app.clock);
      const pusher = {
        centreId,
        userId,
        role,
        deviceId,
        hadOtherRights: accessVersion > 1,
        language: request.language,
        serverTime,
      };
      const { epoch, results } = await push(pusher, changes);
      return { epoch, accessVersion, results, serverTime };
    },
  );

  app.get('/sync/pull', { config: { action: 'sync.pull' } }, async (request, reply) => {
    const { cursor, collections } = parseInput(pullQuerySchema, request.query);
    const { centreId, role, accessVersion } = request.session;
    const puller = { centreId, role, accessVersion, serverTime: instantOf(app.clock), collections };
    return reply
      .type('application/json; charset=utf-8')
      .send(await pullPage(app.database.db, puller, cursor));
  });
}

function checkProtocol(body: unknown): void {
  const version = typeof body === 'object' && body !== null && 'protocol' in body ? body.protocol : undefined;
  if (typeof version === 'number' && version !== SYNC_PROTOCOL)
    throw new Problem('protocol-version-unsupported');
}
