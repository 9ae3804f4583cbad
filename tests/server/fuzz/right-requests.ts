import type { Json } from '#domain/canonical/json.ts';
import type { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import { COLLECTIONS, DEFINITIONS, type Collection } from '#domain/records/collections.ts';
import type { Field } from '#domain/records/field.ts';
import type { SurveyList } from '#protocol/surveys.ts';
import type { EditionDetail, IssueLinksDetail, ProblemWordsDetail } from '#protocol/catalogue.ts';
import { TEST_PASSWORD, type TestApp, type TestClient } from '#tests/support/app.ts';
import {
  makeCaseworkRequest,
  readCaseworkScene,
  type CaseworkRequest,
  type CaseworkScene,
} from './casework-requests.ts';
import { answerEverything, inviteCompany, makeSubmission, readSeeds } from '#tests/support/fieldwork.ts';

export type RightRequest = CaseworkRequest;

const YEAR = 2013;
const SURVEY = 'sme-survey-2026';

/** What requests are made of; read once. */
export interface Scene {
  submission: Json;
  survey: Json;
  edition: EditionDetail;
  links: IssueLinksDetail;
  words: ProblemWordsDetail;
  report: string;
  accountId: string;
  code: string;
  openToken: string;
  partnerId: string;
  deviceIds: Map<TestClient, string>;
  casework: CaseworkScene;
}

/** Reads what right requests are made of from a test centre that has the seeds' documents. */
export async function readScene(test: TestApp): Promise<Scene> {
  const administrator = await test.as('administrator');
  const get = async <T>(url: string): Promise<T> => (await administrator.request({ url })).json<T>();
  const { questionnaire } = await readSeeds();
  const { surveys } = await get<SurveyList>('/api/surveys');
  const [survey] = surveys;
  const { accountId, code } = await inviteCompany(test, SURVEY);
  const token = (link: string | null | undefined): string => link?.split('/').at(-1) ?? '';
  const answers = answerEverything(questionnaire);
  return {
    submission: makeSubmission(questionnaire, { kind: 'code', code }, { answers }) as unknown as Json,
    survey: survey as unknown as Json,
    edition: await get<EditionDetail>(`/api/catalogue/editions/${YEAR}`),
    links: await get<IssueLinksDetail>('/api/catalogue/issue-links'),
    words: await get<ProblemWordsDetail>('/api/catalogue/problem-words'),
    report: '平成25年度\n施策評価 第1章\n',
    accountId,
    code,
    openToken: token(survey?.testLink),
    partnerId: test.people.partner.userId,
    deviceIds: new Map(),
    casework: await readCaseworkScene(test, { survey: SURVEY, code, revision: questionnaire.revision }),
  };
}

/** A request that is right, or was right before others changed what it is about. */
export function makeRightRequest(random: SeededRandom, client: TestClient, scene: Scene): RightRequest {
  switch (random.below(24)) {
    case 0:
      return {
        method: 'GET',
        url: `/api/sync/pull?cursor=${random.below(5000)}&collections=accounts.1,leads.1`,
      };
    case 1:
      return {
        method: 'POST',
        url: '/s/api/submissions',
        body: { ...(scene.submission as object), id: newUuid(random), seed: String(random.next()) },
      };
    case 2:
      return {
        method: 'POST',
        url: '/api/sign-in',
        body: { email: client.person.email, password: random.chance(0.05) ? TEST_PASSWORD : 'minato.de.asa' },
      };
    case 3:
      return random.pick<RightRequest>([
        {
          method: 'POST',
          url: '/api/people',
          body: {
            email: `p${random.below(1e9)}@example.jp`,
            name: '工藤',
            role: 'partner',
            expertise: ['finance'],
          },
        },
        {
          method: 'PATCH',
          url: `/api/people/${scene.partnerId}`,
          body: { name: '工藤', role: 'partner', expertise: ['finance'], active: true },
        },
        { method: 'PATCH', url: '/api/centre', body: { name: '支援センター', contact: '017-777-4066' } },
        { method: 'POST', url: '/api/links/abc', body: { password: 'minato.de.asagohan' } },
      ]);
    case 4:
      return surveyRequest(random, scene);
    case 5:
      return catalogueRequest(random, scene);
    default:
      return random.chance(0.5)
        ? makeCaseworkRequest(random, client, scene.casework)
        : pushRequest(random, client, scene);
  }
}

function surveyRequest(random: SeededRandom, { accountId }: Scene): RightRequest {
  const revision = 1 + random.below(20);
  return random.pick<RightRequest>([
    {
      method: 'PATCH',
      url: `/api/surveys/${SURVEY}`,
      body: { revision, title: { ja: '調査', en: 'Survey' } },
    },
    {
      method: 'POST',
      url: '/api/surveys',
      body: {
        title: { ja: '調査', en: 'Survey' },
        questionnaireId: 'sme-needs',
        questionnaireRevision: 1,
        startsOn: '2026-11-01',
        endsOn: '2026-12-01',
      },
    },
    { method: 'PUT', url: `/api/surveys/${SURVEY}/links/open`, body: { revision } },
    {
      method: 'POST',
      url: `/api/surveys/${SURVEY}/invitations`,
      body: { accountIds: [accountId], issue: true },
    },
    { method: 'GET', url: `/api/surveys/${SURVEY}/invitations/${accountId}` },
  ]);
}

function catalogueRequest(random: SeededRandom, { edition, links, words, report }: Scene): RightRequest {
  const catalogue = (edition.published ?? edition.draft)!;
  const programme = random.pick(catalogue.programmes);
  const revision = edition.revision + random.below(3);
  const under = `/api/catalogue/editions/${YEAR}`;
  return random.pick<RightRequest>([
    {
      method: 'PUT',
      url: `${under}/programmes/${programme.key}`,
      body: { revision, programme } as unknown as Json,
    },
    {
      method: 'PUT',
      url: `${under}/outline`,
      body: { revision, policies: catalogue.policies, pillars: [] } as unknown as Json,
    },
    {
      method: 'PUT',
      url: '/api/catalogue/issue-links',
      body: { revision: links.revision, links: links.links.slice(0, 3) } as unknown as Json,
    },
    {
      method: 'PUT',
      url: '/api/catalogue/problem-words',
      body: { revision: words.revision, entries: words.entries.slice(0, 3) } as unknown as Json,
    },
    { method: 'POST', url: '/api/catalogue/reports/reading', body: { text: report, decisions: [] } },
    { method: 'POST', url: '/api/catalogue/editions', body: { fiscalYear: 2014, copyFrom: YEAR } },
    { method: 'DELETE', url: `${under}/draft?revision=${revision}` },
  ]);
}

function pushRequest(random: SeededRandom, client: TestClient, scene: Scene): RightRequest {
  const deviceId = scene.deviceIds.get(client) ?? newUuid(random);
  scene.deviceIds.set(client, deviceId);
  const changes = Array.from({ length: 1 + random.below(4) }, () =>
    makeChange(random, client.person.userId, deviceId),
  );
  return { method: 'POST', url: '/api/sync/push', body: { protocol: 1, deviceId, changes } };
}

let sequence = 0;

function makeChange(random: SeededRandom, madeBy: string, deviceId: string): Json {
  const collection = random.pick(COLLECTIONS);
  sequence += 1;
  return {
    changeId: newUuid(random),
    deviceId,
    deviceSeq: sequence,
    madeBy,
    madeAt: '2026-11-20T01:00:00.000Z',
    collection,
    recordId: newUuid(random),
    kind: 'put',
    baseRevision: 0,
    fields: makeFields(random, collection),
  };
}

function makeFields(random: SeededRandom, collection: Collection): Json {
  const paths = Object.entries<Field>(DEFINITIONS[collection].fields)
    .filter(([, field]) => field.required || random.chance(0.6))
    .map(([name, field]): [string, Json] => {
      if (field.kind === 'set') return [name, { add: [valueOf(random, field.of)], remove: [] }];
      return field.kind === 'map'
        ? [`${name}/issues`, valueOf(random, field.of)]
        : [name, valueOf(random, field)];
    });
  return Object.fromEntries(paths);
}

function valueOf(random: SeededRandom, field: Field): Json {
  switch (field.kind) {
    case 'digits':
      return '1'.repeat(field.length);
    case 'flag':
      return random.chance(0.5);
    case 'count':
      return random.below(100);
    case 'day':
      return '2026-11-20';
    case 'time':
      return '10:30';
    case 'instant':
      return '2026-11-20T01:00:00.000Z';
    case 'code':
      return random.pick(field.codes);
    case 'list':
    case 'set':
      return [valueOf(random, field.of)];
    case 'dictionary':
    case 'map':
      return {};
    case 'object':
      return Object.fromEntries(
        Object.entries(field.members).map(([name, member]) => [name, valueOf(random, member)]),
      );
    default:
      return 'labour';
  }
}

/** A UUIDv7 out of the seed. */
export function newUuid(random: SeededRandom): string {
  return uuidV7(Date.parse('2026-11-20T00:00:00Z'), (count) => random.bytes(count));
}
