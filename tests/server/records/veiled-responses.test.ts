import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokyoDate } from '#domain/canonical/dates.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { getItem, type Questionnaire } from '#domain/questionnaire/model.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import { showVeiledResponses } from '#server/records/veiled-responses.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import {
  answerEverything,
  inviteCompany,
  makeChange,
  makeSubmission,
  openSeedSurvey,
  pullAll,
  push,
} from '#tests/support/fieldwork.ts';

const SURVEY = 'sme-survey-2026';
const COMPANIES = 48;
const DAYS = 3;
const HOUR_MS = 60 * 60 * 1000;
const START_MS = Date.parse('2026-11-20T00:00:00.000Z');
const SEED = 20_261_129;

/** What a coordinator's device holds, and who is to be found in it. */
interface Held {
  responses: SyncRecord[];
  leads: SyncRecord[];
  accounts: Map<string, SyncRecord>;
}

/** How far a response is from the lead of a company, by one trace; the nearest is guessed. */
type Trace = (response: SyncRecord, lead: SyncRecord, held: Held) => number;

const timeOf = (id: string): number => Number.parseInt(id.replace('-', '').slice(0, 12), 16);
const rankOf = (
  records: readonly SyncRecord[],
  record: SyncRecord,
  key: (each: SyncRecord) => string | number,
): number => records.filter((each) => key(each) < key(record)).length;
const wordsOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(wordsOf)
    : typeof value === 'string' && value.length > 2
      ? [value]
      : [];

const TRACES: Record<string, Trace> = {
  'the time in their ids': (response, lead) => Math.abs(timeOf(response.id) - timeOf(lead.id)),
  'the order of their ids': (response, lead, { responses, leads }) =>
    Math.abs(rankOf(responses, response, ({ id }) => id) - rankOf(leads, lead, ({ id }) => id)),
  'neighbouring revisions': (response, lead) => Math.abs(response.revision - lead.revision),
  'the order of revisions': (response, lead, { responses, leads }) =>
    Math.abs(
      rankOf(responses, response, ({ revision }) => revision) -
        rankOf(leads, lead, ({ revision }) => revision),
    ),
  'their times': (response, lead) =>
    Math.abs(
      Date.parse(String(response.fields['submittedAt'])) - Date.parse(String(lead.fields['statusAt'])),
    ),
  'what both of them say': (response, lead, { accounts }) => {
    const known = new Set(wordsOf([lead.fields, accounts.get(String(lead.fields['accountId']))?.fields]));
    return -wordsOf(response.fields).filter((word) => known.has(word)).length;
  },
};

