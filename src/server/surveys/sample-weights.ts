import type { FastifyInstance } from 'fastify';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { CompanyAttribute } from '#domain/casework/company-attributes.ts';
import { computeSampleWeights, type WeighedUnit } from '#domain/fieldwork/weights/sample-weights.ts';
import {
  hashOfResponse,
  type ComputedWeights,
  type ComputeWeights,
  type SurveyWeights,
} from '#protocol/sample-weights.ts';
import { findDocument, putDocument } from '#server/database/queries/documents.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import { countFrameMargins, findSampledList, listShownIds } from '#server/database/queries/sample-weights.ts';
import { findSurvey, type StoredSurvey } from '#server/database/queries/surveys.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { readStanding } from './unit-standing.ts';

const DOCUMENT = 'sample-weights';

/**
 * Computes what the answers of a survey's sample stand for, and puts it into the document that tables are weighted
 * by. The version goes up only when something has come out differently.
 *
 * @throws Problem `not-found` without such a survey, `survey-without-sample`, `sample-without-answers`.
 */
export async function computeWeights(
  { database, clock }: FastifyInstance,
  { centreId, userId }: { centreId: string; userId: string },
  surveyId: string,
  { by }: ComputeWeights,
): Promise<ComputedWeights> {
  return database.db.transaction().execute(async (tx) => {
    // Two people who compute at once write one after the other; of the document is one for all surveys.
    await lockCentre(tx, centreId);
    const survey = await findSurvey(tx, centreId, surveyId);
    if (!survey) throw new Problem('not-found');
    const list = await findSampledList(tx, centreId, surveyId);
    if (!list) throw new Problem('survey-without-sample');
    const others = await readWeights(tx, centreId);
    const before = others.find((each) => each.surveyId === surveyId);
    const computed = await compute(tx, centreId, survey, by);
    if (computed.answered === 0) throw new Problem('sample-without-answers');
    const margins = await countFrameMargins(tx, centreId, list.listId);
    const { listName, drawnAt } = list;
    const content = { surveyId, listName, drawnAt, by, ...computed, margins };
    const isSame = before !== undefined && canonicalJson(content) === canonicalJson(contentOf(before));
    if (before && isSame) return withoutWeights(before);
    const weights: SurveyWeights = {
      ...content,
      version: (before?.version ?? 0) + 1,
      computedAt: instantOf(clock),
    };
    const all = [...others.filter((each) => each !== before), weights];
    await putDocument(tx, centreId, DOCUMENT, all, weights.computedAt);
    const detail = { version: weights.version, by };
    await audit(tx, clock, { centreId, by: userId, action: 'surveys.weights', subject: surveyId, detail });
    return withoutWeights(weights);
  });
}

async function readWeights(db: Queries, centreId: string): Promise<SurveyWeights[]> {
  const document = await findDocument(db, centreId, DOCUMENT);
  return document ? (JSON.parse(document.content) as SurveyWeights[]) : [];
}

function contentOf({
  version: _version,
  computedAt: _computedAt,
  ...content
}: SurveyWeights): Omit<SurveyWeights, 'version' | 'computedAt'> {
  return content;
}

function withoutWeights({ weights: _weights, ...told }: SurveyWeights): ComputedWeights {
  return told;
}

async function compute(
  db: Queries,
  centreId: string,
  survey: StoredSurvey,
  by: readonly CompanyAttribute[],
): Promise<Pick<SurveyWeights, 'sampled' | 'answered' | 'eligibility' | 'classes' | 'weights'>> {
  const [{ sampled, answers, dispositionOf }, shownIds] = await Promise.all([
    readStanding(db, centreId, survey),
    listShownIds(db, centreId, survey.id),
  ]);
  const members = new Map<string, SurveyWeights['classes'][number]['members'][number]>();
  const units = sampled.map((unit): WeighedUnit => {
    const member = Object.fromEntries(by.map((attribute) => [attribute, unit[attribute] ?? '']));
    const className = canonicalJson(member);
    members.set(className, member);
    const { unit_id: unitId, weight: designWeight } = unit;
    return { unitId, designWeight, className, disposition: dispositionOf(unitId) };
  });
  const { weights, classes, eligibility } = computeSampleWeights(units);
  const entries = [...weights].flatMap(([unitId, weight]) => {
    const { responseId } = answers.get(unitId)!;
    const shownId = shownIds.get(responseId);
    return [responseId, ...(shownId === undefined ? [] : [shownId])].map((id): [string, number] => [
      hashOfResponse(id),
      weight,
    ]);
  });
  return {
    sampled: units.length,
    answered: weights.size,
    eligibility,
    classes: classes.map(({ classNames, ...rest }) => ({
      members: classNames.map((name) => members.get(name)!),
      ...rest,
    })),
    weights: Object.fromEntries(entries),
  };
}
