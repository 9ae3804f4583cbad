// @vitest-environment happy-dom
// Before anything that opens a database.
import 'fake-indexeddb/auto';
import { enableAutoUnmount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import AccountPage from '#client/areas/field/pages/AccountPage.vue';
import VisitPage from '#client/areas/field/pages/VisitPage.vue';
import WeekPage from '#client/areas/field/pages/WeekPage.vue';
import { closeWorkspace, type Workspace } from '#client/records/workspace.ts';
import { eventually } from '#tests/support/eventually.ts';
import { mountPage, openFieldDay, outboxOf, press } from './field-day.ts';

enableAutoUnmount(afterEach);

let workspace: Workspace;
beforeEach(async () => {
  setActivePinia(createPinia());
  workspace = await openFieldDay();
});
afterEach(closeWorkspace);

async function type(view: VueWrapper, label: string, value: string): Promise<void> {
  const found = view.findAll('dialog label').find((one) => one.text().startsWith(label));
  await view.get(`#${found!.attributes('for')}`).setValue(value);
}

describe('a call that is over', () => {
  it('is recorded with its way and its real times, and stands in the timeline', async () => {
    const { view, router } = await mountPage('account', AccountPage, '/accounts/company');
    await eventually(() => expect(view.text()).toContain('済んだものを記録'));
    await press(view, '済んだものを記録');
    await view.get('dialog[open] input[value=telephone]').setValue(true);
    const [date] = view.findAll('dialog[open] input[type=date]');
    await date!.setValue('2026-11-19');
    const times = view.findAll('dialog[open] input[type=time]');
    await times[0]!.setValue('10:30');
    await times[1]!.setValue('10:20');
    await view.get('dialog[open] form').trigger('submit');
    await eventually(() => expect(view.text()).toContain('終了が開始より前になっています'));
    await times[1]!.setValue('10:50');
    await view.get('dialog[open] form').trigger('submit');
    await eventually(() => expect(router.currentRoute.value.name).toBe('visit'));
    const id = router.currentRoute.value.params['id'] as string;
    expect((await workspace.db.visits.get(id))?.fields).toMatchObject({
      accountId: 'company',
      kind: 'telephone',
      status: 'finished',
      startedAt: '2026-11-19T01:30:00.000Z',
      finishedAt: '2026-11-19T01:50:00.000Z',
      participants: ['me'],
    });
    const again = await mountPage('account', AccountPage, '/accounts/company');
    await eventually(() => expect(again.view.get('[aria-label="これまでのこと"]').text()).toContain('電話'));
  });

  it('ends a visit under way with its real end, and keeps an end that is left open open', async () => {
    const { view } = await mountPage('visit', VisitPage, '/visits/visit');
    await eventually(() => expect(view.text()).toContain('方法・時刻を直す'));
    await press(view, '方法・時刻を直す');
    await view.get('dialog[open] input[value=online]').setValue(true);
    await view.get('dialog[open] form').trigger('submit');
    await eventually(async () =>
      expect((await workspace.db.visits.get('visit'))?.fields).toMatchObject({
        status: 'started',
        kind: 'online',
      }),
    );
    await press(view, '方法・時刻を直す');
    await type(view, '終了時刻', '11:15');
    await view.get('dialog[open] form').trigger('submit');
    await eventually(async () =>
      expect((await workspace.db.visits.get('visit'))?.fields).toMatchObject({
        status: 'finished',
        finishedAt: '2026-11-20T02:15:00.000Z',
      }),
    );
    expect(await outboxOf(workspace, 'visit')).toMatchObject({ kind: 'online', status: 'finished' });
    await eventually(() => expect(view.text()).toContain('このオンライン面談は終了しています'));
  });
});

describe('the week', () => {
  it('has what was, is and will be from Monday to Sunday, of everybody where one asks', async () => {
    await workspace.write('visits', 'over', {
      accountId: 'company',
      status: 'finished',
      kind: 'office',
      startedAt: '2026-11-16T01:00:00.000Z',
      finishedAt: '2026-11-16T01:45:00.000Z',
      participants: ['me'],
    });
    await workspace.write('visits', 'ahead', {
      accountId: 'company',
      status: 'planned',
      plannedDate: '2026-11-22',
      participants: ['colleague'],
    });
    await workspace.write('visits', 'next-week', {
      accountId: 'company',
      status: 'planned',
      plannedDate: '2026-11-23',
    });
    const { view } = await mountPage('week', WeekPage, '/week?day=2026-11-18');
    const links = () => view.findAll('a[href*="/visits/"]').map((link) => link.attributes('href'));
    await eventually(() => expect(links()).toEqual(['/visits/over', '/visits/visit']));
    expect(view.get('a[href="/visits/over"]').text()).toMatch(/10:00.*来所 · 45分/);
    await view.get('input[value=everyone]').setValue(true);
    await eventually(() => expect(links()).toEqual(['/visits/over', '/visits/visit', '/visits/ahead']));
  });
});
