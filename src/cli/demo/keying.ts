import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '#domain/canonical/json.ts';
import { tokyoDate, type Instant } from '#domain/canonical/dates.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { compareEntries, sumCounts } from '#domain/fieldwork/keying/compare-entries.ts';
import { makeKeyingForm, type KeyingForm } from '#domain/fieldwork/keying/key-fields.ts';
import { hashSheetCode, type KeyedValue } from '#domain/fieldwork/keying/keyed-value.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import { isRecord, readMissing } from '#domain/questionnaire/stored-value.ts';
import type { KeyedEntry } from '#protocol/keying.ts';
import { insertEntry, insertSheet, updateSheet } from '#server/database/queries/keyed-sheets.ts';
import { receiveEntry } from '#server/keying/receive-entry.ts';
import type { Invitation } from '#protocol/surveys.ts';
import { hashJson } from '#domain/canonical/hash.ts';
import { inventAnswers } from './answers.ts';
import type { DemoRecord } from './casework.ts';
import type { DemoTime } from './fieldwork-days.ts';
import type { ArrivedSheet } from './fieldwork.ts';

const SEED = 20_261_101;
/** Sheets whose entries are kept beside the answers that came of them. */
const KEYED_SHEETS = 200;
/** Of those that came in last: keyed once, and keyed twice with something that stayed different. */
const AWAITING_SECOND = 24;
const AWAITING_SETTLEMENT = 12;
/** One field in so many is mistyped by who keys first, and by who keys second. */
const FIRST_MISTYPES = 900;
const SECOND_MISTYPES = 600;
const SECONDS_PER_SHEET = 150;
const KEYS_PER_SHEET = 80;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Who keys first, who a second time, and who decides. */
export interface Keyers {
  first: string;
  second: string;
  third: string;
}

/** What the invented keying is of. */
export interface KeyingInput {
  centreId: string;
  surveyId: string;
  now: Instant;
  questionnaire: Questionnaire;
  keyers: Keyers;
  responses: readonly DemoRecord<'responses'>[];
  codeOf: ReadonlyMap<string, Invitation>;
  unkeyed: readonly ArrivedSheet[];
}

type Values = Record<string, KeyedValue>;

/** Keys the invented sheets: of some answers what they were keyed from, and sheets that still wait for somebody. */
export async function installKeying(app: FastifyInstance, time: DemoTime, input: KeyingInput): Promise<void> {
  const random = new SeededRandom(SEED);
  const form = makeKeyingForm(input.questionnaire, tokyoDate(input.now));
  const papers = input.responses
    .filter(({ fields }) => fields.channel === 'paper')
    .slice(0, KEYED_SHEETS)
    .sort((one, other) => (one.madeAt < other.madeAt ? -1 : 1));
  await app.database.db.transaction().execute(async (tx) => {
    for (const paper of papers) await keepKeyedSheet(tx, { ...input, random, form }, paper);
  });
  await keyWaiting(app, time, { ...input, random, form });
}

interface Desk extends KeyingInput {
  random: SeededRandom;
  form: KeyingForm;
}

/**
 * The entries of a sheet that is done, as `receiveEntry` leaves them behind. It would make an answer of its own of
 * them, but the answer is there.
 */
