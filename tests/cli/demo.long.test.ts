import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '#domain/records/account.ts';
import type { SurveyResponse } from '#domain/records/response.ts';
import { parseQuestionnaire } from '#tests/support/parse-questionnaire.ts';
import { getItem, type Questionnaire } from '#domain/questionnaire/model.ts';
import { computeDisposition } from '#domain/interview/completeness.ts';
import { startInterview } from '#domain/interview/interview.ts';
import { tokyoDate } from '#domain/canonical/dates.ts';
import { foldCompanyName } from '#domain/canonical/text.ts';
import { firstFields } from '#domain/sync/first-fields.ts';
import type { Survey } from '#protocol/survey-schema.ts';
import { findFieldFaults } from '#domain/records/check-fields.ts';
import { getDefinition } from '#domain/records/collections.ts';
import { inventDataSet } from '#cli/demo/data-set.ts';
import { installRecords } from '#cli/demo/install.ts';
import { installPeople, type DemoPerson } from '#cli/demo/people.ts';
import type { DemoRecord } from '#cli/demo/casework.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import { installFieldwork } from '#cli/demo/fieldwork.ts';
import { installKeying } from '#cli/demo/keying.ts';
import type { DemoCompany } from '#cli/demo/companies.ts';
import { getLots } from '#server/fieldwork/letter-lots.ts';
import { getKeyingQuality, listSheetsToSettle } from '#server/keying/keying-work.ts';
import { installDocuments, readSeedDocuments } from '#server/seed-documents.ts';
import { getReturns } from '#server/surveys/survey-returns.ts';
import { createTestApp } from '#tests/support/app.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { AccountIndex } from '#domain/casework/account-import-matching.ts';
import { createPlaceReader } from '#domain/casework/account-import/account-import-places.ts';
import { listMergeProposals } from '#domain/casework/merge-proposals.ts';
import { reminderOf } from '#domain/casework/referral-reminders.ts';
import { REFERRAL_STATES, stateOf } from '#domain/casework/referral-states.ts';
import { computeTasks, listLeftTasks, listTasksOf } from '#domain/casework/tasks.ts';
import { itemRolesOf } from '#domain/questionnaire/find-by-role.ts';
import type { Referral } from '#domain/records/referral.ts';
import { installReferrals } from '#cli/demo/install-referrals.ts';
import { inventReferrals } from '#cli/demo/referrals.ts';
import { REFERRAL_STORIES } from '#cli/demo/referral-stories.ts';

const NOW = '2026-11-20T01:00:00.000Z';
const questionnaire: Questionnaire = parseQuestionnaire(
  JSON.parse(readFileSync('seeds/questionnaire.json', 'utf8')),
);
const survey = JSON.parse(readFileSync('seeds/survey.json', 'utf8')) as Survey;
const PEOPLE: DemoPerson[] = (
  ['administrator', 'manager', 'office', 'coordinator', 'coordinator', 'coordinator', 'partner'] as const
).map((role, index) => ({
  userId: `user-${index}`,
  name: `人${index}`,
  email: `p${index}@demo.example`,
  role,
  password: '',
}));
const inventFor = (people: readonly DemoPerson[], seed = 1): DemoRecord[] =>
  inventDataSet({ seed, now: NOW, questionnaire, survey, people, programmeKeys: ['p014', 'p019', 'p020'] });
const records = inventFor(PEOPLE, 20_261_120);

interface Answered {
  isUrban: boolean;
  answers: Record<string, unknown>;
}

