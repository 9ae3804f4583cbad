import type { FastifyInstance } from 'fastify';
import { importSourceSchema, type ImportSourcesReply } from '#protocol/import-sources.ts';
import { listImportSources, putImportSource } from '#server/database/queries/import-sources.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { instantOf } from '#server/journal/clock.ts';

/** What a centre decided about the lists that it imports, so that nobody has to decide it again on another device. */
export async function importSourceRoutes(app: FastifyInstance): Promise<void> {
  const config = { action: 'accounts.import' } as const;
  const { database, clock } = app;

  app.get('/import-sources', { config }, async ({ session }): Promise<ImportSourcesReply> => ({
    sources: await listImportSources(database.db, session.centreId),
  }));

  app.put('/import-sources', { config }, async ({ session, body }, reply) => {
    const source = parseInput(importSourceSchema, body);
    const kept = { centreId: session.centreId, source, at: instantOf(clock), by: session.userId };
    await database.db.transaction().execute((tx) => putImportSource(tx, kept));
    return reply.code(204).send();
  });
}
