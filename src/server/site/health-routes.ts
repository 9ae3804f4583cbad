import type { FastifyInstance } from 'fastify';
import { findFirstCentre } from '#server/database/queries/centres.ts';
import { Problem } from '#server/http/problem.ts';

/** `/healthz`: the process answers. `/readyz`: it can also do its work. */
export async function healthRoutes(app: FastifyInstance): Promise<void> {
  app.get('/healthz', { config: { action: 'public' } }, async () => ({ status: 'ok' }));

  app.get('/readyz', { config: { action: 'public' } }, async (request) => {
    const centre = await findFirstCentre(app.database.db).catch((error: unknown) => {
      request.log.warn({ err: error }, 'the database does not answer');
      return undefined;
    });
    if (!centre) throw new Problem('not-ready');
    return { status: 'ready' };
  });
}
