import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import type { NotedEvent } from '#domain/fieldwork/history/unit-event.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { LotLetters, LotList, LotState } from '#protocol/letter-lots.ts';
import type { SurveyReturns } from '#protocol/returns.ts';
import type { Invitation, SurveyUnitList } from '#protocol/surveys.ts';
import type { UnitHistory } from '#protocol/unit-history.ts';
import { putSample } from '#server/database/queries/survey-units.ts';
import { createTestApp, type TestApp, type TestClient } from '#tests/support/app.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/databases.ts';
import { migrateDatabase } from '#server/database/migrations/migrate.ts';
import {
  answerEverything,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  push,
} from '#tests/support/fieldwork.ts';
import { insertFrame } from '#tests/support/frames.ts';

const NOON = Date.parse('2026-11-20T03:00:00.000Z');
/** Runs that each have found something before it was mended, and others. */
const SEEDS = [1, 4, 7];
const STEPS = 40;

/** What became of units, kept by hand: all that happened to any record or address of one company is the company's. */
class Ledger {
  readonly merges = new Map<string, string>();
  readonly links = new Map<string, string>();
  readonly answers = new Set<string>();
  /** In force, by whose it is. */
  readonly codes = new Map<string, string>();
  readonly opened = new Set<string>();
  readonly answeredWithCode = new Set<string>();
  readonly events: { id: string; of: string; event: NotedEvent; at: string; isUndone: boolean }[] = [];
  constructor(
    readonly accounts: string[],
    readonly addresses: string[],
  ) {}

  company(id: string): string {
    const into = this.merges.get(id);
    return into === undefined ? id : this.company(into);
  }

  unit(id: string): string {
    const company = this.company(id);
    const standing = this.addresses.find(
      (address) => this.links.has(address) && this.company(this.links.get(address)!) === company,
    );
    return this.addresses.includes(id) ? id : (standing ?? company);
  }

  members(unit: string): string[] {
    return [...this.accounts, ...this.addresses].filter((id) => this.unit(id) === unit);
  }

  outcome(unit: string): string | undefined {
    const members = this.members(unit);
    const said: Partial<Record<NotedEvent, string>> = {
      returnedUndeliverable: 'undeliverable',
      blankSheet: 'blank',
      refused: 'refusal',
      paperArrived: 'paperArrived',
      closed: 'closed',
      notEligible: 'notEligible',
      contacted: 'contacted',
      other: 'other',
    };
    let outcome: string | undefined;
    const own = this.events.filter(({ of, isUndone }) => members.includes(of) && !isUndone);
    own.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
    for (const { event } of own) {
      if (event === 'forwarded') outcome = outcome === 'undeliverable' ? undefined : outcome;
      else if (event === 'cleared') outcome = undefined;
      else if (said[event] !== undefined) outcome = said[event];
    }
    return outcome;
  }

  hasAnswered(unit: string): boolean {
    return this.members(unit).some((id) => this.answers.has(id));
  }

  disposition(unit: string): string {
    if (this.hasAnswered(unit)) return 'complete';
    const outcome = this.outcome(unit);
    if (outcome === 'closed') return 'notEligible';
    if (outcome === 'paperArrived') return 'contacted';
    if (outcome !== undefined) return outcome;
    return this.members(unit).some((id) => this.opened.has(id)) ? 'contacted' : 'noReply';
  }

  /** Those that count: with a code or an outcome, of a sample only those of it. */
  asked(): string[] {
    const units = new Set([...this.accounts, ...this.addresses].map((id) => this.unit(id)));
    return [...units].filter(
      (unit) =>
        (this.addresses.length === 0 || this.addresses.includes(unit)) &&
        (this.members(unit).some((id) => this.codes.has(id) || this.answeredWithCode.has(id)) ||
          this.outcome(unit) !== undefined),
    );
  }

  /** All units of the company that a unit is. */
  private siblings(unit: string): string[] {
    const companyOf = (id: string) => this.company(this.links.get(id) ?? id);
    const units = new Set([...this.accounts, ...this.addresses].map((id) => this.unit(id)));
    return [...units].filter((each) => each === unit || companyOf(each) === companyOf(unit));
  }

  mayNotBeReminded(unit: string): boolean {
    const ending = ['refusal', 'blank', 'paperArrived', 'closed', 'notEligible'];
    return (
      this.outcome(unit) === 'undeliverable' ||
      this.siblings(unit).some((each) => this.hasAnswered(each) || ending.includes(this.outcome(each) ?? ''))
    );
  }
}

