// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import LeadPage from '#client/areas/casework/pages/LeadPage.vue';
import AccountPage from '#client/areas/field/pages/AccountPage.vue';
import AccountsPage from '#client/areas/field/pages/AccountsPage.vue';
import TodayPage from '#client/areas/field/pages/TodayPage.vue';
import VisitPage from '#client/areas/field/pages/VisitPage.vue';
import SettingsPage from '#client/areas/shell/pages/SettingsPage.vue';
import SyncPage from '#client/areas/shell/pages/SyncPage.vue';
import type { Role } from '#domain/access/permissions.ts';
import type { Conflict } from '#domain/sync/record.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from './accounts/desk.ts';

vi.mock('#client/api/session-api.ts');

const AT = '2026-11-20T05:30:00.000Z';
const SIDE = { madeBy: 'kudo', madeAt: AT, deviceId: 'd', changeId: 'c', deviceSeq: 1 };
const CONFLICT = {
  id: 'conflict',
  unit: 'phone',
  kept: { ...SIDE, fields: { phone: '1' } },
  other: { ...SIDE, fields: { phone: '2' } },
} as unknown as Conflict;

let desk: Desk;
let ids: { company: string; visit: string; response: string; lead: string };
afterEach(() => desk.close());

/** A company with everything that somebody could be tempted to change. */
async function openDeskAs(role: Role): Promise<void> {
  language.value = 'ja';
  desk = await openDesk(role);
  const { db, newId } = desk.workspace;
  ids = { company: newId(), visit: newId(), response: newId(), lead: newId() };
  const record = (id: string, fields: object) => ({
    id,
    revision: 1,
    fields,
    deletedAt: null,
    conflicts: [] as Conflict[],
    warnings: [],
  });
  await db.accounts.put({
    ...record(ids.company, { name: '八戸水産', status: 'archived' }),
    conflicts: [CONFLICT],
    attention: 1,
  });
  await db.contacts.put(record(newId(), { accountId: ids.company, name: '畑中' }));
  await db.visits.put(
    record(ids.visit, {
      accountId: ids.company,
      status: 'started',
      startedAt: AT,
      participants: ['kudo'],
      notes: '冷蔵庫の更新を考えている',
    }),
  );
  await db.responses.put(
    record(ids.response, { accountId: ids.company, visitId: ids.visit, submittedAt: AT, channel: 'visit' }),
  );
  await db.leads.put(record(ids.lead, { companyName: '弘前木工', status: 'new', source: 'phone' }));
}

/** What a page offers to press or to type into, in words. */
function offersOf(page: VueWrapper): string {
  const offers = page.findAll('button, a, input, textarea, select');
  return offers.map((each) => `${each.text()} ${each.attributes('aria-label') ?? ''}`).join(' | ');
}

const PAGES = [
  {
    what: 'Today',
    open: () => desk.open(TodayPage, '/'),
    ready: '新規相談',
    records: ['訪問を記録'],
    others: ['新規相談'],
  },
  {
    what: 'the companies',
    open: () => desk.open(AccountsPage, '/accounts'),
    ready: '企業',
    records: ['企業を登録'],
    others: [],
  },
  {
    what: 'a company',
    open: () => desk.open(AccountPage, `/accounts/${ids.company}`, { id: ids.company }),
    ready: '畑中',
    records: ['訪問を記録', '予定を入れる', '編集', '担当者を追加', 'このままにする', 'こちらにする'],
    others: ['新規相談', '次の一手を追加'],
  },
  {
    what: 'a visit',
    open: () => desk.open(VisitPage, `/visits/${ids.visit}`, { id: ids.visit }),
    ready: '次の一手',
    records: ['訪問を終える', '回答を見る', '時刻を直す'],
    others: ['新規相談', '次の一手を追加'],
  },
  {
    what: 'a lead',
    open: () => desk.open(LeadPage, `/leads/${ids.lead}`, { id: ids.lead }),
    ready: '弘前木工',
    records: ['企業として登録'],
    others: ['編集', '自分が担当する'],
  },
  {
    what: 'the settings',
    open: () => desk.open(SettingsPage, '/settings'),
    ready: '表示',
    records: ['聞き取りの練習'],
    others: [],
  },
];

describe.each(PAGES)('$what', ({ open, ready, records, others }) => {
  it.each<[Role, boolean]>([
    ['coordinator', true],
    ['office', true],
    ['administrator', true],
    ['manager', false],
  ])('offers a %s what the role records, and nothing else', async (role, mayRecord) => {
    await openDeskAs(role);
    const page = await open();
    await eventually(() => expect(page.text()).toContain(ready));
    for (const words of [...others, ...(mayRecord ? records : [])])
      await eventually(() => expect(offersOf(page)).toContain(words));
    await flushPromises();
    for (const words of mayRecord ? [] : records) expect(offersOf(page)).not.toContain(words);
  });
});

it('shows a manager what was recorded on a visit, and the way to the answers', async () => {
  await openDeskAs('manager');
  const page = await desk.open(VisitPage, `/visits/${ids.visit}`, { id: ids.visit });
  await eventually(() => expect(page.text()).toContain('冷蔵庫の更新を考えている'));
  await eventually(() => expect(page.find(`a[href="/responses/${ids.response}"]`).exists()).toBe(true));
  expect(page.find('textarea').exists()).toBe(false);
});

it('lists conflicts only for those who may settle them', async () => {
  await openDeskAs('coordinator');
  const page = await desk.open(SyncPage, '/sync');
  await eventually(() => expect(page.text()).toContain('食い違いのある記録'));
  await desk.close();
  await openDeskAs('manager');
  const other = await desk.open(SyncPage, '/sync');
  await eventually(() => expect(other.text()).toContain('すべて送信済みです'));
  await flushPromises();
  expect(other.text()).not.toContain('食い違いのある記録');
});
