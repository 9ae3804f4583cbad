// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import AccountNewPage from '#client/areas/field/pages/AccountNewPage.vue';
import AccountPage from '#client/areas/field/pages/AccountPage.vue';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

describe('registering a company', () => {
  it('keeps each letter of the name as one change and warns of the same company', async () => {
    await desk.workspace.write('accounts', 'known', { name: '株式会社大平水産' });
    const page = await desk.open(AccountNewPage, '/accounts/new');
    const name = page.get('input');
    for (const typed of ['大', '大平', '大平水産']) {
      await name.setValue(typed);
      await eventually(async () =>
        expect((await desk.outbox('accounts')).at(-1)?.fields['name']).toBe(typed),
      );
    }
    expect(await desk.outbox('accounts')).toHaveLength(2);
    await eventually(() => expect(page.text()).toContain('登録をやめて「株式会社大平水産」を開く'));
  });

  it('never saves a company without a name', async () => {
    const page = await desk.open(AccountNewPage, '/accounts/new');
    await page.get('input').setValue('大');
    await eventually(async () => expect(await desk.outbox('accounts')).toHaveLength(1));
    await page.get('input').setValue('');
    expect(page.text()).toContain('会社名を入力してください');
    expect((await desk.outbox('accounts'))[0]?.fields['name']).toBe('大');
  });
});

describe('a company’s page', () => {
  it('begins one visit however often the button is tapped', async () => {
    await desk.workspace.write('accounts', 'a', { name: '八戸水産' });
    const page = await desk.open(AccountPage, '/accounts/a', { id: 'a' });
    await eventually(() => expect(page.get('h1').text()).toBe('八戸水産'));
    const button = page.findAll('button').find((one) => one.text() === '訪問を記録')!;
    void button.trigger('click');
    void button.trigger('click');
    await eventually(() => expect(desk.router.currentRoute.value.name).toBe('visit'));
    await button.trigger('click');
    await eventually(() => expect(desk.router.currentRoute.value.name).toBe('visit'));
    const visits = await desk.outbox('visits');
    expect(visits).toHaveLength(1);
    expect(visits[0]?.fields).toMatchObject({
      accountId: 'a',
      status: 'started',
      participants: { add: ['sato'], remove: [] },
    });
  });

  it('shows both values of a conflict and settles it with one tap', async () => {
    await desk.workspace.db.accounts.put({
      id: 'a',
      revision: 7,
      fields: { name: '八戸水産', phone: '0178-22-1234' },
      deletedAt: null,
      conflicts: [
        {
          id: 'change.phone',
          unit: 'phone',
          kept: { fields: { phone: '0178-22-1234' }, madeBy: 'kudo', madeAt: '2026-11-20T01:00:00.000Z' },
          other: { fields: { phone: '0178-22-4321' }, madeBy: 'sato', madeAt: '2026-11-20T00:00:00.000Z' },
        },
      ],
      warnings: [],
    });
    const page = await desk.open(AccountPage, '/accounts/a', { id: 'a' });
    await eventually(() => expect(page.text()).toContain('電話番号が二通りあります'));
    expect(page.text()).toContain('0178-22-1234');
    expect(page.text()).toContain('0178-22-4321');
    await page
      .findAll('button')
      .find((one) => one.text() === 'こちらにする')!
      .trigger('click');
    await eventually(() => expect(page.text()).not.toContain('電話番号が二通りあります'));
    expect((await desk.outbox('accounts'))[0]?.fields).toEqual({
      phone: '0178-22-4321',
      'conflicts/change.phone': { settled: true },
    });
  });
});
