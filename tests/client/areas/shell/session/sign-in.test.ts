// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/session-api.ts';
import LinkPage from '#client/areas/shell/pages/LinkPage.vue';
import SignInPage from '#client/areas/shell/pages/SignInPage.vue';
import { useSessionStore } from '#client/areas/shell/features/session/session-store.ts';
import { closeWorkspace, useWorkspace } from '#client/records/workspace.ts';
import type { SessionResponse } from '#protocol/session.ts';
import { eventually } from '#tests/support/eventually.ts';

vi.mock('#client/api/session-api.ts');
const server = vi.mocked(api);

const SESSION: SessionResponse = {
  user: { id: 'person', name: '佐藤 健', email: 'sato@example.jp', role: 'coordinator', language: 'ja' },
  centre: { id: 'centre', name: 'センター' },
  serverTime: '2026-11-20T05:30:00.000Z',
};

let router: Router;
let page: VueWrapper;

async function open(path: string): Promise<void> {
  const blank = { template: '<h1>ここ</h1>' };
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'today', component: blank },
      { path: '/accounts', name: 'accounts', component: blank },
      { path: '/sign-in', name: 'sign-in', component: SignInPage },
      { path: '/link/:token', component: LinkPage, props: true },
    ],
  });
  await router.push(path);
  page = mount({ template: '<router-view />' }, { global: { plugins: [router] }, attachTo: document.body });
  await flushPromises();
}

async function type(label: string, value: string): Promise<void> {
  const found = page.findAll('label').find((each) => each.text().startsWith(label));
  await page.get(`#${CSS.escape(found!.attributes('for')!)}`).setValue(value);
}
async function submit(): Promise<void> {
  await page.get('form').trigger('submit');
  await eventually(() => expect(page.find('[aria-busy]').exists()).toBe(false));
  await flushPromises();
}

beforeEach(() => {
  setActivePinia(createPinia());
  localStorage.clear();
  vi.resetAllMocks();
});
afterEach(() => {
  page.unmount();
  closeWorkspace();
});

it('signs in and goes where the person wanted to go', async () => {
  server.signIn.mockResolvedValue(SESSION);
  await open('/sign-in?next=/accounts?q=八戸');
  await type('メールアドレス', ' ｓａｔｏ@example.jp ');
  await type('パスワード', 'ねぶたの夜は眠れない');
  await submit();
  expect(server.signIn).toHaveBeenCalledWith('sato@example.jp', 'ねぶたの夜は眠れない');
  await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/accounts?q=%E5%85%AB%E6%88%B8'));
});

it('never leads to another site', async () => {
  server.signIn.mockResolvedValue(SESSION);
  await open('/sign-in?next=//evil.example/');
  await type('メールアドレス', 'sato@example.jp');
  await type('パスワード', 'x');
  await submit();
  await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/'));
});

it('names what is missing and asks the server only when nothing is', async () => {
  await open('/sign-in');
  await type('メールアドレス', 'sato');
  await submit();
  expect(page.text()).toContain('メールアドレスの形が正しくありません');
  expect(page.text()).toContain('パスワードを入力してください');
  expect(document.activeElement?.getAttribute('type')).toBe('email');
  expect(server.signIn).not.toHaveBeenCalled();
});

it('says why the server refused, and that it cannot be reached', async () => {
  server.signIn.mockRejectedValueOnce(
    new ApiProblem('wrong-credentials', 'メールアドレスまたはパスワードが違います', 401),
  );
  await open('/sign-in');
  await type('メールアドレス', 'sato@example.jp');
  await type('パスワード', 'x');
  await submit();
  expect(page.get('[role=alert]').text()).toContain('メールアドレスまたはパスワードが違います');
  server.signIn.mockRejectedValueOnce(new Unreachable());
  await submit();
  expect(page.get('[role=alert]').text()).toContain('サーバーにつながりません');
});