describe('a survey’s fieldwork in whatever order', () => {
  let database: TestDatabase;
  let nowMs = NOON;
  let dataDir: string;
  let test: TestApp;
  let office: TestClient;
  let questionnaire: Questionnaire;
  let made = 0;
  beforeAll(async () => {
    database = await createTestDatabase('sqlite');
    await migrateDatabase(database.handle);
    dataDir = await mkdtemp(join(tmpdir(), 'banso-random-'));
    test = await createTestApp(database.handle, { clock: () => (nowMs += 1), dataDir });
    ({ questionnaire } = await openSeedSurvey(database.handle, test.centreId, () => NOON));
    office = await test.as('office');
  });
  afterAll(async () => {
    await test.app.close();
    await database.remove();
    await rm(dataDir, { recursive: true, force: true });
  });

  const nextId = (): string => `id-${String((made += 1)).padStart(7, '0')}`;

  async function openSurvey(): Promise<string> {
    const payload = {
      title: { ja: `調査${nextId()}` },
      questionnaireId: questionnaire.id,
      questionnaireRevision: questionnaire.revision,
      startsOn: '2026-11-01',
      endsOn: null,
    };
    const survey = (await office.request({ method: 'POST', url: '/api/surveys', payload })).json<{
      id: string;
      revision: number;
    }>();
    const opened = await office.request({
      method: 'PATCH',
      url: `/api/surveys/${survey.id}`,
      payload: { revision: survey.revision, status: 'open' },
    });
    expect(opened.statusCode, opened.body).toBe(200);
    return survey.id;
  }

  async function run(seed: number, isSampled: boolean): Promise<void> {
    const random = new SeededRandom(seed);
    const pick = <Item>(items: readonly Item[]): Item | undefined =>
      items[random.below(Math.max(items.length, 1))];
    const surveyId = await openSurvey();
    const base = `/api/surveys/${surveyId}`;
    const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', what: string, payload?: object) => {
      const reply = await office.request({ method, url: `${base}/${what}`, ...(payload && { payload }) });
      return reply;
    };
    const changes = Array.from({ length: 5 }, (_, index) =>
      makeChange(office, 'accounts', {
        name: `会社${seed}-${index}`,
        postalCode: '030-0801',
        address: '青森市本町1',
      }),
    );
    await push(office, changes);
    const accounts = changes.map(({ recordId }) => recordId);
    const addresses = isSampled ? Array.from({ length: 5 }, (_, index) => `addr-${surveyId}-${index}`) : [];
    if (isSampled) {
      const listId = `list-${surveyId}`;
      await insertFrame(
        database.handle.db,
        test.centreId,
        addresses.map((unit_id, index) => ({
          unit_id,
          name: `名簿${seed}-${index}`,
          address: '青森市本町2',
          postal_code: '030-0801',
        })),
        listId,
      );
      await putSample(
        database.handle.db,
        {
          centre_id: test.centreId,
          survey_id: surveyId,
          list_id: listId,
          design: '{"kind":"census"}',
          seed: 1,
          strata: '[]',
          drawn_at: '2026-11-01T00:00:00.000Z',
          drawn_by: null,
        },
        addresses.map((unit_id, position) => ({ unit_id, stratum: '', weight: 1, position })),
      );
    }
    const ledger = new Ledger(accounts, addresses);
    const all = [...accounts, ...addresses];
    const log: string[] = [];
    const point = async (id: string, into: string | null) => {
      const [result] = await push(office, [
        makeChange(office, 'accounts', { mergedInto: into }, { recordId: id, baseRevision: 1e9 }),
      ]);
      expect(result).toMatchObject({ status: 'accepted' });
    };
    const lots: string[] = [];

    const steps: Record<string, () => Promise<string | undefined>> = {
      async invite() {
        const id = pick(all.filter((each) => !ledger.merges.has(each)))!;
        const reply = await call('POST', `invitations/${id}`);
        if (reply.statusCode !== 201) return `refused ${reply.body}`;
        ledger.codes.set(id, reply.json<Invitation>().code);
        return id;
      },
      async revoke() {
        const id = pick([...ledger.codes.keys()]);
        if (id === undefined) return undefined;
        expect((await call('DELETE', `invitations/${id}`)).statusCode).toBe(204);
        ledger.codes.delete(id);
        return id;
      },
      async open() {
        const id = pick([...ledger.codes.keys()]);
        if (id === undefined) return undefined;
        await database.handle.db
          .updateTable('invitations')
          .set({ opened_at: new Date(nowMs).toISOString() })
          .where('survey_id', '=', surveyId)
          .where('unit_id', '=', id)
          .where('revoked_at', 'is', null)
          .execute();
        ledger.opened.add(id);
        return id;
      },
      async answer() {
        const id = pick([...ledger.codes.keys()]);
        if (id === undefined) return undefined;
        const {
          industry: _,
          municipality: __,
          ...answers
        } = answerEverything(questionnaire, { consent_record: 'no', consent_contact: 'no' });
        const payload = makeSubmission(
          questionnaire,
          { kind: 'code', code: ledger.codes.get(id)! },
          { answers },
        );
        const sent = await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload });
        expect(sent.statusCode, sent.body).toBe(200);
        ledger.answers.add(id);
        ledger.answeredWithCode.add(id);
        return id;
      },
      async visit() {
        const id = pick(accounts)!;
        const fields = {
          surveyId,
          questionnaireId: questionnaire.id,
          questionnaireRevision: questionnaire.revision,
          accountId: id,
          channel: 'visit',
          startedAt: '2026-11-20T01:00:00.000Z',
          submittedAt: '2026-11-20T01:30:00.000Z',
          disposition: 'complete',
        };
        const [result] = await push(office, [makeChange(office, 'responses', fields)]);
        expect(result).toMatchObject({ status: 'accepted' });
        ledger.answers.add(id);
        return id;
      },
      async note() {
        const of = pick(all)!;
        const [outcome, event] = pick([
          ['refusal', 'refused'],
          ['blank', 'blankSheet'],
          ['closed', 'closed'],
          ['contacted', 'contacted'],
          ['other', 'other'],
          [null, 'cleared'],
          ['undeliverable', 'returnedUndeliverable'],
        ] as const)!;
        const id = nextId();
        const on = pick([undefined, '2026-11-10', '2026-11-15'] as const);
        const reply = await call('PUT', `units/${of}/outcome`, { outcome, id, ...(on && { on }) });
        expect(reply.statusCode, reply.body).toBe(204);
        const at = on ? `${on}T03:00:00.000Z` : new Date(nowMs).toISOString();
        ledger.events.push({ id, of, event, at, isUndone: false });
        return `${of} ${event} ${on}`;
      },
      async list() {
        const of = pick(all)!;
        const event = pick([
          'refused',
          'contacted',
          'forwarded',
          'closed',
          'cleared',
          'telephoned',
          'paperArrived',
        ] as const)!;
        const [id, on] = [nextId(), pick(['2026-11-12', '2026-11-16'] as const)!];
        const reply = await call('POST', 'dispositions', {
          isDryRun: false,
          rows: [{ row: 2, id, unit: of, event, on, detail: '' }],
        });
        expect(reply.statusCode, reply.body).toBe(200);
        if (reply.json<{ results: { result: string }[] }>().results[0]!.result === 'new')
          ledger.events.push({ id, of, event, at: `${on}T03:00:00.000Z`, isUndone: false });
        return `${of} ${event} ${on}`;
      },
      async scan() {
        const of = pick([...ledger.codes.keys()]);
        if (of === undefined) return undefined;
        const event = pick([
          'returnedUndeliverable',
          'forwarded',
          'blankSheet',
          'refused',
          'paperArrived',
        ] as const)!;
        const id = nextId();
        const at = new Date(Date.parse('2026-11-17T00:00:00.000Z') + random.below(86_400_000)).toISOString();
        const reply = await call('POST', 'arrivals', {
          scans: [{ id, at, event, code: ledger.codes.get(of)! }],
        });
        const [answer] = reply.json<{ results: { result: string }[] }>().results;
        const isTwice = ledger.events.some(
          (each) => each.of === of && each.event === event && !each.isUndone,
        );
        expect(answer!.result).toBe(isTwice ? 'twice' : 'noted');
        if (!isTwice) ledger.events.push({ id, of, event, at, isUndone: false });
        return `${of} ${event} ${at}`;
      },
      async undo() {
        const entry = pick(ledger.events);
        if (!entry) return undefined;
        if (random.below(2) === 0) {
          const reply = await call('POST', `units/${entry.of}/undo`, { id: nextId(), undoes: entry.id });
          expect(reply.statusCode, reply.body).toBe(200);
        } else {
          const at = '2026-11-17T01:00:00.000Z';
          const reply = await call('POST', 'arrivals', { scans: [{ id: nextId(), at, undoes: entry.id }] });
          expect(reply.json<{ results: { result: string }[] }>().results[0]!.result).toBe('undone');
        }
        entry.isUndone = true;
        return entry.id;
      },
      async merge() {
        const one = pick(accounts.filter((id) => !ledger.merges.has(id)))!;
        const other = pick(accounts.filter((id) => !ledger.merges.has(id) && ledger.company(id) !== one));
        if (other === undefined) return undefined;
        await point(one, other);
        ledger.merges.set(one, other);
        return `${one} > ${other}`;
      },
      async part() {
        const id = pick([...ledger.merges.keys()]);
        if (id === undefined) return undefined;
        await point(id, null);
        ledger.merges.delete(id);
        return id;
      },
      async link() {
        const address = pick(addresses);
        if (address === undefined) return undefined;
        const accountId = random.below(4) === 0 ? null : pick(accounts)!;
        const reply = await office.request({
          method: 'PUT',
          url: `/api/frames/list-${surveyId}/units/${address}/account`,
          payload: { accountId },
        });
        expect(reply.statusCode, reply.body).toBe(204);
        if (accountId === null) ledger.links.delete(address);
        else ledger.links.set(address, accountId);
        return `${address} ${accountId}`;
      },
      async lot() {
        const kind = pick([
          'invitation',
          'reminder1',
          'reminder2',
          'secondCopy',
          'preNotice',
          'thanks',
        ] as const)!;
        const list = (await call('POST', 'lots', { id: nextId(), kind })).json<LotList>();
        lots.splice(0, lots.length, ...list.lots.map(({ id }) => id));
        return kind;
      },
      async post() {
        const lotId = pick(lots);
        if (lotId === undefined) return undefined;
        const { takeOut } = (await call('GET', `lots/${lotId}`)).json<LotState>();
        await call('PUT', `lots/${lotId}/marks/posted`, {
          id: nextId(),
          day: '2026-11-18',
          known: takeOut.map(({ position }) => position),
          isTaken: true,
        });
        return lotId;
      },
      async unpost() {
        const lotId = pick(lots);
        if (lotId === undefined) return undefined;
        await call('DELETE', `lots/${lotId}/marks/posted`);
        return lotId;
      },
    };

    async function check(): Promise<void> {
      const why = `seed ${seed}${isSampled ? ' sampled' : ''}\n${log.join('\n')}`;
      const returns = (await call('GET', 'returns')).json<SurveyReturns>();
      const expected: Record<string, number> = {};
      for (const unit of ledger.asked())
        expected[ledger.disposition(unit)] = (expected[ledger.disposition(unit)] ?? 0) + 1;
      const counted = Object.fromEntries(Object.entries(returns.counts).filter(([, count]) => count > 0));
      expect(counted, why).toEqual(expected);
      const inCells = returns.cells.flatMap(({ counts }) => Object.values(counts));
      expect(
        inCells.reduce((sum, count) => sum + count, 0),
        why,
      ).toBe(ledger.asked().length);
      const unkeyed = ledger
        .asked()
        .filter((unit) => !ledger.hasAnswered(unit) && ledger.outcome(unit) === 'paperArrived');
      expect(
        returns.cells.reduce((sum, cell) => sum + (cell.unkeyed ?? 0), 0),
        why,
      ).toBe(unkeyed.length);
      for (const unit of ledger.asked()) {
        const history = (await call('GET', `units/${unit}/history`)).json<UnitHistory>();
        expect([unit, history.disposition], why).toEqual([unit, ledger.disposition(unit)]);
      }
      const { units } = (await call('GET', 'invitations')).json<SurveyUnitList>();
      for (const { accountId: unit, state } of units) {
        expect([unit, state === 'answered'], why).toEqual([unit, ledger.hasAnswered(unit)]);
        if (ledger.hasAnswered(unit)) expect(state, why).toBe('answered');
      }
      const { balances, lots: listed } = (await call('GET', 'lots')).json<LotList>();
      for (const [kind, { units: of, inLots, due, leftOut }] of Object.entries(balances)) {
        const out = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
        expect([kind, inLots + due + out], why).toEqual([kind, of]);
      }
      const written = new Map<string, string[]>();
      for (const { id, kind } of listed) {
        if (kind === 'thanks') continue;
        const { letters } = (await call('POST', `lots/${id}/letters`)).json<LotLetters>();
        for (const { unitId, code } of letters) {
          expect([kind, unitId, ledger.mayNotBeReminded(unitId)], why).toEqual([kind, unitId, false]);
          const own = ledger.members(unitId).flatMap((each) => ledger.codes.get(each) ?? []);
          if (kind !== 'preNotice') expect(own, why).toContain(code);
        }
        written.set(kind, [...(written.get(kind) ?? []), ...letters.map(({ unitId }) => unitId)]);
      }
      for (const [kind, ids] of written) expect([kind, new Set(ids).size], why).toEqual([kind, ids.length]);
    }

    const names = Object.keys(steps);
    for (let step = 0; step < STEPS; step += 1) {
      const name = step < 4 ? 'invite' : pick(names)!;
      const done = await steps[name]!();
      if (done === undefined) continue;
      log.push(`${name} ${done}`);
      if (step % 4 === 3) await check();
    }
    await check();
  }

  it.each(SEEDS)(
    'of companies counts each once and reminds nobody who answered, run %i',
    { timeout: 60_000 },
    (seed) => run(seed, false),
  );

  it.each(SEEDS)(
    'of a sample counts each once and reminds nobody who answered, run %i',
    { timeout: 60_000 },
    (seed) => run(seed, true),
  );
});
