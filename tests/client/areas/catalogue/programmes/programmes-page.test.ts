// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import ComparePage from '#client/areas/catalogue/pages/ComparePage.vue';
import ProgrammePage from '#client/areas/catalogue/pages/ProgrammePage.vue';
import ProgrammesPage from '#client/areas/catalogue/pages/ProgrammesPage.vue';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { Json } from '#domain/canonical/json.ts';
import { createEdition } from '#domain/catalogue/edition/edition.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';
import issueLinks from '#seeds/issue-programme-links.json?raw';
import problemWords from '#seeds/problem-words.json?raw';

let catalogue: Catalogue;
let workspace: Workspace;
let router: Router;
let page: VueWrapper;
let people = 0;

beforeAll(() => {
  catalogue = parseReport(report);
});
beforeEach(async () => {
  language.value = 'ja';
  people++;
  workspace = await openWorkspace({
    user: {
      id: `person-${people}`,
      name: '青森',
      email: 'a@example.jp',
      role: 'coordinator',
      language: 'ja',
    },
    centre: { id: 'centre', name: '支援センター' },
  });
});
afterEach(() => {
  page.unmount();
  closeWorkspace();
});

async function openPage(path: string): Promise<void> {
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/programmes', name: 'programmes', component: ProgrammesPage },
      { path: '/programmes/compare', name: 'programmes-compare', component: ComparePage },
      { path: '/visits/:id', name: 'visit', component: { template: '<p />' } },
      { path: '/programmes/:key', name: 'programme', component: ProgrammePage },
      { path: '/sync', name: 'sync', component: { template: '<p />' } },
    ],
  });
  await router.push(path);
  page = mount({ template: '<RouterView />' }, { global: { plugins: [router] }, attachTo: document.body });
}

async function installCatalogue(): Promise<void> {
  await workspace.db.documents.put({
    name: 'catalogue-2013',
    hash: 'h',
    content: catalogue as unknown as Json,
  });
}

async function installWords(): Promise<void> {
  await workspace.db.documents.bulkPut([
    { name: 'issue-links', hash: 'l', content: JSON.parse(issueLinks) as Json },
    { name: 'problem-words', hash: 'w', content: JSON.parse(problemWords) as Json },
  ]);
}

describe('a search in the words of companies', () => {
  it('leads from what is said to programmes of the issue, apart from those that hold the words', async () => {
    await installCatalogue();
    await installWords();
    await openPage('/programmes');
    await eventually(() => expect(page.text()).toContain('119件'));
    await page.find('input[type="search"]').setValue('若い人がすぐ辞める');
    await eventually(() => expect(page.text()).toContain('経営課題: '));
    expect(page.text()).toContain('この言葉そのものを含む施策はありません');
    expect(page.text()).not.toContain('あてはまる施策がありません');
    const [first] = page.findAll('section li');
    expect(first!.text()).toContain('若年者定着・正規雇用化促進支援事業');
    expect(first!.text()).toContain('県内事業所に対する職場定着及び正規雇用化支援');
    expect(first!.get('a').attributes('href')).toContain('/programmes/p023');
  });

  it('keeps to the filters, and says nothing where nothing is heard', async () => {
    await installCatalogue();
    await installWords();
    await openPage('/programmes?q=人手不足&policy=8');
    await eventually(() => expect(page.text()).toContain('あてはまる施策がありません'));
    expect(page.text()).not.toContain('経営課題:');
    await page.find('input[type="search"]').setValue('天気');
    await eventually(() => expect(page.text()).toContain('あてはまる施策がありません'));
    expect(page.text()).not.toContain('経営課題:');
  });

  it('leads over many hits to what was heard below them', async () => {
    await installCatalogue();
    await installWords();
    await openPage('/programmes?q=商店街');
    await eventually(() => expect(page.find('a[href="#heard-sales"]').exists()).toBe(true));
    expect(page.find('#heard-sales').exists()).toBe(true);
  });
});

