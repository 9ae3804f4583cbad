import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { lotMarkSchema, makeLotsSchema, markLotSchema } from '#protocol/letter-lots.ts';
import { arrivalsSchema, dispositionsSchema, undoEventSchema } from '#protocol/unit-history.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { noteArrivals } from './arrivals.ts';
import { noteDispositions } from './dispositions.ts';
import { getLots, getLotState, makeLots, markLot, printLot, removeLot, unmarkLot } from './letter-lots.ts';
import { getUnitHistory, undoEvent } from './unit-history.ts';

const surveyParameters = v.object({ surveyId: idSchema });
const lotParameters = v.object({ surveyId: idSchema, lotId: idSchema });
const markParameters = v.object({ surveyId: idSchema, lotId: idSchema, mark: lotMarkSchema });
const unitParameters = v.object({ surveyId: idSchema, unitId: idSchema });

/** Letters in lots, what comes in by post, and what happened to a survey's units. */
export async function fieldworkRoutes(app: FastifyInstance): Promise<void> {
  const edit = { action: 'surveys.edit' } as const;
  const issue = { action: 'invitations.issue' } as const;

  app.get('/surveys/:surveyId/lots', { config: edit }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return getLots(app, request.session.centreId, surveyId);
  });

  app.post('/surveys/:surveyId/lots', { config: edit }, async (request, reply) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    const made = await makeLots(app, request.session, surveyId, parseInput(makeLotsSchema, request.body));
    return reply.code(201).send(made);
  });

  app.get('/surveys/:surveyId/lots/:lotId', { config: edit }, async (request) =>
    getLotState(app, request.session.centreId, parseInput(lotParameters, request.params)),
  );

  app.delete('/surveys/:surveyId/lots/:lotId', { config: edit }, async (request) =>
    removeLot(app, request.session, parseInput(lotParameters, request.params)),
  );

  app.post('/surveys/:surveyId/lots/:lotId/letters', { config: edit }, async (request) =>
    printLot(app, request.session, parseInput(lotParameters, request.params)),
  );

  app.put('/surveys/:surveyId/lots/:lotId/marks/:mark', { config: edit }, async (request) => {
    const place = parseInput(markParameters, request.params);
    return markLot(app, request.session, place, parseInput(markLotSchema, request.body));
  });

  app.delete('/surveys/:surveyId/lots/:lotId/marks/:mark', { config: edit }, async (request) =>
    unmarkLot(app, request.session, parseInput(markParameters, request.params)),
  );

  app.post('/surveys/:surveyId/arrivals', { config: edit }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    const { scans } = parseInput(arrivalsSchema, request.body);
    const { centreId, userId } = request.session;
    return noteArrivals(app, { centreId, userId, surveyId }, scans);
  });

  app.post('/surveys/:surveyId/dispositions', { config: edit }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    const { centreId, userId } = request.session;
    const input = parseInput(dispositionsSchema, request.body);
    return noteDispositions(app, { centreId, userId, surveyId }, input);
  });

  app.get('/surveys/:surveyId/units/:unitId/history', { config: issue }, async (request) =>
    getUnitHistory(app, request.session, parseInput(unitParameters, request.params)),
  );

  app.post('/surveys/:surveyId/units/:unitId/undo', { config: issue }, async (request) => {
    const place = parseInput(unitParameters, request.params);
    return undoEvent(app, request.session, place, parseInput(undoEventSchema, request.body));
  });
}
