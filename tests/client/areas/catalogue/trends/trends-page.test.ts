// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { enableAutoUnmount, mount, type DOMWrapper, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import {
  BUSINESS_SERIES,
  CHANGE_RATES,
  formatPrintedName,
  POPULATION_SERIES,
} from '#client/areas/catalogue/features/trends/indicator-names.ts';
import TrendsPage from '#client/areas/catalogue/pages/TrendsPage.vue';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Json } from '#domain/canonical/json.ts';
import { createEdition, putProgramme, replaceProgrammes } from '#domain/catalogue/edition/edition.ts';
import type { Catalogue, Programme } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';

// There is no canvas to draw on.
vi.mock('#client/areas/catalogue/features/trends/TrendChart.vue', () => ({
  __esModule: true,
  default: { props: ['data', 'label'], template: '<canvas role="img" :aria-label="label" />' },
}));
enableAutoUnmount(afterEach);

const catalogue = parseReport(report);
let workspace: Workspace;
let router: Router;
let page: VueWrapper;
let people = 0;

beforeEach(async () => {
  language.value = 'ja';
  people += 1;
  workspace = await openWorkspace({
    user: { id: `trends-${people}`, name: '青森', email: 'a@example.jp', role: 'partner', language: 'ja' },
    centre: { id: 'centre', name: '支援センター' },
  });
});
afterEach(closeWorkspace);

async function openPage(path: string, content: object | null = catalogue, newer?: Catalogue): Promise<void> {
  if (newer)
    await workspace.db.documents.put({
      name: `catalogue-${newer.fiscalYear}`,
      hash: 'h',
      content: newer as object as Json,
    });
  if (content)
    await workspace.db.documents.put({ name: 'catalogue-2013', hash: 'h', content: content as Json });
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/trends', name: 'trends', component: TrendsPage },
      { path: '/sync', name: 'sync', component: { template: '<p />' } },
    ],
  });
  await router.push(path);
  page = mount({ template: '<RouterView />' }, { global: { plugins: [router] }, attachTo: document.body });
  await eventually(() => expect(page.text()).toContain(content ? '見る基本方針' : 'まだ端末にありません'));
}

const titles = () => page.findAll('h2, h3').map((heading) => heading.text());
/** The rows of the table under a heading, cell by cell. */
function rowsOf(title: string): string[][] {
  const section = page.findAll('section').find((one) => one.find('h2, h3').text() === title);
  return section!.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()));
}

it('shows the figures that the report prints, each chart with its table and its source', async () => {
  await openPage('/trends');
  expect(titles()).toEqual([
    '基本方針別の事業数',
    '基本方針別の事業費（決算額）',
    '事業費に占める基本方針別の割合',
    '事業費の大きい事業',
    '始まった事業の数と、期間が終わる事業の数',
    '中小企業を取り巻く環境',
    '年齢３区分別の推計人口',
    '事業所数と従業者数の増減率（平成24年 (2012)）',
  ]);
  expect(rowsOf('基本方針別の事業数')[0]).toEqual(['合計', '118', '120', '139', '156', '153', '136', '119']);
  expect(rowsOf('基本方針別の事業費（決算額）')[0]?.at(-1)).toBe('41,609,725');
  expect(rowsOf('事業費に占める基本方針別の割合')[2]?.at(-1)).toBe('91.0');
  expect(rowsOf('事業費の大きい事業')[0]).toEqual(['青森県特別保証融資制度貸付金', '35,125,000', '84.4％']);
  expect(
    rowsOf('始まった事業の数と、期間が終わる事業の数').find(([year]) => year === '平成25年度 (2013)'),
  ).toEqual(['平成25年度 (2013)', '17', '11', '55']);
  expect(rowsOf('年齢３区分別の推計人口').at(-1)).toEqual([
    '老年人口（65歳以上）の構成比 (％)',
    '23.4',
    '24.1',
    '24.8',
    '25.4',
    '25.8',
    '26.0',
    '27.0',
    '27.9',
  ]);
  expect(rowsOf('事業所数と従業者数の増減率（平成24年 (2012)）')[3]).toEqual([
    '事業所数の増減率 青森県 (％)',
    '',
    '▲9.0',
  ]);
  expect(page.text()).toContain(
    '出典: 平成25年度 (2013) 年次報告 2ページ「８つの基本方針別・年度別事業数及び事業費」',
  );
  await eventually(() => expect(page.findAll('canvas')).toHaveLength(7));
  expect(page.find('canvas').attributes('aria-label')).toBe(
    'グラフ: 基本方針別の事業数。数値は下の表にあります。',
  );
});

it('leaves out the policy whose loans hide the rest, and keeps the choice in the address', async () => {
  await openPage('/trends');
  const choice = page.find('select');
  expect(choice.findAll('option')[1]?.text()).toMatch(/^基本方針3を除く/);
  await choice.setValue('without-3');
  await eventually(() => expect(router.currentRoute.value.query).toEqual({ policy: 'without-3' }));
  expect(titles()).toContain('基本方針別の事業費（決算額）（基本方針3を除く）');
  expect(rowsOf('基本方針別の事業費（決算額）（基本方針3を除く）')[0]?.at(-1)).toBe('3,758,518');
});

it('shows one policy alone without shares of itself, and takes an unknown choice for all', async () => {
  await openPage('/trends?policy=7');
  expect(rowsOf('基本方針7の事業数')).toEqual([
    ['7 中小企業の販路の開拓の推進を図ること', '7', '7', '6', '8', '9', '9', '7'],
  ]);
  expect(titles().some((title) => title.includes('割合'))).toBe(false);
  await router.replace('/trends?policy=99');
  await eventually(() => expect(titles()).toContain('事業費に占める基本方針別の割合'));
});

