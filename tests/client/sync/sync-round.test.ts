import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as documentsApi from '#client/api/documents-api.ts';
import * as sessionApi from '#client/api/session-api.ts';
import { lookAtServer, syncServerOf, type SyncServer } from '#client/api/sync-api.ts';
import { BansoDatabase } from '#client/storage/database.ts';
import { writeRecord } from '#client/storage/write-record.ts';
import { runRound } from '#client/sync/sync-round.ts';
import type { RoundResult } from '#client/sync/sync-state.ts';
import type { Role } from '#domain/access/permissions.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import type { DocumentList, DocumentName } from '#protocol/documents.ts';
import type { PullResponse } from '#protocol/sync.ts';
import { acceptanceOf } from './fake-sync-server.ts';

vi.mock('#client/api/session-api.ts');
vi.mock('#client/api/documents-api.ts');
vi.mock('#client/api/sync-api.ts', () => ({
  syncServerOf: vi.fn<() => void>(),
  lookAtServer: vi.fn<() => void>(),
}));
const server = { push: vi.fn<SyncServer['push']>(), pull: vi.fn<SyncServer['pull']>() };
const documents = vi.mocked(documentsApi);

const NOW = '2026-11-20T01:00:00.000Z';
const COMPANIES = ['八戸水産', '津軽工業'].map(
  (name, index): SyncRecord =>
    ({
      id: `company-${index}`,
      collection: 'accounts',
      revision: index + 1,
      fields: { name },
      units: {},
      createdAt: NOW,
      deletedAt: null,
      conflicts: [],
      warnings: [],
    }) as unknown as SyncRecord,
);

let db: BansoDatabase;
let accessVersion: number;

