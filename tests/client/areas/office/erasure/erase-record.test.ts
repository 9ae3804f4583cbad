// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/records-api.ts';
import LeadPage from '#client/areas/casework/pages/LeadPage.vue';
import AccountPage from '#client/areas/field/pages/AccountPage.vue';
import { useSyncStore } from '#client/areas/shell/features/sync/sync-store.ts';
import ResponsePage from '#client/areas/survey/pages/ResponsePage.vue';
import { placeRecords } from '#client/storage/apply-server-state.ts';
import { ROLES, type Role } from '#domain/access/permissions.ts';
import type { SyncRecord } from '#domain/sync/record.ts';
import { language } from '#ui/messages.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';
import { eventually } from '#tests/support/eventually.ts';

vi.mock('#client/api/records-api.ts');
const erase = vi.mocked(api.eraseRecord);

const AT = '2026-11-20T05:30:00.000Z';
const OPENING = 'この記録を消去する';
let desk: Desk;
let id: string;
beforeEach(() => {
  language.value = 'ja';
  vi.resetAllMocks();
});
afterEach(() => desk.close());

const PAGES = {
  accounts: {
    page: AccountPage,
    path: 'accounts',
    fields: { name: '八戸水産', phone: '0178', industry: 'x' },
  },
  leads: {
    page: LeadPage,
    path: 'leads',
    fields: { companyName: '八戸水産', status: 'new', statusAt: AT, source: 'phone' },
  },
  responses: {
    page: ResponsePage,
    path: 'responses',
    fields: { accountId: 'x', submittedAt: AT, startedAt: AT, channel: 'visit', answers: { a: 'b' } },
  },
} as const;
type Erasable = keyof typeof PAGES;

async function place(collection: Erasable, given: Partial<SyncRecord> = {}): Promise<void> {
  const record: SyncRecord = {
    collection,
    id,
    revision: 1,
    fields: PAGES[collection].fields,
    deletedAt: null,
    conflicts: [],
    warnings: [],
    ...given,
  };
  const { db } = desk.workspace;
  await placeRecords(db, [record]);
}

async function open(collection: Erasable, role: Role = 'administrator'): Promise<VueWrapper> {
  desk = await openDesk(role);
  id = desk.workspace.newId();
  await place(collection);
  const { page, path } = PAGES[collection];
  return desk.open(page, `/${path}/${id}`, { id });
}

const find = (page: VueWrapper, text: string) =>
  page.findAll('button').find((button) => button.text().includes(text));

async function press(page: VueWrapper, text: string): Promise<void> {
  await eventually(() => expect(find(page, text)).toBeDefined());
  await find(page, text)!.trigger('click');
  await flushPromises();
}

const sheetOf = (page: VueWrapper) =>
  page.findAll('dialog').find((dialog) => dialog.text().includes('消えるもの'))!;

async function confirm(page: VueWrapper, word: string): Promise<void> {
  await sheetOf(page).get('input').setValue(word);
  await sheetOf(page).get('form').trigger('submit');
  await flushPromises();
}

describe.each(Object.keys(PAGES) as Erasable[])('on the page of one of the %s', (collection) => {
  it.each(ROLES.filter((role) => role !== 'partner'))(
    'erasing is offered to the administrator alone: %s',
    async (role) => {
      const page = await open(collection, role);
      await eventually(() => expect(page.find('h1').exists()).toBe(true));
      if (role === 'administrator') await eventually(() => expect(find(page, OPENING)).toBeDefined());
      await flushPromises();
      expect(find(page, OPENING) !== undefined).toBe(role === 'administrator');
    },
  );

  it('a record is erased after a word was typed, and shown as erased once the device has heard of it', async () => {
    const page = await open(collection);
    await press(page, OPENING);
    await confirm(page, '');
    await confirm(page, 'はい');
    expect(sheetOf(page).text()).toContain('「消去」と入力してください');
    expect(erase).not.toHaveBeenCalled();
    const syncNow = vi.fn<() => Promise<void>>().mockResolvedValue();
    useSyncStore().syncNow = syncNow;
    await confirm(page, ' 消去 ');
    expect(erase.mock.calls).toEqual([[collection, id]]);
    expect(syncNow).toHaveBeenCalledOnce();

    await place(collection, { revision: 2, fields: {}, deletedAt: AT, erased: true });
    await eventually(() => expect(page.get('h1').text()).toBe('この記録は消去されました'));
    expect(page.text()).toContain('11月20日');
    expect(page.text()).not.toContain('八戸水産');
  });
});

it('says what goes, what stays, and what has to be erased by itself', async () => {
  const page = await open('accounts');
  await press(page, OPENING);
  const text = sheetOf(page).text();
  expect(text).toContain('対象：八戸水産');
  expect(text).toMatch(/消えるもの名称、電話番号。/);
  expect(text).toMatch(/次の項目だけが残ります：業種。/);
  expect(text).toContain('担当者、訪問、回答票、相談などは別の記録です');
});

it('says that it needs a connection, and that nothing was erased', async () => {
  const page = await open('accounts');
  erase.mockRejectedValueOnce(new Unreachable());
  await press(page, OPENING);
  await confirm(page, '消去');
  expect(sheetOf(page).get('[role=alert]').text()).toContain('サーバーにつながらないため、消去していません');
  erase.mockRejectedValueOnce(new ApiProblem('forbidden', 'この操作をする権限がありません', 403));
  await confirm(page, '消去');
  expect(sheetOf(page).get('[role=alert]').text()).toContain('この操作をする権限がありません');
});

it('is not offered of what the server does not have yet', async () => {
  desk = await openDesk('administrator');
  id = desk.workspace.newId();
  await desk.workspace.write('accounts', id, { name: '未送信の企業' });
  const page = await desk.open(AccountPage, `/accounts/${id}`, { id });
  await eventually(() => expect(page.text()).toContain('まだ送信されていない記録です'));
  expect(find(page, OPENING)).toBeUndefined();
});

it('tells what was only deleted from what was erased', async () => {
  const page = await open('accounts');
  await place('accounts', { revision: 2, deletedAt: AT });
  await eventually(() => expect(page.get('h1').text()).toBe('この企業はこの端末にありません'));
});