it('names no page of a report that nobody has looked at', async () => {
  await openPage('/trends', { ...catalogue, fiscalYear: 2014, indicators: [] });
  expect(page.text()).toContain('出典: 平成26年度 (2014) 年次報告「');
  expect(titles()).not.toContain('中小企業を取り巻く環境');
});

it('draws nothing for a year that was begun without costs, and says what the office carried into it', async () => {
  await openPage('/trends', createEdition(2014, catalogue, { withProgrammes: true }));
  expect(page.text()).toContain('平成26年度 (2014) 年度版（支援センター作成）による');
  expect(rowsOf('基本方針別の事業数')[0]).toEqual(['合計', '118', '120', '139', '156', '153', '136', '119']);
  expect(rowsOf('基本方針別の事業費（決算額）')[0]?.at(-1)).toBe('41,609,725');
  expect(titles()).not.toContain('事業費の大きい事業');
  expect(page.text()).toContain(
    '出典: 年次報告「８つの基本方針別・年度別事業数及び事業費」（平成26年度 (2014) 年度版（支援センター作成）に引き継いだもの）',
  );
  expect(page.text()).not.toContain('(2014) 年次報告');
});

it('tells the office’s figures of its own year from the report’s of the years before', async () => {
  const begun = createEdition(2014, catalogue, { withProgrammes: true });
  await openPage(
    '/trends',
    replaceProgrammes(
      begun,
      begun.programmes.map((programme) => ({ ...programme, costThousandYen: 10 })),
    ),
  );
  expect(rowsOf('基本方針別の事業費（決算額）')[0]?.slice(-2)).toEqual(['41,609,725', '1,190']);
  expect(page.text()).not.toContain('未入力');
  expect(page.text()).toContain(
    '出典: 平成26年度 (2014) 年度版（支援センター作成）。前の年度までは年次報告「８つの',
  );
});

it('gives no sum for a year of which amounts are still to be entered, and says how many', async () => {
  const begun = createEdition(2014, catalogue, { withProgrammes: true });
  const [first, second] = begun.programmes as [Programme, Programme];
  await openPage(
    '/trends',
    putProgramme(putProgramme(begun, { ...first, costThousandYen: 3500 }), {
      ...second,
      costThousandYen: 3400,
    }),
  );
  expect(rowsOf('基本方針別の事業費（決算額）').map((row) => row.at(-1))).toEqual(
    Array<string>(9).fill('－'),
  );
  expect(rowsOf('事業費に占める基本方針別の割合').map((row) => row.at(-1))).toEqual(
    Array<string>(8).fill('－'),
  );
  expect(rowsOf('基本方針別の事業数')[0]?.slice(-2)).toEqual(['119', '119']);
  expect(rowsOf('事業費の大きい事業')).toEqual([
    [first.name, '3,500'],
    [second.name, '3,400'],
  ]);
  expect(page.text()).toContain('平成26年度 (2014)は117件の決算額が未入力です');
  expect(page.text()).toContain('ほかに117件の決算額が未入力です');
  expect(page.findAll('option')[1]?.text()).toMatch(/^基本方針3を除く/);
});

it('says of a year carried on unfinished that its amounts are not all known', async () => {
  const begun = createEdition(2014, catalogue, { withProgrammes: true });
  const unfinished = putProgramme(begun, { ...begun.programmes[0]!, costThousandYen: 3500 });
  await openPage('/trends', createEdition(2015, unfinished, { withProgrammes: false }));
  expect(rowsOf('基本方針別の事業費（決算額）')[0]?.slice(-2)).toEqual(['41,609,725', '－']);
  expect(page.text()).toContain('「－」は、決算額がすべては入力されていない年度です');
});

it('shows the edition that is chosen, and keeps it beside the policy in the address', async () => {
  await openPage('/trends?policy=3', catalogue, createEdition(2014, catalogue, { withProgrammes: true }));
  expect(page.text()).toContain('平成26年度 (2014) 年度版（支援センター作成）による');
  const [edition, policy] = page.findAll('select') as [
    DOMWrapper<HTMLSelectElement>,
    DOMWrapper<HTMLSelectElement>,
  ];
  expect(edition.findAll('option').map((option) => option.text())).toEqual([
    '平成26年度 (2014)',
    '平成25年度 (2013)',
  ]);
  await edition.setValue('2013');
  await eventually(() => expect(router.currentRoute.value.query).toEqual({ policy: '3', edition: '2013' }));
  await eventually(() => expect(page.text()).toContain('平成25年度 (2013) 年次報告による'));
  expect(rowsOf('基本方針3で事業費の大きい事業')[0]?.[0]).toBe('青森県特別保証融資制度貸付金');
  await policy.setValue('all');
  await eventually(() => expect(router.currentRoute.value.query).toEqual({ edition: '2013' }));
  await router.replace('/trends?edition=2019');
  await eventually(() => expect(page.text()).toContain('令和元年度 (2019)の年度版は端末にありません'));
  expect(page.find('a[href="/trends"]').text()).toBe('最新の年度版を見る');
});

it('tells the next step before the first sync', async () => {
  await openPage('/trends', null);
  expect(page.find('a[href="/sync"]').exists()).toBe(true);
});

it('has an English name for every series of the report', () => {
  const printed = new Set(catalogue.indicators.map(({ series }) => series));
  for (const name of [...POPULATION_SERIES, ...BUSINESS_SERIES, ...CHANGE_RATES]) {
    expect(printed, name).toContain(name);
    expect(formatPrintedName(name, 'en')).toMatch(/^[\x20-\x7e–]+$/);
  }
});
