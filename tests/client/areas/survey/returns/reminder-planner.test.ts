// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import * as api from '#client/api/fieldwork-api.ts';
import { Unreachable } from '#client/api/http.ts';
import ReminderPlanner from '#client/areas/survey/features/returns/ReminderPlanner.vue';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { LotList } from '#protocol/letter-lots.ts';
import type { SurveyReturns } from '#protocol/returns.ts';
import { eventually } from '#tests/support/eventually.ts';

vi.mock('#client/api/fieldwork-api.ts');

let workspace: Workspace;
let page: VueWrapper;

beforeEach(async () => {
  workspace = await openWorkspace({
    user: { id: 'kudo', name: '工藤', email: 'k@example.jp', role: 'office', language: 'ja' },
    centre: { id: 'centre', name: 'センター' },
  });
  const cells: SurveyReturns['cells'] = [
    {
      industry: 'manufacturing',
      employees: 'e1_5',
      municipality: 'aomori',
      counts: { complete: 60, noReply: 140 },
    },
    { industry: 'retail', employees: 'e1_5', municipality: 'aomori', counts: { complete: 20, noReply: 280 } },
  ];
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/surveys/:id/lots', name: 'survey-lots', component: { template: '<p />' } }],
  });
  page = mount(ReminderPlanner, {
    global: { plugins: [router] },
    props: { surveyId: undefined, returns: { cells } as unknown as SurveyReturns },
  });
});
afterEach(async () => {
  page.unmount();
  await workspace.db.delete();
  closeWorkspace();
});

const fill = async (label: string, value: string): Promise<void> => {
  const id = page
    .findAll('label')
    .find((each) => each.text().startsWith(label))!
    .attributes('for');
  await page.get(`[id="${id}"]`).setValue(value);
};
const lettersTo = (): string[] => page.findAll('tbody tr').map((row) => row.findAll('td')[2]!.text());

it('says whom to remind for a budget, and what to expect', async () => {
  await fill('予算', '30,000');
  await fill('1通の費用', '100');
  expect(page.get('[role="status"]').text()).toBe('督促状 300通、30,000円');
  // Shops have answered least: all of them, and what is left for makers.
  expect(lettersTo()).toEqual(['280', '20']);
  expect(page.text()).toContain('80 → ');
  await fill('何を優先するか', 'answers');
  expect(lettersTo()).toEqual(['140', '160']);
});

it.each([
  ['予算', '0'],
  ['予算', 'たくさん'],
  ['1通の費用', ''],
  ['督促の効き目', '120'],
])('asks for a number where there is none (%s: %s)', async (label, value) => {
  await fill(label, value);
  expect(page.get('[role="alert"]').text()).toContain('予算と費用は');
  expect(page.find('table').exists()).toBe(false);
});

it('has lots made for those whom the plan writes to, once however often it is asked', async () => {
  const listOf = (count: number) =>
    ({ lots: Array.from({ length: count }, () => ({})) }) as unknown as LotList;
  vi.mocked(api.readLots).mockResolvedValue(listOf(3));
  vi.mocked(api.makeLots).mockRejectedValueOnce(new Unreachable()).mockResolvedValue(listOf(5));
  await page.setProps({ surveyId: 'wave' });
  await fill('予算', '15000');
  await fill('どの督促か', 'reminder2');
  const button = page
    .findAll('button')
    .find((each) => each.text().includes('この計画で束をつくる（100通）'))!;
  await button.trigger('click');
  await eventually(() => expect(page.text()).toContain('束をつくるには通信が必要です'));
  await button.trigger('click');
  await eventually(() => expect(page.text()).toContain('2束をつくりました'));
  const [first, second] = vi.mocked(api.makeLots).mock.calls;
  expect(second).toEqual(first);
  expect(first).toEqual([
    'wave',
    {
      id: expect.any(String),
      kind: 'reminder2',
      only: { by: ['industry'], groups: [{ codes: ['retail'], letters: 100 }] },
    },
  ]);
});