it('tells a person whose login ran out that nothing is lost, and lets them go on', async () => {
  server.signIn.mockResolvedValue(SESSION);
  const session = useSessionStore();
  await session.signIn('sato@example.jp', 'x');
  await useWorkspace().write('accounts', useWorkspace().newId(), { name: '甲社' });
  server.fetchSession.mockRejectedValueOnce(new ApiProblem('not-signed-in', 'サインインが必要です', 401));
  await session.refresh();

  await open('/sign-in?next=/accounts');
  await eventually(() => expect(page.text()).toContain('未送信の1件はこの端末に保存されています'));
  expect(page.get('a').attributes('href')).toBe('/accounts');
  expect(page.get<HTMLInputElement>('input[type=email]').element.value).toBe('sato@example.jp');
  await type('パスワード', 'x');
  await submit();
  expect(session.expired).toBe(false);
});

it('begins a centre with its first administrator, showing the password rule in place', async () => {
  server.fetchLink.mockResolvedValue({
    purpose: 'first-administrator',
    expiresAt: '2026-11-27T00:00:00.000Z',
  });
  await open('/link/secret');
  await type('支援センターの名前', 'センター');
  await type('あなたの氏名', '佐藤 健');
  await type('メールアドレス', 'sato@example.jp');
  await type('パスワード', '短い');
  await submit();
  expect(page.text()).toContain('あと10文字必要です');
  expect(server.spendLink).not.toHaveBeenCalled();

  server.spendLink.mockRejectedValueOnce(
    new ApiProblem('password-too-common', 'よく使われるパスワードは使えません', 422),
  );
  await type('パスワード', 'password1234');
  await submit();
  expect(page.text()).toContain('よく使われるパスワードは使えません');

  server.spendLink.mockResolvedValueOnce(SESSION);
  await type('パスワード', 'りんご畑の朝は早い2026');
  await submit();
  expect(server.spendLink).toHaveBeenLastCalledWith('secret', {
    centreName: 'センター',
    name: '佐藤 健',
    email: 'sato@example.jp',
    password: 'りんご畑の朝は早い2026',
  });
  await eventually(() => expect(router.currentRoute.value.path).toBe('/'));
});

it('sets a password with nothing else in the request', async () => {
  server.fetchLink.mockResolvedValue({
    purpose: 'set-password',
    email: 'sato@example.jp',
    name: '佐藤 健',
    expiresAt: '2026-11-27T00:00:00.000Z',
  });
  server.spendLink.mockResolvedValueOnce(SESSION);
  await open('/link/secret');
  expect(page.text()).toContain('佐藤 健 さん（sato@example.jp）');
  await type('パスワード', 'りんご畑の朝は早い2026');
  await submit();
  expect(server.spendLink).toHaveBeenCalledWith('secret', { password: 'りんご畑の朝は早い2026' });
});

it('helps with a link that was used, also when it was used a moment ago', async () => {
  const used = new ApiProblem('link-unusable', 'このリンクは使用済みか期限切れです', 410);
  server.fetchLink.mockRejectedValueOnce(used);
  await open('/link/old');
  expect(page.text()).toContain('このリンクは使えません');
  expect(page.get('a').attributes('href')).toBe('/sign-in');
  page.unmount();

  server.fetchLink.mockResolvedValueOnce({
    purpose: 'set-password',
    email: 'sato@example.jp',
    name: '佐藤 健',
    expiresAt: '2026-11-27T00:00:00.000Z',
  });
  server.spendLink.mockRejectedValueOnce(used);
  await open('/link/once');
  await type('パスワード', 'りんご畑の朝は早い2026');
  await submit();
  expect(page.text()).toContain('このリンクは使えません');
});

it('tries again when the link could not be asked about', async () => {
  server.fetchLink.mockRejectedValueOnce(new Unreachable());
  await open('/link/secret');
  expect(page.text()).toContain('サーバーにつながりません');
  server.fetchLink.mockResolvedValueOnce({
    purpose: 'first-administrator',
    expiresAt: '2026-11-27T00:00:00.000Z',
  });
  await page.get('button').trigger('click');
  await flushPromises();
  expect(page.text()).toContain('支援センターの名前');
});