describe('the list of programmes', () => {
  it('shows all of them with their edition, and finds as one types', async () => {
    await installCatalogue();
    await openPage('/programmes');
    await eventually(() => expect(page.text()).toContain('119件'));
    expect(page.text()).toContain('平成25年度 (2013) 年次報告');

    await page.find('input[type="search"]').setValue('ｶﾞｲﾀﾞﾝｽ');
    expect(page.findAll('[role="listitem"] a').map((row) => row.text())[0]).toContain('就職ガイダンス開催費');
    await eventually(() =>
      expect(decodeURIComponent(router.options.history.location)).toBe('/programmes?q=ｶﾞｲﾀﾞﾝｽ'),
    );
  });

  it('has the search in the address before a sheet is opened, so that one comes back to it', async () => {
    await installCatalogue();
    await openPage('/programmes');
    await eventually(() => expect(page.text()).toContain('119件'));
    await page.find('input[type="search"]').setValue('ガイダンス');
    await page.find('[role="listitem"] a').trigger('click');
    await eventually(() => expect(page.find('h1').text()).toBe('就職ガイダンス開催費'));
    router.back();
    await eventually(() =>
      expect(page.find<HTMLInputElement>('input[type="search"]').element.value).toBe('ガイダンス'),
    );
  });

  it('filters by what stands in the address', async () => {
    await installCatalogue();
    await openPage('/programmes?policy=2');
    await eventually(() => expect(page.text()).toContain('24件'));
    expect(page.find<HTMLSelectElement>('select').element.value).toBe('2');
    await eventually(() => expect(page.find('select').text()).toContain('24件）'));
  });

  it('sets counts in the brackets of the language', async () => {
    await installCatalogue();
    await openPage('/programmes');
    await eventually(() => expect(page.find('aside').text()).toContain('重点事業（59件）'));
    language.value = 'en';
    await eventually(() => expect(page.find('aside').text()).toContain('Priority programme (59 programmes)'));
    expect(page.find('aside').text()).not.toMatch(/（\d/);
  });

  it('lifts a filter by its chip and says how many each choice would leave', async () => {
    await installCatalogue();
    await openPage('/programmes?cost=from100m&state=ended');
    await eventually(() => expect(page.text()).toContain('1億円以上'));
    await page.find('[aria-label="1億円以上の条件を外す"]').trigger('click');
    await eventually(() => expect(router.currentRoute.value.query).toEqual({ state: 'ended' }));
    expect(page.find('[aria-label="1億円以上の条件を外す"]').exists()).toBe(false);
  });

  it('marks what was typed', async () => {
    await installCatalogue();
    await openPage('/programmes?q=ガイダンス');
    await eventually(() => expect(page.findAll('mark').map((mark) => mark.text())).toContain('ガイダンス'));
  });

  it('shows every row again soon after the last key', async () => {
    await installCatalogue();
    await openPage('/programmes');
    await eventually(() => expect(page.text()).toContain('119件'));
    const search = page.find('input[type="search"]');
    await search.setValue('ガイダンス');
    await search.setValue('');
    await eventually(() => expect(page.findAll('[role="listitem"]')).toHaveLength(119));
  });

  it('keeps favourites on the device for this person, in every edition', async () => {
    await installCatalogue();
    await openPage('/programmes');
    await eventually(() => expect(page.text()).toContain('119件'));
    await page.find('[aria-label="「就職ガイダンス開催費」をお気に入りにする"]').trigger('click');
    expect(localStorage.getItem(`banso.favourites.centre.person-${people}`)).toBe('["p019"]');
    const next = { ...catalogue, fiscalYear: 2014, programmes: catalogue.programmes.slice(0, 40) };
    await workspace.db.documents.put({
      name: 'catalogue-2014',
      hash: 'h2',
      content: next as unknown as Json,
    });
    for (const edition of [2013, 2014]) {
      await router.push(`/programmes?favourites=1&edition=${edition}`);
      await eventually(() =>
        expect(page.findAll('[role="listitem"] a').map((row) => row.text())).toEqual([
          expect.stringContaining('就職ガイダンス開催費'),
        ]),
      );
    }
  });

  it('knows favourites that were kept with their edition', async () => {
    localStorage.setItem(`banso.favourites.centre.person-${people}`, '["2013/p019"]');
    await installCatalogue();
    await openPage('/programmes?favourites=1');
    await eventually(() => expect(page.findAll('[role="listitem"]')).toHaveLength(1));
    await page.find('[aria-label*="就職ガイダンス開催費"][aria-pressed="true"]').trigger('click');
    expect(localStorage.getItem(`banso.favourites.centre.person-${people}`)).toBe('[]');
  });

  it('lets one choose an edition, and says of the office’s own that it is no report', async () => {
    await installCatalogue();
    const next = {
      ...catalogue,
      fiscalYear: 2014,
      source: 'office',
      programmes: catalogue.programmes.slice(0, 3),
    };
    await workspace.db.documents.put({
      name: 'catalogue-2014',
      hash: 'h2',
      content: next as unknown as Json,
    });
    await openPage('/programmes');
    await eventually(() => expect(page.text()).toContain('平成26年度 (2014) 年度版（支援センター作成）'));
    expect(page.text()).not.toContain('年次報告');
    expect(page.findAll('[role="listitem"]')).toHaveLength(3);
    const edition = page.findAll('select').find((select) => select.text().includes('2013'))!;
    await edition.setValue('2013');
    await eventually(() => expect(page.findAll('[role="listitem"]')).toHaveLength(119));
    expect(router.currentRoute.value.query).toEqual({ edition: '2013' });
    expect(page.find('[role="listitem"] a').attributes('href')).toContain('edition=2013');
    expect(page.text()).toContain('平成25年度 (2013) 年次報告');
  });

  it('takes at most three to compare, and leads to them', async () => {
    await installCatalogue();
    await openPage('/programmes?compare=');
    await eventually(() => expect(page.text()).toContain('119件'));
    const boxes = () => page.findAll<HTMLInputElement>('[role="listitem"] input');
    for (const index of [0, 1, 2]) {
      await boxes()[index]!.setValue(true);
      await eventually(() =>
        expect(router.currentRoute.value.query['compare']).toContain(catalogue.programmes[index]!.key),
      );
    }
    await eventually(() => expect(boxes()[3]!.element.disabled).toBe(true));
    const keys = catalogue.programmes.slice(0, 3).map(({ key }) => key);
    expect(decodeURIComponent(page.find('a[href*="/programmes/compare"]').attributes('href')!)).toBe(
      `/programmes/compare?keys=${keys.join(',')}`,
    );
  });

  it('tells the next step before the first sync', async () => {
    await openPage('/programmes');
    await eventually(() => expect(page.text()).toContain('まだ端末にありません'));
    expect(page.find('a[href="/sync"]').exists()).toBe(true);
  });
});

