// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { managementRoutes } from '#client/areas/management/routes.ts';
import type { ManagementContract } from '#client/workers/management/management-contract.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Role } from '#domain/access/permissions.ts';
import type { Json } from '#domain/canonical/json.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurveyJson } from '#tests/domain/questionnaire/survey.ts';

// The service runs in this thread; only the worker around it is missing.
vi.mock('#client/workers/management/management-link.ts', async () => {
  const { ManagementService } = await import('#client/workers/management/management-service.ts');
  const { linkInThread } = await import('#tests/support/worker-stand-in.ts');
  return {
    openManagementLink: () => {
      const service = new ManagementService();
      return linkInThread<ManagementContract>(service, () => service.close());
    },
  };
});
// There is no canvas to draw on.
vi.mock('#client/charts/BarChart.vue', () => ({
  __esModule: true,
  default: { props: ['data', 'picture', 'label'], template: '<canvas role="img" :aria-label="label" />' },
}));
vi.mock('#client/charts/CurveChart.vue', () => ({
  __esModule: true,
  default: { props: ['curves', 'label'], template: '<canvas role="img" :aria-label="label" />' },
}));

let workspace: Workspace;
let router: Router;
let page: VueWrapper;
let people = 0;

async function begin(role: Role): Promise<void> {
  people += 1;
  language.value = 'ja';
  workspace = await openWorkspace({
    user: { id: `person-${people}`, name: '成田', email: 'a@example.jp', role, language: 'ja' },
    centre: { id: 'centre', name: '支援センター' },
  });
  await workspace.db.documents.put({ name: 'questionnaire', hash: 'h', content: readSurveyJson() as Json });
  await workspace.db.documents.put({
    name: 'staff',
    hash: 's',
    content: [
      { userId: 'kasai', name: '葛西', role: 'coordinator', expertise: [], active: true },
      { userId: 'osanai', name: '小山内', role: 'coordinator', expertise: [], active: true },
    ],
  });
}
beforeEach(() => begin('manager'));
afterEach(() => {
  page.unmount();
  closeWorkspace();
});

async function addCompany(id: string, fields: Record<string, Json>): Promise<void> {
  const attributes = { industry: 'manufacturing', employees: 'e0_5', municipality: 'aomori' };
  await workspace.write('accounts', id, { name: `会社${id}`, ...attributes, ...fields });
}

async function addVisit(accountId: string, startedAt: string): Promise<void> {
  await workspace.write('visits', workspace.newId(), { accountId, status: 'finished', startedAt });
}

async function addLead(accountId: string): Promise<void> {
  await workspace.write('leads', workspace.newId(), {
    accountId,
    companyName: accountId,
    source: 'survey',
    urgency: 'now',
    status: 'new',
  });
}

async function open(path: string): Promise<void> {
  const pinia = createPinia();
  setActivePinia(pinia);
  const other = (name: string) => ({ path: `/${name}/:id?`, name, component: { template: '<p />' } });
  router = createRouter({
    history: createMemoryHistory(),
    routes: [...managementRoutes, ...['account', 'tables', 'gapMap', 'sync', 'leads', 'lead'].map(other)],
  });
  await router.push(path);
  page = mount(
    { template: '<RouterView />' },
    { global: { plugins: [router, pinia] }, attachTo: document.body },
  );
  await flushPromises();
}

const shows = (text: string) => eventually(() => expect(page.text()).toContain(text));
const keyFigures = () => page.findAll('[data-figure]').map((each) => each.text());

async function twoYears(): Promise<void> {
  for (const id of ['a', 'b', 'c', 'd']) await addCompany(id, {});
  await addCompany('z', { mergedInto: 'a' });
  await addVisit('a', '2024-06-01T01:00:00.000Z');
  await addVisit('z', '2026-06-01T01:00:00.000Z');
  await addVisit('b', '2025-06-01T01:00:00.000Z');
  await addVisit('b', '2026-06-01T01:00:00.000Z');
  await addVisit('c', '2026-06-01T01:00:00.000Z');
}

it('tells new, returning and continuing clients of the fiscal year, and leads to the companies', async () => {
  await twoYears();
  await open('/management?fy=2026');
  await eventually(() => expect(keyFigures()).toEqual(['3', '1', '1', '1']));
  await page.get('a[href*="clients.returning"]').trigger('click');
  await shows('数字のもとになった企業');
  await shows('会社a');
  expect(page.text()).not.toContain('会社b');
  expect(page.text()).toContain('接触 2回');
});

it('counts one year and one industry at a time, and follows what is recorded meanwhile', async () => {
  await twoYears();
  await open('/management?fy=2026&industry=retail');
  await eventually(() => expect(keyFigures()).toEqual(['0', '0', '0', '0']));
  await addCompany('r', { industry: 'retail' });
  await addVisit('r', '2026-07-01T01:00:00.000Z');
  await eventually(() => expect(keyFigures()).toEqual(['1', '1', '0', '0']));
  await router.push('/management?fy=2025');
  await eventually(() => expect(keyFigures()).toEqual(['1', '1', '0', '0']));
});

