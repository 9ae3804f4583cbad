import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROLES, type Role } from '#domain/access/permissions.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { ProblemDocument } from '#protocol/problems.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases, filesIn } from '#tests/support/databases.ts';
import {
  answerEverything,
  inviteCompany,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  pullAll,
  push,
} from '#tests/support/fieldwork.ts';
import { createUpload, makeJpeg, recordPhoto, uploadAll } from '#tests/support/photos.ts';

/** What a photo may belong to; `unnamed` is a response whose company does not let it be known. */
const OWNERS = ['visit', 'lead', 'account', 'response', 'unnamed'] as const;
type Owner = (typeof OWNERS)[number];

/** Who sees photos, and who sends them: written by hand, as `tests/support/rights.ts`. */
const READERS: Record<Owner, readonly Role[]> = {
  visit: ['coordinator', 'office', 'manager', 'administrator'],
  lead: ['coordinator', 'office', 'manager', 'administrator'],
  account: ['coordinator', 'office', 'manager', 'administrator'],
  response: ['coordinator', 'office', 'manager', 'administrator'],
  unnamed: ['office', 'administrator'],
};
const SENDERS: readonly Role[] = ['coordinator', 'office', 'administrator'];

describeOnBothDatabases('the files of photos', (getDatabase) => {
  let test: TestApp;
  let elsewhere: TestApp;
  let folder: string;
  /** By what it belongs to: one that has come, and one that has not. */
  const photos = {} as Record<Owner, { here: string; awaited: string }>;
  const bytes = (seed: number): Buffer => makeJpeg(2_000, seed);
  beforeAll(async () => {
    const database = getDatabase();
    folder = await mkdtemp(join(tmpdir(), 'banso-file-rights-'));
    const config = filesIn(folder);
    test = await createTestApp(database, config);
    elsewhere = await createTestApp(database, config);
    const { questionnaire, survey } = await openSeedSurvey(database, test.centreId);
    const consent = findItemOfRole(questionnaire, 'consent.record')!.code;
    const office = await test.as('office');
    const account = makeChange(office, 'accounts', { name: '八戸精機' });
    const visit = makeChange(office, 'visits', { accountId: account.recordId, status: 'started' });
    const lead = makeChange(office, 'leads', {
      accountId: account.recordId,
      companyName: '',
      status: 'new',
      source: 'phone',
    });
    const response = makeChange(office, 'responses', {
      surveyId: survey.id,
      questionnaireId: questionnaire.id,
      questionnaireRevision: questionnaire.revision,
      accountId: account.recordId,
      channel: 'visit',
      startedAt: '2026-11-20T01:00:00.000Z',
    });
    const unnamedId = await answerByLink(questionnaire, survey.id, { [consent]: 'no' });
    const results = await push(office, [account, visit, lead, response]);
    if (results.some(({ status }) => status === 'rejected')) throw new Error(JSON.stringify(results));
    const subjects: Record<Owner, Record<string, string>> = {
      visit: { visitId: visit.recordId, accountId: account.recordId },
      lead: { leadId: lead.recordId },
      account: { accountId: account.recordId },
      response: { responseId: response.recordId, itemCode: 'photo' },
      unnamed: { responseId: unnamedId, itemCode: 'photo' },
    };
    for (const [index, owner] of OWNERS.entries()) {
      const content = bytes(index);
      const here = await recordPhoto(office, content, { thumbnail: content, ...subjects[owner] });
      for (const part of ['full', 'thumb'] as const) await uploadAll(office, here.recordId, content, part);
      const awaited = await recordPhoto(office, bytes(100 + index), subjects[owner]);
      photos[owner] = { here: here.recordId, awaited: awaited.recordId };
    }
  });
  afterAll(async () => {
    await test.app.close();
    await elsewhere.app.close();
    await rm(folder, { recursive: true });
  });

  /** A company's own answers. @returns the id of the response. */
  async function answerByLink(
    questionnaire: Questionnaire,
    surveyId: string,
    given: Record<string, string>,
  ): Promise<string> {
    const { code, accountId } = await inviteCompany(test, surveyId);
    const at = new Date().toISOString();
    const answers = answerEverything(questionnaire, given);
    const sent = await test.app.inject({
      method: 'POST',
      url: '/s/api/submissions',
      payload: makeSubmission(
        questionnaire,
        { kind: 'code', code },
        { answers, startedAt: at, submittedAt: at },
      ),
    });
    if (sent.statusCode !== 200) throw new Error(sent.body);
    const records = await pullAll(await test.as('office'));
    return records.find(
      ({ collection, fields }) => collection === 'responses' && fields['accountId'] === accountId,
    )!.id;
  }

  it.each(ROLES.flatMap((role) => OWNERS.map((owner) => [role, owner] as const)))(
    'a %s and those of a %s',
    async (role, owner) => {
      const person = await test.as(role);
      const { here, awaited } = photos[owner];
      for (const address of [`/api/files/${here}`, `/api/files/${here}/thumbnail`]) {
        const answer = await person.request({ method: 'GET', url: address });
        if (READERS[owner].includes(role)) {
          expect(answer.rawPayload.equals(bytes(OWNERS.indexOf(owner)))).toBe(true);
        } else {
          // Not even that there is one.
          expect(answer.json<ProblemDocument>().code).toBe(role === 'partner' ? 'forbidden' : 'not-found');
        }
        // Held already, and asked for again.
        const etag = { 'if-none-match': String(answer.headers['etag']) };
        const again = await person.request({ method: 'GET', url: address, headers: etag });
        expect(again.statusCode).toBe(READERS[owner].includes(role) ? 304 : answer.statusCode);
      }
      const begun = await createUpload(person, awaited, 2_000);
      expect(begun.statusCode).toBe(SENDERS.includes(role) ? 201 : 403);

      const stranger = await elsewhere.as(role);
      for (const address of [`/api/files/${here}`, `/api/files/${here}/thumbnail`])
        expect((await stranger.request({ method: 'GET', url: address })).statusCode).toBe(
          role === 'partner' ? 403 : 404,
        );
      expect((await createUpload(stranger, awaited, 2_000)).statusCode).toBe(
        ['partner'].includes(role) ? 403 : 424,
      );
      const nobody = await test.app.inject({ method: 'GET', url: `/api/files/${here}` });
      expect(nobody.statusCode).toBe(401);
    },
  );
});
