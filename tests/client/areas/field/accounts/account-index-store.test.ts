// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
