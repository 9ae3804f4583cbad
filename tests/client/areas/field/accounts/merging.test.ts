// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import AccountPage from '#client/areas/field/pages/AccountPage.vue';
import MergePage from '#client/areas/field/pages/MergePage.vue';
import PartPage from '#client/areas/field/pages/PartPage.vue';
import { listRecordsOfAccount } from '#client/records/records.ts';
import { eventually } from '#tests/support/eventually.ts';
import type { VueWrapper } from '@vue/test-utils';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

async function press(page: VueWrapper, text: string): Promise<void> {
  await eventually(() => expect(page.findAll('button').some((one) => one.text() === text)).toBe(true));
  await page
    .findAll('button')
    .find((one) => one.text() === text)!
    .trigger('click');
}

const fieldsOf = async (id: string) => (await desk.workspace.db.accounts.get(id))?.fields;

describe('two records of one company', () => {
  beforeEach(async () => {
    await desk.workspace.write('accounts', 'a', { name: '八戸水産', phone: '0178-22-1234' });
    await desk.workspace.write('accounts', 'b', {
      name: '株式会社八戸水産',
      phone: '0178-22-1234',
      sales: 's3',
    });
    await desk.workspace.write('visits', 'v', {
      accountId: 'b',
      status: 'finished',
      startedAt: '2026-11-19T01:00:00.000Z',
      notes: '冷凍設備',
    });
  });

  it('are joined with what was chosen, stand on one page, and are parted as they were', async () => {
    const page = await desk.open(MergePage, '/accounts/a/merge/b', { id: 'a', otherId: 'b' });
    await eventually(() => expect(page.text()).toContain('株式会社八戸水産（まとめる記録）'));
    await page
      .findAll('input[type=radio]')
      .find((one) => one.attributes('value') === 'other')!
      .setValue(true);
    await press(page, '同じ企業としてまとめる');
    await press(page, '本当にまとめる');
    await eventually(async () =>
      expect(await fieldsOf('a')).toEqual({ name: '株式会社八戸水産', phone: '0178-22-1234', sales: 's3' }),
    );
    expect(await fieldsOf('b')).toMatchObject({
      mergedInto: 'a',
      mergedBy: 'sato',
      name: '株式会社八戸水産',
    });
    expect((await listRecordsOfAccount(desk.workspace.db, 'visits', 'a')).map(({ id }) => id)).toEqual(['v']);

    const merged = await desk.open(AccountPage, '/accounts/b', { id: 'b' });
    await eventually(() =>
      expect(merged.text()).toContain('この記録は「株式会社八戸水産」にまとめられています'),
    );

    await desk.workspace.write('accounts', 'a', { sales: 's4' });
    const later = desk.workspace.newId();
    await desk.workspace.write('leads', later, {
      accountId: 'a',
      companyName: '',
      source: 'phone',
      status: 'new',
    });
    const parting = await desk.open(PartPage, '/accounts/b/part', { id: 'b' });
    await eventually(() => expect(parting.text()).toContain('統合のあとで変わった内容'));
    await parting.get('input[type=checkbox]').setValue(true);
    await press(parting, '別の企業に戻す');
    await press(parting, '本当に戻す');
    await eventually(async () => expect((await fieldsOf('b'))?.mergedInto).toBeUndefined());
    // The name is given back; the sales were changed since and stay.
    expect(await fieldsOf('a')).toEqual({ name: '八戸水産', phone: '0178-22-1234', sales: 's4' });
    expect((await desk.workspace.db.leads.get(later))?.fields.accountId).toBe('b');
    expect(await listRecordsOfAccount(desk.workspace.db, 'visits', 'a')).toEqual([]);
  });

  it('are not joined where they have two 法人番号', async () => {
    await desk.workspace.write('accounts', 'a', { corporateNumber: '7000012050002' });
    await desk.workspace.write('accounts', 'b', { corporateNumber: '1000012160153' });
    const page = await desk.open(MergePage, '/accounts/a/merge/b', { id: 'a', otherId: 'b' });
    await eventually(() => expect(page.text()).toContain('法人番号が異なるため、まとめられません'));
    expect(page.text()).not.toContain('同じ企業としてまとめる');
  });

  it('are not proposed again once they were found to be two', async () => {
    const page = await desk.open(MergePage, '/accounts/a/merge/b', { id: 'a', otherId: 'b' });
    await press(page, '別の企業として残す');
    await eventually(async () => expect((await fieldsOf('a'))?.distinctFrom).toEqual(['b']));
    const account = await desk.open(AccountPage, '/accounts/b', { id: 'b' });
    await eventually(() => expect(account.get('h1').text()).toBe('株式会社八戸水産'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(account.text()).not.toContain('同じ企業かもしれない記録があります');
  });
});
