import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeInvitationCode, hashInvitationCode } from '#domain/fieldwork/invitation-code.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Submission, SubmissionReceipt } from '#protocol/respondent.ts';
import { instantOf } from '#server/journal/clock.ts';
import { parseConfig } from '#server/settings/config.ts';
import { findFirstCentre } from '#server/database/queries/centres.ts';
import { insertCodePlace } from '#server/database/queries/code-lookup.ts';
import { connectDatabase, type DatabaseHandle } from '#server/database/connect.ts';
import { insertInvitations } from '#server/database/queries/invitations.ts';
import { startServer, type RunningServer } from '#server/start-server.ts';
import { TEST_KEYS } from '#tests/support/app.ts';
import { answerEverything, makeRespondentDir, makeSubmission, readSeeds } from '#tests/support/fieldwork.ts';

const RESPONDENTS = 200;
const SURVEY = 'sme-survey-2026';
const SEED = 20_261_120;
const NOON = Date.parse('2026-11-20T03:00:00.000Z');

describe('200 companies that answer at once', () => {
  let dataDir: string;
  let respondentDir: string;
  let server: RunningServer;
  let database: DatabaseHandle;
  let centreId: string;
  let codes: string[];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'banso-respondents-'));
    respondentDir = await makeRespondentDir();
    const config = { ...parseConfig({ PORT: '0' }), dataDir, respondentDir, invitationKeys: TEST_KEYS };
    server = await startServer(config, pino({ level: 'silent' }), () => NOON);
    database = connectDatabase(config);
    centreId = (await findFirstCentre(database.db))!.id;
    codes = await issueCodes(database, centreId);
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await database.close();
    await Promise.all([dataDir, respondentDir].map((folder) => rm(folder, { recursive: true })));
  });

  it('lose nothing, double nothing and see no error, though a third of them send twice or more', async () => {
    const { questionnaire } = await readSeeds();
    const random = new SeededRandom(SEED);
    const industries = questionnaire.sections[0]!.items.find(({ code }) => code === 'industry')!.options!.map(
      ({ code }) => code,
    );
    const people = codes.map((code) => {
      const answers = answerEverything(questionnaire, {
        industry: random.pick(industries),
        consent_record: random.pick(['yes', 'no']),
      });
      const submission = makeSubmission(questionnaire, { kind: 'code', code }, { answers });
      return { submission, attempts: random.chance(0.33) ? 2 + random.below(3) : 1 };
    });

    const outcomes = await Promise.all(
      people.map(({ submission, attempts }) => answer(submission, attempts)),
    );

    expect(outcomes.flatMap(({ statuses }) => statuses).filter((status) => status !== 200)).toEqual([]);
    // Each attempt of one company was told the same, and no two companies the same number.
    for (const { receipts } of outcomes)
      expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(new Set(outcomes.map(({ receipts }) => receipts[0]?.receiptNumber)).size).toBe(RESPONDENTS);
    expect(outcomes.filter(({ receipts }) => receipts[0]?.isDuplicate)).toEqual([]);

    const rows = await database.db
      .selectFrom('records')
      .select('fields')
      .where('collection', '=', 'responses')
      .execute();
    const stored = rows.map(
      ({ fields }) => JSON.parse(fields) as { receiptNumber: string; answers: unknown },
    );
    expect(stored).toHaveLength(RESPONDENTS);
    const answersByReceipt = new Map(stored.map(({ receiptNumber, answers }) => [receiptNumber, answers]));
    for (const [index, { receipts }] of outcomes.entries()) {
      expect(answersByReceipt.get(receipts[0]!.receiptNumber)).toEqual(people[index]!.submission.answers);
    }
    const answered = await database.db
      .selectFrom('invitations')
      .select('answered_at')
      .where('answered_at', 'is not', null)
      .execute();
    expect(answered).toHaveLength(RESPONDENTS);
    const leads = await database.db
      .selectFrom('records')
      .select('record_id')
      .where('collection', '=', 'leads')
      .execute();
    const wishes = people.filter(({ submission }) => submission.answers['consent_contact'] === 'yes');
    expect(leads).toHaveLength(wishes.length);
  }, 120_000);

  async function answer(
    submission: Submission,
    attempts: number,
  ): Promise<{ statuses: number[]; receipts: SubmissionReceipt[] }> {
    const { entry } = submission;
    const page = await fetch(`${server.address}/s/${entry.kind === 'code' ? entry.code : ''}`);
    await page.text();
    const responses = await Promise.all(
      Array.from({ length: attempts }, () =>
        fetch(`${server.address}/s/api/submissions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(submission),
        }),
      ),
    );
    const receipts = await Promise.all(
      responses.map((response) => response.json() as Promise<SubmissionReceipt>),
    );
    return { statuses: [page.status, ...responses.map(({ status }) => status)], receipts };
  }
});

/** Codes for companies whose records do not matter here; issuing them is tested with its routes. */
async function issueCodes({ db }: DatabaseHandle, centreId: string): Promise<string[]> {
  const keyId = TEST_KEYS.current;
  const secret = TEST_KEYS.secrets.get(keyId)!;
  return db.transaction().execute(async (tx) => {
    const codes: string[] = [];
    for (let unit = 0; unit < RESPONDENTS; unit += 1) {
      const [id, unitId] = [uuidV7(NOON, randomBytes), uuidV7(NOON, randomBytes)];
      const invited = { centreId, surveyId: SURVEY, unitId, generation: 1 };
      const code = computeInvitationCode(secret, invited);
      const codeHash = hashInvitationCode(secret, code);
      await insertCodePlace(tx, codeHash, { centreId, kind: 'invitation', subjectId: id });
      const times = {
        issuedAt: instantOf(() => NOON),
        issuedBy: null,
        revokedAt: null,
        openedAt: null,
        answeredAt: null,
      };
      await insertInvitations(tx, [{ ...invited, id, keyId, codeHash, ...times }]);
      codes.push(code);
    }
    return codes;
  });
}
