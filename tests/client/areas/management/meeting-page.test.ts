// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { managementRoutes } from '#client/areas/management/routes.ts';
import type { ManagementContract } from '#client/workers/management/management-contract.ts';
import type { TabulationContract } from '#client/workers/tabulation/tabulation-contract.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Json } from '#domain/canonical/json.ts';
import { readSurveyJson } from '#tests/domain/questionnaire/survey.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';

// The services run in this thread; only the workers around them are missing.
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
vi.mock('#client/workers/tabulation/tabulation-link.ts', async () => {
  const { TabulationService } = await import('#client/workers/tabulation/tabulation-service.ts');
  const { linkInThread } = await import('#tests/support/worker-stand-in.ts');
  return {
    openTabulationLink: () => {
      const service = new TabulationService();
      return linkInThread<TabulationContract>(service, () => service.close());
    },
  };
});
// There is no canvas to draw on.
vi.mock('#client/charts/BarChart.vue', () => ({
  __esModule: true,
  default: { props: ['data', 'picture', 'label'], template: '<canvas role="img" :aria-label="label" />' },
}));

let workspace: Workspace;
let router: Router;
let page: VueWrapper;
let people = 0;

beforeEach(async () => {
  people += 1;
  language.value = 'ja';
  const id = `keeper-${people}`;
  workspace = await openWorkspace({
    user: { id, name: '成田', email: 'a@example.jp', role: 'manager', language: 'ja' },
    centre: { id: 'centre', name: '支援センター' },
  });
  await workspace.db.documents.put({ name: 'questionnaire', hash: 'h', content: readSurveyJson() as Json });
  await workspace.db.documents.put({
    name: 'staff',
    hash: 's',
    content: [{ userId: id, name: '成田', role: 'manager', expertise: [], active: true }],
  });
  for (const name of ['甲', '乙'])
    await workspace.write('accounts', `account-${name}`, { name: `会社${name}` });
  await addLate('甲');
  await workspace.write('meetings', 'meeting', {
    title: '第2回',
    kind: 'supportMeasures',
    heldOn: '2026-11-30',
    items: [{ part: 'clients' }, { part: 'leads' }, { part: 'decisions' }],
  });
  const pinia = createPinia();
  setActivePinia(pinia);
  const other = (name: string) => ({ path: `/${name}/:id?`, name, component: { template: '<p />' } });
  router = createRouter({
    history: createMemoryHistory(),
    routes: [...managementRoutes, ...['account', 'lead', 'referral', 'tables', 'gapMap', 'sync'].map(other)],
  });
  await router.push('/meetings/meeting');
  page = mount(
    { template: '<RouterView />' },
    { global: { plugins: [router, pinia] }, attachTo: document.body },
  );
  await flushPromises();
});
afterEach(() => {
  page.unmount();
  closeWorkspace();
});

async function addLate(name: string): Promise<void> {
  await workspace.write('leads', workspace.newId(), {
    accountId: `account-${name}`,
    companyName: `会社${name}`,
    source: 'phone',
    status: 'new',
    dueDate: '2020-01-06',
  });
}

const part = (key: string) => page.get(`[data-part="${key}"]`);
const shows = (key: string, text: string) => eventually(() => expect(part(key).text()).toContain(text));

async function press(
  text: string,
  within: Pick<VueWrapper, 'findAll'> | ReturnType<typeof part> = page,
): Promise<void> {
  await eventually(() =>
    expect(within.findAll('button').some((each) => each.text().includes(text))).toBe(true),
  );
  await within
    .findAll('button')
    .find((each) => each.text().includes(text))!
    .trigger('click');
  await flushPromises();
}

it('keeps the pack as it was shown once the meeting is held, while the live one goes on', async () => {
  await shows('leads', '会社甲');
  await press('この資料で会議を開く');
  await press('もう一度押すと');
  await eventually(() => expect(page.text()).toContain('に示した資料です'));
  await addLate('乙');
  await eventually(async () => expect(await workspace.db.leads.count()).toBe(2));
  await flushPromises();
  expect(part('leads').text()).toContain('会社甲');
  expect(part('leads').text()).not.toContain('会社乙');
  await press('いまの数字を見る');
  await shows('leads', '会社乙');
  await press('示した資料に戻る');
  await eventually(() => expect(part('leads').text()).not.toContain('会社乙'));
  // Erasure finds no name of a company in what is kept.
  const kept = await workspace.db.meetings.get('meeting');
  expect(JSON.stringify(kept!.fields.shown)).not.toContain('会社');
});

it('takes a single case out of the agenda, and in again', async () => {
  await shows('leads', '会社甲');
  await press('資料を組む');
  await part('leads').get('input[type="checkbox"]').setValue(false);
  await press('組み終わる');
  await eventually(() => expect(part('leads').text()).not.toContain('会社甲'));
  expect(part('leads').text()).toContain('議題から外したもの 1');
});

it('writes down who does what by when, and makes a decision or a next step of it in one press', async () => {
  await shows('leads', '会社甲');
  const minutes = part('leads');
  await minutes.get('textarea').setValue('担当を決める');
  await minutes.get('textarea').trigger('change');
  for (const [count, what] of ['電話する', '案内を直す'].entries()) {
    await press('することを加える', minutes);
    await eventually(() => expect(minutes.findAll('input:not([type="date"])')).toHaveLength(1));
    const field = minutes.get('input:not([type="date"])');
    await field.setValue(what);
    await field.trigger('change');
    // It is kept as it is typed, not only with what becomes of it.
    await eventually(async () => {
      const kept = (await workspace.db.meetings.get('meeting'))!.fields.actions ?? {};
      expect(Object.values(kept).map((action) => action.what)).toContain(what);
    });
    if (count === 0) {
      await eventually(() => expect(minutes.findAll('select')).toHaveLength(2));
      await minutes.get('input[type="date"]').setValue('2026-12-07');
      await flushPromises();
      await minutes.findAll('select')[1]!.setValue('account-甲');
      await press('次の一手にする', minutes);
      await shows('leads', '次の一手にしました');
    } else await press('決めたことに残す', minutes);
  }
  await shows('leads', '決めたことに残しました');
  const [step] = await workspace.db.nextSteps.toArray();
  expect(step!.fields).toMatchObject({ accountId: 'account-甲', text: '電話する', dueDate: '2026-12-07' });
  const [decision] = await workspace.db.decisions.toArray();
  expect(decision!.fields).toMatchObject({
    wording: '案内を直す',
    meetingId: 'meeting',
    meetingItem: 'leads',
  });
  await eventually(async () => {
    const meeting = await workspace.db.meetings.get('meeting');
    expect(meeting!.fields.said).toEqual({ leads: '担当を決める' });
  });
});
