import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { BansoDatabase } from '#client/storage/database.ts';
import { wantedStores } from '#client/storage/schema-versions.ts';
import { DEFINITIONS } from '#domain/records/collections.ts';

const engine = { indexedDB: new IDBFactory(), IDBKeyRange };
const open = (centreId: string, userId: string): BansoDatabase => new BansoDatabase(centreId, userId, engine);

describe('what a person has on a device', () => {
  it('is theirs alone, in this centre alone', async () => {
    const own = open('aomori', 'sato');
    await own.formDrafts.put({ name: 'form', text: '冷凍' });
    await own.setMeta('cursor', 7);
    for (const [centreId, userId] of [
      ['aomori', 'kudo'],
      ['hirosaki', 'sato'],
    ] as const) {
      const other = open(centreId, userId);
      expect([await other.formDrafts.count(), await other.getMeta('cursor')]).toEqual([0, undefined]);
      other.close();
    }
    own.close();
    const again = open('aomori', 'sato');
    expect(await again.getMeta('cursor')).toBe(7);
    again.close();
  });

  it('is held by collections that are known by their names, and no others', () => {
    const db = open('aomori', 'sato');
    expect(db.collections).toEqual(Object.keys(DEFINITIONS));
    expect([db.holds('accounts'), db.holds('weather'), db.holds('constructor')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(db.definition('leads')).toBe(DEFINITIONS.leads);
    expect(() => db.definition('weather' as never)).toThrow('weather');
  });

  it('is written in one transaction: every table that holds or describes records', async () => {
    const db = open('aomori', 'sato');
    expect(db.recordTables.map(({ name }) => name).toSorted()).toEqual(
      [
        ...Object.keys(DEFINITIONS),
        'arriving',
        'importedRecords',
        'ledger',
        'meta',
        'outbox',
        'shadows',
      ].toSorted(),
    );
    await db.open();
    expect(db.tables.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(wantedStores(DEFINITIONS)).toSorted(),
    );
    const others = db.tables
      .map(({ name }) => name)
      .filter((name) => !db.recordTables.some((each) => each.name === name));
    expect(others.toSorted()).toEqual([
      'documents',
      'fileBytes',
      'files',
      'formDrafts',
      'imports',
      'invitations',
      'keyedEntries',
      'keyingWork',
      'referralCodes',
      'scans',
    ]);
    db.close();
  });

  it('holds collections of a test as well as the product’s', async () => {
    const weather = { ...DEFINITIONS.contacts, name: 'weather', indices: ['accountId'] };
    const definitions = { weather };
    const db = new BansoDatabase('aomori', 'made-up', engine, {
      definitions,
      versions: [wantedStores(definitions)],
    });
    expect(db.collections).toEqual(['weather']);
    expect([db.holds('weather'), db.holds('accounts')]).toEqual([true, false]);
    await db.table('weather').put({ id: 'w', fields: { accountId: 'a' } });
    expect(await db.table('weather').where('fields.accountId').equals('a').count()).toBe(1);
    db.close();
  });
});
