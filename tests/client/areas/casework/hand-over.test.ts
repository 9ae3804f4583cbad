// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import HandOverPage from '#client/areas/casework/pages/HandOverPage.vue';
import LeftTasksPage from '#client/areas/casework/pages/LeftTasksPage.vue';
import TodayTasks from '#client/areas/casework/features/tasks/TodayTasks.vue';
import { tokyoDate } from '#domain/canonical/dates.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk('administrator');
  const staff = ['sato', 'kudo', 'mikami'].map((userId) => ({
    userId,
    name: `${userId}さん`,
    role: 'coordinator',
    expertise: [],
    active: true,
  }));
  await desk.workspace.db.documents.put({ name: 'staff', hash: 'h', content: staff } as never);
});
afterEach(() => desk.close());

const LEAD = '019aa000-0000-7000-8000-000000000001';
const VISIT = '019aa000-0000-7000-8000-000000000002';
const STEP = '019aa000-0000-7000-8000-000000000003';

async function giveWork(): Promise<void> {
  const { write } = desk.workspace;
  await write('accounts', 'a', { name: '八戸水産' });
  await write('leads', LEAD, {
    companyName: 'つがるワイン',
    source: 'phone',
    status: 'assigned',
    assignedTo: 'kudo',
  });
  await write('nextSteps', STEP, { accountId: 'a', text: '見積もり', owner: 'kudo', status: 'open' });
  await write('visits', VISIT, {
    accountId: 'a',
    status: 'planned',
    plannedDate: '2026-12-01',
    participants: ['kudo', 'sato'],
  });
}

it('what a person who leaves has goes to one colleague, and single items to others, once it is confirmed', async () => {
  await giveWork();
  const page = await desk.open(HandOverPage, '/people/kudo/hand-over', { id: 'kudo' });
  await eventually(() => expect(page.findAll('select')).toHaveLength(4));
  const [all, , step] = page.findAll('select');
  await all!.setValue('sato');
  await step!.setValue('mikami');
  expect(page.text()).toContain('mikamiさん1件');
  expect((await desk.workspace.db.leads.get(LEAD))?.fields.assignedTo).toBe('kudo');
  await page
    .findAll('button')
    .find((one) => one.text() === '3件を引き継ぐ')!
    .trigger('click');
  await eventually(async () =>
    expect((await desk.workspace.db.leads.get(LEAD))?.fields.assignedTo).toBe('sato'),
  );
  expect((await desk.workspace.db.nextSteps.get(STEP))?.fields.owner).toBe('mikami');
  expect((await desk.workspace.db.visits.get(VISIT))?.fields.participants).toEqual(['sato']);
});

describe('what follows from the records', () => {
  it('stands on the first screen of whose it is while there is time, and goes with what resolves it', async () => {
    const visit = desk.workspace.newId();
    const now = desk.workspace.now();
    await desk.workspace.write('accounts', 'a', { name: '八戸水産' });
    await desk.workspace.write('visits', visit, {
      accountId: 'a',
      status: 'finished',
      startedAt: now,
      finishedAt: now,
      participants: ['sato'],
    });
    const page = await desk.open(TodayTasks, '/', { today: tokyoDate(now) });
    await eventually(() => expect(page.text()).toContain('八戸水産 · 記録のない訪問'));
    await desk.workspace.write('visits', visit, { notes: '冷凍設備のこと' });
    await eventually(() => expect(page.text()).not.toContain('記録のない訪問'));
  });

  it('is listed once it has left its window, with whose it was', async () => {
    await giveWork();
    const page = await desk.open(LeftTasksPage, '/tasks/left');
    await eventually(() => expect(page.text()).toContain('つがるワイン · 3営業日、動きのない相談'));
    await eventually(() => expect(page.text()).toContain('kudoさん'));
  });
});
