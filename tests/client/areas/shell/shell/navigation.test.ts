// @vitest-environment happy-dom
import { enableAutoUnmount, mount, type VueWrapper } from '@vue/test-utils';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import AppShell from '#client/areas/shell/features/shell/AppShell.vue';
import { isUnder, listDestinations, type Destination } from '#client/navigation/destinations.ts';
import type { SyncSummary } from '#client/areas/shell/features/shell/sync-summary.ts';
import { createAppRouter, guard, routes } from '#client/router.ts';
import { hasRight, ROLES, type Right, type Role } from '#domain/access/permissions.ts';
import { language } from '#ui/messages.ts';

enableAutoUnmount(afterEach);

const settled: SyncSummary = {
  pendingCount: 0,
  quarantineCount: 0,
  state: 'idle',
  lastSyncAt: null,
  lastError: null,
};

function blankRouter(): Router {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: routes.map(
      (route) =>
        ({ path: route.path, name: route.name, meta: route.meta, component: { template: '<p />' } }) as never,
    ),
  });
  return router;
}

const destinationsFor = (can: (right: Right) => boolean, hasUnsent = false): Destination[] =>
  listDestinations(blankRouter().getRoutes(), can, hasUnsent);

async function mountShell(role: Role, sync: SyncSummary, path = '/'): Promise<VueWrapper> {
  const router = blankRouter();
  await router.push(path);
  return mount(AppShell, {
    props: { can: (right) => hasRight(role, right), personName: '佐々木', centreName: '支援センター', sync },
    global: { plugins: [router] },
  });
}

beforeEach(() => {
  language.value = 'ja';
});

function labels(shell: VueWrapper, navigation: string): string[] {
  return shell.findAll(`${navigation} .navigation-link > span:last-child`).map((label) => label.text());
}

describe('the navigation', () => {
  it('is a bar of four on a phone, icon and word', async () => {
    const shell = await mountShell('coordinator', settled);
    expect(labels(shell, '.bottom-bar')).toEqual(['今日', '企業', '施策', '同期']);
    expect(shell.findAll('.bottom-bar svg')).toHaveLength(4);
  });

  it('speaks English, in words shorter than a title where that is too long', async () => {
    language.value = 'en';
    expect(labels(await mountShell('coordinator', settled), '.bottom-bar')).toEqual([
      'Today',
      'Companies',
      'Programmes',
      'Sync',
    ]);
    const upkeep = destinationsFor(() => true).find(({ name }) => name === 'upkeep');
    expect(upkeep?.label.en).toBe('Upkeep');
    expect(blankRouter().resolve('/upkeep').meta.title.en).toBe('Catalogue upkeep');
  });

  it('has a place of its own for each main screen, four of them under the thumb', () => {
    const entries = routes.flatMap(({ meta }) => meta?.navigation ?? []);
    expect(new Set(entries.map(({ order }) => order)).size).toBe(entries.length);
    expect(entries.filter(({ bar }) => bar === 'bottom')).toHaveLength(4);
  });

  it.each([
    ['coordinator', ['today', 'accounts', 'programmes', 'sync', 'leads', 'surveys', 'tables', 'trends']],
    [
      'manager',
      [
        'today',
        'accounts',
        'programmes',
        'sync',
        'leads',
        'surveys',
        'tables',
        'management',
        'trends',
        'devices',
      ],
    ],
    [
      'office',
      [
        'today',
        'accounts',
        'programmes',
        'sync',
        'leads',
        'surveys',
        'frames',
        'tables',
        'management',
        'trends',
        'upkeep',
        'inbox',
        'import',
      ],
    ],
    [
      'administrator',
      [
        'today',
        'accounts',
        'programmes',
        'sync',
        'leads',
        'surveys',
        'frames',
        'tables',
        'management',
        'trends',
        'upkeep',
        'inbox',
        'people',
        'devices',
        'import',
      ],
    ],
    ['partner', ['today', 'programmes', 'trends']],
  ] as const)('offers a %s what the role allows', (role, names) => {
    expect(destinationsFor((right) => hasRight(role, right)).map(({ name }) => name)).toEqual(names);
  });

  it('keeps the way to what is unsent for a role that no longer syncs', async () => {
    const shell = await mountShell('partner', { ...settled, pendingCount: 2 });
    expect(labels(shell, '.bottom-bar')).toEqual(['今日', '施策', '同期（未送信 2件）']);
    expect(shell.get('.top-line a').text()).toBe('未送信 2件 · 端末に保存済み');
    expect((await mountShell('partner', settled)).find('.bottom-bar [href="/sync"]').exists()).toBe(false);
    expect((await mountShell('partner', { ...settled, quarantineCount: 1 })).get('.top-line a').text()).toBe(
      '要確認 1件',
    );
  });

  it('shows a visit as part of Today and a company as part of the companies', async () => {
    const current = async (path: string): Promise<string> =>
      (await mountShell('coordinator', settled, path)).get('.bottom-bar [aria-current=page]').text();
    expect(await current('/visits/1/interview')).toBe('今日');
    expect(await current('/accounts/new')).toBe('企業');
    expect(destinationsFor(() => true).filter((destination) => isUnder(destination, '/settings'))).toEqual(
      [],
    );
  });
});

