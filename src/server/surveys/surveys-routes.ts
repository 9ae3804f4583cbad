import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import {
  createSurveySchema,
  invitationBatchSchema,
  surveyLinkSchema,
  unitOutcomeSchema,
  updateSurveySchema,
} from '#protocol/surveys.ts';
import { computeWeightsSchema } from '#protocol/sample-weights.ts';
import { surveyLettersSchema } from '#protocol/survey-letters.ts';
import { parseInput } from '#server/http/parse-input.ts';
import { idSchema } from '#server/http/path-parameters.ts';
import { issueInvitations, listUnits } from './invitation-batches.ts';
import { issueInvitation, revokeInvitation, showInvitation } from './invitations.ts';
import { computeWeights } from './sample-weights.ts';
import { getLetters, putLetters } from './survey-letters.ts';
import { getReturns } from './survey-returns.ts';
import { noteUnitOutcome } from './unit-outcomes.ts';
import { createSurvey, editSurvey, getSurveyList, removeOpenLink, renewSurveyLink } from './surveys.ts';

const surveyParameters = v.object({ surveyId: idSchema });
const linkParameters = v.object({ surveyId: idSchema, kind: v.picklist(['open', 'test']) });
const unitParameters = v.object({ surveyId: idSchema, accountId: idSchema });

/** Surveys, their links, and the codes of their units. */
export async function surveyRoutes(app: FastifyInstance): Promise<void> {
  const edit = { action: 'surveys.edit' } as const;
  const issue = { action: 'invitations.issue' } as const;

  app.get('/surveys', { config: { action: 'surveys.read' } }, async ({ session }) =>
    getSurveyList(app, session.centreId),
  );

  app.post('/surveys', { config: edit }, async (request, reply) => {
    const created = await createSurvey(app, request.session, parseInput(createSurveySchema, request.body));
    return reply.code(201).send(created);
  });

  app.patch('/surveys/:surveyId', { config: edit }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return editSurvey(app, request.session, surveyId, parseInput(updateSurveySchema, request.body));
  });

  app.put('/surveys/:surveyId/links/:kind', { config: edit }, async (request) => {
    const { surveyId, kind } = parseInput(linkParameters, request.params);
    const { revision } = parseInput(surveyLinkSchema, request.body);
    return renewSurveyLink(app, request.session, { surveyId, kind, revision });
  });

  app.delete('/surveys/:surveyId/links/open', { config: edit }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    const { revision } = parseInput(surveyLinkSchema, request.body);
    return removeOpenLink(app, request.session, { surveyId, revision });
  });

  app.get('/surveys/:surveyId/letters', { config: issue }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return getLetters(app, request.session.centreId, surveyId);
  });

  app.put('/surveys/:surveyId/letters', { config: edit }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return putLetters(app, request.session, surveyId, parseInput(surveyLettersSchema, request.body));
  });

  app.get('/surveys/:surveyId/returns', { config: { action: 'surveys.read' } }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return getReturns(app, request.session.centreId, surveyId);
  });

  app.post(
    '/surveys/:surveyId/sample-weights',
    { config: { action: 'wishes.tabulate' } },
    async (request) => {
      const { surveyId } = parseInput(surveyParameters, request.params);
      return computeWeights(app, request.session, surveyId, parseInput(computeWeightsSchema, request.body));
    },
  );

  app.put('/surveys/:surveyId/units/:accountId/outcome', { config: issue }, async (request, reply) => {
    const unit = parseInput(unitParameters, request.params);
    await noteUnitOutcome(app, request.session, unit, parseInput(unitOutcomeSchema, request.body));
    return reply.code(204).send();
  });

  app.get('/surveys/:surveyId/invitations', { config: issue }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return listUnits(app, request.session, surveyId);
  });

  app.post('/surveys/:surveyId/invitations', { config: edit }, async (request) => {
    const { surveyId } = parseInput(surveyParameters, request.params);
    return issueInvitations(app, request.session, surveyId, parseInput(invitationBatchSchema, request.body));
  });

  app.get('/surveys/:surveyId/invitations/:accountId', { config: issue }, async (request) =>
    showInvitation(app, request.session, parseInput(unitParameters, request.params)),
  );

  app.post('/surveys/:surveyId/invitations/:accountId', { config: issue }, async (request, reply) => {
    const issued = await issueInvitation(app, request.session, parseInput(unitParameters, request.params));
    return reply.code(201).send(issued);
  });

  app.delete('/surveys/:surveyId/invitations/:accountId', { config: issue }, async (request, reply) => {
    await revokeInvitation(app, request.session, parseInput(unitParameters, request.params));
    return reply.code(204).send();
  });
}
