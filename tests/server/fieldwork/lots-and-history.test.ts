import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#domain/access/permissions.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { LotKind } from '#domain/fieldwork/lots/lot-kinds.ts';
import type { LotLetters, LotList, LotState } from '#protocol/letter-lots.ts';
import type { SurveyReturns } from '#protocol/returns.ts';
import type { InvitationBatch } from '#protocol/surveys.ts';
import type { ArrivalsReply, DispositionsReply, UnitHistory } from '#protocol/unit-history.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import {
  answerEverything,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  push,
} from '#tests/support/fieldwork.ts';

const NOON = Date.parse('2026-11-20T03:00:00.000Z');
const SURVEY = '/api/surveys/sme-survey-2026';

describeOnBothDatabases('lots, arrivals and histories', (getDatabase) => {
  let nowMs = NOON;
  let test: TestApp;
  let office: TestClient;
  let questionnaire: Questionnaire;
  let made = 0;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'banso-fieldwork-'));
    test = await createTestApp(getDatabase(), { clock: () => (nowMs += 1), dataDir });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => NOON));
    office = await test.as('office');
  });
  afterAll(async () => {
    await test.app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const nextId = (): string => `id-${(made += 1)}`;
  const call = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', what: string, payload?: object) =>
    office.request({ method, url: `${SURVEY}/${what}`, ...(payload && { payload }) });
  async function invite(...all: object[]): Promise<{ unitId: string; code: string }[]> {
    const changes = all.map((fields, index) =>
      makeChange(office, 'accounts', {
        name: `会社${index + 1}`,
        postalCode: `030-080${index + 1}`,
        address: '本町1',
        ...fields,
      }),
    );
    await push(office, changes);
    const accountIds = changes.map(({ recordId }) => recordId);
    const batch = (await call('POST', 'invitations', { accountIds })).json<InvitationBatch>();
    return batch.invitations.map(({ accountId: unitId, code }) => ({ unitId, code }));
  }
  const answer = async (code: string): Promise<void> => {
    const payload = makeSubmission(
      questionnaire,
      { kind: 'code', code },
      { answers: answerEverything(questionnaire, {}) },
    );
    expect((await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload })).statusCode).toBe(
      200,
    );
  };
  const makeLots = async (kind: LotKind, size?: number, id = nextId()): Promise<LotList> => {
    const reply = await call('POST', 'lots', { id, kind, ...(size && { size }) });
    expect(reply.statusCode).toBe(201);
    return reply.json();
  };
  const note = (unitId: string, payload: object) => call('PUT', `units/${unitId}/outcome`, payload);
  const historyOf = async (unitId: string, role: Role = 'office'): Promise<UnitHistory> =>
    (await (await test.as(role)).request({ method: 'GET', url: `${SURVEY}/units/${unitId}/history` })).json();
  const scan = async (...scans: object[]): Promise<ArrivalsReply> => {
    const reply = await call('POST', 'arrivals', {
      scans: scans.map((each) => ({ id: nextId(), at: '2026-11-20T02:00:00.000Z', ...each })),
    });
    expect(reply.statusCode, reply.body).toBe(200);
    return reply.json();
  };

  describe('lots', () => {
    it('hold everyone who is due, each once, whoever asks and however often', async () => {
      await invite({}, {}, {}, { address: '' });
      const id = nextId();
      const first = await makeLots('invitation', 2, id);
      expect(await makeLots('invitation', 2, id)).toEqual(first);
      const sizes = first.lots.map(({ number, size }) => [number, size]);
      expect(sizes.every(([, size]) => size! <= 2)).toBe(true);
      expect(sizes.map(([number]) => number)).toEqual(sizes.map((_, index) => index + 1));
      const { units, inLots, due, leftOut } = first.balances.invitation;
      expect(due).toBe(0);
      expect(leftOut.noAddress).toBeGreaterThan(0);
      expect(first.lots.reduce((sum, { size }) => sum + size, 0)).toBe(inLots);
      expect(inLots + Object.values(leftOut).reduce((sum, count) => sum + count, 0)).toBe(units);
      // Two at once: nobody is in two.
      await invite({}, {});
      const [one, other] = await Promise.all([makeLots('invitation'), makeLots('invitation')]);
      const after = [one, other].sort((a, b) => a.lots.length - b.lots.length).at(-1)!;
      expect(after.lots.reduce((sum, { size }) => sum + size, 0)).toBe(after.balances.invitation.inLots);
    });

    it('say one of two wordings each, half of them by a seed, and count what each brought once it is posted', async () => {
      const invited = await invite(...Array.from({ length: 6 }, () => ({})));
      const codes = new Map(invited.map(({ unitId, code }) => [unitId, code]));
      const payload = { id: nextId(), kind: 'reminder2', wordings: { seed: 7 } };
      expect((await call('POST', 'lots', { ...payload, id: nextId(), kind: 'thanks' })).statusCode).toBe(400);
      const { lots, wordings } = (await call('POST', 'lots', payload)).json<LotList>();
      const [a, b] = lots.filter(({ kind }) => kind === 'reminder2');
      expect([a!.wording, b!.wording, lots.filter(({ wording }) => wording === null).length > 0]).toEqual([
        'A',
        'B',
        true,
      ]);
      expect(Math.abs(a!.size - b!.size)).toBeLessThanOrEqual(1);
      const none = { letters: 0, answered: 0 };
      expect(wordings).toEqual([{ kind: 'reminder2', counts: { A: none, B: none } }]);
      const mark = { id: nextId(), day: '2026-11-20', known: [], isTaken: true };
      expect((await call('PUT', `lots/${b!.id}/marks/posted`, mark)).statusCode).toBe(200);
      const { letters } = (await call('POST', `lots/${b!.id}/letters`)).json<LotLetters>();
      const answering = letters.find(({ unitId }) => codes.has(unitId))!;
      await answer(codes.get(answering.unitId)!);
      expect((await call('GET', 'lots')).json<LotList>().wordings).toEqual([
        { kind: 'reminder2', counts: { A: none, B: { letters: b!.size, answered: 1 } } },
      ]);
    });

    it('print the same letters in the same order again, without whoever has answered or refused since', async () => {
      const units = await invite({ name: '丙' }, { name: '乙' }, { name: '甲' });
      const { lots } = await makeLots('reminder1');
      const lot = lots.at(-1)!;
      const print = async () => (await call('POST', `lots/${lot.id}/letters`)).json<LotLetters>();
      const before = await print();
      expect(before.takeOut).toEqual([]);
      expect(before.letters.map(({ position }) => position)).toEqual(
        Array.from({ length: lot.size }, (_, index) => index + 1),
      );
      const placeOf = (unitId: string) => before.letters.find((letter) => letter.unitId === unitId)!;
      expect(placeOf(units[0]!.unitId).code).toBe(units[0]!.code);
      expect(placeOf(units[0]!.unitId).link).toContain(units[0]!.code);
      expect(await print()).toEqual(before);
      await answer(units[0]!.code);
      await note(units[1]!.unitId, { outcome: 'refusal' });
      const after = await print();
      expect(after.takeOut.map(({ name, reason, position }) => [name, reason, position]).sort()).toEqual(
        [
          ['丙', 'answered', placeOf(units[0]!.unitId).position],
          ['乙', 'refusal', placeOf(units[1]!.unitId).position],
        ].sort(),
      );
      expect(after.letters).toEqual(
        before.letters.filter(({ unitId }) => ![units[0]!.unitId, units[1]!.unitId].includes(unitId)),
      );
    });

    it('are posted only by who knows which letters to take out, and stand in the histories and the curve', async () => {
      const [goes, leaves] = await invite({ name: '行く' }, { name: '抜く' });
      const lot = (await makeLots('invitation')).lots.at(-1)!;
      await answer(leaves!.code);
      const { takeOut } = (await call('GET', `lots/${lot.id}`)).json<LotState>();
      expect(takeOut).toMatchObject([{ name: '抜く', reason: 'answered' }]);
      const id = nextId();
      const mark = (known: number[], markId = id) =>
        call('PUT', `lots/${lot.id}/marks/posted`, { id: markId, day: '2026-11-18', known, isTaken: true });
      const refused = await mark([]);
      expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([409, 'lot-changed']);
      const known = takeOut.map(({ position }) => position);
      const posted = await mark(known);
      expect(posted.json<LotState>().lot.marks.posted).toEqual({
        on: '2026-11-18',
        by: office.person.userId,
      });
      expect((await mark(known)).statusCode).toBe(200);
      expect((await mark(known, nextId())).json<{ code: string }>().code).toBe('lot-marked');
      const postedOf = async (unitId: string) =>
        (await historyOf(unitId)).entries.filter(({ event }) => event === 'posted');
      expect(await postedOf(goes!.unitId)).toMatchObject([
        { at: '2026-11-18T03:00:00.000Z', channel: 'lot', lot: { number: lot.number, kind: 'invitation' } },
      ]);
      expect(await postedOf(leaves!.unitId)).toEqual([]);
      const sentOn = async (day: string) =>
        (await call('GET', 'returns')).json<SurveyReturns>().days.find((each) => each.day === day)?.sent ?? 0;
      expect(await sentOn('2026-11-18')).toBe(lot.size - known.length);

      expect((await call('DELETE', `lots/${lot.id}`)).json<{ code: string }>().code).toBe('lot-marked');
      const undone = await call('DELETE', `lots/${lot.id}/marks/posted`);
      expect(undone.json<LotState>().lot.marks.posted).toBeNull();
      expect(await postedOf(goes!.unitId)).toMatchObject([{ isUndone: true }]);
      expect(await sentOn('2026-11-18')).toBe(0);
      const without = (await call('DELETE', `lots/${lot.id}`)).json<LotList>();
      expect(without.lots.map((each) => each.id)).not.toContain(lot.id);
      expect(without.balances.invitation.due).toBe(lot.size - known.length);
    });

    it('of thanks go to those alone that answered, also once the survey is closed', async () => {
      const { lots } = await makeLots('thanks');
      const lot = lots.at(-1)!;
      const { letters } = (await call('POST', `lots/${lot.id}/letters`)).json<LotLetters>();
      expect(letters.length).toBeGreaterThan(0);
      expect(letters.every(({ code, link }) => code === null && link === null)).toBe(true);
    });

    it('are made for those alone whom a plan of reminders writes to', async () => {
      await invite({ industry: 'agriculture' }, { industry: 'agriculture' }, { industry: 'mining' });
      const only = { by: ['industry'], groups: [{ codes: ['agriculture'], letters: 1 }] };
      const planned = await call('POST', 'lots', { id: nextId(), kind: 'reminder2', only });
      const before = planned.json<LotList>().balances.reminder2;
      const lot = planned.json<LotList>().lots.at(-1)!;
      expect([lot.kind, lot.size]).toEqual(['reminder2', 1]);
      const all = (await call('POST', 'lots', { id: nextId(), kind: 'reminder2' })).json<LotList>();
      expect(all.balances.reminder2.inLots).toBe(before.inLots + before.due);
      const wrong = { by: ['name'], groups: [] };
      expect((await call('POST', 'lots', { id: nextId(), kind: 'reminder2', only: wrong })).statusCode).toBe(
        400,
      );
    });

    it('are the office’s, of a survey and a lot that there are', async () => {
      const coordinator = await test.as('coordinator');
      const url = `${SURVEY}/lots`;
      expect((await coordinator.request({ method: 'GET', url })).statusCode).toBe(403);
      expect((await call('GET', 'lots/none')).statusCode).toBe(404);
      const elsewhere = await office.request({ method: 'GET', url: '/api/surveys/none/lots' });
      expect(elsewhere.statusCode).toBe(404);
    });
  });

  describe('what comes in by post', () => {
    it('is noted once, whenever it is sent again, and taken back', async () => {
      const [company] = await invite({ name: '宛先不明の会社' });
      const read = { id: nextId(), event: 'returnedUndeliverable', code: company!.code.toLowerCase() };
      const first = await scan(read);
      expect(first.results).toEqual([
        { id: read.id, result: 'noted', unitId: company!.unitId, name: '宛先不明の会社', isAnswered: false },
      ]);
      expect(await scan(read)).toMatchObject({ epoch: first.epoch, results: first.results });
      expect((await scan({ ...read, id: nextId() })).results[0]!.result).toBe('twice');
      const history = await historyOf(company!.unitId);
      expect(history).toMatchObject({ disposition: 'undeliverable', isFinal: true });
      expect(history.entries.filter(({ channel }) => channel === 'scan')).toMatchObject([
        { event: 'returnedUndeliverable', at: '2026-11-20T02:00:00.000Z', by: office.person.userId },
      ]);
      const undo = { id: nextId(), undoes: read.id };
      expect((await scan(undo, undo)).results.map(({ result }) => result)).toEqual(['undone', 'undone']);
      expect((await historyOf(company!.unitId)).disposition).toBe('noReply');
      // After the undoing it can be read again.
      expect((await scan({ ...read, id: nextId() })).results[0]!.result).toBe('noted');
    });

    it('is told apart: mistyped, unknown, of another survey, answered already, and within one batch twice', async () => {
      const [silent, answers] = await invite({}, {});
      await answer(answers!.code);
      const wrong = `${silent!.code.slice(0, -1)}${silent!.code.endsWith('0') ? '1' : '0'}`;
      const { results } = await scan(
        { event: 'paperArrived', code: wrong },
        { event: 'paperArrived', code: '00000-00000' },
        { event: 'paperArrived', code: silent!.code },
        { event: 'paperArrived', code: silent!.code },
        { event: 'paperArrived', code: answers!.code },
        { undoes: 'nothing' },
      );
      expect(results.map(({ result, isAnswered }) => [result, isAnswered])).toEqual([
        ['mistyped', false],
        ['unknown', false],
        ['noted', false],
        ['twice', false],
        ['noted', true],
        ['nothingToUndo', false],
      ]);
      const other = await office.request({
        method: 'POST',
        url: '/api/surveys',
        payload: {
          title: { ja: 'ほかの調査' },
          questionnaireId: questionnaire.id,
          questionnaireRevision: questionnaire.revision,
          startsOn: '2026-11-01',
          endsOn: null,
        },
      });
      const reply = await office.request({
        method: 'POST',
        url: `/api/surveys/${other.json<{ id: string }>().id}/arrivals`,
        payload: {
          scans: [{ id: nextId(), at: '2026-11-20T02:00:00.000Z', event: 'refused', code: silent!.code }],
        },
      });
      expect(reply.json<ArrivalsReply>().results[0]!.result).toBe('otherSurvey');
    });

    it('is never later than now, and known by a code that another one has replaced', async () => {
      const [company] = await invite({});
      await call('POST', `invitations/${company!.unitId}`, {});
      const event = { event: 'refused', code: company!.code, at: '2031-01-01T00:00:00.000Z' };
      expect((await scan(event)).results[0]!.result).toBe('noted');
      const { entries } = await historyOf(company!.unitId);
      expect(entries.find((entry) => entry.event === 'refused')!.at! < '2026-11-21').toBe(true);
    });
  });

  describe('a unit’s history', () => {
    it('tells the office all, and others of a company that answered not when', async () => {
      const [company] = await invite({});
      await note(company!.unitId, { outcome: 'contacted', on: '2026-11-12', detail: '社長に伝言' });
      await answer(company!.code);
      const own = await historyOf(company!.unitId);
      expect(own.entries.map(({ event }) => event).sort()).toEqual(['answered', 'codeIssued', 'contacted']);
      expect(own.entries[0]).toMatchObject({ at: '2026-11-12T03:00:00.000Z', detail: '社長に伝言' });
      expect(own).toMatchObject({ disposition: 'complete', isFinal: true });
      const told = await historyOf(company!.unitId, 'coordinator');
      expect(told.disposition).toBeNull();
      expect(told.entries.at(-1)).toMatchObject({ event: 'answered', at: null, by: null });
      expect(told.entries).toHaveLength(3);
    });

    it('loses what was written in own words when its company is erased', async () => {
      const [company] = await invite({});
      await note(company!.unitId, { outcome: 'refusal', detail: '担当の佐藤さんが断った' });
      const administrator = await test.as('administrator');
      const url = `/api/records/accounts/${company!.unitId}/erase`;
      expect((await administrator.request({ method: 'POST', url, payload: {} })).statusCode).toBe(204);
      const { entries, disposition } = await historyOf(company!.unitId);
      expect(entries.map(({ detail }) => detail).join('')).toBe('');
      expect(disposition).toBe('refusal');
    });

    it('has what was noted by mistake taken back, kept, and no more than what was noted', async () => {
      const [company, other] = await invite({}, {});
      const id = nextId();
      await note(company!.unitId, { outcome: 'refusal', id });
      await note(company!.unitId, { outcome: 'refusal', id });
      const undo = (unitId: string, undoes: string) =>
        call('POST', `units/${unitId}/undo`, { id: nextId(), undoes });
      expect((await undo(other!.unitId, id)).statusCode).toBe(404);
      const after = (await undo(company!.unitId, id)).json<UnitHistory>();
      expect(after.disposition).toBe('noReply');
      expect(after.entries.filter(({ event }) => event === 'refused')).toMatchObject([
        { id, isUndone: true },
      ]);
    });
  });

  describe('a list of what became of units', () => {
    it('is looked at first, then noted, and the same list changes nothing', async () => {
      const [byCode, byId] = await invite({ name: '甲' }, { name: '乙' });
      const rows = [
        { row: 2, unit: byCode!.code, event: 'refused', on: '2026-11-10', detail: '電話で' },
        { row: 3, unit: byId!.unitId, event: 'returnedUndeliverable', on: '2026-11-11', detail: '' },
        { row: 4, unit: byId!.unitId, event: 'returnedUndeliverable', on: '2026-11-11', detail: '' },
        { row: 5, unit: '00000-00001', event: 'refused', on: '2026-11-10', detail: '' },
        { row: 6, unit: byCode!.code, event: 'refused', on: '2027-11-10', detail: '' },
      ];
      const send = async (isDryRun: boolean) => {
        const payload = { isDryRun, rows: rows.map((row) => ({ ...row, id: nextId() })) };
        const { results } = (await call('POST', 'dispositions', payload)).json<DispositionsReply>();
        return results.map(({ row, result, name }) => [row, result, name]);
      };
      const expected = [
        [2, 'new', '甲'],
        [3, 'new', '乙'],
        [4, 'same', '乙'],
        [5, 'mistyped', ''],
        [6, 'inFuture', '甲'],
      ];
      expect(await send(true)).toEqual(expected);
      expect((await historyOf(byCode!.unitId)).disposition).toBe('noReply');
      expect(await send(false)).toEqual(expected);
      expect((await historyOf(byCode!.unitId)).disposition).toBe('refusal');
      expect((await send(false)).slice(0, 3).map(([, result]) => result)).toEqual(['same', 'same', 'same']);
      const { entries } = await historyOf(byId!.unitId);
      expect(entries.filter(({ channel }) => channel === 'list')).toHaveLength(1);
    });
  });
});
