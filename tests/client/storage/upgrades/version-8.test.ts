import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { BansoDatabase } from '#client/storage/database.ts';
import { SCHEMA_VERSIONS } from '#client/storage/schema-versions.ts';

describe('what the manager’s home needs', () => {
  it('keeps all that a device of version 7 holds, and has room for decisions, meetings and figures of a census', async () => {
    const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
    const before = new Dexie('banso-centre-narita', engine);
    for (const [index, stores] of SCHEMA_VERSIONS.slice(0, 7).entries())
      before.version(index + 1).stores(stores);
    await before.open();
    const held = { id: 'a', revision: 3, fields: { name: '八戸水産' }, deletedAt: null };
    const waiting = { deviceSeq: 7, recordId: 'a', state: 'pending', change: { fields: { phone: '0178' } } };
    await before.table('accounts').put(held);
    await before.table('outbox').put(waiting);
    before.close();

    const after = new BansoDatabase('centre', 'narita', engine);
    expect(await after.accounts.get('a')).toEqual(held);
    expect(await after.outbox.toArray()).toEqual([waiting]);
    expect(await after.decisions.where('fields.status').equals('decided').count()).toBe(0);
    expect(await after.meetings.orderBy('fields.heldOn').count()).toBe(0);
    expect(await after.establishmentCounts.count()).toBe(0);
  });
});

describe('companies', () => {
  it('are kept as a device of version 7 holds them, and those that were merged are found', async () => {
    const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
    const before = new Dexie('banso-centre-sato', engine);
    for (const [index, stores] of SCHEMA_VERSIONS.slice(0, 7).entries())
      before.version(index + 1).stores(stores);
    await before.open();
    const kept = { id: 'a', revision: 3, fields: { name: '八戸水産' }, deletedAt: null };
    const merged = { id: 'b', revision: 4, fields: { name: '八戸水産㈱', mergedInto: 'a' }, deletedAt: null };
    const waiting = { deviceSeq: 7, recordId: 'a', state: 'pending', change: { fields: { phone: '0178' } } };
    await before.table('accounts').bulkPut([kept, merged]);
    await before.table('outbox').put(waiting);
    before.close();

    const after = new BansoDatabase('centre', 'sato', engine);
    expect(await after.accounts.toArray()).toEqual([kept, merged]);
    expect(await after.outbox.toArray()).toEqual([waiting]);
    expect(await after.accounts.where('fields.mergedInto').above('').primaryKeys()).toEqual(['b']);
  });
});

describe('photos and files', () => {
  it('keeps all that a device of version 7 holds, and has room for photos', async () => {
    const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
    const before = new Dexie('banso-centre-sato', engine);
    for (const [index, stores] of SCHEMA_VERSIONS.slice(0, 7).entries())
      before.version(index + 1).stores(stores);
    await before.open();
    const visit = { id: 'v', revision: 3, fields: { accountId: 'a', status: 'started' }, deletedAt: null };
    const photo = { id: 'p', revision: 4, fields: { visitId: 'v', accountId: 'a' }, deletedAt: null };
    const waiting = { deviceSeq: 7, recordId: 'v', state: 'pending', change: { fields: { notes: '旋盤' } } };
    await before.table('visits').put(visit);
    await before.table('attachments').put(photo);
    await before.table('outbox').put(waiting);
    before.close();

    const after = new BansoDatabase('centre', 'sato', engine);
    expect(await after.visits.get('v')).toEqual(visit);
    expect(await after.outbox.toArray()).toEqual([waiting]);
    expect(await after.attachments.where('fields.accountId').equals('a').toArray()).toEqual([photo]);
    expect(await after.files.count()).toBe(0);
    expect(await after.fileBytes.count()).toBe(0);
  });
});

describe('a device of version 7', () => {
  it('keeps its referrals, and has room for consents, partners and codes', async () => {
    const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
    const before = new Dexie('banso-centre-sato', engine);
    for (const [index, stores] of SCHEMA_VERSIONS.slice(0, 7).entries())
      before.version(index + 1).stores(stores);
    await before.open();
    const held = {
      id: 'a',
      revision: 3,
      fields: { accountId: 'c', leadId: 'l', status: 'offered' },
      deletedAt: null,
    };
    const waiting = { deviceSeq: 7, recordId: 'a', state: 'pending', change: { fields: { about: '資金' } } };
    await before.table('referrals').put(held);
    await before.table('outbox').put(waiting);
    before.close();

    const after = new BansoDatabase('centre', 'sato', engine);
    expect(await after.referrals.where('fields.leadId').equals('l').toArray()).toEqual([held]);
    expect(await after.outbox.toArray()).toEqual([waiting]);
    expect(await after.consents.where('fields.withdraws').equals('x').count()).toBe(0);
    expect(await after.partners.count()).toBe(0);
    expect(await after.referralCodes.where('deviceId').equals('phone').count()).toBe(0);
  });
});
