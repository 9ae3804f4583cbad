// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { effectScope } from 'vue';
import { afterEach, expect, it } from 'vitest';
import type { SyncServer } from '#client/api/sync-api.ts';
import { useRecordDraft } from '#client/records/record-draft.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { LocalRecord } from '#client/storage/database.ts';
import { SCHEMA_VERSIONS, wantedStores } from '#client/storage/schema-versions.ts';
import { runSyncCycle } from '#client/sync/sync-cycle.ts';
import { DEFINITIONS, type Collection, type CollectionFields } from '#domain/records/collections.ts';
import { defineCollection } from '#domain/records/definition.ts';
import { eraseRecord } from '#domain/records/erase.ts';
import {
  code,
  count,
  filledLine,
  instant,
  key,
  map,
  reference,
  required,
  set,
  text,
} from '#domain/records/field.ts';
import type { CollectionWords } from '#domain/records/words/collection-words.ts';
import { findCodeName, findFieldName, findRuleText } from '#domain/records/words/words-of-collections.ts';
import type { PullResponse } from '#protocol/sync.ts';
import { insertCentre } from '#server/database/queries/centres.ts';
import { listRecords } from '#server/database/queries/records.ts';
import { pullPage } from '#server/sync/pull.ts';
import { pushChanges } from '#server/sync/push.ts';
import { describeOnBothDatabases } from '#tests/support/databases.ts';
import { eventually } from '#tests/support/eventually.ts';

/*
 * A collection that the product does not have, defined here alone: no other code knows it, and yet
 * it is drafted, sent, merged, fetched, put into words and erased like any other.
 */
const machines = defineCollection({
  name: 'machines',
  version: 1,
  fields: {
    accountId: required(reference('accounts')),
    label: required(filledLine()),
    memo: text(),
    state: code(['running', 'stopped']),
    stateAt: instant(),
    uses: set(key()),
    readings: map(count()),
  },
  groups: { state: ['state', 'stateAt'] },
  indices: ['accountId'],
  rules: [
    { code: 'stopped-in-use', isBroken: ({ state, uses }) => state === 'stopped' && (uses ?? []).length > 0 },
  ],
  keptByErasure: ['state'],
});
const definitions = { ...DEFINITIONS, machines };
const { machines: stores } = wantedStores(definitions);
const schema = { definitions, versions: [...SCHEMA_VERSIONS, { machines: stores! }] };
/** The types of the product do not know it. */
const MACHINES = 'machines' as Collection;

const words: CollectionWords<typeof machines> = {
  name: { ja: '機械', en: 'Machine' },
  fields: {
    accountId: { ja: '企業', en: 'Company' },
    label: { ja: '名前', en: 'Label' },
    memo: { ja: 'メモ', en: 'Memo' },
    state: { ja: '状態', en: 'State' },
    stateAt: { ja: '状態の日時', en: 'State since' },
    uses: { ja: '用途', en: 'Uses' },
    readings: { ja: '計測値', en: 'Readings' },
  },
  groups: { state: { ja: '状態', en: 'State' } },
  codes: { state: { running: { ja: '稼働', en: 'Running' }, stopped: { ja: '停止', en: 'Stopped' } } },
  rules: { 'stopped-in-use': { ja: '停止中なのに用途があります', en: 'It is stopped and yet in use' } },
};

afterEach(() => closeWorkspace());

