import type { Selectable } from 'kysely';
import type { Instant, PlainDate } from '#domain/canonical/dates.ts';
import { hashText } from '#domain/canonical/hash.ts';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { LocalisedText } from '#domain/canonical/language.ts';
import type { SurveyStatus } from '#domain/fieldwork/survey-state.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Queries, SurveysTable } from '#server/database/schema.ts';

/** A survey as it is stored. */
export interface StoredSurvey {
  centreId: string;
  id: string;
  title: LocalisedText;
  questionnaireId: string;
  questionnaireRevision: number;
  status: SurveyStatus;
  startsOn: PlainDate;
  endsOn: PlainDate | null;
  openToken: string | null;
  testToken: string;
  /** Goes up with every change. */
  revision: number;
  createdAt: Instant;
  updatedAt: Instant;
  updatedBy: string | null;
}

/** Which revision of which questionnaire. */
export interface RevisionKey {
  questionnaireId: string;
  revision: number;
}

/** Publishes a revision of a questionnaire; one that is published already stays as it is. */
export async function publishRevision(
  db: Queries,
  centreId: string,
  questionnaire: Questionnaire,
  publishedAt: Instant,
): Promise<void> {
  const content = canonicalJson(questionnaire);
  await db
    .insertInto('questionnaire_revisions')
    .values({
      centre_id: centreId,
      questionnaire_id: questionnaire.id,
      revision: questionnaire.revision,
      hash: hashText(content),
      content,
      published_at: publishedAt,
      published_by: null,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'questionnaire_id', 'revision']).doNothing())
    .execute();
}

/** A published questionnaire. */
export async function findRevision(
  db: Queries,
  centreId: string,
  { questionnaireId, revision }: RevisionKey,
): Promise<Questionnaire | undefined> {
  const row = await db
    .selectFrom('questionnaire_revisions')
    .select('content')
    .where('centre_id', '=', centreId)
    .where('questionnaire_id', '=', questionnaireId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row && (JSON.parse(row.content) as Questionnaire);
}

/** A published questionnaire that must exist, since a survey names it. */
export async function getRevision(db: Queries, centreId: string, key: RevisionKey): Promise<Questionnaire> {
  const questionnaire = await findRevision(db, centreId, key);
  if (!questionnaire) throw new Error(`revision ${key.revision} of ${key.questionnaireId} is not published`);
  return questionnaire;
}

/** All that is published, the newest of each questionnaire first. */
export async function listRevisions(db: Queries, centreId: string): Promise<Questionnaire[]> {
  const rows = await db
    .selectFrom('questionnaire_revisions')
    .select('content')
    .where('centre_id', '=', centreId)
    .orderBy('questionnaire_id')
    .orderBy('revision', 'desc')
    .execute();
  return rows.map(({ content }) => JSON.parse(content) as Questionnaire);
}

/** A centre's surveys, the earliest first. */
export async function listSurveys(db: Queries, centreId: string): Promise<StoredSurvey[]> {
  const rows = await db
    .selectFrom('surveys')
    .selectAll()
    .where('centre_id', '=', centreId)
    .orderBy('starts_on')
    .orderBy('survey_id')
    .execute();
  return rows.map(fromRow);
}

/** A survey by its id, whatever its state. */
export async function findSurvey(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<StoredSurvey | undefined> {
  const row = await db
    .selectFrom('surveys')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** Adds a survey. */
export async function insertSurvey(db: Queries, survey: StoredSurvey): Promise<void> {
  await db.insertInto('surveys').values(toRow(survey)).execute();
}

/** Writes a survey whose stored revision is the one before; false when somebody else has changed it. */
export async function updateSurvey(db: Queries, survey: StoredSurvey): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('surveys')
    .set(toRow(survey))
    .where('centre_id', '=', survey.centreId)
    .where('survey_id', '=', survey.id)
    .where('revision', '=', survey.revision - 1)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function toRow(survey: StoredSurvey): Selectable<SurveysTable> {
  return {
    centre_id: survey.centreId,
    survey_id: survey.id,
    title: JSON.stringify(survey.title),
    questionnaire_id: survey.questionnaireId,
    questionnaire_revision: survey.questionnaireRevision,
    status: survey.status,
    starts_on: survey.startsOn,
    ends_on: survey.endsOn,
    open_token: survey.openToken,
    test_token: survey.testToken,
    revision: survey.revision,
    created_at: survey.createdAt,
    updated_at: survey.updatedAt,
    updated_by: survey.updatedBy,
  };
}

function fromRow(row: Selectable<SurveysTable>): StoredSurvey {
  return {
    centreId: row.centre_id,
    id: row.survey_id,
    title: JSON.parse(row.title) as LocalisedText,
    questionnaireId: row.questionnaire_id,
    questionnaireRevision: row.questionnaire_revision,
    status: row.status,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    openToken: row.open_token,
    testToken: row.test_token,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}
