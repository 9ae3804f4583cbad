import { parseArgs } from 'node:util';
import { describeStartFailure } from '#server/announcement.ts';
import { parseConfig } from '#server/settings/config.ts';
import { connectDatabase, type DatabaseHandle } from '#server/database/connect.ts';
import { updateCentre } from '#server/database/queries/centres.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { findFirstRecord } from '#server/database/queries/records.ts';
import { ensureCentre } from '#server/first-start.ts';
import { installDocuments, readSeedDocuments } from '#server/seed-documents.ts';
import { instantOf } from '#server/journal/clock.ts';
import { inventDataSet } from './demo/data-set.ts';
import { installRecords } from './demo/install.ts';
import { installInventedProgrammes } from './demo/programmes.ts';
import { installPeople, type DemoPerson } from './demo/people.ts';

/*
 * npm run demo: fills the centre with the invented data set and prints six people with
 * their passwords. Run again, it only gives the six new passwords. A centre that holds
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
      return await fill(database, documents, config.centreName, options.json);
    } finally {
      await database.close();
    }
  } catch (error) {
    say(describeStartFailure(error, NOT_FILLED_IN));
    return 1;
  }
}

async function fill(
  database: DatabaseHandle,
  documents: Awaited<ReturnType<typeof readSeedDocuments>>,
  centreName: string,
  asJson: boolean,
): Promise<number> {
  const startedMs = Date.now();
  const centre = await ensureCentre(database, { centreName, clock: Date.now });
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
    });
    const administrator = people.find(({ role }) => role === 'administrator')!;
    await installRecords(
      database,
      { centreId: centre.id, userId: administrator.userId, clock: Date.now },
      dataSet,
      (done) => showProgress(done, dataSet.length),
    );
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
    records = dataSet.length;
    if (centre.contact === null) await updateCentre(database.db, centre.id, { contact: CONTACT });
  }
  report(people, records, (Date.now() - startedMs) / 1000, asJson);
  return 0;
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
