import { computeUnitDisposition } from '#domain/fieldwork/history/unit-disposition.ts';
import type { UnitDisposition } from '#domain/fieldwork/returns/unit-disposition.ts';
import { listInvitedUnits, type InvitedUnitTimes } from '#server/database/queries/invitations.ts';
import {
  listCountingResponses,
  type CountingResponse,
} from '#server/database/queries/submitted-responses.ts';
import { listSampledAttributes, type SampledAttributes } from '#server/database/queries/survey-units.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import type { StoredSurvey } from '#server/database/queries/surveys.ts';
import { listHoldingEvents, listUnitOutcomes } from '#server/database/queries/unit-events.ts';
import type { Queries } from '#server/database/schema.ts';
import { mapToSampled, mergeTimes, type UnitOf } from './sampled-units.ts';

/** How a survey's units stand, an address and its company taken as one. */
export interface SurveyStanding {
  /** Those that were drawn; none for a survey that asks companies of the centre's own records. */
  sampled: SampledAttributes[];
  /** Those that something was sent to or noted of; of a sample only those that were drawn. */
  unitIds: string[];
  invited: InvitedUnitTimes[];
  /** All that count, whoever they are of. */
  responses: CountingResponse[];
  /** The answers of each unit that count. */
  answers: Map<string, CountingResponse>;
  unitOf: UnitOf;
  dispositionOf(unitId: string): UnitDisposition;
  /** Whether its paper has come in and nobody has keyed it yet. */
  isUnkeyed(unitId: string): boolean;
}

/** Reads how a survey's units stand. */
export async function readStanding(
  db: Queries,
  centreId: string,
  { id: surveyId, endsOn: fieldEndsOn }: Pick<StoredSurvey, 'id' | 'endsOn'>,
): Promise<SurveyStanding> {
  const [sampled, pointers] = await Promise.all([
    listSampledAttributes(db, centreId, surveyId),
    listMergePointers(db, centreId),
  ]);
  const unitOf = mapToSampled(sampled, pointers);
  const [allInvited, outcomes, responses, papers] = await Promise.all([
    listInvitedUnits(db, centreId, surveyId),
    listUnitOutcomes(db, centreId, surveyId, unitOf),
    listCountingResponses(db, centreId, surveyId),
    listHoldingEvents(db, centreId, surveyId, ['paperArrived'], { unitOf }),
  ]);
  const drawn = new Set(sampled.map((unit) => unit.unit_id));
  // Of a sample the others are not part: rates are of those who were drawn.
  const isCounted = (unitId: string): boolean => drawn.size === 0 || drawn.has(unitId);
  const invited = mergeTimes(allInvited, unitOf).filter(({ unitId }) => isCounted(unitId));
  const times = new Map(invited.map((each) => [each.unitId, each]));
  const answers = findPrimaryAnswers(responses, unitOf);
  return {
    sampled,
    unitIds: [...new Set([...times.keys(), ...outcomes.keys()])].filter(isCounted),
    invited,
    responses,
    answers,
    unitOf,
    dispositionOf: (unitId) =>
      computeUnitDisposition({
        answered: answers.get(unitId),
        outcome: outcomes.get(unitId)?.outcome,
        paperArrivedAt: papers.get(unitId)?.[0]?.at,
        isOpened: wasOpened(times.get(unitId)),
        fieldEndsOn,
      }),
    isUnkeyed: (unitId) => !answers.has(unitId) && outcomes.get(unitId)?.outcome === 'paperArrived',
  };
}

/** A code that was answered with, whose answers are not there any more, was opened at least. */
function wasOpened(times: InvitedUnitTimes | undefined): boolean {
  return times !== undefined && (times.openedAt !== null || times.answeredAt !== null);
}

/** The first response of each unit, which is the one that counts. */
function findPrimaryAnswers(
  responses: readonly CountingResponse[],
  unitOf: UnitOf,
): Map<string, CountingResponse> {
  const answers = new Map<string, CountingResponse>();
  for (const response of responses) {
    if (response.unitId === null) continue;
    const unitId = unitOf(response.unitId);
    const other = answers.get(unitId);
    if (!other || response.responseId < other.responseId) answers.set(unitId, response);
  }
  return answers;
}
