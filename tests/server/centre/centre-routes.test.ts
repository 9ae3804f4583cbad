import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LightMyRequestResponse } from 'fastify';
import type { SessionResponse } from '#protocol/session.ts';
import { listAudit } from '#server/database/queries/audit-log.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { inviteCompany, makeRespondentDir, openSeedSurvey } from '#tests/support/fieldwork.ts';

const CONTACT = '電話 017-777-4066（平日 8:30〜17:15）';

describeOnBothDatabases('what the centre says of itself', (getDatabase) => {
  let test: TestApp;
  let respondentDir: string;
  beforeAll(async () => {
    respondentDir = await makeRespondentDir();
  });
  beforeEach(async () => {
    test = await createTestApp(getDatabase(), { respondentDir });
  });
  afterEach(() => test.app.close());
  afterAll(() => rm(respondentDir, { recursive: true }));

  const edit = async (
    payload: object,
    role: 'office' | 'administrator' = 'office',
  ): Promise<LightMyRequestResponse> =>
    (await test.as(role)).request({ method: 'PATCH', url: '/api/centre', payload });
  const centreAs = async (role: 'coordinator' | 'office'): Promise<SessionResponse['centre']> =>
    (await (await test.as(role)).request({ url: '/api/session' })).json<SessionResponse>().centre;

  it('is changed by the office and reaches everyone with their session', async () => {
    const response = await edit({ name: '青森支援センター', contact: `  ${CONTACT} ` });
    expect(response.statusCode).toBe(200);
    const changed = { id: test.centreId, name: '青森支援センター', contact: CONTACT };
    expect(response.json()).toEqual(changed);
    expect(await centreAs('coordinator')).toEqual(changed);
  });

  it('stays where it is left out, and the contact can be taken away', async () => {
    await edit({ contact: CONTACT }, 'administrator');
    expect((await edit({ name: '21財団' })).json()).toMatchObject({ name: '21財団', contact: CONTACT });
    await edit({ contact: null });
    expect(await centreAs('office')).toEqual({ id: test.centreId, name: '21財団' });
  });

  it('is written down with what stood there before', async () => {
    await edit({ contact: CONTACT });
    const acts = (await listAudit(getDatabase().db, test.centreId)).filter(
      ({ action }) => action === 'centre.update',
    );
    expect(acts).toEqual([
      expect.objectContaining({
        userId: test.people.office.userId,
        subject: test.centreId,
        detail: {
          from: { name: '支援センター', contact: null },
          to: { name: '支援センター', contact: CONTACT },
        },
      }),
    ]);
  });

  it('is one line of plain text, and nothing else is taken', async () => {
    const refused = [
      {},
      { contact: '' },
      { contact: ' ' },
      { contact: 'あ'.repeat(201) },
      { contact: '一行目\n二行目' },
      { contact: '一行目\u2028二行目' },
      { contact: 'a\u0000b' },
      { contact: 'half \ud800' },
      { contact: 17 },
      { name: '' },
      { name: null },
      { name: 'あ'.repeat(101) },
      { epoch: 'another' },
    ];
    for (const payload of refused) {
      const response = await edit(payload);
      const { statusCode } = response;
      expect({ payload, statusCode, ...response.json<object>() }).toMatchObject({
        payload,
        statusCode: 400,
        code: 'malformed-request',
      });
    }
    expect(await centreAs('office')).toEqual({ id: test.centreId, name: '支援センター' });
    expect((await edit({ contact: 'あ'.repeat(200) })).statusCode).toBe(200);
  });

  it('says the contact on a company’s page, open or closed', async () => {
    await openSeedSurvey(getDatabase(), test.centreId);
    const { code, accountId, surveyId } = await inviteCompany(test, 'sme-survey-2026');
    const centreOf = async (): Promise<unknown> => {
      const { body } = await test.app.inject({ url: `/s/${code}` });
      return (
        JSON.parse(/<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(body)![1]!) as {
          centre: unknown;
        }
      ).centre;
    };
    expect(await centreOf()).toEqual({ name: '支援センター' });
    await edit({ contact: CONTACT });
    expect(await centreOf()).toEqual({ name: '支援センター', contact: CONTACT });
    await (
      await test.as('office')
    ).request({ method: 'DELETE', url: `/api/surveys/${surveyId}/invitations/${accountId}` });
    expect(await centreOf()).toEqual({ name: '支援センター', contact: CONTACT });
  });
});
