// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, mount, type DOMWrapper, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import SavedTableView from '#client/areas/tables/features/tables/SavedTableView.vue';
import TablesPage from '#client/areas/tables/pages/TablesPage.vue';
import type { TabulationContract } from '#client/workers/tabulation/tabulation-contract.ts';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Json } from '#domain/canonical/json.ts';
import { eventually } from '#tests/support/eventually.ts';
import { readSurvey, readSurveyJson } from '#tests/domain/questionnaire/survey.ts';

// The service runs in this thread; only the worker around it is missing.
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
  default: { props: ['data', 'title', 'label'], template: '<canvas role="img" :aria-label="label" />' },
}));

let workspace: Workspace;
let router: Router;
let page: VueWrapper;

async function addResponse(
  id: string,
  answers: Record<string, Json>,
  { invented = false, surveyId = 'wave-2026' } = {},
): Promise<void> {
  await workspace.write('responses', id, {
    surveyId,
    questionnaireId: 'sme-survey',
    questionnaireRevision: 1,
    channel: 'visit',
    startedAt: '2026-11-20T05:00:00.000Z',
    submittedAt: '2026-11-20T05:30:00.000Z',
    disposition: 'complete',
    ...Object.fromEntries(Object.entries(answers).map(([code, answer]) => [`answers/${code}`, answer])),
    ...(invented && { invented }),
  } as never);
}

async function openPage(query: Record<string, string> = {}): Promise<void> {
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/tables', name: 'tables', component: TablesPage },
      ...['gapMap', 'book', 'exports', 'weights', 'texts'].map((name) => ({
        path: `/tables/${name}`,
        name,
        component: { template: '<p />' },
      })),
      { path: '/sync', name: 'sync', component: { template: '<p />' } },
    ],
  });
  await router.push({ path: '/tables', query });
  page = mount({ template: '<RouterView />' }, { global: { plugins: [router] }, attachTo: document.body });
}

/** The table's rows as text, cell by cell. */
function rows(): string[][] {
  return page.findAll('tbody tr').map((row) => row.findAll('th, td').map((cell) => cell.text()));
}

/** The drop-down under this label. */
function selectNamed(label: string): DOMWrapper<Element> {
  const own = page.findAll('label').find((one) => one.text().startsWith(label));
  return page.find(`select[id="${own?.attributes('for')}"]`);
}

let people = 0;
beforeEach(async () => {
  people++;
  workspace = await openWorkspace({
    user: { id: `person-${people}`, name: '管理', email: 'a@example.jp', role: 'manager', language: 'ja' },
    centre: { id: 'centre', name: '支援センター' },
  });
});
afterEach(() => {
  page.unmount();
  closeWorkspace();
});

async function installQuestionnaire(): Promise<void> {
  await workspace.db.documents.put({ name: 'questionnaire', hash: 'h', content: readSurveyJson() as Json });
  const wave = (year: number) => ({
    id: `wave-${year}`,
    title: { ja: `${year}年の調査`, en: `Survey of ${year}` },
    questionnaireId: 'sme-survey',
    questionnaireRevision: readSurvey().revision,
    startsOn: `${year}-04-01`,
    endsOn: null,
  });
  const content = { ...wave(2026), others: [], past: [wave(2025)] };
  await workspace.db.documents.put({ name: 'survey', hash: 's', content });
}

it('counts what is on the device and follows the answers that come', async () => {
  await installQuestionnaire();
  await addResponse('1', { issues: ['labour', 'sales'], municipality: 'aomori' });
  await addResponse('2', { issues: ['labour'], municipality: 'oma' });
  await openPage();
  await eventually(() => expect(rows()[0]).toEqual(['全体', '2', '100.0']));
  expect(rows()[1]).toEqual(['雇用・労務', '2', '100.0']);
  expect(rows()[2]).toEqual(['販路開拓・市場設定', '1', '50.0']);
  expect(rows().at(-1)).toEqual(['無回答', '-', '-']);
  await eventually(() =>
    expect(page.find('[role="img"]').attributes('aria-label')).toContain('いま抱えている経営課題'),
  );

  await addResponse('3', { issues: ['none'], municipality: 'oma' });
  await eventually(() => expect(rows()[0]).toEqual(['全体', '3', '100.0']));
  expect(rows()[1]).toEqual(['雇用・労務', '2', '66.7']);
});

