import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { makeKeyingForm } from '#domain/fieldwork/keying/key-fields.ts';

import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { RespondentPage } from '#protocol/respondent.ts';
import type { SurveyReturns } from '#protocol/returns.ts';
import type { InvitationBatch, SurveyUnitList } from '#protocol/surveys.ts';
import { putSample } from '#server/database/queries/survey-units.ts';
import { findEntry } from '#server/respondent/find-entry.ts';
import { getRespondentPage } from '#server/respondent/respondent-page.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import {
  answerEverything,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  pullAll,
  push,
} from '#tests/support/fieldwork.ts';
import { insertFrame } from '#tests/support/frames.ts';
import { keySheet, onPaper } from '#tests/support/keyer.ts';

const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const SURVEY = 'sme-survey-2026';
const newId = () => uuidV7(NOON, randomBytes);
const NUMBER = '7000012050002';

describeOnBothDatabases('a survey of a sample', (getDatabase) => {
  let nowMs = NOON;
  let test: TestApp;
  let office: TestClient;
  let questionnaire: Questionnaire;
  let account: string;
  const codes = new Map<string, string>();

  const addCompany = async (fields: object): Promise<string> => {
    const change = makeChange(office, 'accounts', { name: '八戸水産', ...fields });
    await push(office, [change]);
    return change.recordId;
  };
  const call = (method: 'GET' | 'PUT' | 'POST', what: string, payload?: object, client = office) =>
    client.request({ method, url: `/api/surveys/${SURVEY}/${what}`, ...(payload && { payload }) });
  const units = async (client = office) =>
    (await call('GET', 'invitations', undefined, client)).json<SurveyUnitList>().units;
  const unitOf = async (id: string) => (await units()).find(({ accountId }) => accountId === id);
  const returns = async () => (await call('GET', 'returns')).json<SurveyReturns>();
  const answer = async (unitId: string, given: Record<string, string> = {}): Promise<void> => {
    // As the page does, which does not ask what the list knows.
    const { industry: _, municipality: __, ...answers } = answerEverything(questionnaire, given);
    const entry = { kind: 'code', code: codes.get(unitId)! } as const;
    const payload = makeSubmission(questionnaire, entry, { answers });
    const sent = await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload });
    expect(sent.statusCode, sent.body).toBe(200);
  };
  const recordsOf = async (client: TestClient, collection: string) =>
    (await pullAll(client)).filter((record) => record.collection === collection);
  const linkOf = async (unitId: string) =>
    (
      await getDatabase()
        .db.selectFrom('frame_units')
        .select('account_id')
        .where('centre_id', '=', test.centreId)
        .where('unit_id', '=', unitId)
        .executeTakeFirstOrThrow()
    ).account_id;

  beforeAll(async () => {
    const { db } = getDatabase();
    test = await createTestApp(getDatabase(), { clock: () => (nowMs += 1) });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    office = await test.as('office');
    account = await addCompany({ name: '白銀商店', corporateNumber: NUMBER, industry: 'retail' });
    await addCompany({ name: '有限会社種差', address: '八戸市鮫町1' });
    const frame = [
      { unit_id: 'known', name: '株式会社白銀商店', corporate_number: NUMBER, industry: 'retail' },
      { unit_id: 'unsure', name: '株式会社種差', address: '八戸市鮫町1', employees: 'e6_10' },
      { unit_id: 'silent', name: '沈黙工業', industry: 'construction' },
      { unit_id: 'secret', name: '匿名水産', industry: 'manufacturing', municipality: 'hachinohe' },
      { unit_id: 'visited', name: '訪問食品', industry: 'retail' },
      { unit_id: 'refuses', name: '拒否運輸' },
      { unit_id: 'unsent', name: '未発送' },
      { unit_id: 'not-drawn', name: '選ばれず' },
    ];
    await insertFrame(db, test.centreId, frame);
    await putSample(
      db,
      {
        centre_id: test.centreId,
        survey_id: SURVEY,
        list_id: 'list',
        design: '{"kind":"census"}',
        seed: 1,
        strata: '[]',
        drawn_at: '2026-11-20T00:00:00.000Z',
        drawn_by: null,
      },
      frame
        .filter(({ unit_id: id }) => id !== 'not-drawn')
        .map(({ unit_id: id }, position) => ({ unit_id: id, stratum: '', weight: 8 / 7, position })),
    );
  });
  afterAll(() => test.app.close());

  it('has its addresses among its units from the beginning, for the office alone', async () => {
    expect((await units()).map(({ accountId, state }) => [accountId, state])).toEqual(
      ['known', 'unsure', 'silent', 'secret', 'visited', 'refuses', 'unsent'].map((id) => [id, 'notAsked']),
    );
    expect(await unitOf('unsure')).toMatchObject({
      address: { listId: 'list', accountId: null, position: 1, fields: { name: '株式会社種差' } },
    });
    expect(await units(await test.as('coordinator'))).toEqual([]);
    expect(await returns()).toMatchObject({ sampled: 7, counts: { noReply: 0 } });
  });

  it('gives codes to addresses as to companies', async () => {
    const ids = ['known', 'unsure', 'silent', 'secret', 'visited', 'refuses'];
    const batch = (
      await call('POST', 'invitations', { accountIds: [...ids, 'nobody'] })
    ).json<InvitationBatch>();
    expect(batch).toMatchObject({ issued: 6, skipped: ['nobody'] });
    for (const { accountId, code } of batch.invitations) codes.set(accountId, code);
    expect((await units()).filter(({ state }) => state === 'asked')).toHaveLength(6);
    expect(await returns()).toMatchObject({ sampled: 7, counts: { noReply: 6 } });
    const again = await call('POST', `invitations/silent`, {});
    expect(again.statusCode).toBe(201);
    codes.set('silent', again.json<{ code: string }>().code);
    expect((await call('POST', 'invitations/nobody', {})).statusCode).toBe(404);
  });

  it('greets by the list’s name and does not ask what the list knows', async () => {
    const found = await findEntry(test.app, { kind: 'code', code: codes.get('unsure')! });
    const page = (await getRespondentPage(test.app, found!)) as RespondentPage & { state: 'open' };
    expect(page.unitName).toBe('株式会社種差');
    const roles = page.questionnaire.sections.flatMap(({ items }) => items.map(({ role }) => role));
    expect(roles).not.toContain('attribute.employees');
    expect(roles).toContain('attribute.industry');
  });

  describe('answers by the code of an address', () => {
    it('count for it without consent, and lead to no company', async () => {
      await answer('secret', { consent_record: 'no', consent_contact: 'no' });
      expect(await unitOf('secret')).toMatchObject({ state: 'answered', channel: 'link' });
      expect(await linkOf('secret')).toBeNull();
      const [response] = await recordsOf(office, 'responses');
      expect(response!.fields).not.toHaveProperty('accountId');
      expect(response!.fields).toMatchObject({
        answers: { industry: 'manufacturing', municipality: 'hachinohe' },
        provenance: { industry: { channel: 'import', prefilled: true } },
      });
      const { counts, unasked } = await returns();
      expect([counts.complete, counts.noReply, unasked]).toEqual([1, 5, 0]);
    });

    it('tell a coordinator neither the address nor that it has answered', async () => {
      const coordinator = await test.as('coordinator');
      const seen = JSON.stringify([
        await pullAll(coordinator),
        await units(coordinator),
        (await call('GET', 'returns', undefined, coordinator)).json(),
      ]);
      for (const word of ['匿名水産', '"secret"', codes.get('secret')!]) expect(seen).not.toContain(word);
      expect(await recordsOf(coordinator, 'responses')).toEqual([]);
    });

    it('are the company’s whose number it has, with consent, and its record is linked', async () => {
      await answer('known', { consent_record: 'yes' });
      expect(await linkOf('known')).toBe(account);
      const responses = await recordsOf(office, 'responses');
      expect(responses.filter(({ fields }) => fields['accountId'] === account)).toHaveLength(1);
      expect(await unitOf('known')).toMatchObject({ state: 'answered', address: { accountId: account } });
      expect(await unitOf(account)).toBeUndefined();
      expect(await returns()).toMatchObject({ counts: { complete: 2, noReply: 4 }, unasked: 0 });
    });

    it('are said of the company to a coordinator, who would ask it again, without the address, day and way', async () => {
      expect(await units(await test.as('coordinator'))).toEqual([
        expect.objectContaining({ accountId: account, state: 'answered', answeredOn: null, channel: null }),
      ]);
    });

    it('stay nobody’s where a person has to say which company it is', async () => {
      await answer('unsure', { consent_record: 'yes' });
      expect(await linkOf('unsure')).toBeNull();
      const responses = await recordsOf(office, 'responses');
      expect(responses.filter(({ fields }) => fields['accountId'] === undefined)).toHaveLength(2);
      expect(await returns()).toMatchObject({ counts: { complete: 3 }, unasked: 0 });
    });

    it('sent once more are a duplicate of the address’s', async () => {
      await answer('unsure', { consent_record: 'no' });
      const { counts } = await returns();
      expect(counts.complete).toBe(3);
      const dispositions = (await recordsOf(office, 'responses')).map(({ fields }) => fields['disposition']);
      expect(dispositions.filter((disposition) => disposition === 'duplicate')).toHaveLength(1);
    });
  });

  it.each([
    ['whose company is known', 'known', 'yes', true],
    ['that is to stay unknown', 'secret', 'no', false],
  ])(
    'keeps a sheet of paper of an address %s, which has answered by link, as a duplicate',
    async (...row) => {
      const [, unit, consent, isKnown] = row;
      const answers = answerEverything(questionnaire, { consent_record: consent, consent_contact: 'no' });
      const { values } = keySheet(makeKeyingForm(questionnaire, '2026-11-20'), (field) =>
        onPaper(field, answers),
      );
      const sheetId = newId();
      const second = await test.signIn(await test.addPerson('office', `二人目${unit}`));
      for (const [index, client] of [office, second].entries()) {
        const payload = {
          id: newId(),
          sheetId,
          pass: index + 1,
          questionnaireRevision: questionnaire.revision,
          values,
          attempts: {},
          keystrokes: 50,
          activeSeconds: 60,
          isSecondPlanned: index === 0,
          startedAt: '2026-11-20T01:00:00.000Z',
          finishedAt: '2026-11-20T01:01:00.000Z',
          code: codes.get(unit)!,
        };
        const sent = await call('POST', 'keying/entries', payload, client);
        expect(sent.statusCode, sent.body).toBe(200);
      }
      const paper = (await recordsOf(office, 'responses')).filter(
        ({ fields }) => fields['channel'] === 'paper' && (fields['accountId'] === account) === isKnown,
      );
      expect(paper.map(({ fields }) => fields['disposition'])).toEqual(['duplicate']);
      expect(await returns()).toMatchObject({ counts: { complete: 3 } });
    },
  );

  it('counts what an address’s company tells on a visit for the address, and never twice', async () => {
    const { db } = getDatabase();
    const company = await addCompany({ name: '訪問食品' });
    await db
      .updateTable('frame_units')
      .set({ account_id: company })
      .where('unit_id', '=', 'visited')
      .execute();
    const told = makeChange(office, 'responses', {
      surveyId: SURVEY,
      questionnaireId: questionnaire.id,
      questionnaireRevision: questionnaire.revision,
      accountId: company,
      channel: 'visit',
      startedAt: '2026-11-20T01:00:00.000Z',
      submittedAt: '2026-11-20T01:30:00.000Z',
      disposition: 'complete',
    });
    await push(office, [told]);
    expect(await unitOf('visited')).toMatchObject({ state: 'answered', channel: 'visit' });
    expect(await unitOf(company)).toBeUndefined();
    expect(await returns()).toMatchObject({ counts: { complete: 4, noReply: 2 }, unasked: 0 });
    await answer('visited', { consent_record: 'no' });
    expect(await returns()).toMatchObject({ counts: { complete: 4, noReply: 2 }, unasked: 0 });
  });

  it('counts what was noted of an address, by the attributes of the list, and nobody who was not drawn', async () => {
    expect((await call('PUT', 'units/refuses/outcome', { outcome: 'refusal' })).statusCode).toBe(204);
    const outsider = await addCompany({ name: '標本外' });
    await call('POST', 'invitations', { accountIds: [outsider] });
    const { counts, cells, days } = await returns();
    expect(counts).toMatchObject({ complete: 4, refusal: 1, noReply: 1 });
    expect(cells.find(({ industry }) => industry === 'construction')?.counts).toEqual({ noReply: 1 });
    expect(days.reduce((sum, { sent }) => sum + sent, 0)).toBe(6);
    expect((await units()).at(-1)).toMatchObject({ accountId: outsider, state: 'asked' });
  });

  it('can be computed again once the licence has ended: every rate stays', async () => {
    const before = await returns();
    const ended = await office.request({
      method: 'POST',
      url: '/api/frames/list/end',
      payload: { revision: 1 },
    });
    expect(ended.statusCode).toBe(200);
    const { at: _, ...after } = await returns();
    expect(after).toEqual({ ...before, at: undefined });
    expect((await unitOf('silent'))?.address?.fields).toEqual({ industry: 'construction' });
    await answer('silent', { consent_record: 'yes' });
    expect((await returns()).counts).toMatchObject({ complete: 5, noReply: 0 });
    expect(JSON.stringify(await pullAll(office))).not.toContain('沈黙工業');
  });
});