describe('the invented data set', () => {
  const accounts = ofCollection('accounts') as DemoRecord<'accounts'>[];
  let answered: Answered[];

  beforeAll(() => {
    const places = getItem(questionnaire, 'municipality').options ?? [];
    answered = (ofCollection('responses') as DemoRecord<'responses'>[]).map(({ fields }) => {
      const answers = fields.answers ?? {};
      const place = places.find(({ code }) => code === answers['municipality']);
      return { isUrban: place?.attributes?.['urban'] === 'city', answers };
    });
  });

  it('has 7,500 companies with names of their own and 1,260 complete responses, all marked as invented', () => {
    expect(accounts).toHaveLength(7_500);
    expect(answered).toHaveLength(1_260);
    expect(new Set(accounts.map(({ fields }) => fields.name)).size).toBe(7_500);
    expect(accounts.every(({ fields }) => (fields as Account).invented)).toBe(true);
    const responses = ofCollection('responses').map(({ fields }) => fields as SurveyResponse);
    expect(responses.every(({ invented, disposition }) => invented && disposition === 'complete')).toBe(true);
    const dispositions = new Set(
      answered.map(({ answers }) => computeDisposition(startInterview(questionnaire, answers as never))),
    );
    expect(dispositions).toEqual(new Set(['complete']));
  });

  it('keeps the companies apart also without their legal forms, for the most part', () => {
    const names = new Set(accounts.map(({ fields }) => foldCompanyName(fields.name ?? '')));
    // One pair is joined, another is for somebody to decide.
    expect(names.size).toBe(7_498);
  });

  it('has one pair of records that were joined and one that is proposed', () => {
    const joined = accounts.filter(({ fields }) => fields.mergedInto !== undefined);
    expect(joined).toHaveLength(1);
    const { options = [] } = getItem(questionnaire, 'municipality');
    const index = new AccountIndex<string>(createPlaceReader(options));
    const proposals = listMergeProposals(accounts, index);
    expect(proposals.map(({ reason }) => reason)).toEqual(['nameAndPlace']);
  });

  it('leaves a handful of tasks to each coordinator, and a few that left their window', () => {
    const today = tokyoDate(NOW);
    const tasks = computeTasks(
      {
        leads: ofCollection('leads') as DemoRecord<'leads'>[],
        visits: ofCollection('visits') as DemoRecord<'visits'>[],
        nextSteps: ofCollection('nextSteps') as DemoRecord<'nextSteps'>[],
        responses: ofCollection('responses') as DemoRecord<'responses'>[],
        referrals: [],
        programmes: [],
        rolesOf: () => itemRolesOf(questionnaire),
        companyOf: (id) => id,
      },
      today,
    );
    for (const { userId, role } of PEOPLE.filter((person) => person.role === 'coordinator')) {
      const own = listTasksOf(tasks, { userId, assignsLeads: false }, today);
      expect(own.length, role).toBeGreaterThan(1);
      expect(own.length, role).toBeLessThan(7);
    }
    const left = listLeftTasks(tasks, today);
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(5);
    expect(new Set(tasks.map(({ kind }) => kind))).toContain('wishUnconverted');
  });

  it('is the same for the same seed', () => {
    expect(inventFor(PEOPLE, 20_261_120)).toEqual(records);
  });

  it('is taken by the server as it stands, every record', () => {
    const faults = records.flatMap(({ collection, fields }) =>
      findFieldFaults(getDefinition(collection), firstFields(getDefinition(collection), fields)),
    );
    expect(faults).toEqual([]);
  });

  it('has words of about a third, and one weighting whose figures are all marked as invented', () => {
    const written = answered.filter(({ answers }) => typeof answers['issues_detail'] === 'string').length;
    expect(written).toBeGreaterThan(250);
    expect(written).toBeLessThan(500);
    const weightings = ofCollection('weightings') as DemoRecord<'weightings'>[];
    expect(weightings).toHaveLength(1);
    const { margins } = weightings[0]!.fields;
    expect(margins.length).toBeGreaterThan(0);
    expect(margins.every(({ invented }) => invented)).toBe(true);
  });

  it('gives about a week of visits, leads and promises', () => {
    expect(ofCollection('visits').length).toBeGreaterThan(40);
    expect(ofCollection('nextSteps').length).toBeGreaterThan(15);
    expect(ofCollection('leads').length).toBeGreaterThan(30);
  });

  describe('answers as the report found', () => {
    it('has awareness and use higher in cities, mid-size companies and manufacturing', () => {
      for (const group of [isUrban, isMidSize, isManufacturer]) {
        expect(shareOf(isAware, group)).toBeGreaterThan(shareOf(isAware, not(group)) + 0.05);
        expect(shareOf(isUser, group)).toBeGreaterThan(shareOf(isUser, not(group)) + 0.03);
      }
    });

    it('has three quarters of the users satisfied, most of all in living services', () => {
      expect(shareOf(isSatisfied, isUser)).toBeCloseTo(0.75, 1);
      const inLiving = shareOf(
        isSatisfied,
        (response) => isUser(response) && response.answers['industry'] === 'living',
      );
      expect(inLiving).toBeGreaterThan(shareOf(isSatisfied, isUser) + 0.05);
    });

    it('has about 60 % of those who never used it not knowing the centre or its support', () => {
      const share = shareOf(
        ({ answers }) => chose(answers['nonuse_reasons'], 'not_known'),
        ({ answers }) => Array.isArray(answers['nonuse_reasons']),
      );
      expect(share).toBeGreaterThan(0.55);
      expect(share).toBeLessThan(0.65);
    });

    it('has a quarter wishing for support: more in the counties, mid-size, manufacturing, users and the satisfied', () => {
      expect(shareOf(wishes, () => true)).toBeGreaterThan(0.22);
      expect(shareOf(wishes, () => true)).toBeLessThan(0.29);
      expect(shareOf(wishes, not(isUrban))).toBeGreaterThan(shareOf(wishes, isUrban) + 0.03);
      for (const group of [isMidSize, isManufacturer, isUser, isSatisfied]) {
        expect(shareOf(wishes, group)).toBeGreaterThan(shareOf(wishes, not(group)) + 0.05);
      }
    });

    it('has labour, sales, finance, productivity and succession as the five leading issues, in that order', () => {
      expect(rank('issues').slice(0, 5)).toEqual([
        'labour',
        'sales',
        'finance',
        'productivity',
        'succession',
      ]);
    });

    it('has advice, revitalisation, experts and the challenge fund as the programmes most used', () => {
      expect(rank('programmes').slice(0, 4)).toEqual([
        'advice',
        'revitalisation',
        'expert',
        'challenge_fund',
      ]);
    });

    it('has the foundation and the chambers most wanted, among the top three for nearly every issue', () => {
      const counts: Record<string, Record<string, number>> = {};
      for (const { answers } of answered) {
        const wanted = answers['institutions'];
        if (typeof wanted !== 'object' || wanted === null || 'missing' in wanted) continue;
        for (const [issue, codes] of Object.entries(wanted as Record<string, string[]>)) {
          const ofIssue = (counts[issue] ??= {});
          for (const code of codes) ofIssue[code] = (ofIssue[code] ?? 0) + 1;
        }
      }
      const issues = Object.values(counts);
      for (const code of ['foundation', 'chamber']) {
        const inTopThree = issues.filter((ofIssue) => top(ofIssue, 3).includes(code)).length;
        expect(inTopThree).toBeGreaterThanOrEqual(issues.length - 2);
      }
    });

    it('has every direction found necessary by a good number', () => {
      for (const row of ['iot_ai', 'outside_demand', 'open_innovation']) {
        const share = shareOf(
          ({ answers }) => {
            const given = (answers['directions'] as Record<string, string>)[row];
            return given === 'necessary' || given === 'somewhat';
          },
          () => true,
        );
        expect(share).toBeGreaterThan(0.25);
      }
    });
  });

  const isUrban = (response: Answered): boolean => response.isUrban;
  const isMidSize = ({ answers }: Answered): boolean =>
    answers['employees'] === 'e21_50' || answers['employees'] === 'e51_100';
  const isManufacturer = ({ answers }: Answered): boolean => answers['industry'] === 'manufacturing';
  const isAware = ({ answers }: Answered): boolean => answers['awareness'] !== 'unknown';
  const isUser = ({ answers }: Answered): boolean =>
    answers['used'] === 'current' || answers['used'] === 'past';
  const isSatisfied = ({ answers }: Answered): boolean =>
    answers['satisfaction'] === 'satisfied' || answers['satisfaction'] === 'somewhat_satisfied';
  const wishes = ({ answers }: Answered): boolean =>
    answers['consultation'] === 'now' || answers['consultation'] === 'within_year';

  function shareOf(what: (response: Answered) => boolean, among: (response: Answered) => boolean): number {
    const group = answered.filter(among);
    return group.filter(what).length / group.length;
  }

  function rank(code: string): string[] {
    const counts: Record<string, number> = {};
    for (const { answers } of answered) {
      for (const option of Array.isArray(answers[code]) ? (answers[code] as string[]) : [])
        counts[option] = (counts[option] ?? 0) + 1;
    }
    return top(counts, 20);
  }
});

