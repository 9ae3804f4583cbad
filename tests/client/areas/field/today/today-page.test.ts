// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import TodayPage from '#client/areas/field/pages/TodayPage.vue';
import { addDays, tokyoDate } from '#domain/canonical/dates.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

describe('the first screen', () => {
  it('shows the day’s visits, what is due and my leads, each leading to its page', async () => {
    const { workspace } = desk;
    const today = tokyoDate(workspace.now());
    await workspace.db.setMeta('lastSyncAt', workspace.now());
    await workspace.write('accounts', 'a', { name: '八戸水産', employeeCount: 42 });
    await workspace.write('visits', 'v', {
      accountId: 'a',
      status: 'planned',
      plannedDate: today,
      plannedTime: '09:30',
      participants: ['sato'],
    });
    await workspace.write('nextSteps', 's', {
      accountId: 'a',
      text: '資料を送る',
      owner: 'sato',
      status: 'open',
      dueDate: addDays(today, -2),
    });
    await workspace.write('leads', 'l', {
      companyName: 'つがるワイン',
      source: 'phone',
      status: 'assigned',
      assignedTo: 'sato',
    });
    const page = await desk.open(TodayPage, '/');
    await eventually(() => expect(page.find('a[href="/accounts/a"]').exists()).toBe(true));
    expect(page.get('a[href="/visits/v"]').text()).toContain('9:30');
    expect(page.get('a[href="/visits/v"]').text()).toContain('42名');
    expect(page.get('a[href="/accounts/a"]').text()).toContain('2日過ぎています');
    expect(page.get('a[href="/leads/l"]').text()).toContain('つがるワイン');
    expect(page.text()).not.toContain('はじめての同期');
  });

  it('begins a planned call from its own row, and a visit with the big button alone', async () => {
    const { workspace } = desk;
    const today = tokyoDate(workspace.now());
    await workspace.write('accounts', 'a', { name: '八戸水産' });
    const planned = {
      accountId: 'a',
      status: 'planned' as const,
      plannedDate: today,
      participants: ['sato'],
    };
    await workspace.write('visits', 'visit', planned);
    await workspace.write('visits', 'call', { ...planned, kind: 'telephone', plannedTime: '16:30' });
    const page = await desk.open(TodayPage, '/');
    await eventually(() => expect(page.find('[aria-label="電話を始める: 八戸水産"]').exists()).toBe(true));
    expect(page.findAll('[aria-label$="を始める: 八戸水産"]')).toHaveLength(1);
    const row = page.findAll('li').find((one) => one.find('a[href="/visits/call"]').exists())!;
    expect(row.text()).toContain('電話');
    await row.get('button').trigger('click');
    await eventually(async () =>
      expect((await workspace.db.visits.get('call'))?.fields).toMatchObject({
        status: 'started',
        startedAt: expect.any(String) as string,
      }),
    );
    expect((await workspace.db.visits.get('visit'))?.fields.status).toBe('planned');
    await eventually(() => expect(row.find('button').exists()).toBe(false));
    expect(row.text()).toContain('電話');
    expect(row.text()).toContain('進行中');
  });

  it('says when the clock stands before the last sync, also without a network', async () => {
    const { workspace } = desk;
    await workspace.db.setMeta('lastServerTime', '2099-01-01T00:00:00.000Z');
    const page = await desk.open(TodayPage, '/');
    await eventually(() => expect(page.text()).toContain('この端末の時計が合っていません'));
  });

  it('says on a new device that the records are on their way, and claims nothing before they have come', async () => {
    const page = await desk.open(TodayPage, '/');
    await eventually(() => expect(page.text()).toContain('はじめての同期'));
    await eventually(() => expect(page.text()).toContain('すべての新規相談'));
    expect(page.text()).not.toContain('ありません');
  });
});