describeOnBothDatabases('responses of companies that did not consent', (getDatabase) => {
  let test: TestApp;
  let nowMs = START_MS;
  let questionnaire: Questionnaire;
  /** By the response's own id, the company whose it is. */
  let truth: Map<string, string>;
  beforeAll(async () => {
    test = await createTestApp(getDatabase(), { clock: () => nowMs });
    ({ questionnaire } = await openSeedSurvey(getDatabase(), test.centreId, () => nowMs));
    const random = new SeededRandom(SEED);
    const office = await test.as('office');
    const codesOf = (item: string): string[] => getItem(questionnaire, item).options!.map(({ code }) => code);
    for (let company = 0; company < COMPANIES; company += 1) {
      if (company % (COMPANIES / DAYS) === 0)
        nowMs = START_MS + (company / (COMPANIES / DAYS)) * 24 * HOUR_MS;
      nowMs += 60_000 + random.below(600_000);
      const attributes = Object.fromEntries(
        ['industry', 'employees', 'sales', 'municipality'].map((item) => [item, random.pick(codesOf(item))]),
      );
      const { code, accountId } = await inviteCompany(test, SURVEY, `株式会社${company}`);
      await push(office, [
        makeChange(office, 'accounts', attributes, { recordId: accountId, baseRevision: 1e9 }),
      ]);
      const answers = answerEverything(questionnaire, {
        ...attributes,
        consultation: 'now',
        consultation_topics: [random.pick(codesOf('consultation_topics'))],
        consent_contact: 'yes',
        consent_record: 'no',
        contact_name: `担当${company}`,
        contact_phone: `017-700-${1000 + company}`,
      });
      const at = new Date(nowMs).toISOString();
      const submission = makeSubmission(
        questionnaire,
        { kind: 'code', code },
        { answers, startedAt: at, submittedAt: at },
      );
      const sent = await test.app.inject({ method: 'POST', url: '/s/api/submissions', payload: submission });
      if (sent.statusCode !== 200) throw new Error(sent.body);
      // The hourly sweep, while more come.
      if (random.chance(0.2)) await showVeiledResponses(getDatabase().db, () => nowMs);
    }
    nowMs += HOUR_MS;
    await showVeiledResponses(getDatabase().db, () => nowMs);
    await showVeiledResponses(getDatabase().db, () => nowMs + 25 * HOUR_MS);
    truth = new Map(
      (await pullAll(office))
        .filter(({ collection }) => collection === 'responses')
        .map(({ id, fields }) => [id, String(fields['accountId'])]),
    );
  }, 120_000);
  afterAll(() => test.app.close());

  async function holdAs(role: 'coordinator' | 'office'): Promise<Held> {
    const records = await pullAll(await test.as(role));
    const of = (collection: string): SyncRecord[] =>
      records.filter((record) => record.collection === collection);
    return {
      responses: of('responses'),
      leads: of('leads'),
      accounts: new Map(of('accounts').map((each) => [each.id, each])),
    };
  }

  /** How many companies are found by a trace, among the leads of the response's day; several that are as near are guessed between. */
  async function countFound(held: Held, trace: Trace): Promise<{ found: number; byChance: number }> {
    const owners = new Map(
      (
        await getDatabase().db.selectFrom('veiled_responses').select(['shown_id', 'response_id']).execute()
      ).map((row) => [String(row.shown_id), truth.get(row.response_id)!]),
    );
    let found = 0;
    let byChance = 0;
    for (const response of held.responses) {
      const owner = truth.get(response.id) ?? owners.get(response.id);
      const day = tokyoDate(String(response.fields['submittedAt']));
      const leads = held.leads.filter(({ fields }) => tokyoDate(String(fields['statusAt'])) === day);
      const distances = leads.map((lead) => trace(response, lead, held));
      const nearest = leads.filter((_, index) => distances[index] === Math.min(...distances));
      if (nearest.some(({ fields }) => fields['accountId'] === owner)) found += 1 / nearest.length;
      byChance += 1 / leads.length;
    }
    return { found, byChance };
  }

  it('all come to a coordinator, under ids and revisions of their own that tell the day alone', async () => {
    const { responses, leads } = await holdAs('coordinator');
    expect(responses).toHaveLength(COMPANIES);
    for (const { id, fields } of responses) {
      expect(truth.has(id)).toBe(false);
      expect(new Date(timeOf(id)).toISOString()).toBe(fields['submittedAt']);
      expect(String(fields['submittedAt'])).toMatch(/T15:00:00.000Z$/);
    }
    const revisions = new Set(leads.map(({ revision }) => revision));
    for (const { revision } of responses)
      expect([revision - 1, revision + 1].some((each) => revisions.has(each))).toBe(false);
  });

  describe.each(Object.entries(TRACES))('joined with leads by %s', (name, trace) => {
    it('name no company better than chance', async () => {
      const { found, byChance } = await countFound(await holdAs('coordinator'), trace);
      // Five standard deviations of guessing: the order within a day is shuffled without a seed.
      expect(found).toBeLessThanOrEqual(byChance + 5 * Math.sqrt(byChance));
    });

    it('would name nearly all of them, were they shown as they are', async () => {
      const { found } = await countFound(await holdAs('office'), trace);
      expect({ name, found: Math.round(found) }).toSatisfy(() => found > 0.8 * COMPANIES);
    });
  });

  it('come with all others of their day when something of one is changed that nobody sees, so that its company is not the one of which more was changed', async () => {
    const office = await test.as('office');
    const shown = async (): Promise<Map<string, number>> =>
      new Map((await holdAs('coordinator')).responses.map(({ id, revision }) => [id, revision]));
    const own = (await pullAll(office)).filter(({ collection }) => collection === 'responses');
    let later = nowMs + 48 * HOUR_MS;
    for (const { id: recordId, revision: baseRevision } of [own[1]!, own[20]!, own[40]!]) {
      const before = await shown();
      const correction = {
        code: 'contact_name',
        oldValue: '',
        by: '',
        at: '2026-11-20T00:00:00.000Z',
        reason: '誤字',
      };
      const fields = { 'answers/contact_name': '別の名', 'corrections/name': correction };
      await push(office, [makeChange(office, 'responses', fields, { recordId, baseRevision })]);
      await showVeiledResponses(getDatabase().db, () => later);
      later += 25 * HOUR_MS;
      await showVeiledResponses(getDatabase().db, () => later);
      const changed = [...(await shown())].filter(([id, revision]) => before.get(id) !== revision);
      expect(changed).toHaveLength(COMPANIES / DAYS);
      expect(new Set(changed.map(([id]) => timeOf(id))).size).toBe(1);
    }
  });

  it('are seen as they are once the company agrees, and no more beside that', async () => {
    const office = await test.as('office');
    const [id, accountId] = [...truth][0]!;
    const before = await holdAs('coordinator');
    const { revision } = (await pullAll(office)).find((record) => record.id === id)!;
    const correction = { code: 'consent_record', oldValue: 'no', by: '', at: '', reason: '電話で同意' };
    await push(office, [
      makeChange(
        office,
        'responses',
        {
          'answers/consent_record': 'yes',
          'corrections/agreed': { ...correction, at: '2026-11-20T00:00:00.000Z' },
        },
        { recordId: id, baseRevision: revision },
      ),
    ]);
    await showVeiledResponses(getDatabase().db, () => nowMs);
    const after = await holdAs('coordinator');
    expect(after.responses.find((record) => record.id === id)?.fields).toMatchObject({ accountId });
    const gone = after.responses.filter(({ deletedAt }) => deletedAt !== null);
    expect(gone).toHaveLength(1);
    expect(gone[0]).toMatchObject({ fields: {} });
    expect(before.responses.some((record) => record.id === gone[0]!.id)).toBe(true);
  });
});
