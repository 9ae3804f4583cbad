import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Transaction } from 'kysely';
import type { Instant } from '#domain/canonical/dates.ts';
import { tokyoDate } from '#domain/canonical/dates.ts';
import { hashJson } from '#domain/canonical/hash.ts';
import { parseInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import { compareEntries, sumCounts, type Comparison } from '#domain/fieldwork/keying/compare-entries.ts';
import { makeKeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import { hashSheetCode, type KeyedValue } from '#domain/fieldwork/keying/keyed-value.ts';
import { isSecondEntryDue, readPlan } from '#domain/fieldwork/keying/second-entry-plan.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { KeyedEntry, KeyedEntryReceipt, KeyedSheetStatus, KeyedValues } from '#protocol/keying.ts';
import { takeRevisions } from '#server/database/queries/changes.ts';
import {
  countSheetsOfPhase,
  findEntry,
  findSheet,
  insertEntry,
  insertSheet,
  listCheckedSheets,
  listEntries,
  updateSheet,
  type StoredEntry,
  type StoredSheet,
} from '#server/database/queries/keyed-sheets.ts';
import { findRevision, findSurvey, type StoredSurvey } from '#server/database/queries/surveys.ts';
import { appendUnitEvents, listHoldingEvents } from '#server/database/queries/unit-events.ts';
import type { Database } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { audit } from '#server/journal/audit.ts';
import { instantOf, newId } from '#server/journal/clock.ts';
import { findEntry as findCode, type FoundEntry } from '#server/respondent/find-entry.ts';
import { makePaperResponse } from './paper-response.ts';

/** Who keys. */
interface Actor {
  centreId: string;
  userId: string;
}

/** What one transaction of an arriving entry has at hand. */
interface Arrival {
  app: FastifyInstance;
  tx: Transaction<Database>;
  actor: Actor;
  survey: StoredSurvey;
  questionnaire: Questionnaire;
  entry: KeyedEntry;
  /** Where the code on the sheet leads. */
  found: FoundEntry | undefined;
  now: Instant;
}

/** What an entry holds, as `keyed_entries.content` has it. */
interface EntryContent {
  values: KeyedValues;
  attempts: Record<string, KeyedValue[]>;
}

/**
 * Takes in what somebody has keyed of a sheet; a sheet of which it is known what it says becomes a
 * response in the same transaction. The same entry again is answered as the sheet stands now.
 *
 * @throws Problem `not-found`, `questionnaire-revision-unknown`, `keyed-entry-reused`; `code-mistyped`,
 *   `code-unknown`, `keyed-code-of-other-survey` for the code on a sheet; `keyed-sheet-unknown` while the
 *   first entry has not come, `keyed-same-person`, `keyed-not-waiting`.
 */
export async function receiveEntry(
  app: FastifyInstance,
  actor: Actor,
  surveyId: string,
  entry: KeyedEntry,
): Promise<KeyedEntryReceipt> {
  const { database, clock } = app;
  const { centreId, userId } = actor;
  const code = entry.code === undefined ? undefined : parseInvitationCode(entry.code);
  const found = code === undefined ? undefined : await findCode(app, { kind: 'code', code });
  return database.db.transaction().execute(async (tx) => {
    // Locks the centre: the plan of second entry is decided for one sheet after the other.
    const { epoch } = await takeRevisions(tx, centreId, 0);
    const survey = await findSurvey(tx, centreId, surveyId);
    if (!survey) throw new Problem('not-found');
    const questionnaire = await findRevision(tx, centreId, {
      questionnaireId: survey.questionnaireId,
      revision: entry.questionnaireRevision,
    });
    if (!questionnaire) throw new Problem('questionnaire-revision-unknown');
    const now = instantOf(clock);
    const arrival: Arrival = { app, tx, actor, survey, questionnaire, entry, found, now };
    const known = await findEntry(tx, centreId, entry.id);
    if (known && (known.content_hash !== hashContent(entry) || known.keyed_by !== userId))
      throw new Problem('keyed-entry-reused');
    if (!known) {
      await take(arrival);
      const detail = { sheet: entry.sheetId, pass: entry.pass };
      await audit(tx, clock, { centreId, by: userId, action: 'keying.entry', subject: surveyId, detail });
    }
    const sheet = await getSheet(arrival);
    return {
      entryId: entry.id,
      sheetId: sheet.sheet_id,
      status: sheet.status as KeyedSheetStatus,
      isSecondPlanned: sheet.second_planned === 1,
      epoch,
    };
  });
}

/** What the device may say otherwise when it sends again is left out. */
function hashContent({ isSecondPlanned: _, ...entry }: KeyedEntry): string {
  return hashJson(entry);
}

function take(arrival: Arrival): Promise<void> {
  const { pass } = arrival.entry;
  if (pass === 1) return takeFirst(arrival);
  return pass === 2 ? takeSecond(arrival) : takeSettlement(arrival);
}

async function getSheet({ tx, actor, entry, survey }: Arrival): Promise<StoredSheet> {
  const sheet = await findSheet(tx, actor.centreId, entry.sheetId);
  if (!sheet || sheet.survey_id !== survey.id) throw new Problem('keyed-sheet-unknown');
  return sheet;
}

async function takeFirst(arrival: Arrival): Promise<void> {
  const { tx, actor, survey, entry, now } = arrival;
  const { centreId, userId } = actor;
  if (await findSheet(tx, centreId, entry.sheetId)) throw new Problem('keyed-entry-reused');
  const unit = findUnit(arrival);
  const salt = randomBytes(12).toString('hex');
  const plan = readPlan(await listCheckedSheets(tx, centreId, survey.id));
  const index = await countSheetsOfPhase(tx, centreId, survey.id, plan.phase);
  const isPlanned = entry.isSecondPlanned || isSecondEntryDue(plan, index, survey.id);
  await insertSheet(tx, {
    centre_id: centreId,
    sheet_id: entry.sheetId,
    survey_id: survey.id,
    questionnaire_revision: entry.questionnaireRevision,
    invitation_id: unit.invitationId,
    unit_id: unit.unitId,
    sheet_number: unit.code === null ? (entry.number ?? null) : null,
    salt,
    code_hash: unit.code === null ? null : hashSheetCode(salt, unit.code),
    status: 'awaitingSecond',
    plan_phase: plan.phase,
    second_planned: isPlanned ? 1 : 0,
    first_by: userId,
    second_by: null,
    settled_by: null,
    checked_at: null,
    comparison: null,
    response_id: null,
    received_at: now,
  });
  await keepEntry(arrival);
  if (unit.unitId !== null) await noteArrival(arrival, unit.unitId);
  if (!isPlanned) await finish(arrival, await getSheet(arrival));
}

/** Who keys a sheet has it in hand: nobody is reminded while it waits to be keyed again. */
async function noteArrival({ app, tx, actor, survey, entry, now }: Arrival, unitId: string): Promise<void> {
  const { centreId, userId } = actor;
  const noted = await listHoldingEvents(tx, centreId, survey.id, ['paperArrived'], { unitIds: [unitId] });
  if (noted.size > 0) return;
  const own = { id: newId(app.clock), centreId, surveyId: survey.id, unitId, by: userId };
  const nothing = { lotId: null, detail: '', undoes: null };
  const event = { ...own, ...nothing, event: 'paperArrived', channel: 'screen' } as const;
  await appendUnitEvents(tx, [{ ...event, at: notAfter(entry.startedAt, now), notedAt: now }]);
}

/** Whose sheet it is, by the code on it; also by one that has been replaced since: the sheet was printed before. */
function findUnit({ survey, entry, found }: Arrival): {
  code: string | null;
  invitationId: string | null;
  unitId: string | null;
} {
  if (entry.code === undefined) {
    if (entry.number === undefined) throw new Problem('code-mistyped');
    return { code: null, invitationId: null, unitId: null };
  }
  const code = parseInvitationCode(entry.code);
  if (code === undefined) throw new Problem('code-mistyped');
  if (!found?.invitation || found.survey.centreId !== survey.centreId) throw new Problem('code-unknown');
  if (found.survey.id !== survey.id) throw new Problem('keyed-code-of-other-survey');
  return { code, invitationId: found.invitation.id, unitId: found.invitation.unitId };
}

async function takeSecond(arrival: Arrival): Promise<void> {
  const { actor, entry } = arrival;
  const sheet = await getSheet(arrival);
  if (sheet.first_by === actor.userId) throw new Problem('keyed-same-person');
  await keepEntry(arrival);
  // Two who keyed the same sheet a second time, both without a network: the later one is kept and decides nothing.
  if (sheet.status !== 'awaitingSecond') return;
  const first = await getFirst(arrival);
  const comparison = compareEntries(formOf(arrival, first), contentOf(first).values, entry);
  await noteComparison(arrival, sheet, comparison, {
    second_by: actor.userId,
    checked_at: arrival.now,
    status: 'awaitingSettlement',
  });
  if (comparison.differing.length === 0) await finish(arrival, sheet);
}

async function takeSettlement(arrival: Arrival): Promise<void> {
  const { actor, entry, now } = arrival;
  const sheet = await getSheet(arrival);
  if (sheet.status !== 'awaitingSettlement') throw new Problem('keyed-not-waiting');
  if (sheet.first_by === actor.userId || sheet.second_by === actor.userId)
    throw new Problem('keyed-same-person');
  const [first, second] = [await getFirst(arrival), await getPass(arrival, 2)];
  const form = formOf(arrival, first);
  const { values } = contentOf(first);
  const { differing } = compareEntries(form, values, contentOf(second));
  const missing = differing.filter((field) => !Object.hasOwn(entry.values, field));
  if (missing.length > 0)
    throw new Problem('malformed-request', {
      errors: missing.map((field) => ({
        pointer: `/values/${field.replaceAll('/', '~1')}`,
        message: 'this field stayed different and has to be settled',
      })),
    });
  await keepEntry(arrival);
  const comparison = compareEntries(form, values, contentOf(second), entry.values);
  await noteComparison(arrival, sheet, comparison, { settled_by: actor.userId });
  await finish(arrival, sheet, { values: entry.values, by: actor.userId, at: now });
}

function formOf({ questionnaire }: Arrival, first: StoredEntry) {
  return makeKeyingForm(questionnaire, tokyoDate(first.started_at));
}

async function noteComparison(
  { tx }: Arrival,
  sheet: StoredSheet,
  { byKind }: Comparison,
  changes: Partial<StoredSheet>,
): Promise<void> {
  const { fields, firstErrors } = sumCounts(Object.values(byKind));
  await updateSheet(tx, sheet, {
    ...changes,
    comparison: JSON.stringify(byKind),
    checked_fields: fields,
    first_errors: firstErrors,
  });
}

/** The sheet becomes a response. */
async function finish(
  arrival: Arrival,
  sheet: StoredSheet,
  settled?: { values: KeyedValues; by: string; at: Instant },
): Promise<void> {
  const { app, tx, survey, questionnaire, now } = arrival;
  const first = await getFirst(arrival);
  const responseId = await makePaperResponse(
    app,
    tx,
    {
      survey,
      questionnaire,
      sheet,
      first: { values: contentOf(first).values, startedAt: first.started_at, finishedAt: first.finished_at },
      ...(settled && { settled }),
    },
    now,
  );
  await updateSheet(tx, sheet, { status: 'done', response_id: responseId });
}

function contentOf({ content }: StoredEntry): EntryContent {
  return JSON.parse(content) as EntryContent;
}

function getFirst(arrival: Arrival): Promise<StoredEntry> {
  return getPass(arrival, 1);
}

async function getPass({ tx, actor, entry }: Arrival, pass: 1 | 2): Promise<StoredEntry> {
  const found = (await listEntries(tx, actor.centreId, [entry.sheetId])).find((each) => each.pass === pass);
  if (!found) throw new Error(`sheet ${entry.sheetId} has no entry of pass ${pass}`);
  return found;
}

async function keepEntry({ tx, actor, survey, entry, now }: Arrival): Promise<void> {
  const content: EntryContent = { values: entry.values, attempts: entry.attempts };
  await insertEntry(tx, {
    centre_id: actor.centreId,
    entry_id: entry.id,
    sheet_id: entry.sheetId,
    survey_id: survey.id,
    pass: entry.pass,
    keyed_by: actor.userId,
    content_hash: hashContent(entry),
    content: JSON.stringify(content),
    keystrokes: entry.keystrokes,
    active_seconds: entry.activeSeconds,
    started_at: notAfter(entry.startedAt, now),
    finished_at: notAfter(entry.finishedAt, now),
    received_at: now,
  });
}

/**
 * A device's clock may be wrong; nothing was keyed after it came.
 *
 * @throws Problem `malformed-request` for what has the form of a time and is none.
 */
function notAfter(said: string, now: Instant): Instant {
  const milliseconds = Date.parse(said);
  if (Number.isNaN(milliseconds)) throw new Problem('malformed-request');
  const at = new Date(milliseconds).toISOString();
  return at > now ? now : at;
}
