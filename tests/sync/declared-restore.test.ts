import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { SubmissionReceipt } from '#protocol/respondent.ts';
import type { RestoreNotice } from '#protocol/restores.ts';
import { restoreBackup } from '#server/backup/restore-backup.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import { inviteCompany, makeSubmission, openSeedSurvey } from '#tests/support/fieldwork.ts';
import { Phone } from '#tests/support/phone.ts';

const SURVEY = 'sme-survey-2026';
const NOON = Date.parse('2026-11-20T03:00:00.000Z');

/** The machine is lost; the backup of the night before is put back on another one, and people come by. */
describe.each(['sqlite', 'postgres'] as const)('a backup put back on a new machine (%s)', (dialect) => {
  let folder: string;
  const databases: TestDatabase[] = [];
  const apps: TestApp[] = [];
  let questionnaire: Questionnaire;
  let phone: Phone;
  let other: Phone;
  let codes: string[];
  let receipts: SubmissionReceipt[];

  const startApp = async (): Promise<{ database: TestDatabase; test: TestApp }> => {
    const database = databases.at(-1)!;
    const { dataDir } = database.connection;
    const test = await createTestApp(database.handle, { clock: () => NOON, dataDir });
    apps.push(test);
    return { database, test };
  };
  const submit = async (code: string): Promise<SubmissionReceipt> => {
    const response = await apps
      .at(-1)!
      .app.inject({
        method: 'POST',
        url: '/s/api/submissions',
        payload: makeSubmission(questionnaire, { kind: 'code', code }),
      });
    expect(response.statusCode).toBe(200);
    return response.json<SubmissionReceipt>();
  };
  /** Somebody who goes on with the same phone, wherever the server is. */
  const roam = (client: TestClient): { client: TestClient; signInAgain: () => Promise<void> } => {
    let here = client;
    return {
      client: { ...client, request: (options) => here.request(options) },
      signInAgain: async () => {
        here = await apps.at(-1)!.signIn(client.person);
      },
    };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'banso-declared-'));
    databases.push(await createTestDatabase(dialect));
    await migrateDatabase(databases[0]!.handle);
    const { database, test } = await startApp();
    ({ questionnaire } = await openSeedSurvey(database.handle, test.centreId, () => NOON));
    const [coordinator, office] = [roam(await test.as('coordinator')), roam(await test.as('office'))];
    [phone, other] = [new Phone(coordinator.client), new Phone(office.client)];
    codes = [];
    for (const name of ['一番', '二番', '三番']) codes.push((await inviteCompany(test, SURVEY, name)).code);
    await phone.name('前の晩の企業');
    await phone.sync();
    receipts = [await submit(codes[0]!)];

    const file = join(folder, 'night.gz');
    const given = { secret: undefined, invitationKeys: undefined, parcelKey: undefined };
    const options = { file, clock: () => NOON, withSecrets: true };
    await writeBackup({ config: { ...database.connection, ...given }, ...options });

    receipts.push(await submit(codes[1]!));
    await phone.name('翌日の企業');
    await phone.sync();
    await other.name('翌日のもう一社');
    await other.sync();

    databases.push(await createTestDatabase(dialect));
    await restoreBackup({ config: { ...databases[1]!.connection, ...given }, ...options });
    await startApp();
    await coordinator.signInAgain();
    await office.signInAgain();
  });
  afterAll(async () => {
    for (const { app } of apps) await app.close();
    for (const database of databases) await database.remove();
    await rm(folder, { recursive: true });
  });

  const notices = async (): Promise<RestoreNotice[]> => {
    const administrator = await apps.at(-1)!.signIn(apps[0]!.people.administrator);
    const response = await administrator.request({ method: 'GET', url: '/api/centre/restore-notice' });
    return response.json<{ restores: RestoreNotice[] }>().restores;
  };

  it('says what is known at first: nothing yet of what came after the backup', async () => {
    expect(await notices()).toEqual([
      {
        id: expect.any(String) as string,
        at: '2026-11-20T03:00:00.000Z',
        isDeclared: true,
        isUnderstood: false,
        lostSubmissions: 0,
        receiptNumbers: null,
      },
    ]);
  });

  it('is put away by an administrator, by its id alone', async () => {
    const administrator = await apps.at(-1)!.signIn(apps[0]!.people.administrator);
    const understand = (id: string) =>
      administrator.request({ method: 'POST', url: `/api/centre/restore-notice/${id}/understood` });
    expect((await understand('other')).statusCode).toBe(404);
    expect((await notices())[0]).toMatchObject({ isUnderstood: false });
    expect((await understand((await notices())[0]!.id)).statusCode).toBe(204);
    expect((await notices())[0]).toMatchObject({ isUnderstood: true });
  });

  it('has from the phones what they had sent, and tells how many companies have to be asked again', async () => {
    await phone.sync();
    await other.sync();
    await phone.sync();
    const all = ['一番', '二番', '三番', '前の晩の企業', '翌日のもう一社', '翌日の企業'].sort();
    expect(await phone.names()).toEqual(all);
    expect(await other.names()).toEqual(all);
    expect(await phone.db.getMeta('lostByServer')).toBe(1);

    const [notice] = await notices();
    // More has become known since it was put away: it is told once more.
    expect(notice).toMatchObject({ lostSubmissions: 1, isUnderstood: false });
    const { above, last } = notice!.receiptNumbers!;
    // By the numbers that the companies hold.
    const isLost = receipts.map(({ receiptNumber }) => receiptNumber > above && receiptNumber <= last);
    expect(isLost).toEqual([false, true]);
  });

  it('takes the codes of the letters that are out, and gives no number of a receipt twice', async () => {
    const receipt = await submit(codes[2]!);
    expect(Number(receipt.receiptNumber)).toBeGreaterThan(Number(receipts[1]!.receiptNumber));
  });

  it('gives a company that sends again what it had sent the receipt of before, or a new one', async () => {
    expect((await submit(codes[1]!)).isDuplicate).toBe(false);
    expect((await submit(codes[0]!)).isDuplicate).toBe(true);
  });
});
