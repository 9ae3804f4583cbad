import { Server } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MAX_FILE_BYTES, MAX_PIECE_BYTES, readUploadId, uploadIdOf, UPLOADS_PATH } from '#protocol/files.ts';
import { PROBLEMS, type ProblemCode } from '#protocol/problems.ts';
import { Problem } from '#server/http/problem.ts';
import { UploadRefusal, UploadStore } from './upload-store.ts';
import { verifyUpload } from './verify-upload.ts';

/** What tus answers in plain words, as ours are. */
const CODE_BY_STATUS: Partial<Record<number, ProblemCode>> = {
  404: 'not-found',
  409: 'upload-out-of-step',
  413: 'file-too-large',
  415: 'unsupported-media-type',
};

/** Lengths that are told later, and uploads that are put together of others. */
const UNTAKEN = ['upload-defer-length', 'upload-concat'];

/** Sending photos and files in pieces: tus 1.0.0 (https://tus.io/protocols/resumable-upload) with its `creation`. */
export async function uploadRoutes(app: FastifyInstance): Promise<void> {
  app.addContentTypeParser(
    'application/offset+octet-stream',
    { parseAs: 'buffer', bodyLimit: MAX_PIECE_BYTES },
    (_request, body, done) => done(null, body),
  );
  const route = { config: { action: 'sync.push', judgesInput: true }, bodyLimit: MAX_PIECE_BYTES } as const;

  app.post('/uploads', route, (request, reply) => passToTus(app, request, reply));

  for (const method of ['HEAD', 'PATCH'] as const)
    app.route<{ Params: { uploadId: string } }>({
      method,
      url: '/uploads/:uploadId',
      ...route,
      handler: async (request, reply) => {
        const { uploadId } = request.params;
        if (!readUploadId(uploadId)) throw new Problem('not-found');
        // A server that was ended between the last piece and its verification left the rest to whoever is asked next.
        if (method === 'HEAD') await verifyUpload(app, request.session.centreId, uploadId);
        return passToTus(app, request, reply);
      },
    });
}

async function passToTus(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { centreId } = request.session;
  // What tus has as extensions and we do not take, it answers as if the server had failed.
  if (UNTAKEN.some((name) => request.headers[name] !== undefined)) throw new Problem('malformed-request');
  const tus = new Server({
    path: UPLOADS_PATH,
    datastore: new UploadStore(app, request.session),
    maxSize: MAX_FILE_BYTES,
    relativeLocation: true,
    namingFunction: (_request, metadata) => {
      const named = readUploadId(uploadIdOf(metadata?.['attachmentId'] ?? '', 'full'));
      const part = metadata?.['part'] === 'thumb' ? 'thumb' : 'full';
      if (!named) throw new UploadRefusal('malformed-request');
      return uploadIdOf(named.attachmentId, part);
    },
    onUploadFinish: async (_request, upload) => {
      const outcome = await verifyUpload(app, centreId, upload.id);
      if (outcome !== 'arrived' && outcome !== 'pending') throw new UploadRefusal(outcome);
      return {};
    },
  });
  const answer = await tus.handleWeb(toWebRequest(request));
  if (answer.status >= 400) throw await toProblem(answer);
  for (const [name, value] of answer.headers)
    if (!name.startsWith('access-control-')) void reply.header(name, value);
  return reply.code(answer.status).send();
}

function toWebRequest({ method, raw, headers, body }: FastifyRequest): Request {
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string' && name !== 'content-length') sent.set(name, value);
  const bytes = Buffer.isBuffer(body) ? new Uint8Array(body) : undefined;
  if (bytes) sent.set('content-length', String(bytes.length));
  return new Request(new URL(raw.url ?? '', 'http://localhost'), {
    method,
    headers: sent,
    ...(bytes && { body: bytes }),
  });
}

async function toProblem(answer: Response): Promise<Error> {
  const said = await answer.text();
  if (Object.hasOwn(PROBLEMS, said)) return new Problem(said as ProblemCode);
  if (answer.status >= 500) return new Error(`tus: ${said}`);
  return new Problem(CODE_BY_STATUS[answer.status] ?? 'malformed-request');
}
