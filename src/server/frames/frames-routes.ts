import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import {
  createFrameListSchema,
  drawSampleSchema,
  FRAME_PIECE_BYTES,
  FRAME_PIECE_COUNT,
  frameCommitSchema,
  frameEndSchema,
  frameLinkSchema,
  framePieceSchema,
  frameUnitsQuery,
  updateFrameListSchema,
} from '#protocol/frames.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { cancelFrameUpload, commitFrameUpload, takeFramePiece } from './frame-import.ts';
import { createFrameList, editFrameList, endFrameList, getFrameCells, getFrameLists } from './frame-lists.ts';
import { getFrameUnits, linkUnit } from './frame-units.ts';
import { drawSurveySample, getSurveySample } from './survey-sample.ts';

const surveyParameters = v.object({ surveyId: idSchema });
const listParameters = v.object({ listId: idSchema });
const unitParameters = v.object({ listId: idSchema, unitId: idSchema });
const uploadParameters = v.object({ listId: idSchema, uploadId: idSchema });
const pieceParameters = v.object({
  listId: idSchema,
  uploadId: idSchema,
  piece: v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.maxValue(FRAME_PIECE_COUNT - 1)),
});

/** Lists of bought addresses, and the samples that surveys draw from them. */
export async function frameRoutes(app: FastifyInstance): Promise<void> {
  const config = { action: 'surveys.edit' } as const;

  app.get('/frames', { config }, async ({ session }) => getFrameLists(app, session.centreId));

  app.post('/frames', { config }, async (request, reply) => {
    const created = await createFrameList(
      app,
      request.session,
      parseInput(createFrameListSchema, request.body),
    );
    return reply.code(201).send(created);
  });

  app.patch('/frames/:listId', { config }, async (request) => {
    const { listId } = parseInput(listParameters, request.params);
    return editFrameList(app, request.session, listId, parseInput(updateFrameListSchema, request.body));
  });

  app.post('/frames/:listId/end', { config }, async (request) => {
    const { listId } = parseInput(listParameters, request.params);
    const { revision } = parseInput(frameEndSchema, request.body);
    return endFrameList(app, request.session, listId, revision);
  });

  app.get('/frames/:listId/cells', { config }, async (request) => {
    const { listId } = parseInput(listParameters, request.params);
    return getFrameCells(app, request.session.centreId, listId);
  });

  app.get('/frames/:listId/units', { config }, async (request) => {
    const { listId } = parseInput(listParameters, request.params);
    return getFrameUnits(app, request.session.centreId, listId, parseInput(frameUnitsQuery, request.query));
  });

  app.put('/frames/:listId/units/:unitId/account', { config }, async (request, reply) => {
    const unit = parseInput(unitParameters, request.params);
    await linkUnit(app, request.session, unit, parseInput(frameLinkSchema, request.body).accountId);
    return reply.code(204).send();
  });

  app.put(
    '/frames/:listId/uploads/:uploadId/pieces/:piece',
    { config, bodyLimit: FRAME_PIECE_BYTES },
    async (request, reply) => {
      const piece = parseInput(pieceParameters, request.params);
      const { rows } = parseInput(framePieceSchema, request.body);
      await takeFramePiece(app, request.session.centreId, piece, rows);
      return reply.code(204).send();
    },
  );

  app.post('/frames/:listId/uploads/:uploadId/commit', { config }, async (request) => {
    const upload = parseInput(uploadParameters, request.params);
    return commitFrameUpload(app, request.session, upload, parseInput(frameCommitSchema, request.body));
  });

  app.delete('/frames/:listId/uploads/:uploadId', { config }, async (request, reply) => {
    await cancelFrameUpload(app, request.session.centreId, parseInput(uploadParameters, request.params));
    return reply.code(204).send();
  });

  app.get('/surveys/:surveyId/sample', { config }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return getSurveySample(app, request.session.centreId, surveyId);
  });

  app.put('/surveys/:surveyId/sample', { config }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return drawSurveySample(app, request.session, surveyId, parseInput(drawSampleSchema, request.body));
  });
}
