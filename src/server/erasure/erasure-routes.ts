import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { listRecords } from '#server/database/queries/records.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { appendErasures } from './erasure-journal.ts';
import { removeUnusedFiles } from '#server/files/remove-files.ts';
import { eraseRecords, withBelongings } from './erase-records.ts';

const parametersSchema = v.object({ collection: v.pipe(v.string(), v.maxLength(64)), recordId: idSchema });

/** Erasing for privacy, for good. */
export async function erasureRoutes(app: FastifyInstance): Promise<void> {
  const { config, database, clock } = app;

  app.post(
    '/records/:collection/:recordId/erase',
    { config: { action: 'records.erase' } },
    async (request, reply) => {
      const { collection, recordId } = parseInput(parametersSchema, request.params);
      const { centreId, userId } = request.session;
      const [record] = await listRecords(database.db, centreId, [recordId]);
      if (record?.collection !== collection) throw new Problem('not-found');
      if (record.erasedAt !== null) return reply.code(204).send();
      const erasures = await withBelongings(database.db, centreId, {
        centreId,
        collection,
        recordId,
        at: instantOf(clock),
      });
      // First beside the database: what is cut off in between is done at the next start.
      appendErasures(config.dataDir, erasures);
      await database.db.transaction().execute(async (tx) => {
        for (const erased of await eraseRecords(tx, centreId, erasures))
          await audit(tx, clock, {
            centreId,
            by: userId,
            action: 'records.erase',
            subject: erased.recordId,
            detail: { collection: erased.collection },
          });
      });
      await removeUnusedFiles(app, centreId);
      return reply.code(204).send();
    },
  );
}
