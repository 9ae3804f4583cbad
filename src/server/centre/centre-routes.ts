import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { RestoreNoticeList } from '#protocol/restores.ts';
import { updateCentreSchema } from '#protocol/session.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { editCentre } from './centre.ts';
import { listRestoreNotices, understandNotice } from './restore-notices.ts';

const noticeSchema = v.object({ noticeId: idSchema });

/** What the centre says of itself, which everyone reads with their session, and what a restore cost it. */
export async function centreRoutes(app: FastifyInstance): Promise<void> {
  app.patch('/centre', { config: { action: 'centre.edit' } }, async (request) =>
    editCentre(app, request.session, parseInput(updateCentreSchema, request.body)),
  );

  app.get(
    '/centre/restore-notice',
    { config: { action: 'restores.see' } },
    async ({ session }): Promise<RestoreNoticeList> => ({
      restores: await listRestoreNotices(app.database.db, session.centreId),
    }),
  );

  app.post(
    '/centre/restore-notice/:noticeId/understood',
    { config: { action: 'restores.see' } },
    async (request, reply) => {
      const { noticeId } = parseInput(noticeSchema, request.params);
      await understandNotice(app, request.session, noticeId);
      return reply.code(204).send();
    },
  );
}