it('crosses with the attribute that is chosen and keeps the choice in the address', async () => {
  await installQuestionnaire();
  for (let index = 0; index < 12; index++)
    await addResponse(`c${index}`, { issues: ['labour'], municipality: 'aomori' });
  await addResponse('x', { issues: ['sales'], municipality: 'oma' });
  await openPage();
  await eventually(() => expect(rows().length).toBeGreaterThan(0));

  await selectNamed('分類（表側）').setValue('urban');
  await eventually(() => expect(rows().map((row) => row[0])).toEqual(['全体', '都市部', '郡部']));
  await eventually(() =>
    expect(router.currentRoute.value.query).toMatchObject({ item: 'issues', by: 'urban' }),
  );
  expect(rows()[1]!.slice(0, 3)).toEqual(['都市部', '少12', '100.0']);
  expect(rows()[2]).toEqual(['郡部', '少1', 'n=10未満のため表示しません']);

  await page.find('input[type="checkbox"]').setValue(true);
  await eventually(() => expect(rows()[2]).toHaveLength(rows()[1]!.length));
  await page.get('[aria-controls="show-options"]').trigger('click');
  await page.find('input[type="radio"][value="count"]').setValue(true);
  await eventually(() => expect(rows()[1]!.slice(0, 3)).toEqual(['都市部', '少12', '12']));
});

it('says what of a saved table is not in the survey, and that a filter leaves nobody', async () => {
  await installQuestionnaire();
  await addResponse('1', { issues: ['labour'], industry: 'construction' });
  const own = [{ kind: 'groups', name: '.own1', label: 'a', source: 'gone', groups: [] }];
  await openPage({ item: 'gone', by: '.own1', own: JSON.stringify(own), f: 'region:gone', waves: 'gone' });
  await eventually(() => expect(rows()[0]).toEqual(['全体', '1', '100.0']));
  expect(page.text()).toContain('使えません: 設問、分類、絞り込み、自分の区分、くらべる調査');
  expect(page.text()).not.toContain('集計できませんでした');

  await router.replace({ path: '/tables', query: { item: 'issues', f: 'industry:fisheries' } });
  await eventually(() => expect(page.text()).toContain('条件に合う回答がありません'));
  expect(page.find('table').exists()).toBe(false);
  expect(page.text()).not.toContain('使えません');
});

it('counts one survey, the newest at first, and names it', async () => {
  await installQuestionnaire();
  await addResponse('1', { issues: ['labour'] });
  await addResponse('2', { issues: ['sales'] }, { surveyId: 'wave-2025' });
  await addResponse('3', { issues: ['sales'] }, { surveyId: 'wave-2025' });
  await openPage({ item: 'issues' });
  await eventually(() => expect(rows()[0]).toEqual(['全体', '1', '100.0']));
  expect(page.find('caption').text()).toContain('2026年の調査');
  await eventually(() =>
    expect(page.find('[role="img"]').attributes('aria-label')).toContain('2026年の調査'),
  );

  await selectNamed('調査').setValue('wave-2025');
  await eventually(() => expect(rows()[0]).toEqual(['全体', '2', '100.0']));
  await eventually(() =>
    expect(router.currentRoute.value.query).toMatchObject({ item: 'issues', survey: 'wave-2025' }),
  );
  expect(page.find('caption').text()).toContain('2025年の調査');
  const said = page.findAll('dl dt').map((dt) => [dt.text(), dt.element.nextElementSibling?.textContent]);
  expect(Object.fromEntries(said)).toMatchObject({ 調査: '2025年の調査', 絞り込み: 'なし（すべての回答）' });
});