describeOnBothDatabases('npm run demo', (getDatabase) => {
  it('installs people and records as any device would, and gives new passwords when run again', async () => {
    const { db } = getDatabase();
    const clock = (): number => Date.parse(NOW);
    await insertCentre(db, { id: 'demo-centre', name: 'デモ', epoch: 'e', createdAt: NOW });
    const people = await installPeople(getDatabase(), 'demo-centre', clock);
    expect(people.map(({ role }) => role)).toEqual([
      'administrator',
      'manager',
      'office',
      'coordinator',
      'coordinator',
      'coordinator',
      'partner',
    ]);

    const some = inventFor(people)
      // Answers go in with the fieldwork.
      .filter(({ collection }) => collection !== 'responses')
      .slice(-200);
    const seen: number[] = [];
    await installRecords(
      getDatabase(),
      { centreId: 'demo-centre', userId: people[0]!.userId, clock },
      some,
      (done) => seen.push(done),
    );
    const { count } = await db
      .selectFrom('records')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('centre_id', '=', 'demo-centre')
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(200);
    expect(seen.at(-1)).toBe(200);

    const again = await installPeople(getDatabase(), 'demo-centre', clock);
    expect(again.map(({ userId }) => userId)).toEqual(people.map(({ userId }) => userId));
    expect(again[0]!.password).not.toBe(people[0]!.password);
  });
});

