import type { Selectable } from 'kysely';
import type { Queries, SurveySamplesTable, SurveyUnitsTable } from '#server/database/schema.ts';
import type { StoredFrameUnit } from './frame-units.ts';

/** Rows per statement: six values each, of which SQLite takes 32,766. */
const ROWS_PER_INSERT = 2_000;

/** A survey's sample as it is stored. */
export type StoredSample = Selectable<SurveySamplesTable>;
/** A unit of a sample as it is stored. */
export type StoredSampleUnit = Selectable<SurveyUnitsTable>;

/** The sample that a survey asks; undefined for one that asks companies of the centre's own records. */
export async function findSample(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<StoredSample | undefined> {
  return db
    .selectFrom('survey_samples')
    .selectAll()
    .where('centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .executeTakeFirst();
}

/** A survey's sampled units beside their addresses, in their order. */
function selectSampled(db: Queries, centreId: string, surveyId: string) {
  return db
    .selectFrom('survey_units')
    .innerJoin('frame_units', (join) =>
      join
        .onRef('frame_units.centre_id', '=', 'survey_units.centre_id')
        .onRef('frame_units.unit_id', '=', 'survey_units.unit_id'),
    )
    .where('survey_units.centre_id', '=', centreId)
    .where('survey_id', '=', surveyId)
    .orderBy('position');
}

/** A sampled unit with its address. */
export type SampledFrameUnit = StoredFrameUnit & Pick<StoredSampleUnit, 'stratum' | 'weight' | 'position'>;

/** A survey's sampled units with their addresses, in their order; none without a sample. */
export async function listSampledUnits(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<SampledFrameUnit[]> {
  return selectSampled(db, centreId, surveyId)
    .selectAll('frame_units')
    .select(['stratum', 'weight', 'position'])
    .execute();
}

/** What a survey's sampled units are counted by. */
export type SampledAttributes = Pick<
  StoredFrameUnit,
  'unit_id' | 'account_id' | 'industry' | 'employees' | 'sales' | 'municipality'
> &
  Pick<StoredSampleUnit, 'weight'>;

/** A survey's sampled units as far as they are counted, in their order: much less to read than their addresses. */
export async function listSampledAttributes(
  db: Queries,
  centreId: string,
  surveyId: string,
): Promise<SampledAttributes[]> {
  return selectSampled(db, centreId, surveyId)
    .select([
      'frame_units.unit_id',
      'frame_units.account_id',
      'frame_units.industry',
      'frame_units.employees',
      'frame_units.sales',
      'frame_units.municipality',
      'weight',
    ])
    .execute();
}

/** The addresses of a survey's sample that are some companies, in the order of the sample. */
export async function listSampledOf(
  db: Queries,
  centreId: string,
  surveyId: string,
  accountIds: readonly string[],
): Promise<Pick<StoredFrameUnit, 'unit_id' | 'account_id'>[]> {
  return selectSampled(db, centreId, surveyId)
    .select(['frame_units.unit_id', 'frame_units.account_id'])
    .where('frame_units.account_id', 'in', accountIds)
    .execute();
}

/** Writes a survey's sample in place of the one of before. */
export async function putSample(
  db: Queries,
  sample: StoredSample,
  units: readonly Pick<StoredSampleUnit, 'unit_id' | 'stratum' | 'weight' | 'position'>[],
): Promise<void> {
  const { centre_id: centreId, survey_id: surveyId } = sample;
  for (const table of ['survey_samples', 'survey_units'] as const)
    await db.deleteFrom(table).where('centre_id', '=', centreId).where('survey_id', '=', surveyId).execute();
  await db.insertInto('survey_samples').values(sample).execute();
  for (let start = 0; start < units.length; start += ROWS_PER_INSERT)
    await db
      .insertInto('survey_units')
      .values(
        units
          .slice(start, start + ROWS_PER_INSERT)
          .map((unit) => ({ centre_id: centreId, survey_id: surveyId, ...unit })),
      )
      .execute();
}
