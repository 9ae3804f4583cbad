import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { describeStartFailure } from '#server/announcement.ts';
import { parseConfig } from '#server/settings/config.ts';
import { connectDatabase, type DatabaseHandle } from '#server/database/connect.ts';
import { updateCentre } from '#server/database/queries/centres.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { findFirstRecord } from '#server/database/queries/records.ts';
import { ensureCentre } from '#server/first-start.ts';
import { installDocuments, readSeedDocuments } from '#server/seed-documents.ts';
import { instantOf } from '#server/journal/clock.ts';
import {
  readOrCreateInvitationKeys,
  readOrCreateParcelKey,
  readOrCreateSecret,
} from '#server/settings/secret.ts';
import { buildApp } from '#server/app.ts';
import { createLogger } from '#server/journal/log.ts';
import type { Config } from '#server/settings/config.ts';
import type { DemoRecord } from './demo/casework.ts';
import type { DemoCompany } from './demo/companies.ts';
import { inventDataSet } from './demo/data-set.ts';
import { installFieldwork } from './demo/fieldwork.ts';
import type { DemoTime } from './demo/fieldwork-days.ts';
import { installRecords } from './demo/install.ts';
import { installKeying } from './demo/keying.ts';
import { installReferrals } from './demo/install-referrals.ts';
import { installInventedProgrammes, keyOfEndingSoon } from './demo/programmes.ts';
import { inventPartners, inventReferrals } from './demo/referrals.ts';
import { installPeople, type DemoPerson } from './demo/people.ts';
import { installPhotos } from './demo/photos.ts';

/*
 * npm run demo: fills the centre with the invented data set and prints seven people with
 * their passwords. Run again, it only gives the seven new passwords. A centre that holds
 * real records is left alone.
 */
const USAGE = 'npm run demo [-- --json]   架空のデータを入れる / fill in the invented data set';
const NOT_FILLED_IN = {
  ja: '架空のデータを入れられませんでした。',
  en: 'The invented data was not filled in.',
};
const SEED = 20_261_120;
/** A number that nobody has, and says so on the letters too. */
const CONTACT = '電話 000-000-0000（架空の連絡先です）';

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (!options) {
    say(USAGE);
    return 2;
  }
  try {
    const config = parseConfig(process.env);
    const documents = await readSeedDocuments(config.seedsDir);
    const database = connectDatabase(config);
    try {
      await migrateDatabase(database);
      return await fill(config, database, documents, options.json);
    } finally {
      await database.close();
    }
  } catch (error) {
    say(describeStartFailure(error, NOT_FILLED_IN));
    return 1;
  }
}