it('says so when invented data are among the responses', async () => {
  await installQuestionnaire();
  await addResponse('1', { issues: ['labour'] }, { invented: true });
  await openPage({ item: 'issues' });
  await eventually(() => expect(page.text()).toContain('作られた見本データ 1件'));
  await eventually(() => expect(page.text()).toContain(`調査票 第${readSurvey().revision}版`));
});

it('tells the next step while there is nothing to count', async () => {
  await openPage();
  await eventually(() => expect(page.text()).toContain('調査票がまだ端末にありません'));
  await installQuestionnaire();
  await eventually(() => expect(page.text()).toContain('集計できる回答がまだありません'));
  await flushPromises();
  expect(page.find('table').exists()).toBe(false);
});

it('keeps a table to be opened again by everybody', async () => {
  await installQuestionnaire();
  await addResponse('1', { issues: ['labour'], municipality: 'oma' });
  await openPage({ item: 'issues', by: 'urban', f: 'urban:county' });
  await eventually(() => expect(rows().length).toBeGreaterThan(0));
  const press = (label: string) =>
    page
      .findAll('button')
      .find((button) => button.text() === label)!
      .trigger('click');
  await press('保存した表');
  await page.get('dialog input').setValue('会議の表');
  await page.get('dialog form').trigger('submit');
  await eventually(async () => expect(await workspace.db.savedTables.count()).toBe(1));
  await router.replace({ query: { item: 'industry' } });
  await press('保存した表');
  await eventually(() => expect(page.find('dialog a').text()).toBe('会議の表'));
  await page.get('dialog a').trigger('click');
  await eventually(() =>
    expect(router.currentRoute.value.query).toMatchObject({
      item: 'issues',
      by: 'urban',
      f: ['urban:county'],
    }),
  );
});

it('sets surveys beside each other without ever counting them together', async () => {
  await installQuestionnaire();
  for (let index = 0; index < 40; index++)
    await addResponse(`n${index}`, { issues: index < 30 ? ['labour'] : ['sales'], municipality: 'oma' });
  for (let index = 0; index < 40; index++)
    await addResponse(
      `o${index}`,
      { issues: index < 10 ? ['labour'] : ['sales'], municipality: 'oma' },
      { surveyId: 'wave-2025' },
    );
  await openPage({ item: 'issues', waves: 'wave-2025' });
  await eventually(() =>
    expect(rows().map((row) => row.slice(0, 4))).toEqual([
      ['全体'],
      ['令和8年度 (2026)', '40', '75.0↑↑', '25.0↓↓'],
      ['令和7年度 (2025)', '40', '25.0', '75.0'],
    ]),
  );
  expect(page.text()).toContain('「雇用・労務」は令和7年度 (2025)の25.0％から75.0％へ、50.0ポイント増えた');

  expect(page.text()).toContain(
    '区分の調査令和8年度 (2026)：2026年の調査区分の調査令和7年度 (2025)：2025年の調査（40件',
  );
  const cell = page.findAll('[data-cell]').find((each) => each.text().startsWith('75.0'));
  await cell!.trigger('click');
  const said = () => document.body.textContent;
  expect(said()).toContain('30 ÷ 40 = 75.0％');
  expect(said()).toContain('+50.0ポイント（令和7年度 (2025)は25.0％）');
  expect(said()).toContain('両方に答えた企業が分からないため、別々の企業とみなします');
  expect(said()).toContain('偶然では説明しにくい差です');

  // Its groups are surveys: there is no attribute that somebody could have left out.
  const ofAttribute = '分類に答えていない回答も含みます';
  expect(page.text()).not.toContain(ofAttribute);

  // The table of the earlier one: the later still stands first, and the change is the same.
  await router.replace({
    query: { item: 'issues', survey: 'wave-2025', waves: 'wave-2026', unit: 'points' },
  });
  await eventually(() =>
    expect(rows()[1]!.slice(0, 4)).toEqual(['令和8年度 (2026)', '40', '75.0↑↑', '25.0↓↓']),
  );

  await router.replace({ query: { item: 'issues', by: 'urban', waves: 'wave-2025', unit: 'points' } });
  await eventually(() =>
    expect(rows().map((row) => row[0])).toEqual([
      '全体',
      '令和8年度 (2026)',
      '令和7年度 (2025)',
      '郡部',
      '令和8年度 (2026)',
      '令和7年度 (2025)',
    ]),
  );
  // There is no total of both from which points could be counted.
  expect(rows()[1]!.slice(1, 3)).toEqual(['40', '75.0↑↑']);
  expect(page.text()).toContain(ofAttribute);
});

