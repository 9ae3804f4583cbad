import type { FastifyInstance } from 'fastify';
import type { Disposition } from '#domain/records/dispositions.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import { computeSurveyState } from '#domain/fieldwork/survey-state.ts';
import type { CreateSurvey, SurveyList, SurveySummary, UpdateSurvey } from '#protocol/surveys.ts';
import { audit, type AuditAction } from '#server/journal/audit.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { countInvitations } from '#server/database/queries/invitations.ts';
import type { Queries } from '#server/database/schema.ts';
import { countSubmittedResponses } from '#server/database/queries/submitted-responses.ts';
import {
  findRevision,
  findSurvey,
  insertSurvey,
  listRevisions,
  listSurveys,
  updateSurvey,
  type StoredSurvey,
} from '#server/database/queries/surveys.ts';
import { Problem } from '#server/http/problem.ts';
import { refreshSurveyDocuments } from './survey-documents.ts';
import { createSurveyToken, retireSurveyToken } from './survey-tokens.ts';

/** Who keeps the surveys. */
interface Actor {
  centreId: string;
  userId: string;
}

/** Which link of a survey. */
export type SurveyLinkKind = 'open' | 'test';

/** A centre's surveys with their counts, and the published questionnaires. */
export async function getSurveyList(app: FastifyInstance, centreId: string): Promise<SurveyList> {
  const { db } = app.database;
  const [surveys, revisions] = await Promise.all([
    listSummaries(app, db, centreId),
    listRevisions(db, centreId),
  ]);
  return {
    surveys,
    revisions: revisions.map(({ id, revision, title }) => ({ questionnaireId: id, revision, title })),
  };
}

/** Plans a survey. @throws Problem `questionnaire-revision-unknown`, `survey-period-invalid`. */
export async function createSurvey(
  app: FastifyInstance,
  actor: Actor,
  input: CreateSurvey,
): Promise<SurveySummary> {
  const { clock } = app;
  const { centreId } = actor;
  return app.database.db.transaction().execute(async (tx) => {
    const id = newId(clock);
    const testToken = await createSurveyToken(tx, 'testLink', { centreId, surveyId: id });
    const at = instantOf(clock);
    const survey: StoredSurvey = {
      centreId,
      id,
      ...input,
      status: 'planned',
      openToken: null,
      testToken,
      revision: 1,
      createdAt: at,
      updatedAt: at,
      updatedBy: actor.userId,
    };
    await checkSurvey(tx, survey);
    await insertSurvey(tx, survey);
    return finish(app, tx, actor, 'surveys.create', survey, { ...input });
  });
}

/**
 * Changes a survey; opening and closing it is a change like others.
 *
 * @throws Problem `not-found`, `survey-changed`, `questionnaire-revision-unknown`, `survey-period-invalid`.
 */
export async function editSurvey(
  app: FastifyInstance,
  actor: Actor,
  surveyId: string,
  input: UpdateSurvey,
): Promise<SurveySummary> {
  const { revision, ...changes } = input;
  return change(
    app,
    actor,
    { surveyId, revision, action: 'surveys.update', detail: changes },
    async (tx, survey) => {
      const changed = { ...survey, ...changes };
      await checkSurvey(tx, changed);
      return changed;
    },
  );
}

/** Makes a new link of a survey; the one of before opens no more. */
export async function renewSurveyLink(
  app: FastifyInstance,
  actor: Actor,
  { surveyId, kind, revision }: { surveyId: string; kind: SurveyLinkKind; revision: number },
): Promise<SurveySummary> {
  return change(
    app,
    actor,
    { surveyId, revision, action: 'surveys.link', detail: { kind } },
    async (tx, survey) => {
      const before = kind === 'open' ? survey.openToken : survey.testToken;
      if (before !== null) await retireSurveyToken(tx, before, instantOf(app.clock));
      const token = await createSurveyToken(tx, kind === 'open' ? 'openLink' : 'testLink', {
        centreId: actor.centreId,
        surveyId,
      });
      return kind === 'open' ? { ...survey, openToken: token } : { ...survey, testToken: token };
    },
  );
}

