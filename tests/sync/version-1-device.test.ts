// Before anything that opens a database.
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { syncServerOf } from '#client/api/sync-api.ts';
import { summariseChanges } from '#client/areas/shell/features/sync/change-summary.ts';
import { listWaiting } from '#client/areas/shell/features/sync/outbox-lists.ts';
import { closeWorkspace, openWorkspace, type Session, type Workspace } from '#client/records/workspace.ts';
import type { LocalRecord } from '#client/storage/database.ts';
import { runRound } from '#client/sync/sync-round.ts';
import type { RoundResult } from '#client/sync/sync-state.ts';
import { COLLECTIONS, listKnown } from '#domain/records/collections.ts';
import { loadDevice, type DeviceDump } from '#tests/fixtures/version-1/load-fixtures.ts';
import { MemoryStorage } from '#tests/support/memory-storage.ts';
import { startOnVersion1, VERSION_1_RETURNS, type Version1Server } from '#tests/support/version-1-server.ts';

/** The deviceSeq of the change that the server has refused. */
const REFUSED = 27;

describe.each(['sqlite', 'postgres'] as const)('a device of version 1 (%s)', (dialect) => {
  let server: Version1Server;
  let dump: DeviceDump;
  let workspace: Workspace;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(VERSION_1_RETURNS) });
    server = await startOnVersion1(dialect);
    dump = await loadDevice(indexedDB);
    vi.stubGlobal('localStorage', new MemoryStorage(dump.localStorage));
    vi.stubGlobal('window', new EventTarget());
    vi.stubGlobal('document', Object.assign(new EventTarget(), { documentElement: { lang: 'ja' } }));
    vi.stubGlobal('navigator', {});
    workspace = await openWorkspace(JSON.parse(dump.localStorage['banso.session']!) as Session);
    vi.stubGlobal('fetch', server.ask);
  });
  afterEach(async () => {
    closeWorkspace();
    vi.unstubAllGlobals();
    vi.useRealTimers();
    await Dexie.delete(dump.name);
    await server.stop();
  });

  const sync = (): Promise<RoundResult> =>
    runRound({ db: workspace.db, userId: server.ids.people.kasai.userId, now: workspace.now }, () => {});

  it('opens with all that was recorded on it, what is unsent first', async () => {
    for (const collection of COLLECTIONS) {
      const kept = await workspace.db.table(collection).count();
      expect({ collection, kept }).toEqual({ collection, kept: dump.stores[collection]?.rows.length ?? 0 });
    }
    const waiting = await listWaiting(workspace.db);
    // Fifteen changes of version 1, and the note that the typing journal had kept.
    expect(waiting.total).toBe(16);
    expect(waiting.shown.map(({ entry }) => entry.deviceSeq)).toEqual(
      Array.from({ length: 16 }, (_, index) => 28 + index),
    );
    for (const { entry, company } of waiting.shown)
      expect({ entry, company }).not.toMatchObject({ company: '' });
    const quarantined = await workspace.db.outbox.where('state').equals('quarantined').toArray();
    expect(await summariseChanges(workspace.db, quarantined)).toMatchObject([
      {
        entry: { deviceSeq: REFUSED, reason: { code: 'change-malformed' } },
        company: expect.stringMatching(/./),
      },
    ]);
  });

  it('has the keys and indices by which the code of today looks things up', () => {
    const opened = workspace.db.backendDB();
    for (const { name, schema } of workspace.db.tables) {
      const store = opened.transaction(name).objectStore(name);
      const expected = {
        name,
        key: schema.primKey.keyPath,
        indexes: schema.indexes.map((index) => index.name),
      };
      const { keyPath: key, indexNames } = store;
      expect({ name, key, indexes: [...indexNames] }).toEqual({
        ...expected,
        indexes: expected.indexes.sort(),
      });
    }
  });

  it('sends everything but what was refused, and then holds what the server shows its person', async () => {
    expect(await sync()).toMatchObject({ state: 'idle', error: null });
    expect((await workspace.db.outbox.toArray()).map(({ deviceSeq }) => deviceSeq)).toEqual([REFUSED]);
    // Everything that it had a receipt for, and one for each change of this round.
    expect(await workspace.db.ledger.count()).toBe(dump.stores['ledger']!.rows.length + 16);

    const shown = await syncServerOf(server.ids.people.kasai.userId).pull(0, listKnown());
    expect(shown.more).toBe(false);
    const { recordId: refusedId } = (await workspace.db.outbox.get(REFUSED))!;
    const onDevice = (await listRecords()).filter(({ id }) => id !== refusedId);
    expect(onDevice).toEqual(
      shown.records
        .filter(({ id }) => id !== refusedId)
        .map(({ collection, id, revision, fields, deletedAt, conflicts, warnings }) => ({
          collection,
          id,
          revision,
          fields,
          deletedAt,
          conflicts,
          warnings,
        }))
        .sort(byId),
    );
    // Its person still sees what they wrote, on top of what the server has.
    const refused = shown.records.find(({ id }) => id === refusedId)!;
    expect(await workspace.db.accounts.get(refusedId)).toMatchObject({
      revision: refused.revision,
      fields: { ...refused.fields, ...(await workspace.db.outbox.get(REFUSED))!.change.fields },
    });
  });

  async function listRecords(): Promise<(LocalRecord & { collection: string })[]> {
    const rows = await Promise.all(
      COLLECTIONS.map(async (collection) => {
        const records = await workspace.db.table<LocalRecord, string>(collection).toArray();
        return records.map(({ attention: _attention, ...record }) => ({ collection, ...record }));
      }),
    );
    return rows.flat().sort(byId);
  }
});

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}