async function keepKeyedSheet(
  db: Parameters<typeof insertSheet>[0],
  { centreId, surveyId, random, form, keyers, codeOf }: Desk,
  { id: responseId, fields: response }: DemoRecord<'responses'>,
): Promise<void> {
  const invitation = codeOf.get(responseId);
  const { submittedAt } = response;
  if (!invitation || submittedAt === undefined) return;
  const right = keyedFrom(form, response.answers ?? {});
  const first = mistype(random, form, right, FIRST_MISTYPES);
  const typed = mistype(random, form, right, SECOND_MISTYPES);
  // Who keys second hears a beep and looks again: mostly they see their own mistake, and keep to what they read otherwise.
  const attempts = Object.fromEntries(
    Object.entries(typed)
      .filter(([key, value]) => value !== right[key])
      .map(([key, value]) => [key, [value]]),
  );
  const { differing } = compareEntries(form, first, { values: right, attempts: {} });
  const settled = Object.fromEntries(differing.map((key) => [key, right[key] ?? UNANSWERED]));
  const isSettled = differing.length > 0;
  const { byKind } = compareEntries(form, first, { values: right, attempts }, settled);
  const counts = sumCounts(Object.values(byKind));
  const submittedMs = Date.parse(submittedAt);
  const sheetId = uuidV7(submittedMs, randomBytes);
  const salt = randomBytes(12).toString('hex');
  const secondMs = submittedMs + DAY_MS - 60 * MINUTE_MS;
  await insertSheet(db, {
    centre_id: centreId,
    sheet_id: sheetId,
    survey_id: surveyId,
    questionnaire_revision: response.questionnaireRevision,
    invitation_id: invitation.id,
    unit_id: invitation.accountId,
    sheet_number: null,
    salt,
    code_hash: hashSheetCode(salt, invitation.code),
    status: 'done',
    plan_phase: 0,
    second_planned: 1,
    first_by: keyers.first,
    second_by: keyers.second,
    settled_by: isSettled ? keyers.third : null,
    checked_at: new Date(secondMs).toISOString(),
    comparison: JSON.stringify(byKind),
    response_id: responseId,
    received_at: submittedAt,
  });
  await updateSheet(
    db,
    { centre_id: centreId, sheet_id: sheetId },
    { checked_fields: counts.fields, first_errors: counts.firstErrors },
  );
  const passes = [
    { pass: 1 as const, by: keyers.first, atMs: submittedMs, values: first, attempts: {} },
    { pass: 2 as const, by: keyers.second, atMs: secondMs, values: right, attempts },
    ...(isSettled
      ? [
          {
            pass: 3 as const,
            by: keyers.third,
            atMs: secondMs + 30 * MINUTE_MS,
            values: settled,
            attempts: {},
          },
        ]
      : []),
  ];
  for (const { pass, by, atMs, values, attempts: tries } of passes) {
    const { isSecondPlanned: _, ...entry } = composeEntry(random, {
      sheetId,
      pass,
      values,
      attempts: tries,
      revision: response.questionnaireRevision,
      finishedMs: atMs,
      ...(pass === 1 && { code: invitation.code }),
    });
    await insertEntry(db, {
      centre_id: centreId,
      entry_id: entry.id,
      sheet_id: sheetId,
      survey_id: surveyId,
      pass,
      keyed_by: by,
      content_hash: hashJson(entry),
      content: JSON.stringify({ values, attempts: tries }),
      keystrokes: entry.keystrokes,
      active_seconds: entry.activeSeconds,
      started_at: entry.startedAt,
      finished_at: entry.finishedAt,
      received_at: entry.finishedAt,
    });
  }
}

