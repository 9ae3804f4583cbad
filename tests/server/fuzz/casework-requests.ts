import type { Json, JsonObject } from '#domain/canonical/json.ts';
import type { SeededRandom } from '#domain/canonical/seeded-random.ts';
import { ARRIVAL_EVENTS } from '#domain/fieldwork/history/unit-event.ts';
import { LOT_KINDS, LOT_MARKS } from '#domain/fieldwork/lots/lot-kinds.ts';
import { RECIPIENT_STATES } from '#domain/records/referral.ts';
import type { Change } from '#domain/sync/change.ts';
import type { FrameListSummary, FrameUnitPage } from '#protocol/frames.ts';
import type { ReferralCodePair } from '#protocol/referrals.ts';
import type { TestApp, TestClient } from '#tests/support/app.ts';
import { makeChange, push } from '#tests/support/fieldwork.ts';

/*
 * Right requests of casework and fieldwork: consents, referrals with the codes of recipient and company, bought lists,
 * keying, what comes in by post, files, and what the manager keeps.
 */

/** A request as it should be; a form where it says so. */
export interface CaseworkRequest {
  method: string;
  url: string;
  body?: Json;
  headers?: Record<string, string>;
  isForm?: true;
}

/** What such requests are made of. */
export interface CaseworkScene {
  survey: string;
  code: string;
  /** Of the questionnaire. */
  revision: number;
  account: string;
  partner: string;
  referrals: { id: string; consent: string; codes: ReferralCodePair }[];
  list: FrameListSummary;
  unit: string;
  attachment: string;
  meeting: string;
}

const REFERRALS = 12;
const AT = '2026-11-20T01:00:00.000Z';
const SHA = '0'.repeat(64);

/** Hands some cases over, and begins a bought list, a meeting and a photo. */
export async function readCaseworkScene(
  test: TestApp,
  { survey, code, revision }: { survey: string; code: string; revision: number },
): Promise<CaseworkScene> {
  const office = await test.as('office');
  const by = office.person.userId;
  const account = makeChange(office, 'accounts', { name: '八戸水産', municipality: 'hachinohe' });
  const partner = makeChange(office, 'partners', {
    name: '青森銀行',
    kind: 'bank',
    people: { add: [test.people.partner.userId], remove: [] },
  });
  const meeting = makeChange(office, 'meetings', {
    title: '会議',
    kind: 'supportMeasures',
    heldOn: '2026-11-30',
  });
  const attachment = makeChange(office, 'attachments', {
    accountId: account.recordId,
    mediaType: 'image/jpeg',
    sizeBytes: 4,
    sha256: SHA,
    takenBy: by,
  });
  await push(office, [account, partner, meeting, attachment]);
  const allotted = await office.request({
    method: 'POST',
    url: '/api/referral-codes',
    payload: { deviceId: 'fuzz' },
  });
  const { codes } = allotted.json<{ codes: ReferralCodePair[] }>();
  const referrals: CaseworkScene['referrals'] = [];
  for (const pair of codes.slice(0, REFERRALS)) {
    const [consent, referral] = handOver(office, account.recordId, partner.recordId, pair.id);
    await push(office, [consent, referral]);
    referrals.push({ id: referral.recordId, consent: consent.recordId, codes: pair });
  }
  const { list, unit } = await importList(office);
  return {
    survey,
    code,
    revision,
    account: account.recordId,
    partner: partner.recordId,
    referrals,
    list,
    unit,
    attachment: attachment.recordId,
    meeting: meeting.recordId,
  };
}

/** A list with one address. */
async function importList(office: TestClient): Promise<{ list: FrameListSummary; unit: string }> {
  const call = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
    office.request({ method, url: `/api/frames${url}`, ...(payload && { payload }) });
  const made = await call('POST', '', { name: '名簿', source: '調査会社', licenceEndsOn: '2027-03-31' });
  const { id, revision } = made.json<FrameListSummary>();
  await call('PUT', `/${id}/uploads/u/pieces/0`, { rows: [{ kind: 'add', fields: { name: '名簿の会社' } }] });
  const list = (
    await call('POST', `/${id}/uploads/u/commit`, { revision, pieces: 1 })
  ).json<FrameListSummary>();
  const { units } = (await call('GET', `/${id}/units`)).json<FrameUnitPage>();
  return { list, unit: units[0]!.id };
}

