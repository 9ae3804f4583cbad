import type { FastifyInstance } from 'fastify';
import { tokyoDate } from '#domain/canonical/dates.ts';
import {
  compareEntries,
  sumByKind,
  sumCounts,
  type CountsByKind,
} from '#domain/fieldwork/keying/compare-entries.ts';
import { makeKeyingForm, type KeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import { hashKeyedValue } from '#domain/fieldwork/keying/keyed-value.ts';
import {
  computeErrorRate,
  fieldsWithoutError,
  readPlan,
} from '#domain/fieldwork/keying/second-entry-plan.ts';
import type {
  KeyedValue,
  KeyedValues,
  KeyingQuality,
  KeyingWork,
  SheetsToSettle,
  SheetToSettle,
} from '#protocol/keying.ts';
import { getEpoch } from '#server/database/queries/centres.ts';
import { findInvitation } from '#server/database/queries/invitations.ts';
import {
  countSheets,
  listCheckedSheets,
  listEntries,
  listSheets,
  sumKeystrokes,
  type StoredEntry,
  type StoredSheet,
} from '#server/database/queries/keyed-sheets.ts';
import { findRevision, findSurvey, type StoredSurvey } from '#server/database/queries/surveys.ts';
import type { Queries } from '#server/database/schema.ts';
import { Problem } from '#server/http/problem.ts';
import { toInvitation } from '#server/surveys/invitation-codes.ts';

/** Who keys. */
interface Actor {
  centreId: string;
  userId: string;
}

/** How many sheets a device is told of at a time: more than anybody keys in a day. */
const MOST_WAITING = 300;

/** What there is to key for somebody. @throws Problem `not-found` without such a survey. */
export async function getKeyingWork(
  { database: { db } }: FastifyInstance,
  { centreId, userId }: Actor,
  surveyId: string,
): Promise<KeyingWork> {
  const survey = await getSurvey(db, centreId, surveyId);
  const [second, settle, counts, checked, mine] = await Promise.all([
    listSheets(db, centreId, surveyId, 'awaitingSecond'),
    listSheets(db, centreId, surveyId, 'awaitingSettlement'),
    countSheets(db, centreId, surveyId),
    listCheckedSheets(db, centreId, surveyId),
    sumKeystrokes(db, centreId, surveyId, userId),
  ]);
  const forMe = second.filter((sheet) => sheet.first_by !== userId);
  const own = second.filter((sheet) => sheet.first_by === userId);
  const toSettle = settle.filter((sheet) => maySettle(sheet, userId));
  const forms = await readForms(db, survey, forMe.slice(0, MOST_WAITING));
  return {
    epoch: await getEpoch(db, centreId),
    second: forms.map(({ sheet, form, first }) => ({
      sheetId: sheet.sheet_id,
      questionnaireRevision: sheet.questionnaire_revision,
      salt: sheet.salt,
      codeHash: sheet.code_hash,
      number: sheet.sheet_number,
      hashes: hashValues(form, sheet.salt, first),
    })),
    own: own
      .slice(0, MOST_WAITING)
      .map((sheet) => ({ salt: sheet.salt, codeHash: sheet.code_hash, number: sheet.sheet_number })),
    counts: {
      second: forMe.length,
      ownSecond: own.length,
      settle: toSettle.length,
      ownSettle: settle.length - toSettle.length,
      done: counts.get('done') ?? 0,
    },
    plan: readPlan(checked),
    mine,
  };
}

/** The sheets whose entries stayed different, for somebody who keyed neither. @throws Problem `not-found`. */
export async function listSheetsToSettle(
  app: FastifyInstance,
  { centreId, userId }: Actor,
  surveyId: string,
): Promise<SheetsToSettle> {
  const { db } = app.database;
  const survey = await getSurvey(db, centreId, surveyId);
  const waiting = await listSheets(db, centreId, surveyId, 'awaitingSettlement');
  const forms = await readForms(
    db,
    survey,
    waiting.filter((sheet) => maySettle(sheet, userId)).slice(0, MOST_WAITING),
  );
  const sheets: SheetToSettle[] = [];
  for (const { sheet, form, first, second } of forms) {
    const { differing } = compareEntries(form, first, { values: second, attempts: {} });
    const invitation =
      sheet.invitation_id === null ? undefined : await findInvitation(db, centreId, sheet.invitation_id);
    sheets.push({
      sheetId: sheet.sheet_id,
      questionnaireRevision: sheet.questionnaire_revision,
      code: invitation ? toInvitation(app, invitation).code : null,
      number: sheet.sheet_number,
      differing: differing.map((field) => ({
        field,
        first: first[field] ?? null,
        second: second[field] ?? null,
      })),
    });
  }
  return { epoch: await getEpoch(db, centreId), sheets };
}

/** How well a survey's sheets are keyed, of all people together. @throws Problem `not-found`. */
export async function getKeyingQuality(
  { database: { db } }: FastifyInstance,
  { centreId }: Actor,
  surveyId: string,
): Promise<KeyingQuality> {
  await getSurvey(db, centreId, surveyId);
  const [counts, checked] = await Promise.all([
    countSheets(db, centreId, surveyId),
    listCheckedSheets(db, centreId, surveyId),
  ]);
  const byKind = sumByKind(checked.map(({ comparison }) => JSON.parse(comparison) as CountsByKind));
  const total = sumCounts(Object.values(byKind));
  return {
    sheets: {
      keyed: [...counts.values()].reduce((sum, count) => sum + count, 0),
      twice: checked.length,
      awaitingSecond: counts.get('awaitingSecond') ?? 0,
      awaitingSettlement: counts.get('awaitingSettlement') ?? 0,
    },
    total,
    byKind,
    first: computeErrorRate(total.firstErrors, total.fields),
    second: computeErrorRate(total.secondErrors, total.fields),
    plan: readPlan(checked),
    neededFields: fieldsWithoutError(),
  };
}

function maySettle(sheet: StoredSheet, userId: string): boolean {
  return sheet.first_by !== userId && sheet.second_by !== userId;
}

function hashValues({ fields }: KeyingForm, salt: string, values: KeyedValues): Record<string, string> {
  return Object.fromEntries(
    fields
      .filter(({ isVerified }) => isVerified)
      .map(({ key }) => [key, hashKeyedValue(salt, key, values[key])]),
  );
}

/** Sheets with their forms and what was keyed first and second. */
async function readForms(
  db: Queries,
  { centreId, questionnaireId }: StoredSurvey,
  sheets: readonly StoredSheet[],
): Promise<{ sheet: StoredSheet; form: KeyingForm; first: KeyedValues; second: KeyedValues }[]> {
  const entries = await listEntries(
    db,
    centreId,
    sheets.map((sheet) => sheet.sheet_id),
  );
  const bySheet = new Map<string, StoredEntry[]>();
  for (const entry of entries) bySheet.set(entry.sheet_id, [...(bySheet.get(entry.sheet_id) ?? []), entry]);
  const forms = new Map<string, KeyingForm | undefined>();
  const read: Awaited<ReturnType<typeof readForms>> = [];
  for (const sheet of sheets) {
    const own = bySheet.get(sheet.sheet_id) ?? [];
    const first = own.find(({ pass }) => pass === 1);
    const day = tokyoDate(first?.started_at ?? sheet.received_at);
    const key = `${sheet.questionnaire_revision}/${day}`;
    if (!forms.has(key)) {
      const revision = sheet.questionnaire_revision;
      const questionnaire = await findRevision(db, centreId, { questionnaireId, revision });
      forms.set(key, questionnaire && makeKeyingForm(questionnaire, day));
    }
    const form = forms.get(key);
    if (form && first)
      read.push({ sheet, form, first: valuesOf(first), second: valuesOf(own.find(isSecond)) });
  }
  return read;
}

function isSecond({ pass }: StoredEntry): boolean {
  return pass === 2;
}

function valuesOf(entry: StoredEntry | undefined): Record<string, KeyedValue> {
  return entry ? (JSON.parse(entry.content) as { values: Record<string, KeyedValue> }).values : {};
}

async function getSurvey(db: Queries, centreId: string, surveyId: string): Promise<StoredSurvey> {
  const survey = await findSurvey(db, centreId, surveyId);
  if (!survey) throw new Problem('not-found');
  return survey;
}
