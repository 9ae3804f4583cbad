import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#domain/canonical/json.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { SubmissionReceipt } from '#protocol/respondent.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import {
  answerEverything,
  inviteCompany,
  makeChange,
  makeRespondentDir,
  makeSubmission,
  openSeedSurvey,
  pullAll,
  push,
} from '#tests/support/fieldwork.ts';

const SURVEY = 'sme-survey-2026';
/** A Friday; the Monday after it is 勤労感謝の日. */
const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const DAY_MS = 86_400_000;

describeOnBothDatabases('what happens next', (getDatabase) => {
  let nowMs = NOON;
  let test: TestApp;
  let office: TestClient;
  let respondentDir: string;
  let questionnaire: Questionnaire;
  beforeAll(async () => {
    respondentDir = await makeRespondentDir();
    test = await createTestApp(getDatabase(), { respondentDir, clock: () => nowMs });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => nowMs));
    office = await test.as('office');
    await office.request({ method: 'PATCH', url: '/api/centre', payload: { leadDays: 3 } });
  });
  afterAll(async () => {
    await test.app.close();
    await rm(respondentDir, { recursive: true });
  });

  const open = (url: string, language = 'ja') =>
    test.app.inject({ url, headers: { 'accept-language': language } });

  /** A company's answers, with or without the wish to be contacted. */
  async function submit(given: JsonObject): Promise<SubmissionReceipt> {
    const { code } = await inviteCompany(test, SURVEY, '八戸水産');
    const answers = answerEverything(questionnaire, given);
    const payload = makeSubmission(questionnaire, { kind: 'code', code }, { answers });
    const send = () => test.app.inject({ method: 'POST', url: '/s/api/submissions', payload });
    const receipt = (await send()).json<SubmissionReceipt>();
    // Sent again, the same is told.
    expect((await send()).json()).toEqual(receipt);
    return receipt;
  }
  const WISH = {
    consultation: 'now',
    consent_contact: 'yes',
    contact_way: 'phone',
    contact_name: '秘密の名前',
  };

  async function leadOf(before: ReadonlySet<string>): Promise<string> {
    return (await leads()).find((id) => !before.has(id))!;
  }
  const leads = async (): Promise<string[]> =>
    (await pullAll(office)).filter(({ collection }) => collection === 'leads').map(({ id }) => id);
  const edit = (recordId: string, fields: JsonObject) =>
    push(office, [makeChange(office, 'leads', fields, { recordId, baseRevision: 1e9 })]);

  it.each(['yes', 'no'])(
    'says by when and how, who once somebody has it, and that it is late (answers seen with the record: %s)',
    async (consent) => {
      nowMs = NOON;
      const before = new Set(await leads());
      const { next, submissionId } = await submit({ ...WISH, consent_record: consent });
      expect(next?.href).toBe(`/n/${submissionId}`);
      const lead = await leadOf(before);
      const page = await open(next!.href);
      expect([page.statusCode, page.headers['cache-control'], page.headers['x-robots-tag']]).toEqual([
        200,
        'no-store',
        'noindex',
      ]);
      for (const said of ['3営業日以内（2026年11月26日木曜日まで）', '電話', '担当を決めているところです'])
        expect(page.body).toContain(said);
      for (const hidden of ['秘密の名前', '八戸水産', '<script', lead])
        expect(page.body).not.toContain(hidden);
      const english = await open(next!.href, 'en');
      expect(english.body).toContain('Within 3 working days (by Thursday');
      expect(english.body).toContain('By telephone');

      const staff = test.people.coordinator;
      await edit(lead, { status: 'assigned', assignedTo: staff.userId });
      expect((await open(next!.href)).body).toContain(`${staff.name}が、下のとおりご連絡します`);
      await edit(lead, { dueDate: '2026-11-24' });
      expect((await open(next!.href)).body).toContain('2026年11月24日火曜日まで');
      nowMs = NOON + 5 * DAY_MS;
      expect((await open(next!.href)).body).toContain('予定の日を過ぎています');
      await edit(lead, { status: 'inProgress' });
      expect((await open(next!.href)).body).toContain('対応を始めています');
      expect((await open(next!.href)).body).not.toContain('予定の日を過ぎています');
      await edit(lead, { status: 'closed', statusReason: '内部のメモ' });
      const over = (await open(next!.href)).body;
      expect([over.includes('終わりました'), over.includes('内部のメモ'), over.includes(staff.name)]).toEqual(
        [true, false, false],
      );
    },
  );

  it('leads nowhere from the receipt of a company that asked for no contact, and says nothing to whoever guesses', async () => {
    const { next, submissionId } = await submit({ ...WISH, consent_contact: 'no' });
    expect(next).toBeUndefined();
    for (const id of [submissionId, '019aa000-0000-7000-8000-000000000001', 'x'])
      expect([id, (await open(`/n/${id}`)).statusCode]).toEqual([id, 404]);
  });

  it('names nobody once the consent was withdrawn, follows a lead that goes on in another, and ends with it', async () => {
    nowMs = NOON;
    const before = new Set(await leads());
    const { next } = await submit(WISH);
    const lead = await leadOf(before);
    const staff = test.people.coordinator;
    const other = makeChange(office, 'leads', {
      companyName: '八戸水産',
      source: 'phone',
      status: 'assigned',
      assignedTo: staff.userId,
      consentGiven: true,
    });
    await push(office, [other]);
    await edit(lead, { status: 'closed', joinedTo: other.recordId });
    expect((await open(next!.href)).body).toContain(staff.name);
    await edit(other.recordId, { consentGiven: false });
    const stopped = (await open(next!.href)).body;
    expect([stopped.includes('取りやめられた'), stopped.includes(staff.name)]).toEqual([true, false]);
    nowMs = NOON + 366 * DAY_MS;
    expect((await open(next!.href)).statusCode).toBe(404);
    nowMs = NOON;
    await push(office, [
      { ...makeChange(office, 'leads', {}, { recordId: other.recordId, baseRevision: 1e9 }), kind: 'delete' },
    ]);
    expect((await open(next!.href)).statusCode).toBe(404);
  });
});