it('says of a saved table in another place that surveys stood beside it', async () => {
  await installQuestionnaire();
  await addResponse('1', { issues: ['labour'], municipality: 'oma' });
  await addResponse('2', { issues: ['sales'], municipality: 'oma' }, { surveyId: 'wave-2025' });
  const note = 'この表はほかの調査とくらべて保存されています';
  page = mount(SavedTableView, { props: { query: { item: 'issues', waves: 'wave-2025' } } });
  await eventually(() => expect(page.text()).toContain(note));
  await page.setProps({ query: { item: 'issues' } });
  await eventually(() => expect(page.text()).not.toContain(note));
});

it('keeps the last table under its own heading until the next is there, and one cell for the tab key', async () => {
  await installQuestionnaire();
  await addResponse('1', { issues: ['labour', 'sales'], municipality: 'aomori', region: 'tosei' });
  await addResponse('2', { issues: ['labour'], municipality: 'oma', region: 'shimokita' });
  await openPage({ item: 'issues', by: 'municipality', small: '1' });
  await eventually(() => expect(page.findAll('[data-cell="2/0"]')).toHaveLength(1));
  const heading = page.find('h2.text-lg').text();
  await page.find('[data-cell="2/0"]').trigger('focusin');
  const reached = () => page.findAll('[tabindex="0"][data-cell]').map((cell) => cell.attributes('data-cell'));
  expect(reached()).toEqual(['2/0']);

  const chosen = selectNamed('設問（表頭）').setValue('used');
  await chosen;
  expect(page.find('h2.text-lg').text()).toBe(heading);
  expect(page.findAll('tbody tr')).toHaveLength(3);
  await eventually(() => expect(page.find('h2.text-lg').text()).not.toBe(heading));

  await selectNamed('分類（表側）').setValue('region');
  await page.find('[data-cell="2/0"]').trigger('focusin');
  await addResponse('3', { issues: ['labour'], region: 'tosei' });
  await eventually(() => expect(page.findAll('tbody tr').length).toBeGreaterThan(0));
  expect(reached()).toHaveLength(1);
});

it('says of a cell how it came about, by a tap, Enter or the space bar', async () => {
  await installQuestionnaire();
  await addResponse('1', { issues: ['labour', 'sales'], municipality: 'aomori' });
  await openPage({ item: 'issues', by: 'municipality', small: '1' });
  await eventually(() => expect(page.findAll('[data-cell="1/0"]')).toHaveLength(1));
  const find = () => page.findAll('dialog').find((one) => one.text().includes('この数字の求め方'));
  for (const [kind, key] of [['click'], ['keydown', 'Enter'], ['keydown', ' ']] as const) {
    await page.find('[data-cell="1/0"]').trigger(kind, { key });
    await eventually(() => expect(find()).toBeDefined());
    await find()!.find('button[aria-label="閉じる"]').trigger('click');
    await eventually(() => expect(find()).toBeUndefined());
  }
});
