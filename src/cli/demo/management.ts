import { addDays, fiscalYearOf, tokyoDate, tokyoInstant, type Instant } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { countRegister, toCountLines } from '#domain/casework/management/coverage.ts';
import { findItemOfRole } from '#domain/questionnaire/find-by-role.ts';
import type { Questionnaire } from '#domain/questionnaire/model.ts';
import type { Decision } from '#domain/records/decision.ts';
import type { Visit } from '#domain/records/visit.ts';
import { datasetFromResponses, type ResponseRecord } from '#domain/tabulation/dataset/survey-dataset.ts';
import { toEvidence } from '#domain/tabulation/decision-cells.ts';
import { computeTable } from '#domain/tabulation/engine/compute-table.ts';
import type { TableSpec } from '#domain/tabulation/table-spec.ts';
import type { DemoAccount, DemoRecord } from './casework.ts';
import type { DemoPerson } from './people.ts';

/** What the manager's part of the data set is made from. */
export interface ManagementDemo {
  seed: number;
  now: Instant;
  questionnaire: Questionnaire;
  surveyId: string;
  accounts: readonly DemoAccount[];
  responses: readonly ResponseRecord[];
  people: readonly DemoPerson[];
}

/** Visits a fiscal year, so that some companies are served again and again and most never. */
const VISITS_A_YEAR = 420;
const YEARS = 3;
/** The tables from which it was decided were counted when so many of the answers were there. */
const ANSWERED_THEN = 0.8;
/** When it was met and decided, in days from today. */
const DECIDED_DAYS = -40;
/** So many establishments stand behind a company of the register. */
const ESTABLISHMENTS_A_COMPANY = 5;

/** Contacts of three fiscal years, figures of a census that nobody has counted, two decisions, the meeting at which they were made and the next one. */
export function inventManagement(given: ManagementDemo): DemoRecord[] {
  const random = new SeededRandom(given.seed);
  const startMs = Date.parse(given.now) - 30 * 86_400_000;
  let made = 0;
  const newId = (): string => uuidV7(startMs + (made += 1), (count) => random.bytes(count));
  const manager = given.people.find(({ role }) => role === 'manager')!;
  const madeAt = new Date(startMs).toISOString();
  const [firstId, secondId] = [newId(), newId()];
  const today = tokyoDate(given.now);
  const meet = (id: string, title: string, heldOn: string): DemoRecord<'meetings'> => ({
    collection: 'meetings',
    id,
    fields: {
      title,
      kind: 'supportMeasures',
      heldOn,
      place: '大会議室',
      fiscalYear: fiscalYearOf(today),
      items: [
        { part: 'clients' },
        { part: 'gaps' },
        { part: 'leads' },
        { part: 'decisions' },
        { part: 'themes' },
      ],
      invented: true,
    },
    madeBy: manager.userId,
    madeAt,
  });
  return [
    ...inventContacts(given, random, newId),
    {
      collection: 'establishmentCounts',
      id: newId(),
      fields: inventCensus(given, random),
      madeBy: manager.userId,
      madeAt,
    },
    ...inventDecisions(given, firstId, newId, manager.userId, madeAt),
    meet(firstId, '第1回 支援策検討会議（架空）', addDays(today, DECIDED_DAYS)),
    meet(secondId, '第2回 支援策検討会議（架空）', addDays(today, 14)),
  ];
}

/** Finished visits up to eight days ago; a few companies have most of them. */
function inventContacts(
  { now, accounts, people }: ManagementDemo,
  random: SeededRandom,
  newId: () => string,
): DemoRecord<'visits'>[] {
  const coordinators = people.filter(({ role }) => role === 'coordinator');
  const last = addDays(tokyoDate(now), -8);
  const pool = random.shuffle(accounts).slice(0, 600);
  return Array.from({ length: YEARS * VISITS_A_YEAR }, (_, index): DemoRecord<'visits'> => {
    const day = addDays(last, -random.below(365) - 365 * (index % YEARS));
    // An even chance to the third power: the first of the pool are picked far more often.
    const account = pool[Math.floor(pool.length * random.next() ** 3)]!;
    const person = random.pick(coordinators);
    const startedAt = tokyoInstant(day, `${String(9 + random.below(8)).padStart(2, '0')}:00`);
    const fields: Visit = {
      accountId: account.id,
      status: 'finished',
      startedAt,
      finishedAt: new Date(Date.parse(startedAt) + 3_600_000).toISOString(),
      participants: [person.userId],
      notes: '（架空）状況の聞き取り。',
      ...(random.chance(0.3) && { kind: random.pick(['telephone', 'online', 'office'] as const) }),
    };
    return { collection: 'visits', id: newId(), fields, madeBy: person.userId, madeAt: fields.finishedAt! };
  });
}