describe('the sheet of a programme', () => {
  it('says what the report says, and that the programme has ended', async () => {
    await installCatalogue();
    await openPage('/programmes/p036');
    await eventually(() => expect(page.find('h1').text()).toBe('あおもり食産業づくり加速化事業'));
    const text = page.text();
    expect(text).toContain('7,550千円');
    expect(text).toContain('平成23～25年度');
    expect(text).toContain('重点事業で、主要な成果のあった事業');
    expect(text).toContain('基本方針5（111ページ）');
    expect(text).toContain('平成25年度 (2013) 年次報告 36ページ');
    expect(text).toContain('終了した事業です');
  });

  it('names neither page nor report for what the office began, and says that an amount is not entered', async () => {
    const begun = createEdition(2014, catalogue, { withProgrammes: true });
    await workspace.db.documents.put({
      name: 'catalogue-2014',
      hash: 'h',
      content: begun as unknown as Json,
    });
    await openPage('/programmes/p036');
    await eventually(() => expect(page.find('h1').text()).toBe('あおもり食産業づくり加速化事業'));
    expect(page.text()).toContain('平成26年度 (2014) 年度版（支援センター作成）');
    expect(page.text()).toContain('金額は未入力');
    expect(page.text()).not.toMatch(/ページ|報告書/);
    await router.push('/programmes/compare?keys=p036,p019');
    await eventually(() =>
      expect(page.findAll('td').filter((cell) => cell.text() === '金額は未入力')).toHaveLength(2),
    );
    await router.push('/programmes');
    await eventually(() => expect(page.text()).toContain('金額は未入力（119件）'));
  });

  it('says so when there is none under the key', async () => {
    await installCatalogue();
    await openPage('/programmes/p999');
    await eventually(() => expect(page.text()).toContain('この施策は見つかりません'));
  });
});

