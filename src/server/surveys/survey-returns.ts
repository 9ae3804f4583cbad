import type { FastifyInstance } from 'fastify';
import { tokyoDate, type Instant, type PlainDate } from '#domain/canonical/dates.ts';
import { compareWithAsked } from '#domain/fieldwork/returns/representativeness.ts';
import { computeResponseRates } from '#domain/fieldwork/returns/response-rates.ts';
import { RETURN_DIMENSIONS, type CellKey, type ReturnCell } from '#domain/fieldwork/returns/return-cells.ts';
import {
  addCounts,
  computeUnitDisposition,
  countNone,
  type DispositionCounts,
} from '#domain/fieldwork/returns/unit-disposition.ts';
import type { ReturnCellReply, ReturnDay, SurveyReturns } from '#protocol/returns.ts';
import { listInvitedUnits, type InvitedUnitTimes } from '#server/database/queries/invitations.ts';
import {
  listCountingResponses,
  type CountingResponse,
} from '#server/database/queries/submitted-responses.ts';
import { listSampledAttributes } from '#server/database/queries/survey-units.ts';
import { findSurvey } from '#server/database/queries/surveys.ts';
import { listUnitFields, listUnitOutcomes } from '#server/database/queries/unit-events.ts';
import { Problem } from '#server/http/problem.ts';
import { instantOf } from '#server/journal/clock.ts';
import { mapToSampled, mergeByUnit, mergeTimes, type UnitOf } from './sampled-units.ts';

/** How a survey's returns stand. @throws Problem `not-found` without such a survey. */
export async function getReturns(
  { database: { db }, clock }: FastifyInstance,
  centreId: string,
  surveyId: string,
): Promise<SurveyReturns> {
  if (!(await findSurvey(db, centreId, surveyId))) throw new Problem('not-found');
  const [sampled, found, foundOutcomes, responses, fields] = await Promise.all([
    listSampledAttributes(db, centreId, surveyId),
    listInvitedUnits(db, centreId, surveyId),
    listUnitOutcomes(db, centreId, surveyId),
    listCountingResponses(db, centreId, surveyId),
    listUnitFields(db, centreId, surveyId),
  ]);
  const unitOf = mapToSampled(sampled);
  const addresses = new Map(sampled.map((unit) => [unit.unit_id, unit]));
  // Of a sample the others are not part: rates are of those who were drawn.
  const isCounted = (unitId: string): boolean => addresses.size === 0 || addresses.has(unitId);
  const invited = mergeTimes(found, unitOf).filter(({ unitId }) => isCounted(unitId));
  const outcomes = mergeByUnit(foundOutcomes, unitOf);
  const times = new Map(invited.map((each) => [each.unitId, each]));
  const unitIds = [...new Set([...times.keys(), ...outcomes.keys()])].filter(isCounted);
  const asked = new Set(unitIds);
  const answers = findPrimaryAnswers(responses, unitOf);
  const cells = groupUnits(unitIds, (unitId) => ({
    key: keyOf(addresses.get(unitId) ?? fields.get(unitId) ?? {}),
    disposition: computeUnitDisposition({
      answered: answers.get(unitId)?.disposition,
      outcome: outcomes.get(unitId)?.outcome,
      isOpened: wasOpened(times.get(unitId)),
    }),
  }));
  const counts = addCounts(cells.map((cell) => cell.counts));
  return {
    at: instantOf(clock),
    counts,
    ...computeResponseRates(counts),
    days: listDays(invited, responses),
    unasked: responses.filter(({ unitId }) => unitId === null || !asked.has(unitOf(unitId))).length,
    sampled: sampled.length > 0 ? sampled.length : null,
    cells: cells.map(withoutZeros),
    representativeness: compareWithAsked(cells),
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

function keyOf(fields: { industry?: unknown; employees?: unknown; municipality?: unknown }): CellKey {
  const codeOf = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    industry: codeOf(fields.industry),
    employees: codeOf(fields.employees),
    municipality: codeOf(fields.municipality),
  };
}

function groupUnits(
  unitIds: readonly string[],
  describe: (unitId: string) => { key: CellKey; disposition: keyof DispositionCounts },
): ReturnCell[] {
  const cells = new Map<string, ReturnCell>();
  for (const unitId of unitIds) {
    const { key, disposition } = describe(unitId);
    const name = RETURN_DIMENSIONS.map((dimension) => key[dimension]).join('\n');
    let cell = cells.get(name);
    if (!cell) cells.set(name, (cell = { ...key, counts: countNone() }));
    cell.counts[disposition] += 1;
  }
  return [...cells.values()];
}

function withoutZeros({ counts, ...key }: ReturnCell): ReturnCellReply {
  return { ...key, counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)) };
}

function listDays(invited: readonly InvitedUnitTimes[], responses: readonly CountingResponse[]): ReturnDay[] {
  const days = new Map<PlainDate, ReturnDay>();
  const on = (at: Instant): ReturnDay => {
    const day = tokyoDate(at);
    let found = days.get(day);
    if (!found) days.set(day, (found = { day, sent: 0, opened: 0, answered: {} }));
    return found;
  };
  for (const { issuedAt, openedAt } of invited) {
    on(issuedAt).sent += 1;
    if (openedAt !== null) on(openedAt).opened += 1;
  }
  for (const { channel, submittedAt } of responses) {
    if (submittedAt === null) continue;
    const { answered } = on(submittedAt);
    answered[channel] = (answered[channel] ?? 0) + 1;
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