function handOver(
  client: TestClient,
  accountId: string,
  partnerId: string,
  codeId: string,
): [Change, Change] {
  const by = client.person.userId;
  const items = ['company', 'about'];
  const consent = makeChange(client, 'consents', {
    act: 'given',
    accountId,
    items,
    recipients: [partnerId],
    takenBy: by,
    at: AT,
  });
  const referral = makeChange(client, 'referrals', {
    accountId,
    partner: '青森銀行',
    partnerId,
    about: '設備の資金',
    items,
    consentId: consent.recordId,
    codeId,
    releasedAt: AT,
    releasedBy: by,
  });
  return [consent, referral];
}

/** A request that is right, or was before others changed what it is about. */
export function makeCaseworkRequest(
  random: SeededRandom,
  client: TestClient,
  scene: CaseworkScene,
): CaseworkRequest {
  return random.pick([codeRequest, referralRequest, pushRequest, frameRequest, paperRequest, fileRequest])(
    random,
    scene,
    client,
  );
}

/** As the recipient or the company, who have no account. */
function codeRequest(random: SeededRandom, { referrals }: CaseworkScene): CaseworkRequest {
  const { codes } = random.pick(referrals);
  const url = random.pick([`/r/${codes.partner}`, `/h/${codes.company}`, `/r/${codes.company}?lang=en`]);
  if (random.chance(0.3)) return { method: 'GET', url };
  // The last states would soon leave nothing to answer.
  const state = random.chance(0.9)
    ? random.pick(['received', 'accepted', 'inProgress', 'onHold'])
    : random.pick(RECIPIENT_STATES);
  const body: Json = url.startsWith('/h/')
    ? { word: random.pick(['helped', 'partly', 'notHelped']), text: 'ありがとう' }
    : { state, reason: 'capacity', onwardTo: '商工会', from: '工藤', text: '' };
  return { method: 'POST', url, body, isForm: true, headers: { origin: 'null' } };
}

function referralRequest(random: SeededRandom, { referrals, account }: CaseworkScene): CaseworkRequest {
  const { id } = random.pick(referrals);
  return random.pick<CaseworkRequest>([
    { method: 'POST', url: '/api/referral-codes', body: { deviceId: 'fuzz' } },
    { method: 'POST', url: `/api/referrals/${id}/codes` },
    { method: 'GET', url: `/api/accounts/${account}/provisions` },
    { method: 'GET', url: '/api/referred' },
    { method: 'POST', url: `/api/referred/${id}`, body: { state: 'received', from: '工藤' } },
  ]);
}

/** Edits of what stands there: of referrals that were handed over, consents, and what the manager keeps. */
function pushRequest(random: SeededRandom, scene: CaseworkScene, client: TestClient): CaseworkRequest {
  const { id, consent } = random.pick(scene.referrals);
  const by = client.person.userId;
  const cells = [{ codes: { industry: 'manufacturing', region: 'sanpachi' }, count: 12 }];
  const edit = (collection: string, recordId: string, fields: JsonObject): Change =>
    makeChange(client, collection as 'referrals', fields, { recordId, baseRevision: random.below(50) });
  const change = random.pick<() => Change>([
    () => edit('referrals', id, { about: '変更', items: ['company'] }),
    () =>
      edit('referrals', id, { phoneState: random.pick(RECIPIENT_STATES), phoneAt: AT, phoneFrom: '工藤' }),
    () => edit('referrals', id, { companyWord: 'helped', companyWordAt: AT, companyWordText: 'よい' }),
    () => edit('referrals', id, { slipGivenAt: AT, partnerId: scene.partner, consentId: consent }),
    () => edit('accounts', scene.account, { mergedInto: random.chance(0.5) ? scene.account : null }),
    () =>
      makeChange(client, 'consents', {
        act: 'given',
        accountId: scene.account,
        items: ['company'],
        recipients: [scene.partner],
        takenBy: by,
        at: AT,
      }),
    () => makeChange(client, 'consents', { act: 'withdrawn', withdraws: `${consent}x`, takenBy: by, at: AT }),
    () =>
      edit('meetings', scene.meeting, {
        heldAt: random.chance(0.5) ? AT : null,
        heldBy: by,
        shown: { version: 1, overview: null },
        'said/leads': '話した',
        'actions/a': { item: 'leads', what: '電話' },
      }),
    () =>
      makeChange(client, 'decisions', {
        wording: '決めた',
        owner: by,
        decidedOn: '2026-11-20',
        status: 'decided',
        meetingId: scene.meeting,
        meetingItem: 'leads',
        partnerId: scene.partner,
      }),
    () =>
      makeChange(client, 'establishmentCounts', {
        title: '事業所数',
        source: '架空',
        sourcedOn: '2024-06-01',
        unit: 'establishments',
        cells,
      }),
  ])();
  return {
    method: 'POST',
    url: '/api/sync/push',
    body: { protocol: 1, deviceId: change.deviceId, changes: [change] } as unknown as Json,
  };
}