beforeEach(async () => {
  vi.resetAllMocks();
  vi.mocked(syncServerOf).mockReturnValue(server);
  vi.stubGlobal('navigator', {});
  db = new BansoDatabase('centre', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
  await db.setMeta('deviceId', 'tablet');
  accessVersion = 1;
  vi.mocked(lookAtServer).mockResolvedValue({
    isSame: false,
    tag: '',
    againSeconds: undefined,
    serverTime: NOW,
  });
  documents.listDocuments.mockResolvedValue([{ name: 'catalogue-2013', hash: 'h', sizeBytes: 20 }]);
  documents.fetchDocument.mockResolvedValue({ fiscalYear: 2013, programmes: [] });
  server.pull.mockImplementation(async (cursor): Promise<PullResponse> => {
    const records = COMPANIES.filter(({ revision }) => revision > cursor);
    return { epoch: 'one', accessVersion, records, cursor: COMPANIES.length, more: false, serverTime: NOW };
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

async function syncAs(role: Role): Promise<RoundResult> {
  vi.mocked(sessionApi).fetchSession.mockResolvedValue({
    user: { id: 'sato', name: '佐藤', email: 'sato@example.jp', role, language: 'ja' },
    centre: { id: 'centre', name: 'センター' },
    serverTime: NOW,
  });
  return runRound({ db, userId: 'sato', now: () => NOW }, () => {});
}

async function writeUnsent(): Promise<void> {
  const author = { userId: 'sato', deviceId: 'tablet', now: () => NOW, newId: () => 'change-1' };
  await writeRecord(db, author, 'leads', 'lead', { companyName: 'つがるワイン' });
}

it('takes the records off a device whose role may not hold them, and keeps what is unsent', async () => {
  await syncAs('coordinator');
  await db.invitations.put({ surveyId: 'survey', accountId: 'company-0', toldAt: NOW } as never);
  await writeUnsent();
  accessVersion = 2;
  const result = await syncAs('partner');
  expect(result).toMatchObject({ state: 'idle', session: { user: { role: 'partner' } } });
  expect(await db.accounts.count()).toBe(0);
  expect(await db.invitations.count()).toBe(0);
  expect((await db.outbox.toArray()).map(({ change }) => change.fields)).toEqual([
    { companyName: 'つがるワイン' },
  ]);
  expect(await db.leads.get('lead')).toMatchObject({ fields: { companyName: 'つがるワイン' } });
  expect(server.push).not.toHaveBeenCalled();
});

it('does not send again what was acknowledged when a role is taken away', async () => {
  server.push.mockImplementation(async (_deviceId, changes) => ({
    epoch: 'one',
    accessVersion,
    results: changes.map((change) => acceptanceOf(change, COMPANIES.length)),
    serverTime: NOW,
  }));
  await writeUnsent();
  await syncAs('coordinator');
  await syncAs('partner');
  expect(await db.outbox.count()).toBe(0);
  expect(await db.ledger.count()).toBe(1);
});

it('fetches documents that have changed alone, and drops those that there are no longer', async () => {
  const listed = (name: DocumentName, hash: string): DocumentList['documents'][number] => ({
    name,
    hash,
    sizeBytes: 20,
  });
  const contents: Record<string, unknown> = {
    staff: [],
    survey: { id: 'wave' },
    questionnaire: { sections: [] },
  };
  documents.fetchDocument.mockImplementation((name) => Promise.resolve(contents[name] as never));
  documents.listDocuments.mockResolvedValue([listed('staff', 'a'), listed('survey', 'a')]);
  await syncAs('partner');
  documents.listDocuments.mockResolvedValue([listed('survey', 'b'), listed('questionnaire', 'a')]);
  documents.fetchDocument.mockClear();
  await syncAs('partner');
  expect(documents.fetchDocument.mock.calls).toEqual([['survey'], ['questionnaire']]);
  expect((await db.documents.toArray()).map(({ name, hash }) => [name, hash])).toEqual([
    ['questionnaire', 'a'],
    ['survey', 'b'],
  ]);
  documents.fetchDocument.mockClear();
  await syncAs('partner');
  expect(documents.fetchDocument).not.toHaveBeenCalled();
});

it('brings the documents to a partner, who has nothing else on the device', async () => {
  await syncAs('partner');
  expect((await db.documents.toArray()).map(({ name }) => name)).toEqual(['catalogue-2013']);
  expect(server.pull).not.toHaveBeenCalled();
});

it('fetches everything once more when the role is given back, as on a new device', async () => {
  await syncAs('coordinator');
  await syncAs('partner');
  expect(await db.getMeta('lastSyncAt')).toBeUndefined();
  accessVersion = 3;
  await syncAs('coordinator');
  expect((await db.accounts.toArray()).map(({ fields }) => fields.name)).toEqual(['八戸水産', '津軽工業']);
});

it('comes back soon when the role changed while the round was under way', async () => {
  server.pull.mockRejectedValue(new ApiProblem('forbidden', '許可されていません', 403));
  expect(await syncAs('coordinator')).toMatchObject({ state: 'failed', outcome: 'unreachable' });
});

it('keeps what it has of a document that is too new for the app, says so, and goes on with records', async () => {
  await syncAs('coordinator');
  documents.listDocuments.mockResolvedValue([
    { name: 'catalogue-2013', hash: 'newer', sizeBytes: 20, format: 99 },
    { name: 'weather' as never, hash: 'w', sizeBytes: 20 },
  ]);
  const result = await syncAs('coordinator');
  expect(result).toMatchObject({ state: 'idle', isAppTooOld: true });
  expect(await db.documents.get('catalogue-2013')).toMatchObject({ hash: 'h' });
  expect(await db.accounts.count()).toBe(COMPANIES.length);
  documents.listDocuments.mockResolvedValue([{ name: 'catalogue-2013', hash: 'h', sizeBytes: 20 }]);
  expect(await syncAs('coordinator')).toMatchObject({ isAppTooOld: false });
});

it.each([null, [], 'not a catalogue', { fiscalYear: 2014 }])(
  'puts nothing that is no catalogue in the place of one: %j',
  async (content) => {
    await syncAs('coordinator');
    documents.listDocuments.mockResolvedValue([{ name: 'catalogue-2013', hash: 'newer', sizeBytes: 20 }]);
    documents.fetchDocument.mockResolvedValue(content as never);
    await syncAs('coordinator');
    expect(await db.documents.get('catalogue-2013')).toMatchObject({ hash: 'h' });
  },
);

describe('a round that fails', () => {
  const REFUSED = '受け取れません';
  it.each<[string, Error, Partial<RoundResult>]>([
    [
      'nobody is signed in',
      new ApiProblem('not-signed-in', REFUSED, 401),
      { state: 'signedOut', outcome: 'needsPerson', error: REFUSED },
    ],
    [
      'the app is too old',
      new ApiProblem('protocol-version-unsupported', REFUSED, 400),
      { state: 'failed', outcome: 'needsPerson', error: REFUSED, isAppTooOld: true },
    ],
    [
      'the server does not understand',
      new ApiProblem('malformed-request', REFUSED, 400),
      { state: 'failed', outcome: 'needsPerson', error: REFUSED, isAppTooOld: false },
    ],
    [
      'the server has a fault',
      new ApiProblem('internal-error', REFUSED, 500),
      { state: 'failed', outcome: 'unreachable', error: REFUSED },
    ],
    [
      'the server has not started yet',
      new ApiProblem('not-ready', REFUSED, 503),
      { state: 'failed', outcome: 'unreachable', error: REFUSED },
    ],
    [
      'the server is asked too often',
      new ApiProblem('too-many-requests', REFUSED, 429),
      { state: 'failed', outcome: 'unreachable', error: REFUSED },
    ],
    ['there is no network', new Unreachable(), { state: 'unreachable', outcome: 'unreachable', error: null }],
  ])('says so, and whether to come back by itself: %s', async (_why, failure, expected) => {
    server.pull.mockRejectedValue(failure);
    const result = await syncAs('coordinator');
    expect(result).toMatchObject(expected);
    // Who is signed in was answered before.
    expect(result.session?.user.role).toBe('coordinator');
    expect(await db.getMeta('lastSyncAt')).toBeUndefined();
  });

  it('does not know who is signed in when that could not be asked', async () => {
    vi.mocked(sessionApi).fetchSession.mockRejectedValue(new Unreachable());
    const result = await runRound({ db, userId: 'sato', now: () => NOW }, () => {});
    expect(result).toEqual({ state: 'unreachable', error: null, outcome: 'unreachable' });
    expect(server.pull).not.toHaveBeenCalled();
    expect(documents.listDocuments).not.toHaveBeenCalled();
  });

  it.each<[unknown, string]>([
    [new Error('the disk is full'), 'the disk is full'],
    ['a text', 'a text'],
  ])('by a fault of our own is said and written down, and tried again: %s', async (fault, error) => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    server.pull.mockRejectedValue(fault);
    expect(await syncAs('coordinator')).toMatchObject({ state: 'failed', error, outcome: 'unreachable' });
    expect(written).toHaveBeenCalledOnce();
    written.mockRestore();
  });
});

it("carries nothing over another person's session", async () => {
  await writeUnsent();
  vi.mocked(sessionApi).fetchSession.mockResolvedValue({
    user: { id: 'kudo', name: '工藤', email: 'kudo@example.jp', role: 'coordinator', language: 'ja' },
    centre: { id: 'centre', name: 'センター' },
    serverTime: NOW,
  });
  const result = await runRound({ db, userId: 'sato', now: () => NOW }, () => {});
  expect(result).toMatchObject({
    state: 'signedOut',
    error: null,
    outcome: 'needsPerson',
    session: { user: { id: 'kudo' } },
  });
  for (const asked of [server.push, server.pull, documents.listDocuments])
    expect(asked).not.toHaveBeenCalled();
  expect(await db.outbox.count()).toBe(1);
});

it('tells how many records came, and that it is done', async () => {
  const received: number[] = [];
  await syncAs('coordinator');
  await db.setMeta('cursor', 0);
  const result = await runRound({ db, userId: 'sato', now: () => NOW }, (records) => received.push(records));
  expect(received).toEqual([COMPANIES.length]);
  expect(result).toMatchObject({ state: 'idle', error: null, outcome: 'done', isAppTooOld: false });
});

it('is run by one tab at a time, by its person’s database', async () => {
  const names: string[] = [];
  vi.stubGlobal('navigator', {
    locks: {
      request: (name: string, _options: object, task: () => Promise<unknown>) => {
        names.push(name);
        return task();
      },
    },
  });
  await syncAs('coordinator');
  expect(names).toEqual([`sync-${db.name}`]);
  expect(await db.accounts.count()).toBe(COMPANIES.length);
});

it('keeps the documents that came before one could not be fetched, and drops none yet', async () => {
  const listed = (...names: DocumentName[]) => names.map((name) => ({ name, hash: 'a', sizeBytes: 20 }));
  await syncAs('partner');
  documents.listDocuments.mockResolvedValue(listed('staff', 'survey'));
  documents.fetchDocument.mockImplementation(async (name) => {
    if (name === 'survey') throw new Unreachable();
    return [];
  });
  expect(await syncAs('partner')).toMatchObject({ state: 'unreachable' });
  expect((await db.documents.toArray()).map(({ name }) => name)).toEqual(['catalogue-2013', 'staff']);
});

it.each([
  ['person-dismissed', true],
  ['device-revoked', true],
  ['not-signed-in', false],
] as const)('ends the stay on a device only where the server says so (%s)', async (code, isEnded) => {
  vi.mocked(sessionApi).fetchSession.mockRejectedValue(new ApiProblem(code, '題', 401));
  expect(await runRound({ db, userId: 'sato', now: () => NOW }, () => {})).toMatchObject({
    state: 'signedOut',
    isEnded,
  });
});