describe('passing a sheet on', () => {
  it('copies its name and an address with its edition, without the visit, where there is no share sheet', async () => {
    const copied: string[] = [];
    vi.stubGlobal('navigator', { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    await installCatalogue();
    await openPage('/programmes/p036?visit=v1');
    await eventually(() => expect(page.find('h1').exists()).toBe(true));
    await page
      .findAll('button')
      .find((button) => button.text() === '共有')!
      .trigger('click');
    vi.unstubAllGlobals();
    expect(copied).toEqual([
      `あおもり食産業づくり加速化事業\n${window.location.origin}/programmes/p036?edition=2013`,
    ]);
  });

  it('never shows another year under the key of an edition that is not here', async () => {
    await installCatalogue();
    await openPage('/programmes/p036?edition=2012');
    await eventually(() =>
      expect(page.find('h1').text()).toBe('平成24年度 (2012)の年度版は端末にありません'),
    );
  });
});

describe('showing a sheet to a company', () => {
  async function beginVisit(id: string, startedAt: string): Promise<void> {
    await workspace.write('accounts', 'a1', { name: '八戸水産加工' });
    await workspace.write('visits', id, {
      accountId: 'a1',
      status: 'started',
      startedAt,
      participants: [workspace.session.user.id],
    });
  }
  const shownIn = async (id: string) => (await workspace.db.visits.get(id))?.fields.programmes ?? [];
  const button = () => page.findAll('button').find((one) => /この訪問で紹介した|紹介済み/.test(one.text()));

  it('is noted in the visit from which one came, and taken back by a second tap', async () => {
    await installCatalogue();
    await beginVisit('v1', '2020-05-01T01:00:00.000Z');
    await openPage('/programmes/p036?visit=v1');
    await eventually(() => expect(button()?.text()).toBe('この訪問で紹介した'));
    await eventually(() => expect(page.text()).toContain('八戸水産加工への訪問'));
    await button()!.trigger('click');
    await eventually(async () => expect(await shownIn('v1')).toEqual(['p036']));
    expect(button()!.attributes('aria-pressed')).toBe('true');
    await button()!.trigger('click');
    await eventually(async () => expect(await shownIn('v1')).toEqual([]));
    expect((await workspace.db.outbox.toArray()).map(({ recordId }) => recordId)).toEqual(['a1', 'v1']);
  });

  it('is offered for the visit that began today, and for no older one', async () => {
    await installCatalogue();
    await beginVisit('old', '2020-05-01T01:00:00.000Z');
    await openPage('/programmes/p036');
    await eventually(() => expect(page.find('h1').exists()).toBe(true));
    expect(button()).toBeUndefined();
    await beginVisit('today', workspace.now());
    await eventually(() => expect(button()).toBeDefined());
    await button()!.trigger('click');
    await eventually(async () => expect(await shownIn('today')).toEqual(['p036']));
    expect(await shownIn('old')).toEqual([]);
  });
});

describe('sheets side by side', () => {
  it('say what is the same and can leave it out', async () => {
    await installCatalogue();
    await openPage('/programmes/compare?keys=p019,p020');
    await eventually(() => expect(page.findAll('thead th')).toHaveLength(2));
    const labels = () => page.findAll('tbody th').map((label) => label.text());
    expect(labels().some((label) => label.includes('基本方針') && label.includes('同じ'))).toBe(true);
    await page.find('input[type="checkbox"]').setValue(true);
    expect(labels().every((label) => !label.includes('同じ'))).toBe(true);
    expect(labels()).toContain('事業の内容');
  });

  it('ask for a second sheet', async () => {
    await installCatalogue();
    await openPage('/programmes/compare?keys=p019');
    await eventually(() => expect(page.text()).toContain('2件か3件選んでください'));
    expect(page.find('a[href="/programmes?compare=p019"]').exists()).toBe(true);
  });
});