function frameRequest(random: SeededRandom, { list, unit, survey, account }: CaseworkScene): CaseworkRequest {
  const under = `/api/frames/${list.id}`;
  const revision = list.revision + random.below(4);
  const rows = [{ kind: 'add', fields: { name: '名簿の会社', industry: 'retail', employeeCount: 5 } }];
  const sampled = { listId: list.id, design: { kind: 'census' }, seed: 1 };
  return random.pick<CaseworkRequest>([
    { method: 'GET', url: '/api/frames' },
    { method: 'PATCH', url: under, body: { revision, name: '名簿', licenceEndsOn: null } },
    { method: 'GET', url: `${under}/cells` },
    { method: 'GET', url: `${under}/units?after=0&limit=10&search=x` },
    { method: 'PUT', url: `${under}/uploads/u/pieces/0`, body: { rows } },
    { method: 'POST', url: `${under}/uploads/u/commit`, body: { revision, pieces: 1 } },
    { method: 'DELETE', url: `${under}/uploads/u` },
    { method: 'PUT', url: `${under}/units/${unit}/account`, body: { accountId: account } },
    { method: 'POST', url: `${under}/units/${unit}/account` },
    { method: 'GET', url: `/api/surveys/${survey}/sample` },
    { method: 'PUT', url: `/api/surveys/${survey}/sample`, body: sampled },
  ]);
}

/** Keying, what comes in by post, and lots of letters. */
function paperRequest(
  random: SeededRandom,
  { survey, account, code, revision }: CaseworkScene,
): CaseworkRequest {
  const under = `/api/surveys/${survey}`;
  const uuid = (): string => `0194f3a0-0000-7000-8000-${String(random.below(1e9)).padStart(12, '0')}`;
  const entry = {
    id: uuid(),
    sheetId: uuid(),
    pass: random.pick([1, 2, 3]),
    code,
    questionnaireRevision: revision,
    values: { industry: '2', issues: ['labour'] },
    keystrokes: 20,
    activeSeconds: 60,
    startedAt: AT,
    finishedAt: AT,
  };
  const noted = { row: 1, id: uuid(), unit: code, event: 'refused', on: '2026-11-20', detail: '' };
  const scan = { id: uuid(), at: AT, event: random.pick(ARRIVAL_EVENTS), code };
  return random.pick<CaseworkRequest>([
    { method: 'GET', url: `${under}/keying` },
    { method: 'POST', url: `${under}/keying/entries`, body: entry },
    { method: 'GET', url: `${under}/keying/settle` },
    { method: 'GET', url: `${under}/keying/quality` },
    { method: 'POST', url: `${under}/arrivals`, body: { scans: [scan] } },
    { method: 'POST', url: `${under}/dispositions`, body: { isDryRun: false, rows: [noted] } },
    { method: 'GET', url: `${under}/units/${account}/history` },
    { method: 'POST', url: `${under}/units/${account}/undo`, body: { id: uuid(), undoes: scan.id } },
    { method: 'GET', url: `${under}/lots` },
    { method: 'POST', url: `${under}/lots`, body: { id: uuid(), kind: random.pick(LOT_KINDS), size: 10 } },
    {
      method: 'PUT',
      url: `${under}/lots/lot/marks/${random.pick(LOT_MARKS)}`,
      body: { id: uuid(), day: '2026-11-20', known: [], isTaken: true },
    },
  ]);
}

function fileRequest(random: SeededRandom, { attachment }: CaseworkScene): CaseworkRequest {
  const encode = (text: string): string => Buffer.from(text).toString('base64');
  const tus = { 'tus-resumable': '1.0.0' };
  const metadata = `attachmentId ${encode(attachment)},part ${encode(random.pick(['full', 'thumb']))}`;
  const url = `/api/uploads/${attachment}.full`;
  return random.pick<CaseworkRequest>([
    { method: 'GET', url: `/api/files/${attachment}` },
    { method: 'GET', url: `/api/files/${attachment}/thumbnail` },
    {
      method: 'POST',
      url: '/api/uploads',
      headers: {
        ...tus,
        'upload-length': String(random.pick([4, 4, 4, 2e9, -1])),
        'upload-metadata': metadata,
      },
    },
    { method: 'HEAD', url, headers: tus },
    {
      method: 'PATCH',
      url,
      headers: {
        ...tus,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(random.pick([0, 1, 4, -1])),
      },
      body: 'abcd',
    },
  ]);
}
