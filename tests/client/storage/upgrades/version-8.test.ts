import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { BansoDatabase } from '#client/storage/database.ts';
import { SCHEMA_VERSIONS } from '#client/storage/schema-versions.ts';

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
