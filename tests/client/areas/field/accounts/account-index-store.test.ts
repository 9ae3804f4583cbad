// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccountSearch, findSameName } from '#domain/casework/account-search.ts';
import { useAccountIndexStore } from '#client/areas/field/features/accounts/account-index-store.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  setActivePinia(createPinia());
});
afterEach(() => desk.close());

const record = (id: string, fields: object) => ({
  id,
  revision: 1,
  fields,
  deletedAt: null,
  conflicts: [],
  warnings: [],
});

describe('the index of companies', () => {
  it('holds what is on the device in the order of the lists, merged companies left out', async () => {
    await desk.workspace.db.accounts.bulkPut([
      record('b', { name: '弘前木工', nameKana: 'ヒロサキ' }),
      record('a', { name: '青森精機', nameKana: 'アオモリ' }),
      record('c', { name: '旧青森精機', mergedInto: 'a' }),
    ]);
    const index = useAccountIndexStore();
    await eventually(() => expect(index.entries.map(({ name }) => name)).toEqual(['青森精機', '弘前木工']));
    index.$dispose();
  });

  it('follows a company that is registered, renamed and removed', async () => {
    const index = useAccountIndexStore();
    await eventually(() => expect(index.ready).toBe(true));
    await desk.workspace.write('accounts', 'a', { name: '八戸水産' });
    await eventually(() => expect(index.entries.map(({ name }) => name)).toEqual(['八戸水産']));
    await desk.workspace.write('accounts', 'a', { name: '八戸水産加工' });
    await eventually(() => expect(index.entries.map(({ name }) => name)).toEqual(['八戸水産加工']));
    await desk.workspace.remove('accounts', 'a');
    await eventually(() => expect(index.entries).toEqual([]));
    index.$dispose();
  });

  it('finds a company by what records were called and had that were merged into it, until they are parted', async () => {
    const { db, write } = desk.workspace;
    await db.accounts.bulkPut([
      record('a', { name: '八戸水産加工' }),
      record('b', { name: '湊冷蔵', nameKana: 'ミナトレイゾウ', phone: '0178-99-9999', mergedInto: 'c' }),
      record('c', { name: '陸奥倉庫', corporateNumber: '2010401089233', mergedInto: 'a' }),
    ]);
    const index = useAccountIndexStore();
    await eventually(() => expect(index.ready).toBe(true));
    const found = (text: string): string[] =>
      createAccountSearch()(index.entries, text).map(({ name }) => name);
    for (const text of ['湊冷', 'みなとれい', '017899', '2010401089233', '陸奥倉庫', '八戸水産'])
      expect([text, found(text)]).toEqual([text, ['八戸水産加工']]);
    expect(findSameName(index.entries, '（株）湊冷蔵').map(({ id }) => id)).toEqual(['a']);
    await write('accounts', 'b', { name: '湊冷蔵庫' });
    await eventually(() => expect(found('湊冷蔵庫')).toEqual(['八戸水産加工']));
    await write('accounts', 'c', { mergedInto: null });
    await eventually(() => expect(found('湊冷蔵')).toEqual(['陸奥倉庫']));
    expect(found('八戸')).toEqual(['八戸水産加工']);
    index.$dispose();
  });

  it('follows a whole page of companies that sync brings', async () => {
    const index = useAccountIndexStore();
    await eventually(() => expect(index.ready).toBe(true));
    await desk.workspace.db.accounts.bulkPut(
      Array.from({ length: 1_200 }, (_, n) => record(`id${n}`, { name: `会社${n}` })),
    );
    await eventually(() => expect(index.entries.length).toBe(1_200));
    index.$dispose();
  });
});
