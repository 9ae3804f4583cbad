import type { FastifyInstance } from 'fastify';
import { canonicalJson } from '#domain/canonical/json.ts';
import type { CompanyAttribute } from '#domain/casework/company-attributes.ts';
import { computeUnitDisposition } from '#domain/fieldwork/returns/unit-disposition.ts';
import { computeSampleWeights, type WeighedUnit } from '#domain/fieldwork/weights/sample-weights.ts';
import {
  hashOfResponse,
  type ComputedWeights,
  type ComputeWeights,
  type SurveyWeights,
} from '#protocol/sample-weights.ts';
import { findDocument, putDocument } from '#server/database/queries/documents.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import { listInvitedUnits } from '#server/database/queries/invitations.ts';
import {
  countFrameMargins,
  findSampledList,
  listCountedAnswers,
  type CountedAnswer,
} from '#server/database/queries/sample-weights.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import { listSampledUnits, type SampledFrameUnit } from '#server/database/queries/survey-units.ts';
import { listUnitOutcomes } from '#server/database/queries/unit-events.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';

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
    if (!(await findSurvey(tx, centreId, surveyId))) throw new Problem('not-found');
    const list = await findSampledList(tx, centreId, surveyId);
    if (!list) throw new Problem('survey-without-sample');
    const others = await readWeights(tx, centreId);
    const before = others.find((each) => each.surveyId === surveyId);
    const computed = await compute(tx, centreId, surveyId, by);
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
  surveyId: string,
  by: readonly CompanyAttribute[],
): Promise<Pick<SurveyWeights, 'sampled' | 'answered' | 'eligibility' | 'classes' | 'weights'>> {
  const [sampled, answers, outcomes, invited] = await Promise.all([
    listSampledUnits(db, centreId, surveyId),
    listCountedAnswers(db, centreId, surveyId),
    listUnitOutcomes(db, centreId, surveyId),
    listInvitedUnits(db, centreId, surveyId),
  ]);
  const answerOf = matchAnswers(sampled, answers);
  const opened = new Set(invited.flatMap(({ unitId, openedAt }) => (openedAt === null ? [] : [unitId])));
  const members = new Map<string, SurveyWeights['classes'][number]['members'][number]>();
  const units = sampled.map((unit): WeighedUnit => {
    const member = Object.fromEntries(by.map((attribute) => [attribute, unit[attribute] ?? '']));
    const className = canonicalJson(member);
    members.set(className, member);
    return {
      unitId: unit.unit_id,
      designWeight: unit.weight,
      className,
      disposition: computeUnitDisposition({
        answered: answerOf.get(unit.unit_id)?.disposition,
        outcome: outcomes.get(unit.unit_id)?.outcome,
        isOpened: opened.has(unit.unit_id),
      }),
    };
  });
  const { weights, classes, eligibility } = computeSampleWeights(units);
  const entries = [...weights].flatMap(([unitId, weight]) => {
    const { responseId, shownId } = answerOf.get(unitId)!;
    const ids = shownId === null ? [responseId] : [responseId, shownId];
    return ids.map((id): [string, number] => [hashOfResponse(id), weight]);
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

/** The first answer of each sampled unit: with its code, or of the company that it has become. */
function matchAnswers(
  sampled: readonly SampledFrameUnit[],
  answers: readonly CountedAnswer[],
): Map<string, CountedAnswer> {
  const unitOf = new Map(sampled.map(({ unit_id: unitId }) => [unitId, unitId]));
  for (const { unit_id: unitId, account_id: accountId } of sampled)
    if (accountId !== null && !unitOf.has(accountId)) unitOf.set(accountId, unitId);
  const first = new Map<string, CountedAnswer>();
  for (const answer of answers) {
    const unitId = unitOf.get(answer.unitId ?? '') ?? unitOf.get(answer.accountId ?? '');
    if (unitId === undefined) continue;
    const before = first.get(unitId);
    if (!before || answer.responseId < before.responseId) first.set(unitId, answer);
  }
  return first;
}
