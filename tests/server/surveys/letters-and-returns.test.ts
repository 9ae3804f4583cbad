import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USUAL_LETTERS } from '#domain/fieldwork/letters/letter-texts.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { SurveyReturns } from '#protocol/returns.ts';
import type { SurveyLettersReply } from '#protocol/survey-letters.ts';
import type { InvitationBatch, SurveyUnitList } from '#protocol/surveys.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { insertFrame } from '#tests/support/frames.ts';
import {
  answerEverything,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  push,
  readSeeds,
} from '#tests/support/fieldwork.ts';

const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const SURVEY = '/api/surveys/sme-survey-2026';

describeOnBothDatabases('a survey’s letters and returns', (getDatabase) => {
  let nowMs = NOON;
  let test: TestApp;
  let office: TestClient;
  let questionnaire: Questionnaire;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => (nowMs += 1) });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    office = await test.as('office');
  });
  afterAll(() => test.app.close());

  const get = (what: string) => office.request({ method: 'GET', url: `${SURVEY}/${what}` });
  const put = (what: string, payload: object) =>
    office.request({ method: 'PUT', url: `${SURVEY}/${what}`, payload });
  const addCompanies = async (...all: object[]): Promise<string[]> => {
    const changes = all.map((fields) => makeChange(office, 'accounts', { name: '八戸水産', ...fields }));
    await push(office, changes);
    return changes.map(({ recordId }) => recordId);
  };
  const ask = async (accountIds: string[], issue = true): Promise<InvitationBatch> =>
    (
      await office.request({ method: 'POST', url: `${SURVEY}/invitations`, payload: { accountIds, issue } })
    ).json();

  describe('letters', () => {
    it('are the usual ones until they are worded, and refuse what was read before someone else’s change', async () => {
      expect((await get('letters')).json()).toEqual({ letters: USUAL_LETTERS, revision: 0 });
      const letters = { ...USUAL_LETTERS, addressee: '代表者 様' };
      const saved = await put('letters', { letters, revision: 0 });
      expect(saved.json<SurveyLettersReply>()).toEqual({ letters, revision: 1 });
      expect((await get('letters')).json()).toEqual({ letters, revision: 1 });
      const late = await put('letters', { letters: USUAL_LETTERS, revision: 0 });
      expect([late.statusCode, late.json<{ code: string }>().code]).toEqual([409, 'survey-changed']);
      const early = await put('letters', { letters: USUAL_LETTERS, revision: 5 });
      expect(early.statusCode).toBe(409);
    });

    it.each([
      ['a word in braces that nobody can fill in', { subject: 'お願い', body: '{担当者}様' }],
      ['a code on a letter of thanks', { subject: 'お礼', body: '{コード}' }],
      ['no subject', { subject: ' ', body: '' }],
      ['a text beyond a page', { subject: 'お礼', body: 'あ'.repeat(1_201) }],
      ['characters that are no text', { subject: 'お礼', body: '\u0000' }],
    ])('are refused with %s', async (_what, thanks) => {
      const letters = { ...USUAL_LETTERS, texts: { ...USUAL_LETTERS.texts, thanks } };
      expect((await put('letters', { letters, revision: 1 })).statusCode).toBe(400);
    });
  });

  describe('what is noted of a unit', () => {
    it('ends the writing to it: no code is issued or shown, until it is taken back', async () => {
      const [accountId] = await addCompanies({});
      await ask([accountId!]);
      expect((await put(`units/${accountId}/outcome`, { outcome: 'refusal' })).statusCode).toBe(204);
      const stateOf = async () =>
        (await get('invitations')).json<SurveyUnitList>().units.find((unit) => unit.accountId === accountId);
      expect(await stateOf()).toMatchObject({
        state: 'stopped',
        outcome: 'refusal',
        outcomeOn: '2026-11-20',
      });
      expect(await ask([accountId!], false)).toMatchObject({ invitations: [], skipped: [accountId] });
      await put(`units/${accountId}/outcome`, { outcome: null });
      expect(await stateOf()).toMatchObject({ state: 'asked', outcome: null });
      expect((await ask([accountId!], false)).invitations).toHaveLength(1);
    });

    it('is of a company and a survey that there are, and one of the known results', async () => {
      const [accountId] = await addCompanies({});
      expect((await put('units/nobody/outcome', { outcome: 'refusal' })).statusCode).toBe(404);
      expect((await put(`units/${accountId}/outcome`, { outcome: 'angry' })).statusCode).toBe(400);
      const elsewhere = await office.request({
        method: 'PUT',
        url: `/api/surveys/none/units/${accountId}/outcome`,
        payload: { outcome: 'refusal' },
      });
      expect(elsewhere.statusCode).toBe(404);
    });
  });

  describe('returns', () => {
    it('count each unit that was asked once, by what became of it', async () => {
      const returnsOf = async () => (await get('returns')).json<SurveyReturns>();
      const before = await returnsOf();
      const [answers, refuses, moved, silent, unasked] = await addCompanies(
        { industry: 'construction', employees: 'e21_50' },
        { industry: 'construction' },
        {},
        {},
        {},
      );
      const { invitations } = await ask([answers!, refuses!, moved!, silent!]);
      await put(`units/${refuses}/outcome`, { outcome: 'refusal' });
      await put(`units/${moved}/outcome`, { outcome: 'undeliverable' });
      await put(`units/${answers}/outcome`, { outcome: 'contacted' });
      const payload = makeSubmission(
        questionnaire,
        { kind: 'code', code: invitations[0]!.code },
        { answers: answerEverything(questionnaire, {}) },
      );
      const sent = await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload });
      expect(sent.statusCode).toBe(200);
      const after = await returnsOf();
      const grown = (code: keyof SurveyReturns['counts']) => after.counts[code] - before.counts[code];
      expect([grown('complete'), grown('refusal'), grown('undeliverable'), grown('noReply')]).toEqual([
        1, 1, 1, 1,
      ]);
      expect(after.rates.returned.denominator - before.rates.returned.denominator).toBe(4);
      expect(after.completeness).toEqual({ completeFrom: 80, partialFrom: 50 });
      expect(after.unasked).toBe(before.unasked);
      expect(after.days.at(-1)).toMatchObject({ day: '2026-11-20', answered: { link: 1 } });
      expect(after.cells.find(({ employees }) => employees === 'e21_50')).toEqual({
        industry: 'construction',
        employees: 'e21_50',
        municipality: '',
        counts: { complete: 1 },
      });
      expect(after.representativeness).toMatchObject({ verdict: 'unsure', reasons: ['fewAnswers'] });
      expect(JSON.stringify(after)).not.toContain(unasked);
      expect(JSON.stringify(after)).not.toContain(answers);
    });

    it('tell how many have answered another survey too, whichever address or company they were then', async () => {
      const row = (
        response_id: string,
        survey_id: string,
        unit_id: string | null,
        account_id: string | null,
      ) => ({
        centre_id: test.centreId,
        response_id,
        survey_id,
        unit_id,
        account_id,
        channel: 'paper',
        disposition: 'complete',
        submitted_at: null,
      });
      const { survey } = await readSeeds();
      const again = await office.request({
        method: 'POST',
        url: '/api/surveys',
        payload: {
          title: { ja: '次の調査', en: 'Next survey' },
          questionnaireId: survey.questionnaireId,
          questionnaireRevision: survey.questionnaireRevision,
          startsOn: '2026-12-01',
          endsOn: null,
        },
      });
      const { id } = again.json<{ id: string }>();
      const { db } = getDatabase();
      await insertFrame(db, test.centreId, [
        { unit_id: 'address', account_id: 'both' },
        { unit_id: 'other' },
      ]);
      await db
        .insertInto('submitted_responses')
        .values([
          row('w1', 'sme-survey-2026', 'both', 'both'),
          row('w2', id, 'address', null),
          row('w3', 'sme-survey-2026', 'other', null),
          row('w4', id, 'other', null),
          row('w5', id, 'once', 'once'),
          row('w6', id, null, null),
        ])
        .execute();
      const { alsoAnswered } = (await get('returns')).json<SurveyReturns>();
      expect(alsoAnswered).toEqual([
        { surveyId: id, title: { ja: '次の調査', en: 'Next survey' }, units: 2 },
      ]);
    });

    it('are of a survey that there is', async () => {
      const reply = await office.request({ method: 'GET', url: '/api/surveys/none/returns' });
      expect(reply.statusCode).toBe(404);
    });
  });
});
