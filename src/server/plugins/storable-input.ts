import type { FastifyInstance } from 'fastify';
import { findUnstorable } from '#domain/canonical/storable-text.ts';
import { isShallow } from '#protocol/sync.ts';
import { Problem } from '#server/http/problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The route judges by itself what it is given: change by change, so that a bad one does not
     * undo its neighbours, or to say in a page of its own that an address leads nowhere.
     */
    judgesInput?: true;
  }
}

/**
 * Refuses every request that carries text which not all databases store, before any route works with
 * it: SQLite takes a NUL that PostgreSQL fails at, and both swallow halves of characters. Nor does
 * a body pass that nests without end. Headers cannot carry any: Node ends such connections.
 */
export function addStorableInput(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query, body, routeOptions }) => {
    if (routeOptions.config.judgesInput) return;
    if (!isShallow(body) || findUnstorable([params, query]) !== undefined)
      throw new Problem('malformed-request');
    const pointer = findUnstorable(body);
    if (pointer !== undefined)
      throw new Problem('malformed-request', { faults: [{ pointer, code: 'unstorable' }] });
  });
}
