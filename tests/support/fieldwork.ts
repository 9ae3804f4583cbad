import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Json, JsonObject } from '#domain/canonical/json.ts';
import { computeRelevance } from '#domain/interview/relevance.ts';
import { listAvailableOptions, listRows } from '#domain/interview/choices.ts';
import { startInterview, withAnswers, type Interview } from '#domain/interview/interview.ts';
import { computeSubmittedAnswers } from '#domain/interview/submission.ts';
import type { Answers, Item, Questionnaire } from '#domain/questionnaire/model.ts';
import type { Change } from '#domain/sync/change.ts';
import type { Collection } from '#domain/records/collections.ts';
import type { RespondentEntry, Submission } from '#protocol/respondent.ts';
import type { Invitation } from '#protocol/surveys.ts';
import type { PullResponse, PushResponse, PushResult } from '#protocol/sync.ts';
import { parseConfig } from '#server/settings/config.ts';
import { readSeedDocuments, type SeedDocuments } from '#server/seed-documents.ts';
import { installSurvey } from '#server/surveys/install.ts';
import type { DatabaseHandle } from '#server/database/connect.ts';
import type { TestApp, TestClient } from './app.ts';

/** A folder as the build of the respondent app leaves it; to be removed afterwards. */
export async function makeRespondentDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'banso-respondent-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><html lang="ja"><head><title>Banso</title></head><body><div id="app"><h1 id="first-text" class="x"></h1></div>' +
      '<script type="application/json" id="page-data"></script><script type="module" src="/s/assets/main.js"></script></body></html>',
  );
  await writeFile(join(folder, 'assets', 'main.js'), '// script');
  await writeFile(join(folder, 'worker.js'), '// worker');
  return folder;
}

let seeds: Promise<SeedDocuments> | undefined;

/** The seeds' questionnaire and survey, read once. */
export function readSeeds(): Promise<SeedDocuments> {
  seeds ??= readSeedDocuments(parseConfig({}).seedsDir);
  return seeds;
}

/** Opens the seeds' survey at a test centre. */
export async function openSeedSurvey(
  { db }: DatabaseHandle,
  centreId: string,
  clock: () => number = Date.now,
): Promise<SeedDocuments> {
  const documents = await readSeeds();
  await db.transaction().execute((tx) => installSurvey(tx, centreId, documents, clock));
  return documents;
}

/**
 * Answers that may be submitted: given ones, and for every other required item that is asked
 * its first option, a number or a text.
 */
export function answerEverything(questionnaire: Questionnaire, given: Record<string, Json> = {}): Answers {
  let interview = startInterview(questionnaire, given);
  for (;;) {
    const relevance = computeRelevance(interview);
    const { answers } = interview;
    const open = [...interview.plan.items.values()].find(
      ({ item }) => item.required && relevance.has(item.code) && !Object.hasOwn(answers, item.code),
    );
    if (!open) return computeSubmittedAnswers(interview);
    interview = withAnswers(interview, { ...answers, [open.item.code]: firstAnswer(interview, open.item) });
  }
}

function firstAnswer(interview: Interview, item: Item): Json {
  const options = listAvailableOptions(interview, item).map(({ code }) => code);
  const inRows = (value: Json): Json =>
    Object.fromEntries(listRows(interview, item).map(({ code }) => [code, value]));
  switch (item.kind) {
    case 'multiple':
    case 'ranking':
      return options.slice(0, 1);
    case 'grid':
      return inRows(options[0] ?? '');
    case 'gridMultiple':
      return inRows(options.slice(0, 1));
    case 'number':
      return item.min ?? 1;
    case 'date':
      return '2026-11-20';
    case 'text':
    case 'longText':
      return item.inputMode === 'tel' ? '017-777-4066' : '工藤';
    default:
      return options[0] ?? '';
  }
}

/** A submission as a company's device sends it. */
export function makeSubmission(
  questionnaire: Questionnaire,
  entry: RespondentEntry,
  given: Partial<Submission> = {},
): Submission {
  const at = '2026-11-20T01:00:00.000Z';
  const answers = given.answers ?? answerEverything(questionnaire);
  return {
    protocol: 1,
    id: uuidV7(Date.now(), randomBytes),
    entry,
    questionnaireRevision: questionnaire.revision,
    language: 'ja',
    startedAt: at,
    submittedAt: at,
    seed: 'seed',
    answers,
    answeredAt: Object.fromEntries(Object.keys(answers).map((code) => [code, at])),
    ...given,
  };
}

let sequence = 0;
const devices = new WeakMap<TestClient, string>();

/** The device that a signed-in person of a test writes on. */
export function deviceOf(client: TestClient): string {
  const deviceId = devices.get(client) ?? uuidV7(Date.now(), randomBytes);
  devices.set(client, deviceId);
  return deviceId;
}

/** A change as a device of a signed-in person makes it. */
export function makeChange(
  client: TestClient,
  collection: Collection,
  fields: Change['fields'],
  given: Partial<Change> = {},
): Change {
  sequence += 1;
  return {
    changeId: uuidV7(Date.now(), randomBytes),
    deviceId: deviceOf(client),
    deviceSeq: sequence,
    madeBy: client.person.userId,
    madeAt: '2026-11-20T01:00:00.000Z',
    collection,
    recordId: uuidV7(Date.now(), randomBytes),
    kind: 'put',
    baseRevision: 0,
    fields,
    ...given,
  };
}

/** Pushes changes and gives what became of each. */
export async function push(client: TestClient, changes: Change[]): Promise<PushResult[]> {
  // From the device of the person who pushes, whose changes else are.
  const own = changes.find(({ madeBy }) => madeBy === client.person.userId);
  const payload = { protocol: 1, deviceId: own?.deviceId ?? deviceOf(client), changes };
  const response = await client.request({ method: 'POST', url: '/api/sync/push', payload });
  if (response.statusCode !== 200) throw new Error(response.body);
  return response.json<PushResponse>().results;
}

/** All records as a person's device gets them. */
export async function pullAll(client: TestClient): Promise<PullResponse['records']> {
  const records: PullResponse['records'] = [];
  for (let cursor = 0, more = true; more;) {
    const response = await client.request({ method: 'GET', url: `/api/sync/pull?cursor=${cursor}` });
    const page = response.json<PullResponse>();
    records.push(...page.records);
    ({ cursor, more } = page);
  }
  return records;
}

/** A company of the centre with a code for a survey. */
export async function inviteCompany(
  test: TestApp,
  surveyId: string,
  name = '株式会社八戸水産',
  known: JsonObject = {},
): Promise<Invitation> {
  const office = await test.as('office');
  const account = makeChange(office, 'accounts', { name, ...known });
  await push(office, [account]);
  const response = await office.request({
    method: 'POST',
    url: `/api/surveys/${surveyId}/invitations/${account.recordId}`,
  });
  if (response.statusCode !== 201) throw new Error(response.body);
  return response.json<Invitation>();
}