describe('the state of sync', () => {
  const now = new Date().toISOString();

  it.each<[string, Partial<SyncSummary>, string]>([
    ['all sent', { lastSyncAt: now }, '送信済み · たった今'],
    ['something waits', { pendingCount: 2, lastSyncAt: now }, '未送信 2件 · 端末に保存済み'],
    [
      'something waits without a network',
      { pendingCount: 2, state: 'unreachable', lastSyncAt: now },
      '未送信 2件 · 端末に保存済み · オフライン',
    ],
    [
      'the server is silent',
      { state: 'syncing', isSilent: true, lastSyncAt: now },
      'サーバーの応答を待っています',
    ],
    ['the server refused something', { pendingCount: 2, quarantineCount: 1 }, '要確認 1件'],
    ['the login has run out', { pendingCount: 2, state: 'signedOut' }, '未送信 2件 · サインインが必要です'],
    ['no network, nothing waits', { state: 'unreachable', lastSyncAt: now }, 'オフライン · 最終 たった今'],
    ['never synced', {}, 'まだ同期していません'],
    [
      'all sent, but the app is not wholly on the device',
      { lastSyncAt: now, appFiles: { state: 'fetching', kept: 61, total: 190 } },
      '電波のない所で使う準備 61/190',
    ],
    [
      'the network went away before the app was there',
      { lastSyncAt: now, state: 'unreachable', appFiles: { state: 'stopped', kept: 15, total: 190 } },
      '電波のない所で使う準備 15/190',
    ],
    [
      'syncing had stopped',
      { lastSyncAt: now, state: 'failed', hasStopped: true },
      '同期が止まったため、やり直します',
    ],
    [
      'the app is on the device',
      { lastSyncAt: now, appFiles: { state: 'ready', kept: 190, total: 190 } },
      '送信済み · たった今',
    ],
    [
      'something waits while the app is being fetched',
      { pendingCount: 2, appFiles: { state: 'fetching', kept: 61, total: 190 } },
      '未送信 2件 · 端末に保存済み',
    ],
  ])('is one line: %s', async (_case, difference, line) => {
    const shell = await mountShell('coordinator', { ...settled, ...difference });
    expect(shell.get('.top-line a').text()).toBe(line);
  });

  it('is a badge at the navigation, in words for screen readers', async () => {
    const shell = await mountShell('coordinator', { ...settled, pendingCount: 3 });
    expect(shell.get('.bottom-bar a:last-child').text()).toContain('未送信 3件');
  });
});

describe('the guard', () => {
  const access = (role?: Role, hasUnsent = false) => ({
    restored: Promise.resolve(),
    hasUnsent: () => Promise.resolve(hasUnsent),
    isSignedIn: () => role !== undefined,
    can: (right: Right) => role !== undefined && hasRight(role, right),
  });
  const to = (path: string): { fullPath: string; meta: (typeof routes)[number]['meta'] & object } => ({
    fullPath: path,
    meta: blankRouter().resolve(path).meta,
  });

  it('asks strangers to sign in and remembers where they wanted to go', async () => {
    expect(await guard(to('/accounts/1?tab=leads'), access())).toEqual({
      name: 'sign-in',
      query: { next: '/accounts/1?tab=leads' },
    });
    expect(await guard(to('/'), access())).toEqual({ name: 'sign-in', query: {} });
    expect(await guard(to('/link/abc'), access())).toBe(true);
  });

  it.each([false, true])(
    'lets everybody open exactly what their navigation shows, while something is unsent: %s',
    async (hasUnsent) => {
      for (const role of ROLES) {
        const shown = new Set<string>(destinationsFor(access(role).can, hasUnsent).map(({ name }) => name));
        for (const { name, paths } of destinationsFor(() => true)) {
          expect((await guard(to(paths[0]!), access(role, hasUnsent))) === true, `${role} ${name}`).toBe(
            shown.has(name),
          );
        }
      }
    },
  );

  it.each<[Role, string[]]>([
    ['coordinator', ['/accounts/new', '/leads/new', '/practice', '/visits/1/interview', '/sync/import']],
    ['manager', ['/leads/new', '/sync/import']],
    ['partner', []],
  ])('opens what is recorded only to those who record it: %s', async (role, open) => {
    for (const path of ['/accounts/new', '/leads/new', '/practice', '/visits/1/interview', '/sync/import'])
      expect(await guard(to(path), access(role)), path).toEqual(
        open.includes(path) ? true : { name: 'today' },
      );
  });

  it('tells a person whose role does not reach a page, and nobody else', async () => {
    const told = vi.fn();
    const router = createAppRouter({ ...access('coordinator'), tellRefusal: told });
    // Today, which is shown instead, wants a database.
    router.onError(() => {});
    await router.push('/management').catch(() => {});
    expect(told).toHaveBeenCalledTimes(1);
    await router.push('/programmes');
    await createAppRouter({ ...access(), tellRefusal: told }).push('/management');
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('leaves the sign-in open to people whose login has run out', async () => {
    expect(await guard(to('/sign-in'), access('coordinator'))).toBe(true);
  });
});

it('gives every route a title in both languages', () => {
  for (const { path, meta } of routes) {
    expect(meta?.title.ja, path).toBeTruthy();
    expect(meta?.title.en, path).toBeTruthy();
  }
});