it('shows what was counted last at once, as it stands where nothing has come since, and says where something has', async () => {
  await twoYears();
  await open('/management?fy=2026');
  await eventually(async () => expect((await workspace.db.getMeta('lastOverview'))?.mark).toBeTruthy());
  page.unmount();
  await open('/management?fy=2026');
  await eventually(() => expect(keyFigures()).toEqual(['3', '1', '1', '1']));
  expect(page.text()).not.toContain('前回の数字です');
  await eventually(() => expect(page.findAll('table').length).toBeGreaterThan(5));
  page.unmount();
  await addVisit('d', '2026-07-01T01:00:00.000Z');
  await open('/management?fy=2026');
  await shows('前回の数字です');
  expect(keyFigures()).toEqual(['3', '1', '1', '1']);
  await eventually(() => expect(keyFigures()).toEqual(['4', '2', '1', '1']));
  expect(page.text()).not.toContain('前回の数字です');
});

it('draws what was counted last with the page, before anything is read, and says that it is older once that is known', async () => {
  await twoYears();
  await open('/management?fy=2026');
  await eventually(async () => expect((await workspace.db.getMeta('lastOverview'))?.mark).toBeTruthy());
  page.unmount();
  await addVisit('d', '2026-07-01T01:00:00.000Z');
  const wait = vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(0);
  await open('/management?fy=2026');
  expect(keyFigures()).toEqual(['3', '1', '1', '1']);
  expect(page.find('[data-current]').exists()).toBe(false);
  expect(page.text()).not.toContain('前回の数字です');
  page.unmount();
  wait.mockRestore();
  await open('/management?fy=2025');
  expect(keyFigures()).toEqual([]);
  page.unmount();
  await open('/management?fy=2026');
  await eventually(() => expect(page.get('[data-current]').attributes('data-current')).toBe('true'));
  expect(keyFigures()).toEqual(['4', '2', '1', '1']);
});

it('lists whom to go to and puts them among the next steps of the person who is chosen', async () => {
  await twoYears();
  for (const id of ['f', 'g']) {
    await addCompany(id, { industry: 'fisheries', municipality: 'oma' });
    await addLead(id);
  }
  await open('/management/reach?fy=2026');
  await shows('会社f');
  expect(page.text()).not.toContain('会社a');
  const press = async (text: string) => {
    await page
      .findAll('button')
      .find((each) => each.text().includes(text))!
      .trigger('click');
    await flushPromises();
  };
  await press('先頭の2件を選ぶ');
  await eventually(() => expect(page.find('option[value="osanai"]').exists()).toBe(true));
  await page.get('select').setValue('osanai');
  await page.get('input[type="date"]').setValue('2026-12-07');
  await page.get('form').trigger('submit');
  await eventually(async () => {
    const steps = (await workspace.db.nextSteps.toArray()).map(({ fields }) => fields);
    expect(steps).toMatchObject([
      { owner: 'osanai', dueDate: '2026-12-07', status: 'open' },
      { owner: 'osanai', dueDate: '2026-12-07', status: 'open' },
    ]);
    expect(steps.map(({ accountId }) => accountId).sort()).toEqual(['f', 'g']);
  });
  // Somebody is on the way to them now.
  await shows('候補はありません');
});

it('makes planned visits where the person may record visits', async () => {
  page?.unmount();
  closeWorkspace();
  await begin('office');
  await twoYears();
  await addCompany('f', { industry: 'fisheries', municipality: 'oma' });
  await addLead('f');
  await open('/management/reach?fy=2026');
  await shows('会社f');
  await page.get('input[type="checkbox"]').setValue(true);
  await eventually(() => expect(page.find('option[value="kasai"]').exists()).toBe(true));
  await page.get('select').setValue('kasai');
  await page.get('form').trigger('submit');
  await eventually(async () => {
    const planned = await workspace.db.visits.where('fields.status').equals('planned').toArray();
    expect(planned.map(({ fields }) => fields)).toMatchObject([
      { accountId: 'f', participants: ['kasai'], purpose: '支援の希望（まだ接触のない企業）' },
    ]);
  });
});

it('shows open work in the order of the staff list, never by amount', async () => {
  await twoYears();
  for (let made = 0; made < 3; made += 1)
    await workspace.write('leads', workspace.newId(), {
      companyName: '会社',
      source: 'phone',
      status: 'assigned',
      assignedTo: 'osanai',
    });
  await open('/management?fy=2026');
  await shows('手持ちの仕事');
  const table = page.get('[aria-label="手持ちの仕事の表"]');
  expect(table.findAll('tbody th').map((each) => each.text())).toEqual(['葛西', '小山内']);
  expect(table.findAll('tbody td').map((each) => each.text())).toEqual(['0', '0', '0', '3', '0', '0']);
});

it('says that there is nothing yet', async () => {
  await open('/management');
  await shows('まだ企業の記録がありません');
});
