import type { FastifyInstance } from 'fastify';

/** One line a request to the API with its outcome and duration; those for files only when debugging. */
export function addRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const level = /^\/(s\/)?api\//.test(request.url) ? 'info' : 'debug';
    request.log[level](
      { req: request, status: reply.statusCode, durationMs: Math.round(reply.elapsedTime) },
      'request',
    );
  });
}
