import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { BansoDatabase } from '#client/storage/database.ts';
import { SCHEMA_VERSIONS } from '#client/storage/schema-versions.ts';

it('keeps all that a device of version 6 holds, and has room for what comes in by post and for sheets that are keyed', async () => {
  const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
  const before = new Dexie('banso-centre-sato', engine);
  for (const [index, stores] of SCHEMA_VERSIONS.slice(0, 6).entries())
    before.version(index + 1).stores(stores);
  await before.open();
  const held = { id: 'a', revision: 3, fields: { name: '八戸水産' }, deletedAt: null };
  const waiting = { deviceSeq: 7, recordId: 'a', state: 'pending', change: { fields: { phone: '0178' } } };
  const made = { id: 'i', madeAt: '2026-11-20T01:00:00.000Z', fileName: 'a.csv', added: 1, updated: 0 };
  await before.table('accounts').put(held);
  await before.table('outbox').put(waiting);
  await before.table('imports').put(made);
  before.close();

  const after = new BansoDatabase('centre', 'sato', engine);
  expect(await after.accounts.get('a')).toEqual(held);
  expect(await after.outbox.toArray()).toEqual([waiting]);
  expect(await after.imports.toArray()).toEqual([made]);
  expect(await after.scans.where('state').equals('waiting').count()).toBe(0);
  expect(await after.keyedEntries.count()).toBe(0);
  expect(await after.keyingWork.count()).toBe(0);
});