describeOnBothDatabases('a collection that is defined in one place', (getDatabase, dialect) => {
  const centreId = 'centre-of-machines';
  let minute = 0;
  const now = (): string => new Date(Date.UTC(2026, 10, 20, 1, (minute += 1))).toISOString();

  /** The real server, told of the collection. */
  function serverFor(userId: string): SyncServer {
    const { db } = getDatabase();
    const person = { centreId, userId, role: 'coordinator', language: 'ja' } as const;
    return {
      push: async (install, changes) => {
        const serverTime = now();
        const pusher = { ...person, deviceId: install.deviceId, install, hadOtherRights: false, serverTime };
        const outcome = await db
          .transaction()
          .execute((tx) => pushChanges(tx, pusher, structuredClone(changes), definitions));
        return { ...outcome, accessVersion: 1, serverTime };
      },
      pull: async (cursor, known) => {
        const collections = known.map((each) => each.split('.')[0]!);
        const puller = { ...person, accessVersion: 1, serverTime: now(), epoch: 'first', collections };
        return JSON.parse(await pullPage(db, puller, cursor)) as PullResponse;
      },
    };
  }

  async function workAs(userId: string): Promise<Workspace> {
    closeWorkspace();
    return openWorkspace(
      {
        user: {
          id: userId,
          name: userId,
          email: `${userId}@example.jp`,
          role: 'coordinator',
          language: 'ja',
        },
        centre: { id: `${centreId}-${dialect}`, name: '支援センター' },
      },
      schema,
    );
  }

  const edit = (fields: Record<string, unknown>): Partial<CollectionFields['contacts']> => fields;
  const sync = ({ db }: Workspace, userId: string): Promise<void> =>
    runSyncCycle({ db, server: serverFor(userId), now });
  const find = ({ db }: Workspace, id: string) => db.table<LocalRecord, string>(MACHINES).get(id);

  it('goes through draft, push, merge, conflict, pull, words and erasure', async () => {
    await insertCentre(getDatabase().db, {
      id: centreId,
      name: '支援センター',
      epoch: 'first',
      createdAt: now(),
    });
    const id = '019a1c3e-0000-7000-8000-000000000001';

    // Drafted on one device, a pasted line made one line, and sent.
    let sato = await workAs('sato');
    const scope = effectScope();
    const draft = scope.run(() => useRecordDraft(MACHINES, () => id))!;
    await draft.edit(edit({ accountId: 'company', label: '旋盤\t1号', state: 'running', uses: ['cutting'] }));
    await draft.edit({ 'readings/hours': 12 });
    scope.stop();
    await sync(sato, 'sato');
    expect(await sato.db.outbox.count()).toBe(0);
    expect((await find(sato, id))?.fields).toEqual({
      accountId: 'company',
      label: '旋盤 1号',
      state: 'running',
      uses: ['cutting'],
      readings: { hours: 12 },
    });

    // Fetched and found by its index on another, edited on both: a group in conflict, a set merged.
    let kudo = await workAs('kudo');
    await sync(kudo, 'kudo');
    expect(await kudo.db.table(MACHINES).where('fields.accountId').equals('company').count()).toBe(1);
    await kudo.write(MACHINES, id, edit({ state: 'stopped', stateAt: now(), uses: ['cutting', 'milling'] }));
    await sync(kudo, 'kudo');
    sato = await workAs('sato');
    await sato.write(MACHINES, id, edit({ stateAt: now(), uses: ['cutting', 'drilling'], memo: '静か' }));
    await sync(sato, 'sato');
    const merged = await find(sato, id);
    expect(merged?.fields).toMatchObject({ state: 'running', uses: ['cutting', 'milling', 'drilling'] });
    expect(merged?.conflicts.map(({ unit, other }) => [unit, other.fields['state'], other.madeBy])).toEqual([
      ['state', 'stopped', 'kudo'],
    ]);
    expect(merged?.attention).toBe(1);

    // What the other one wrote is taken: what that breaks becomes a warning; a wrong value is refused by field.
    await sato.settle(MACHINES, id, merged!.conflicts[0]!.id, merged!.conflicts[0]!.other.fields);
    await sato.write(MACHINES, id, edit({ label: '旋盤2号' }));
    await sync(sato, 'sato');
    kudo = await workAs('kudo');
    await sync(kudo, 'kudo');
    expect((await find(kudo, id))?.fields).toMatchObject({ state: 'stopped', label: '旋盤2号' });
    expect((await find(kudo, id))?.conflicts).toEqual([]);
    await kudo.write(MACHINES, id, edit({ state: 'broken' }));
    await sync(kudo, 'kudo');
    const [refused] = await kudo.db.outbox.toArray();
    expect(refused).toMatchObject({ state: 'quarantined', reason: { code: 'change-malformed' } });
    const path = refused!.reason!.errors![0]!.pointer.split('/')[2]!;

    // In words, of the field that was refused and of its codes and rules.
    expect(findFieldName(words, path)).toEqual({ ja: '状態', en: 'State' });
    expect(findCodeName(words, 'state', 'stopped')?.ja).toBe('停止');
    expect(findRuleText(words, 'stopped-in-use')?.en).toBe('It is stopped and yet in use');

    // Erased, nothing is left but what keeps counts right.
    const [stored] = await listRecords(getDatabase().db, centreId, [id]);
    expect(stored?.conflicts).toEqual([]);
    expect(eraseRecord(machines, stored!, { revision: 99, at: now() })).toMatchObject({
      fields: { state: 'stopped' },
      units: {},
      deletedAt: expect.any(String) as string,
    });
    expect(JSON.stringify(eraseRecord(machines, stored!, { revision: 99, at: now() }))).not.toMatch(
      /旋盤|静か/,
    );
  });

  it('is not sent to an app that does not know it, and comes whole once the app does', async () => {
    const puller = {
      centreId,
      role: 'coordinator',
      accessVersion: 1,
      serverTime: now(),
      epoch: 'first',
    } as const;
    const page = await pullPage(getDatabase().db, { ...puller, collections: ['accounts'] }, 0);
    expect((JSON.parse(page) as PullResponse).records).toEqual([]);

    // The device of somebody whose app was updated: its cursor stands beyond the record.
    const osanai = await workAs('osanai');
    await osanai.db.setMeta('deviceId', '019a1c3e-0000-7000-8000-00000000000d');
    await osanai.db.setMeta('cursor', 1_000);
    await osanai.db.setMeta('knownCollections', ['accounts.1', 'visits.1']);
    await sync(osanai, 'osanai');
    await eventually(async () => expect(await osanai.db.table(MACHINES).count()).toBe(1));
  });
});

it('forgets no words: the compiler refuses a field, a code or a rule without', () => {
  const { memo: _memo, ...fields } = words.fields;
  // @ts-expect-error -- the memo has no words
  const withoutMemo: CollectionWords<typeof machines> = { ...words, fields };
  const codes = { state: { running: words.name } };
  // @ts-expect-error -- a stopped machine has no words
  const withoutCode: CollectionWords<typeof machines> = { ...words, codes };
  expect([withoutMemo, withoutCode]).toHaveLength(2);
});
