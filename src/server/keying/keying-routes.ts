import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { keyedEntrySchema } from '#protocol/keying.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { getKeyingQuality, getKeyingWork, listSheetsToSettle } from './keying-work.ts';
import { receiveEntry } from './receive-entry.ts';

const surveyParameters = v.object({ surveyId: idSchema });

/** Keying of sheets of paper, by those who may see whose answers they are. */
export async function keyingRoutes(app: FastifyInstance): Promise<void> {
  const config = { action: 'responses.settle' } as const;

  app.get('/surveys/:surveyId/keying', { config }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return getKeyingWork(app, request.session, surveyId);
  });

  app.post('/surveys/:surveyId/keying/entries', { config }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return receiveEntry(app, request.session, surveyId, parseInput(keyedEntrySchema, request.body));
  });

  app.get('/surveys/:surveyId/keying/settle', { config }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return listSheetsToSettle(app, request.session, surveyId);
  });

  app.get('/surveys/:surveyId/keying/quality', { config }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return getKeyingQuality(app, request.session, surveyId);
  });
}
