// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import ProgrammePage from '#client/pages/ProgrammePage.vue';
import ProgrammesPage from '#client/pages/ProgrammesPage.vue';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/storage/workspace.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { parseReport } from '#domain/catalogue/parse-report.ts';
import report from '../../../seeds/003_a42f7362741e37e4.txt?raw';

let catalogue: Catalogue;
let workspace: Workspace;
let router: Router;
let page: VueWrapper;
let people = 0;

beforeAll(() => {
  catalogue = parseReport(report);
});
beforeEach(async () => {
  people++;
  workspace = await openWorkspace({
    user: { id: `person-${people}`, name: '青森', email: 'a@example.jp', role: 'coordinator', language: 'ja' },
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
      { path: '/programmes/:key', name: 'programme', component: ProgrammePage },
      { path: '/sync', name: 'sync', component: { template: '<p />' } },
    ],
  });
  await router.push(path);
  page = mount({ template: '<RouterView />' }, { global: { plugins: [router] }, attachTo: document.body });
}

async function installCatalogue(): Promise<void> {
  await workspace.db.documents.put({ name: 'catalogue-2013', hash: 'h', content: catalogue as unknown as Json });
}

describe('the list of programmes', () => {
  it('shows all of them with their edition, and finds as one types', async () => {
    await installCatalogue();
    await openPage('/programmes');
    await vi.waitFor(() => expect(page.text()).toContain('119件'));
    expect(page.text()).toContain('平成25年度 (2013) 年次報告');

    await page.find('input[type="search"]').setValue('ｶﾞｲﾀﾞﾝｽ');
    expect(page.findAll('li a').map((row) => row.text())[0]).toContain('就職ガイダンス開催費');
    await vi.waitFor(() => expect(decodeURIComponent(router.options.history.location)).toBe('/programmes?q=ｶﾞｲﾀﾞﾝｽ'));
  });

  it('has the search in the address before a sheet is opened, so that one comes back to it', async () => {
    await installCatalogue();
    await openPage('/programmes');
    await vi.waitFor(() => expect(page.text()).toContain('119件'));
    await page.find('input[type="search"]').setValue('ガイダンス');
    await page.find('li a').trigger('click');
    await vi.waitFor(() => expect(page.find('h1').text()).toBe('就職ガイダンス開催費'));
    router.back();
    await vi.waitFor(() => expect(page.find<HTMLInputElement>('input[type="search"]').element.value).toBe('ガイダンス'));
  });

  it('filters by what stands in the address', async () => {
    await installCatalogue();
    await openPage('/programmes?policy=2');
    await vi.waitFor(() => expect(page.text()).toContain('24件'));
    expect(page.find<HTMLSelectElement>('select').element.value).toBe('2');
  });

  it('tells the next step before the first sync', async () => {
    await openPage('/programmes');
    await vi.waitFor(() => expect(page.text()).toContain('まだ端末にありません'));
    expect(page.find('a[href="/sync"]').exists()).toBe(true);
  });
});

describe('the sheet of a programme', () => {
  it('says what the report says, and that the programme has ended', async () => {
    await installCatalogue();
    await openPage('/programmes/p036');
    await vi.waitFor(() => expect(page.find('h1').text()).toBe('あおもり食産業づくり加速化事業'));
    const text = page.text();
    expect(text).toContain('7,550千円');
    expect(text).toContain('平成23～25年度');
    expect(text).toContain('重点事業で、主要な成果のあった事業');
    expect(text).toContain('基本方針5（111ページ）');
    expect(text).toContain('平成25年度 (2013) 年次報告 36ページ');
    expect(text).toContain('終了した事業です');
  });

  it('says so when there is none under the key', async () => {
    await installCatalogue();
    await openPage('/programmes/p999');
    await vi.waitFor(() => expect(page.text()).toContain('この施策は見つかりません'));
  });
});