describeOnBothDatabases('the invented referrals', (getDatabase) => {
  it('come to every state there is, with what partners and companies say', async () => {
    let nowMs = Date.parse(NOW);
    const clock = (): number => nowMs;
    const { app, centreId } = await createTestApp(getDatabase(), { clock });
    const time = { set: (at: string) => (nowMs = Date.parse(at)) };
    const people = await installPeople(getDatabase(), centreId, clock);
    const actor = { centreId, userId: people[0]!.userId };
    const dataSet = inventFor(people);
    const leads = dataSet.filter((record): record is DemoRecord<'leads'> => record.collection === 'leads');
    const events = inventReferrals({ seed: 1, now: NOW, leads, people });
    expect(events.every(({ at }) => at <= NOW)).toBe(true);
    const companies = new Set(
      events.flatMap((event) =>
        event.is === 'made'
          ? event.records.map(({ fields }) => (fields as { accountId?: string }).accountId)
          : [],
      ),
    );
    const accounts = dataSet.filter(({ collection, id }) => collection === 'accounts' && companies.has(id));
    await installRecords(getDatabase(), { ...actor, clock }, accounts, () => undefined);
    await installReferrals(app, time, actor, events);

    const rows = await getDatabase()
      .db.selectFrom('records')
      .select('fields')
      .where('centre_id', '=', centreId)
      .where('collection', '=', 'referrals')
      .execute();
    const referrals = rows.map(({ fields }) => JSON.parse(fields) as Partial<Referral>);
    expect(referrals).toHaveLength(REFERRAL_STORIES.length);
    expect(new Set(referrals.map(stateOf))).toEqual(new Set(REFERRAL_STATES));
    expect(new Set(referrals.map((each) => each.companyWord))).toEqual(
      new Set([undefined, 'helped', 'partly', 'notHelped']),
    );
    expect(
      referrals.filter(({ waitsFor }) => waitsFor !== undefined).map(({ waitsFor }) => waitsFor),
    ).toEqual(['consentMissing']);
    expect(referrals.filter(({ lateSlip }) => lateSlip !== undefined)).toHaveLength(1);
    expect(new Set(referrals.map((each) => reminderOf(each, NOW)))).toEqual(
      new Set([undefined, 'answer', 'report', 'pastDue']),
    );
    await app.close();
  });
});

