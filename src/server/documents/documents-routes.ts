import type { FastifyInstance } from 'fastify';
import {
  actionOfDocument,
  formatOfDocument,
  isDocumentName,
  type DocumentList,
} from '#protocol/documents.ts';
import { isAllowed } from '#domain/access/permissions.ts';
import { instantOf } from '#server/journal/clock.ts';
import { findDocument, findDocumentHash, listDocuments } from '#server/database/queries/documents.ts';
import { DocumentBodies } from './document-bodies.ts';
import { Problem } from '#server/http/problem.ts';
import { areSurveyDocumentsStale, refreshSurveyDocuments } from '#server/surveys/survey-documents.ts';

/** The documents that devices keep; a device that has the newest is told so in a few bytes. */
export async function documentRoutes(app: FastifyInstance): Promise<void> {
  const { db } = app.database;
  const bodies = new DocumentBodies();
  const config = { action: 'documents.read' } as const;

  app.get('/documents', { config }, async ({ session }): Promise<DocumentList> => {
    const { centreId } = session;
    const now = instantOf(app.clock);
    if (await areSurveyDocumentsStale(db, centreId, now)) {
      await db.transaction().execute((tx) => refreshSurveyDocuments(tx, centreId, now));
    }
    const documents = (await listDocuments(db, centreId)).filter(({ name }) =>
      isAllowed(session.role, actionOfDocument(name)),
    );
    return { documents: documents.map((each) => ({ ...each, format: formatOfDocument(each.name) })) };
  });

  app.get<{ Params: { name: string } }>('/documents/:name', { config }, async (request, reply) => {
    const { name } = request.params;
    if (!isDocumentName(name)) throw new Problem('not-found');
    const { centreId, role } = request.session;
    if (!isAllowed(role, actionOfDocument(name))) throw new Problem('forbidden');
    const hash = await findDocumentHash(db, centreId, name);
    if (!hash) throw new Problem('not-found');
    void reply
      .header('etag', `"${hash}"`)
      .header('cache-control', 'private, no-cache')
      .header('vary', 'accept-encoding');
    if (isMatch(request.headers['if-none-match'], hash)) return reply.code(304).send();

    const body = await bodies.get(hash, request.headers['accept-encoding'], async () => {
      const document = await findDocument(db, centreId, name);
      // Replaced since its hash was read: the device asks again.
      if (document?.hash !== hash) throw new Problem('not-ready');
      return document.content;
    });
    if (body.encoding) void reply.header('content-encoding', body.encoding);
    return reply.type('application/json; charset=utf-8').send(body.bytes);
  });
}

/** Whether `If-None-Match` (RFC 9110 §13.1.2) names a hash, weakly or not. */
function isMatch(header: string | undefined, hash: string): boolean {
  return (header ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === `"${hash}"`);
}