function inventCensus({ questionnaire, accounts, now }: ManagementDemo, random: SeededRandom) {
  const places = findItemOfRole(questionnaire, 'attribute.municipality')?.options ?? [];
  const regions = new Map(places.map(({ code, attributes }) => [code, attributes?.['region']]));
  const cells = countRegister(
    accounts.map(({ id, company }) => ({
      id,
      name: company.name,
      industry: company.industry,
      employees: company.employees,
      municipality: company.municipality,
      region: regions.get(company.municipality ?? ''),
      isActive: true,
      invented: true,
    })),
  ).map(({ codes, count }) => ({
    codes,
    count: Math.round(count * ESTABLISHMENTS_A_COMPANY * (0.6 + 0.8 * random.next())),
  }));
  return {
    title: '事業所数（架空）',
    source: '架空の数字（経済センサスではありません）',
    sourcedOn: `${fiscalYearOf(tokyoDate(now)) - 2}-06-01`,
    unit: 'establishments' as const,
    cells: toCountLines(cells) as Json,
    invented: true,
  };
}

function inventDecisions(
  { questionnaire, surveyId, responses, people, now }: ManagementDemo,
  meetingId: string,
  newId: () => string,
  madeBy: string,
  madeAt: Instant,
): DemoRecord<'decisions'>[] {
  const then = responses.slice(0, Math.round(responses.length * ANSWERED_THEN));
  const { dataset } = datasetFromResponses(questionnaire, surveyId, then);
  const spec: TableSpec = {
    stub: [['region']],
    banner: ['issues'],
    base: 'asked',
    tests: { interval: 'wilson', chiSquare: true, residuals: true },
    sort: 'codebook',
  };
  const tables = [computeTable(dataset, spec)];
  const owner = people.find(({ role }) => role === 'coordinator')!.userId;
  const today = tokyoDate(now);
  const decide = (
    wording: string,
    region: string,
    label: string,
    reviewDate: string,
    led: Partial<Decision> = {},
  ) => {
    const evidence = toEvidence(tables, { table: 0, block: 0, row: [region], column: 'labour' }, label);
    return {
      collection: 'decisions' as const,
      id: newId(),
      fields: {
        wording,
        surveyId,
        page: 'tables' as const,
        query: { survey: surveyId, item: 'issues', by: 'region' },
        specs: JSON.parse(JSON.stringify([spec])) as Json,
        dataHash: dataset.hash,
        evidence: evidence ? [evidence] : [],
        owner,
        decidedOn: addDays(today, DECIDED_DAYS),
        reviewDate,
        status: 'underWay' as const,
        meetingId,
        meetingItem: 'gaps',
        ...led,
        invented: true,
      },
      madeBy,
      madeAt,
    };
  };
  return [
    decide(
      '三八地域で、人手不足に悩む企業への専門家派遣の案内を先に送る（架空）',
      'sanpachi',
      '経営課題: 三八 × 雇用・労務',
      addDays(today, -2),
    ),
    decide(
      '東青地域の採用・定着の勉強会を秋に開く（架空）',
      'tosei',
      '経営課題: 東青 × 雇用・労務',
      addDays(today, 120),
      {
        theme: '若手の採用と定着（架空）',
        meetingItem: 'themes',
        outcome: '（架空）10月に第1回を開き、12社が参加した。',
        outcomeOn: addDays(today, -20),
      },
    ),
  ];
}
