import type { FastifyInstance } from 'fastify';
import type { Instant, PlainDate } from '#domain/canonical/dates.ts';
import { findDays } from '#domain/canonical/days-of-instants.ts';
import { compareWithAsked } from '#domain/fieldwork/returns/representativeness.ts';
import type { JsonObject } from '#domain/canonical/json.ts';
import { findMergeRoot } from '#domain/casework/merged-accounts.ts';
import { computeResponseRates } from '#domain/fieldwork/returns/response-rates.ts';
import { RETURN_DIMENSIONS, type CellKey, type ReturnCell } from '#domain/fieldwork/returns/return-cells.ts';
import { addCounts, countNone, type DispositionCounts } from '#domain/fieldwork/returns/unit-disposition.ts';
import { completenessOf } from '#domain/questionnaire/model.ts';
import type { ReturnCellReply, ReturnDay, SurveyReturns } from '#protocol/returns.ts';
import type { InvitedUnitTimes } from '#server/database/queries/invitations.ts';
import { listMergePointers } from '#server/database/queries/merged-accounts.ts';
import { listWhoAnswered, type CountingResponse } from '#server/database/queries/submitted-responses.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { findSurvey, getRevision, listSurveys, type StoredSurvey } from '#server/database/queries/surveys.ts';
import { listFirstPostings, listUnitFields } from '#server/database/queries/unit-events.ts';
import { Problem } from '#server/http/problem.ts';
import { instantOf } from '#server/journal/clock.ts';
import type { UnitOf } from './sampled-units.ts';
import { readStanding } from './unit-standing.ts';

/** How a survey's returns stand. @throws Problem `not-found` without such a survey. */
export async function getReturns(
  { database: { db }, clock }: FastifyInstance,
  centreId: string,
  surveyId: string,
): Promise<SurveyReturns> {
  const survey = await findSurvey(db, centreId, surveyId);
  if (!survey) throw new Problem('not-found');
  const pointers = await listMergePointers(db, centreId);
  const { sampled, unitIds, invited, responses, unitOf, dispositionOf, isUnkeyed } = await readStanding(
    db,
    centreId,
    survey,
  );
  const [fields, postings, surveys, whoAnswered, questionnaire] = await Promise.all([
    // Of a sample all that are counted are its own addresses.
    sampled.length > 0 ? new Map<string, JsonObject>() : listUnitFields(db, centreId, surveyId),
    listFirstPostings(db, centreId, surveyId),
    listSurveys(db, centreId),
    listWhoAnswered(db, centreId, (id) => findMergeRoot(id, pointers)),
    getRevision(db, centreId, {
      questionnaireId: survey.questionnaireId,
      revision: survey.questionnaireRevision,
    }),
  ]);
  const addresses = new Map(sampled.map((unit) => [unit.unit_id, unit]));
  const asked = new Set(unitIds);
  // Of a company that was asked under another record its own one has been neither asked nor noted of.
  const others = unitIds.filter((id) => !addresses.has(id) && !fields.has(id));
  const merged = new Map(
    (await listRecords(db, centreId, others)).map((record) => [record.id, record.fields]),
  );
  const cells = groupUnits(unitIds, (unitId) => ({
    key: keyOf(addresses.get(unitId) ?? fields.get(unitId) ?? merged.get(unitId) ?? {}),
    disposition: dispositionOf(unitId),
    isUnkeyed: isUnkeyed(unitId),
  }));
  const counts = addCounts(cells.map((cell) => cell.counts));
  return {
    at: instantOf(clock),
    counts,
    ...computeResponseRates(counts),
    completeness: completenessOf(questionnaire),
    days: listDays(invited, responses, findFirstPostings(postings, unitOf)),
    unasked: responses.filter(({ unitId }) => unitId === null || !asked.has(unitOf(unitId))).length,
    sampled: sampled.length > 0 ? sampled.length : null,
    cells: cells.map(withoutZeros),
    alsoAnswered: countBoth(surveyId, surveys, whoAnswered),
    representativeness: compareWithAsked(cells),
  };
}

/** The other surveys, the newest first, with how many of those who answered this one have answered them too. */
function countBoth(
  surveyId: string,
  surveys: readonly StoredSurvey[],
  whoAnswered: readonly { surveyId: string; who: string }[],
): SurveyReturns['alsoAnswered'] {
  const here = new Set(whoAnswered.flatMap((each) => (each.surveyId === surveyId ? [each.who] : [])));
  return surveys
    .filter(({ id }) => id !== surveyId)
    .map(({ id, title }) => ({
      surveyId: id,
      title,
      units: whoAnswered.filter((each) => each.surveyId === id && here.has(each.who)).length,
    }))
    .filter(({ units }) => units > 0);
}

/** The day of the first letter to any record of each unit. */
function findFirstPostings(postings: ReadonlyMap<string, PlainDate>, unitOf: UnitOf): Map<string, PlainDate> {
  const first = new Map<string, PlainDate>();
  for (const [id, day] of postings) {
    const known = first.get(unitOf(id));
    if (known === undefined || day < known) first.set(unitOf(id), day);
  }
  return first;
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
  describe: (unitId: string) => { key: CellKey; disposition: keyof DispositionCounts; isUnkeyed: boolean },
): ReturnCell[] {
  const cells = new Map<string, ReturnCell>();
  for (const unitId of unitIds) {
    const { key, disposition, isUnkeyed } = describe(unitId);
    const name = RETURN_DIMENSIONS.map((dimension) => key[dimension]).join('\n');
    let cell = cells.get(name);
    if (!cell) cells.set(name, (cell = { ...key, counts: countNone() }));
    cell.counts[disposition] += 1;
    if (isUnkeyed) cell.unkeyed = (cell.unkeyed ?? 0) + 1;
  }
  return [...cells.values()];
}

function withoutZeros({ counts, ...key }: ReturnCell): ReturnCellReply {
  return { ...key, counts: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)) };
}

/** @param postings of units whose letters went in lots: they were sent on the day on which the first was posted */
function listDays(
  invited: readonly InvitedUnitTimes[],
  responses: readonly CountingResponse[],
  postings: ReadonlyMap<string, PlainDate>,
): ReturnDay[] {
  const days = new Map<PlainDate, ReturnDay>();
  const dayOf = findDays();
  const on = (at: Instant): ReturnDay => onDay(dayOf(at));
  const onDay = (day: PlainDate): ReturnDay => {
    let found = days.get(day);
    if (!found) days.set(day, (found = { day, sent: 0, opened: 0, answered: {} }));
    return found;
  };
  for (const { unitId, issuedAt, openedAt } of invited) {
    onDay(postings.get(unitId) ?? dayOf(issuedAt)).sent += 1;
    if (openedAt !== null) on(openedAt).opened += 1;
  }
  for (const { channel, submittedAt } of responses) {
    if (submittedAt === null) continue;
    const { answered } = on(submittedAt);
    answered[channel] = (answered[channel] ?? 0) + 1;
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}