async function fill(
  config: Config,
  database: DatabaseHandle,
  documents: Awaited<ReturnType<typeof readSeedDocuments>>,
  asJson: boolean,
): Promise<number> {
  const startedMs = Date.now();
  const centre = await ensureCentre(database, { centreName: config.centreName, clock: Date.now });
  const content = await describeContent(database, centre.id);
  if (content === 'real') {
    say('このセンターには実際の記録があります。架空のデータは入れません。');
    say('This centre holds real records. The invented data is not added. Use another DATA_DIR.');
    return 1;
  }
  await installDocuments(database, centre.id, documents, Date.now);
  const people = await installPeople(database, centre.id, Date.now);
  let records = 0;
  if (content === 'empty') {
    const { questionnaire, survey, catalogue } = documents;
    const programmeKeys = catalogue.programmes.map(({ key }) => key);
    const dataSet = inventDataSet({
      seed: SEED,
      now: instantOf(Date.now),
      questionnaire,
      survey,
      people,
      programmeKeys,
      endingSoon: [keyOfEndingSoon(catalogue.fiscalYear)],
    });
    const administrator = people.find(({ role }) => role === 'administrator')!;
    const now = instantOf(Date.now);
    const office = { centreId: centre.id, userId: administrator.userId };
    const isResponse = (record: DemoRecord): record is DemoRecord<'responses'> =>
      record.collection === 'responses';
    const isAccount = (record: DemoRecord): record is DemoRecord<'accounts'> =>
      record.collection === 'accounts';
    const isLead = (record: DemoRecord): record is DemoRecord<'leads'> => record.collection === 'leads';
    const accounts = dataSet.filter(isAccount);
    const responses = dataSet.filter(isResponse);
    const others = [
      ...dataSet.filter((record) => !isAccount(record) && !isResponse(record)),
      ...inventPartners(now, people),
    ];
    const total = accounts.length + responses.length + others.length;
    const install = (these: DemoRecord[], before: number): Promise<void> =>
      installRecords(database, { ...office, clock: Date.now }, these, (done) =>
        showProgress(before + done, total),
      );
    await install(accounts, 0);
    const personOf = (role: DemoPerson['role']): string => people.find((each) => each.role === role)!.userId;
    await withApp(config, database, async (app, time) => {
      const { unkeyed, codeOf } = await installFieldwork(app, time, {
        actor: office,
        surveyId: survey.id,
        now,
        accounts: accounts.map(({ id, fields }) => ({ id, company: fields as DemoCompany })),
        responses,
      });
      const keyers = {
        first: personOf('office'),
        second: personOf('manager'),
        third: personOf('administrator'),
      };
      const { centreId } = office;
      const sheets = {
        centreId,
        surveyId: survey.id,
        now,
        questionnaire,
        keyers,
        responses,
        codeOf,
        unkeyed,
      };
      await installKeying(app, time, sheets);
    });
    await install(others, accounts.length + responses.length);
    await withApp(config, database, (app, time) =>
      installReferrals(
        app,
        time,
        office,
        inventReferrals({ seed: SEED + 2, now, leads: others.filter(isLead), people }),
      ),
    );
    const isVisit = (record: DemoRecord): boolean => record.collection === 'visits';
    await withApp(config, database, (app) => installPhotos(app, office, dataSet.filter(isVisit)));
    await database.db
      .transaction()
      .execute((tx) =>
        installInventedProgrammes(
          tx,
          { centreId: centre.id, userId: administrator.userId },
          catalogue.fiscalYear,
          instantOf(Date.now),
        ),
      );
    records = total;
    if (centre.contact === null)
      await updateCentre(database.db, centre.id, { contact: CONTACT, leadDays: 3 });
  }
  report(people, records, (Date.now() - startedMs) / 1000, asJson);
  return 0;
}

/** Calls with the server's own work, at a time that can be set; it does not listen. */
async function withApp<Result>(
  config: Config,
  database: DatabaseHandle,
  work: (app: FastifyInstance, time: DemoTime) => Promise<Result>,
): Promise<Result> {
  let nowMs = Date.now();
  const app = await buildApp({
    config,
    database,
    secret: readOrCreateSecret(config),
    invitationKeys: readOrCreateInvitationKeys(config),
    parcelKey: readOrCreateParcelKey(config),
    logger: createLogger(config.logLevel),
    clock: () => nowMs,
  });
  try {
    return await work(app, { set: (at) => (nowMs = Date.parse(at)) });
  } finally {
    await app.close();
  }
}

/** Whether the centre is empty, holds the invented data, or holds someone's real records. */
async function describeContent(
  { db }: DatabaseHandle,
  centreId: string,
): Promise<'empty' | 'invented' | 'real'> {
  const firstRecord = await findFirstRecord(db, centreId);
  if (!firstRecord) return 'empty';
  return firstRecord.fields['invented'] ? 'invented' : 'real';
}

function readOptions(args: string[]): { json: boolean } | undefined {
  try {
    return { json: parseArgs({ args, options: { json: { type: 'boolean', default: false } } }).values.json };
  } catch {
    return undefined;
  }
}

function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r  ${done.toLocaleString('ja-JP')} / ${total.toLocaleString('ja-JP')} 件`);
  else if (done === total || done % 2500 === 0) say(`  ${done} / ${total} 件`);
  if (done === total && process.stderr.isTTY) say('');
}

function report(people: readonly DemoPerson[], records: number, seconds: number, asJson: boolean): void {
  say(`架空のデータ ${records.toLocaleString('ja-JP')} 件（${seconds.toFixed(1)} 秒） / invented records`);
  for (const { name, role, email, password } of people)
    say(`  ${role.padEnd(14)} ${email.padEnd(24)} ${password}   ${name}`);
  if (asJson) process.stdout.write(`${JSON.stringify({ records, seconds, people })}\n`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
