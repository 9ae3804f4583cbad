// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import HandoutPage from '#client/areas/catalogue/pages/HandoutPage.vue';
import ProgrammePage from '#client/areas/catalogue/pages/ProgrammePage.vue';
import { closeWorkspace, openWorkspace, type Workspace } from '#client/records/workspace.ts';
import { tokyoDate } from '#domain/canonical/dates.ts';
import type { Json } from '#domain/canonical/json.ts';
import { confirmProgramme } from '#domain/catalogue/edition/confirmation.ts';
import { createEdition, putProgramme } from '#domain/catalogue/edition/edition.ts';
import type { Catalogue } from '#domain/catalogue/model.ts';
import { composeProgrammePath } from '#domain/catalogue/public-address.ts';
import { parseReport } from '#domain/catalogue/report/parse-report.ts';
import type { DocumentName } from '#protocol/documents.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';
import report from '#seeds/003_a42f7362741e37e4.txt?raw';

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
      id: `hander-${people}`,
      name: '青森 花子',
      email: 'a@example.jp',
      role: 'coordinator',
      language: 'ja',
    },
    centre: { id: 'centre', name: '支援センター', contact: '電話 000-111-2222' },
  });
  await keep('catalogue-2013', catalogue);
  await workspace.write('accounts', 'a1', { name: '八戸水産加工' });
});
afterEach(() => {
  page.unmount();
  closeWorkspace();
});

const keep = (name: DocumentName, content: unknown) =>
  workspace.db.documents.put({ name, hash: name, content: content as Json });
const addressOf = (key: string) => new URL(composeProgrammePath('centre', key), window.location.origin).href;
const nameOf = (key: string) => catalogue.programmes.find((one) => one.key === key)!.name;
const shownIn = async (id: string) => (await workspace.db.visits.get(id))?.fields.programmes ?? [];

async function beginVisit(programmes: string[] = []): Promise<void> {
  await workspace.write('visits', 'v1', {
    accountId: 'a1',
    status: 'started',
    startedAt: '2020-05-01T01:00:00.000Z',
    participants: [workspace.session.user.id],
    programmes,
  });
}

async function openPage(path: string): Promise<void> {
  const blank = { template: '<p />' };
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/programmes', name: 'programmes', component: blank },
      { path: '/visits/:id', name: 'visit', component: blank },
      { path: '/programmes/:key', name: 'programme', component: ProgrammePage },
      { path: '/handout', name: 'handout', component: HandoutPage },
      { path: '/sync', name: 'sync', component: blank },
    ],
  });
  await router.push(path);
  page = mount({ template: '<RouterView />' }, { global: { plugins: [router] }, attachTo: document.body });
}

async function handOver(): Promise<void> {
  const button = () => page.findAll('button').find((one) => one.text() === '渡す');
  await eventually(() => expect(button()).toBeDefined());
  await button()!.trigger('click');
  await eventually(() => expect(page.find('dialog').text()).toContain('会社に渡す'));
}

describe('handing a programme over', () => {
  it('shows its code and address without asking anybody, and notes it in the visit once', async () => {
    await beginVisit();
    await openPage('/programmes/p036?visit=v1');
    await eventually(() => expect(page.text()).toContain('八戸水産加工への訪問'));
    await handOver();
    expect(page.get('dialog').text()).toContain(addressOf('p036'));
    expect(page.get('dialog svg[role="img"][aria-label$="QRコード"]').attributes('aria-label')).toContain(
      nameOf('p036'),
    );
    await eventually(async () => expect(await shownIn('v1')).toEqual(['p036']));
    await handOver();
    expect(await shownIn('v1')).toEqual(['p036']);
  });

  it('is refused for a page that the office has taken back, and nothing is noted', async () => {
    await keep('withdrawn-pages', [{ programme: 'p036', at: '2020-05-01T01:00:00.000Z' }]);
    await beginVisit();
    await openPage('/programmes/p036?visit=v1');
    await eventually(() => expect(page.text()).toContain('八戸水産加工への訪問'));
    await handOver();
    await eventually(() => expect(page.get('dialog').text()).toContain('取り下げられています'));
    expect(page.get('dialog').text()).not.toContain('/p/');
    expect(page.find('dialog svg[role="img"][aria-label$="QRコード"]').exists()).toBe(false);
    expect(await shownIn('v1')).toEqual([]);
  });

  it('says of a copied programme that nobody has confirmed it, until somebody has', async () => {
    const copied = createEdition(2026, catalogue, { withProgrammes: true });
    const open = copied.programmes.find(({ period }) => period.open)!;
    await keep('catalogue-2026', copied);
    await openPage(`/programmes/${open.key}`);
    await eventually(() => expect(page.text()).toContain('まだ誰も確かめていません'));
    const today = tokyoDate(new Date().toISOString());
    await keep(
      'catalogue-2026',
      putProgramme(copied, confirmProgramme(open, { on: today, by: '佐藤' }, 2026)),
    );
    await eventually(() => expect(page.text()).not.toContain('まだ誰も確かめていません'));
    expect(page.text()).toContain('佐藤');
  });
});

describe('the sheet for a company', () => {
  it('has all that was shown at the visit, whom to ask, and what was promised there', async () => {
    await beginVisit(['p036', 'p056']);
    await workspace.write('nextSteps', 'n1', {
      accountId: 'a1',
      visitId: 'v1',
      text: '申込書を送る',
      dueDate: '2020-05-08',
      owner: workspace.session.user.id,
      status: 'open',
    });
    await workspace.write('nextSteps', 'n2', {
      accountId: 'a1',
      visitId: 'another',
      text: '別の訪問の約束',
      owner: workspace.session.user.id,
      status: 'open',
    });
    await openPage('/handout?visit=v1');
    await eventually(() => expect(page.text()).toContain('申込書を送る'));
    // A next step is a note of the centre until somebody chooses it for the company's eyes.
    expect(page.get('article').text()).not.toContain('申込書を送る');
    await page.get('input[type=checkbox]').setValue(true);
    const paper = page.get('article').text();
    expect(paper).toContain('申込書を送る');
    for (const text of [
      '八戸水産加工 御中',
      '2020年5月1日',
      nameOf('p036'),
      nameOf('p056'),
      addressOf('p036'),
      '2020年5月8日',
      '青森 花子',
      '電話 000-111-2222',
    ])
      expect(paper).toContain(text);
    expect(paper).not.toContain('別の訪問の約束');
    expect(paper).not.toContain('千円');
    expect(page.findAll('article svg[role="img"]')).toHaveLength(2);
  });

  it('leaves out what was taken back, and says so', async () => {
    await keep('withdrawn-pages', [{ programme: 'p036', at: '2020-05-01T01:00:00.000Z' }]);
    await beginVisit(['p036', 'p056']);
    await openPage('/handout?visit=v1');
    await eventually(() => expect(page.text()).toContain('1件はこの端末の一覧にないか'));
    expect(page.get('article').text()).not.toContain(nameOf('p036'));
  });
});