describeOnBothDatabases('the invented fieldwork', (getDatabase) => {
  it('comes to the rates that its own rows come to', { timeout: 180_000 }, async () => {
    let nowMs = Date.parse(NOW);
    const clock = (): number => nowMs;
    const database = getDatabase();
    const { db } = database;
    const { app, centreId } = await createTestApp(database, { clock });
    const time = { set: (at: string) => (nowMs = Date.parse(at)) };
    await installDocuments(database, centreId, await readSeedDocuments('seeds'), clock);
    const people = await installPeople(database, centreId, clock);
    const [administrator, manager, office] = people.map(({ userId }) => userId) as [string, string, string];
    const actor = { centreId, userId: administrator };
    const dataSet = inventFor(people);
    const accounts = dataSet.filter(({ collection }) => collection === 'accounts');
    const responses = dataSet.filter(
      (record): record is DemoRecord<'responses'> => record.collection === 'responses',
    );
    await installRecords(database, { ...actor, clock }, accounts, () => undefined);
    const { unkeyed, codeOf } = await installFieldwork(app, time, {
      actor,
      surveyId: survey.id,
      now: NOW,
      accounts: accounts.map(({ id, fields }) => ({ id, company: fields as DemoCompany })),
      responses,
    });
    const keyers = { first: office, second: manager, third: administrator };
    const ofSurvey = { centreId, surveyId: survey.id, now: NOW };
    await installKeying(app, time, { ...ofSurvey, questionnaire, keyers, responses, codeOf, unkeyed });
    const returns = await getReturns(app, centreId, survey.id);

    const units = await db
      .selectFrom('survey_units')
      .innerJoin('frame_units', 'frame_units.unit_id', 'survey_units.unit_id')
      .select(['survey_units.unit_id', 'account_id', 'industry', 'employees', 'sales', 'municipality'])
      .where('survey_units.centre_id', '=', centreId)
      .execute();
    expect(units).toHaveLength(7_500);
    const unitOf = new Map(units.map((unit) => [unit.account_id ?? unit.unit_id, unit]));
    const idOf = (id: string): string => unitOf.get(id)?.unit_id ?? id;
    const submitted = await db
      .selectFrom('submitted_responses')
      .select(['unit_id', 'account_id', 'disposition'])
      .where('centre_id', '=', centreId)
      .execute();
    const complete = new Set(
      submitted.filter(({ disposition }) => disposition === 'complete').map((each) => idOf(each.unit_id!)),
    );
    expect([submitted.length, complete.size]).toEqual([1_260, 1_260]);
    const events = await db
      .selectFrom('unit_events')
      .select(['unit_id', 'event'])
      .where('centre_id', '=', centreId)
      .execute();
    // What was noted of those who did not answer; of each at most one thing in the invented fieldwork.
    const countSilent = (event: string): number =>
      events.filter((each) => each.event === event && !complete.has(idOf(each.unit_id))).length;
    const [closed, refused, blank] = ['closed', 'refused', 'blankSheet'].map(countSilent);
    const undeliverable = countSilent('returnedUndeliverable');
    expect([closed, refused, blank, undeliverable, countSilent('paperArrived')]).toEqual([
      20, 30, 15, 180, 60,
    ]);
    expect(returns.counts).toMatchObject({ complete: 1_260, notEligible: closed, refusal: refused, blank });
    expect(returns.rates.RR1.value).toBeCloseTo(complete.size / (units.length - closed!), 12);
    expect(returns.rates.returnedOfReached.value).toBeCloseTo(
      complete.size / (units.length - undeliverable),
      12,
    );
    expect(returns.rates.returned.value).toBe(0.168);

    const wrong = responses.filter(({ fields: { accountId, answers = {} } }) => {
      const unit = unitOf.get(accountId!)!;
      return (['industry', 'employees', 'municipality'] as const).some(
        (name) => unit[name] !== answers[name],
      );
    });
    expect(wrong).toEqual([]);
    const { lots, balances } = await getLots(app, centreId, survey.id);
    expect(lots.filter(({ kind }) => kind === 'invitation').map(({ size }) => size)).toEqual(
      Array.from({ length: 30 }, () => 250),
    );
    expect(lots.every(({ marks }) => marks.printed && marks.posted)).toBe(true);
    const postedOn = lots.map(({ marks }) => new Date(`${marks.posted!.on}T00:00:00Z`).getUTCDay());
    expect(postedOn.filter((day) => day === 0 || day === 6)).toEqual([]);
    expect(balances.reminder1.inLots).toBeLessThan(7_500 - 700);
    const lastPosted = lots
      .filter(({ kind }) => kind === 'invitation')
      .map(({ marks }) => marks.posted!.on)
      .sort()
      .at(-1)!;
    const firstAnswer = responses.map(({ fields }) => fields.submittedAt!).sort()[0]!;
    expect(tokyoDate(firstAnswer) > lastPosted).toBe(true);
    const quality = await getKeyingQuality(app, { centreId, userId: manager }, survey.id);
    expect(quality.sheets).toEqual({ keyed: 236, twice: 212, awaitingSecond: 24, awaitingSettlement: 12 });
    expect(quality.total.firstErrors).toBeGreaterThan(12);
    const settle = await listSheetsToSettle(app, actor, survey.id);
    expect(settle.sheets.map(({ differing }) => differing.length)).toEqual(
      Array.from({ length: 12 }, () => 1),
    );
    const entries = await db.selectFrom('keyed_entries').select('pass').where('pass', '=', 3).execute();
    expect(entries.length).toBeGreaterThan(2);
    await app.close();
  });
});

describe('npm run demo', () => {
  it('that cannot be done says so, and nothing of a server', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'src/cli/demo.ts', '--json'],
      { env: { ...process.env, SEEDS_DIR: '/nonexistent' }, encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /架空のデータを入れられませんでした。seeds\/[^]*The invented data was not filled in\. There is a problem with seeds\//,
    );
    expect(stderr).not.toMatch(/server|起動/);
  });
});

function ofCollection(collection: DemoRecord['collection']): DemoRecord[] {
  return records.filter((record) => record.collection === collection);
}

function chose(answer: unknown, option: string): boolean {
  return Array.isArray(answer) && answer.includes(option);
}

function not(group: (response: Answered) => boolean): (response: Answered) => boolean {
  return (response) => !group(response);
}

function top(counts: Record<string, number>, limit: number): string[] {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, limit)
    .map(([code]) => code);
}
