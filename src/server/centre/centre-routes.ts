import type { FastifyInstance } from 'fastify';
import { updateCentreSchema } from '#protocol/session.ts';
import { editCentre } from './centre.ts';
import { listRestoreNotices } from './restore-notices.ts';
import { parseInput } from '#server/http/parse-input.ts';

/** What the centre says of itself; everyone reads it with their session. */
export async function centreRoutes(app: FastifyInstance): Promise<void> {
  app.patch('/centre', { config: { action: 'centre.edit' } }, async (request) =>
    editCentre(app, request.session, parseInput(updateCentreSchema, request.body)),
  );

  app.get('/centre/restore-notice', { config: { action: 'restores.see' } }, async ({ session }) => ({
    restores: await listRestoreNotices(app.database.db, session.centreId),
  }));
}
