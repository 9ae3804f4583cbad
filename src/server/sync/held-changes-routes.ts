import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { declineHeldChangeSchema, type HeldChangeList } from '#protocol/held-changes.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { acceptHeld, declineHeld, listHeld } from './held-changes.ts';

const parametersSchema = v.object({ changeId: idSchema });

/** The office's inbox of what people recorded and may no longer write. */
export async function heldChangeRoutes(app: FastifyInstance): Promise<void> {
  const config = { action: 'changes.importForOthers' } as const;

  app.get('/held-changes', { config }, async ({ session }): Promise<HeldChangeList> => ({
    changes: await listHeld(app, session.centreId),
  }));

  app.post('/held-changes/:changeId/accept', { config }, async (request, reply) => {
    const { changeId } = parseInput(parametersSchema, request.params);
    const { centreId, userId, role } = request.session;
    await acceptHeld(app, { centreId, userId, role, language: request.language }, changeId);
    return reply.code(204).send();
  });

  app.post('/held-changes/:changeId/decline', { config }, async (request, reply) => {
    const { changeId } = parseInput(parametersSchema, request.params);
    const { reason } = parseInput(declineHeldChangeSchema, request.body);
    await declineHeld(app, request.session, changeId, reason);
    return reply.code(204).send();
  });
}
