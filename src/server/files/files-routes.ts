import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { canRead } from '#domain/access/permissions.ts';
import type { Attachment } from '#domain/records/attachment.ts';
import type { FilePart } from '#protocol/files.ts';
import type { Session } from '#server/auth/session.ts';
import { listAttachmentFiles } from '#server/database/queries/files.ts';
import { loadItemRoles } from '#server/database/queries/item-roles.ts';
import { listRecords, type CentreRecord } from '#server/database/queries/records.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { Problem } from '#server/http/problem.ts';
import { isVeiled } from '#server/records/visibility.ts';
import { contentKey } from '#server/file-storage/file-storage.ts';

const parametersSchema = v.object({ attachmentId: idSchema });

/** Reading photos and files: whole and verified ones, by who carries their record. */
export async function fileRoutes(app: FastifyInstance): Promise<void> {
  const route = { config: { action: 'sync.pull' } } as const;
  app.get('/files/:attachmentId', route, (request, reply) => sendFile(app, request, reply, 'full'));
  app.get('/files/:attachmentId/thumbnail', route, (request, reply) =>
    sendFile(app, request, reply, 'thumb'),
  );
}

async function sendFile(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  part: FilePart,
): Promise<FastifyReply> {
  const { attachmentId } = parseInput(parametersSchema, request.params);
  const { database, fileStorage } = app;
  const { centreId } = request.session;
  const [record] = await listRecords(database.db, centreId, [attachmentId]);
  if (record?.collection !== 'attachments' || !(await maySee(app, request.session, record)))
    throw new Problem('not-found');
  if (record.deletedAt !== null) throw new Problem('file-gone');
  const fields = record.fields as Partial<Attachment>;
  const wanted = part === 'full' ? fields.sha256 : fields.thumbnail?.sha256;
  const files = await listAttachmentFiles(database.db, centreId, [attachmentId]);
  const file = files.find((each) => each.part === part && each.sha256 === wanted);
  if (!file) throw new Problem('file-not-here');
  const etag = `"${file.sha256}"`;
  // Whoever holds it has to ask each time whether they still may.
  void reply.header('cache-control', 'private, no-cache').header('etag', etag);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const bytes = await fileStorage.read(contentKey(centreId, file.sha256));
  if (!bytes) throw new Error(`the content ${file.sha256} is not in the file storage`);
  return reply
    .type(file.media_type)
    .header('content-length', Number(file.size_bytes))
    .header('content-disposition', dispositionOf(fields, attachmentId, file.media_type))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cross-origin-resource-policy', 'same-origin')
    .send(bytes);
}

/** By the rules of sync: who carries attachments; those of an answer whose company wants it not known, as the answer. */
async function maySee(
  { database }: FastifyInstance,
  { role, centreId }: Session,
  { fields }: CentreRecord,
): Promise<boolean> {
  if (!canRead(role, 'attachments')) return false;
  const { responseId } = fields as Partial<Attachment>;
  if (responseId === undefined) return true;
  const [response] = await listRecords(database.db, centreId, [responseId]);
  return !response || !isVeiled(role, response, await loadItemRoles(database.db, centreId));
}

/** Pictures that every browser draws may stand in a page; all else is for saving. */
function dispositionOf({ fileName }: Partial<Attachment>, id: string, mediaType: string): string {
  const isDrawn = ['image/jpeg', 'image/png', 'image/webp'].includes(mediaType);
  const ending = mediaType.split('/')[1]?.replace('jpeg', 'jpg') ?? 'bin';
  const name = encodeURIComponent(fileName?.trim() || `${id}.${ending}`).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return `${isDrawn ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`;
}