/** Takes the link for everyone away. */
export async function removeOpenLink(
  app: FastifyInstance,
  actor: Actor,
  { surveyId, revision }: { surveyId: string; revision: number },
): Promise<SurveySummary> {
  return change(
    app,
    actor,
    { surveyId, revision, action: 'surveys.link', detail: { kind: 'none' } },
    async (tx, survey) => {
      if (survey.openToken !== null) await retireSurveyToken(tx, survey.openToken, instantOf(app.clock));
      return { ...survey, openToken: null };
    },
  );
}

async function change(
  app: FastifyInstance,
  actor: Actor,
  {
    surveyId,
    revision,
    action,
    detail,
  }: { surveyId: string; revision: number; action: AuditAction; detail: JsonObject },
  edit: (tx: Queries, survey: StoredSurvey) => Promise<StoredSurvey>,
): Promise<SurveySummary> {
  return app.database.db.transaction().execute(async (tx) => {
    const survey = await findSurvey(tx, actor.centreId, surveyId);
    if (!survey) throw new Problem('not-found');
    if (survey.revision !== revision) throw new Problem('survey-changed');
    const edited = await edit(tx, survey);
    const stamp = { revision: revision + 1, updatedAt: instantOf(app.clock), updatedBy: actor.userId };
    const changed: StoredSurvey = { ...edited, ...stamp };
    if (!(await updateSurvey(tx, changed))) throw new Problem('survey-changed');
    return finish(app, tx, actor, action, changed, detail);
  });
}

async function finish(
  app: FastifyInstance,
  tx: Queries,
  { centreId, userId }: Actor,
  action: AuditAction,
  { id }: StoredSurvey,
  detail: JsonObject,
): Promise<SurveySummary> {
  await audit(tx, app.clock, { centreId, by: userId, action, subject: id, detail });
  await refreshSurveyDocuments(tx, centreId, instantOf(app.clock));
  const summary = (await listSummaries(app, tx, centreId)).find((each) => each.id === id);
  if (!summary) throw new Error(`survey ${id} has just been written`);
  return summary;
}

async function checkSurvey(
  db: Queries,
  { centreId, questionnaireId, questionnaireRevision, startsOn, endsOn }: StoredSurvey,
): Promise<void> {
  if (endsOn !== null && endsOn < startsOn) throw new Problem('survey-period-invalid');
  const asked = await findRevision(db, centreId, { questionnaireId, revision: questionnaireRevision });
  if (!asked) throw new Problem('questionnaire-revision-unknown');
}

async function listSummaries(
  { config, clock }: FastifyInstance,
  db: Queries,
  centreId: string,
): Promise<SurveySummary[]> {
  const surveys = await listSurveys(db, centreId);
  const invitations = new Map((await countInvitations(db, centreId)).map((count) => [count.surveyId, count]));
  const responses = await countSubmittedResponses(db, centreId);
  return surveys.map((survey) => {
    const { issued = 0, opened = 0, answered = 0 } = invitations.get(survey.id) ?? {};
    return {
      id: survey.id,
      title: survey.title,
      questionnaireId: survey.questionnaireId,
      questionnaireRevision: survey.questionnaireRevision,
      status: survey.status,
      state: computeSurveyState(survey, instantOf(clock)),
      startsOn: survey.startsOn,
      endsOn: survey.endsOn,
      openLink: survey.openToken && `${config.publicUrl}/s/open/${survey.openToken}`,
      testLink: `${config.publicUrl}/s/test/${survey.testToken}`,
      revision: survey.revision,
      invitations: { issued, opened, answered },
      responses: responses
        .filter(({ survey_id: surveyId }) => surveyId === survey.id)
        .map(({ channel, disposition, count }) => ({
          channel: channel as SurveyResponse['channel'],
          disposition: disposition as Disposition,
          count,
        })),
    };
  });
}