/** Sheets of the last days, keyed once or twice, by the server's own work. */
async function keyWaiting(app: FastifyInstance, time: DemoTime, desk: Desk): Promise<void> {
  const { centreId, surveyId, random, form, questionnaire, keyers, unkeyed, now } = desk;
  const sheets = [...unkeyed]
    .sort((one, other) => (one.arrivedAt < other.arrivedAt ? -1 : 1))
    .slice(0, AWAITING_SECOND + AWAITING_SETTLEMENT);
  for (const [index, { unit, code, arrivedAt }] of sheets.entries()) {
    const { industry, employees, sales, municipality } = unit;
    const company = {
      name: unit.name ?? '',
      industry: industry ?? '',
      employees: employees ?? '',
      sales: sales ?? '',
      municipality: municipality ?? '',
    };
    const right = keyedFrom(form, inventAnswers(random, questionnaire, company));
    const isTwice = index < AWAITING_SETTLEMENT;
    const first = isTwice ? mistypeOne(random, form, right) : right;
    const sheetId = uuidV7(Date.parse(arrivedAt), randomBytes);
    const firstMs = Math.min(Date.parse(arrivedAt) + 20 * MINUTE_MS, Date.parse(now) - 10 * MINUTE_MS);
    const revision = questionnaire.revision;
    const send = async (by: string, finishedMs: number, entry: KeyedEntry): Promise<void> => {
      time.set(new Date(finishedMs).toISOString());
      await receiveEntry(app, { centreId, userId: by }, surveyId, entry);
    };
    const common = { sheetId, revision, attempts: {} };
    await send(keyers.first, firstMs, {
      ...composeEntry(random, { ...common, pass: 1, values: first, finishedMs: firstMs, code }),
      isSecondPlanned: true,
    });
    const secondMs = firstMs + 5 * MINUTE_MS;
    if (isTwice)
      await send(
        keyers.second,
        secondMs,
        composeEntry(random, { ...common, pass: 2, values: right, finishedMs: secondMs }),
      );
  }
  time.set(now);
}

function composeEntry(
  random: SeededRandom,
  {
    revision,
    finishedMs,
    ...entry
  }: Pick<KeyedEntry, 'sheetId' | 'pass' | 'values' | 'attempts' | 'code'> & {
    revision: number;
    finishedMs: number;
  },
): KeyedEntry {
  const activeSeconds = entry.pass === 3 ? 20 : SECONDS_PER_SHEET - 40 + random.below(80);
  return {
    ...entry,
    id: uuidV7(finishedMs, randomBytes),
    questionnaireRevision: revision,
    keystrokes: entry.pass === 3 ? 3 : KEYS_PER_SHEET - 15 + random.below(30),
    activeSeconds,
    startedAt: new Date(finishedMs - activeSeconds * 1000).toISOString(),
    finishedAt: new Date(finishedMs).toISOString(),
    isSecondPlanned: false,
  };
}

const UNANSWERED: KeyedValue = { missing: 'unanswered' };

/** What is keyed of a sheet that says these answers; of questions that did not concern it nothing. */
function keyedFrom({ fields }: KeyingForm, answers: JsonObject): Values {
  const values: Values = {};
  for (const { key, item, row } of fields) {
    const answer = answers[row ? item.code : key];
    const said = row && isRecord(answer) && !readMissing(answer) ? answer[row.code] : answer;
    const reason = readMissing(said)?.missing;
    if (said === undefined || reason === 'notApplicable' || reason === 'notShown') continue;
    if (reason !== undefined) values[key] = { missing: reason };
    else if (Array.isArray(said)) values[key] = said.map(String);
    else if (typeof said === 'string' || typeof said === 'number') values[key] = String(said);
  }
  return values;
}

/** The same with mistyped fields, one in so many. */
function mistype(random: SeededRandom, form: KeyingForm, right: Values, oneIn: number): Values {
  const values = { ...right };
  for (const field of form.fields)
    if (field.isVerified && random.chance(1 / oneIn)) values[field.key] = otherValue(field, right[field.key]);
  return values;
}

/** The same with one question of a single choice mistyped. */
function mistypeOne(random: SeededRandom, form: KeyingForm, right: Values): Values {
  const field = random.pick(
    form.fields.filter(({ key, kind }) => kind === 'one' && typeof right[key] === 'string'),
  );
  return { ...right, [field.key]: otherValue(field, right[field.key]) };
}

/** What stands beside it on the keyboard. */
function otherValue(
  { kind, options }: KeyingForm['fields'][number],
  value: KeyedValue | undefined,
): KeyedValue {
  if (kind === 'number' && typeof value === 'string') return [...value].reverse().join('');
  const last = [value].flat().at(-1);
  const place = options.findIndex(({ code }) => code === last);
  const other = options[place + 1] ?? options[place - 1];
  if (!other) return UNANSWERED;
  return kind === 'several' || kind === 'ranked' ? [other.code] : other.code;
}
