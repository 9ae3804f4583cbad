import type { FastifyInstance } from 'fastify';
import { drawSample, type PlannedStratum } from '#domain/fieldwork/sample/draw-sample.ts';
import type { SampleDesign } from '#domain/fieldwork/sample/sample-design.ts';
import type { DrawSample, SurveySample, SurveySampleReply } from '#protocol/frames.ts';
import { lockCentre } from '#server/database/queries/centres.ts';
import { listSampleAttributes } from '#server/database/queries/frame-units.ts';
import { hasInvitations } from '#server/database/queries/invitations.ts';
import { findSample, putSample, type StoredSample } from '#server/database/queries/survey-units.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf } from '#server/journal/clock.ts';
import { getFrameList, type Actor } from './frame-lists.ts';

/** The sample that a survey asks. @throws Problem `not-found` without such a survey. */
export async function getSurveySample(
  { database: { db } }: FastifyInstance,
  centreId: string,
  surveyId: string,
): Promise<SurveySampleReply> {
  if (!(await findSurvey(db, centreId, surveyId))) throw new Problem('not-found');
  const sample = await findSample(db, centreId, surveyId);
  return { sample: sample ? toSample(sample) : null, isFixed: await hasInvitations(db, centreId, surveyId) };
}

/**
 * Draws a survey's sample from a list. What was drawn is written down with its seed, by which anybody can draw it again.
 *
 * @throws Problem `not-found`, `frame-list-not-ready`, `sample-empty`, and `sample-fixed` once codes are out:
 *   who has got a letter cannot be left out any more, nor may chance be asked until it pleases.
 */
export async function drawSurveySample(
  { database, clock }: FastifyInstance,
  { centreId, userId }: Actor,
  surveyId: string,
  { listId, design, seed }: DrawSample,
): Promise<SurveySampleReply> {
  return database.db.transaction().execute(async (tx) => {
    await lockCentre(tx, centreId);
    if (!(await findSurvey(tx, centreId, surveyId))) throw new Problem('not-found');
    if (await hasInvitations(tx, centreId, surveyId)) throw new Problem('sample-fixed');
    const list = await getFrameList(tx, centreId, listId);
    if (list.status !== 'ready') throw new Problem('frame-list-not-ready');
    const { strata, units } = drawSample(await readUnits(tx, centreId, listId), design, seed);
    if (units.length === 0) throw new Problem('sample-empty');
    const sample: StoredSample = {
      centre_id: centreId,
      survey_id: surveyId,
      list_id: listId,
      design: JSON.stringify(design),
      seed,
      strata: JSON.stringify(strata),
      drawn_at: instantOf(clock),
      drawn_by: userId,
    };
    await putSample(
      tx,
      sample,
      units.map(({ unitId, ...unit }) => ({ unit_id: unitId, ...unit })),
    );
    const detail = { listId, seed, size: units.length };
    await audit(tx, clock, { centreId, by: userId, action: 'surveys.sample', subject: surveyId, detail });
    return { sample: toSample(sample), isFixed: false };
  });
}

async function readUnits(db: Queries, centreId: string, listId: string) {
  const rows = await listSampleAttributes(db, centreId, listId);
  return rows.map(({ unit_id: unitId, row_number: row, ...attributes }) => ({ unitId, row, ...attributes }));
}

function toSample(stored: StoredSample): SurveySample {
  const strata = JSON.parse(stored.strata) as PlannedStratum[];
  return {
    listId: stored.list_id,
    design: JSON.parse(stored.design) as SampleDesign,
    seed: stored.seed,
    drawnAt: stored.drawn_at,
    strata,
    size: strata.reduce((sum, { drawn }) => sum + drawn, 0),
  };
}
