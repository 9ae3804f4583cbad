import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiProblem } from '#client/api/http.ts';
import * as documentsApi from '#client/api/documents-api.ts';
import * as sessionApi from '#client/api/session-api.ts';
import { syncServer } from '#client/api/sync-api.ts';
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
  syncServer: { push: vi.fn<() => void>(), pull: vi.fn<() => void>() },
}));
const server = vi.mocked(syncServer);
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
  vi.stubGlobal('navigator', {});
  db = new BansoDatabase('centre', 'sato', { indexedDB: new IDBFactory(), IDBKeyRange });
  await db.setMeta('deviceId', 'tablet');
  accessVersion = 1;
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
