// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router, type RouteRecordRaw } from 'vue-router';
import { useSessionStore } from '#client/areas/shell/features/session/session-store.ts';
import { useSyncStore } from '#client/areas/shell/features/sync/sync-store.ts';
import TodayPage from '#client/areas/field/pages/TodayPage.vue';
import { routes } from '#client/router.ts';
import SignedInApp from '#client/SignedInApp.vue';
import { closeWorkspace, useWorkspace, type Workspace } from '#client/records/workspace.ts';
import type { RoundResult } from '#client/sync/sync-state.ts';
import type { Role } from '#domain/access/permissions.ts';
import type { SessionResponse } from '#protocol/session.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';

/** What the server says of the person's role in each round. */
let roleOfNow: Role;
let rounds: number;
vi.mock('#client/workers/sync/sync-channel.ts', () => ({
  SyncChannel: class {
    round(): Promise<RoundResult> {
      rounds += 1;
      return Promise.resolve({ state: 'idle', error: null, outcome: 'done', session: sessionAs(roleOfNow) });
    }
    close(): void {}
  },
}));
vi.mock('#client/api/session-api.ts');
vi.mock('#client/api/referrals-api.ts');
// The service worker is the build's.
vi.mock('#client/areas/shell/features/shell/UpdatePrompt.vue', () => ({ default: { render: () => null } }));

function sessionAs(role: Role): SessionResponse {
  return {
    user: { id: 'sato', name: '佐藤', email: 'sato@example.jp', role, language: 'ja' },
    centre: { id: 'centre', name: 'センター' },
    serverTime: '2026-11-20T01:00:00.000Z',
  };
}

let workspace: Workspace;
let router: Router;
let app: VueWrapper;

beforeEach(() => {
  language.value = 'ja';
  rounds = 0;
});
afterEach(async () => {
  app.unmount();
  // Or what it still meant to sync would count in the next test.
  useSyncStore().$dispose();
  await workspace.db.delete();
  closeWorkspace();
  localStorage.clear();
});

async function open(remembered: Role, path: string): Promise<void> {
  const pinia = createPinia();
  setActivePinia(pinia);
  localStorage.setItem('banso.session', JSON.stringify(sessionAs(remembered)));
  await useSessionStore().restore();
  workspace = useWorkspace();
  const places = routes.map(
    ({ path: place, name, meta }) =>
      ({
        path: place,
        name,
        meta,
        component: name === 'today' ? TodayPage : { render: () => null },
      }) as RouteRecordRaw,
  );
  router = createRouter({ history: createMemoryHistory(), routes: places });
  await router.push(path);
  app = mount(SignedInApp, { global: { plugins: [pinia, router] }, attachTo: document.body });
}

it('leads away from the records when the role is taken, and says what the role can do and what is unsent', async () => {
  roleOfNow = 'partner';
  await open('coordinator', '/accounts');
  await workspace.write('leads', 'lead', { companyName: 'つがるワイン' });
  await eventually(() => expect(router.currentRoute.value.name).toBe('today'));
  await eventually(() => expect(app.get('main').text()).toContain('いまの役割（連携機関）では'));
  await eventually(() => expect(app.get('main').text()).toContain('未送信の記録が1件あります'));
  expect(app.get('main').text()).not.toContain('訪問を記録');
  expect(app.get('.top-line a').text()).toBe('未送信 1件 · 端末に保存済み');
  expect(app.get('.bottom-bar').text()).toContain('同期');
  expect(JSON.parse(localStorage.getItem('banso.session')!)).toMatchObject({ user: { role: 'partner' } });
});

it('leaves a person with what is unsent when the role is taken there', async () => {
  roleOfNow = 'coordinator';
  await open('coordinator', '/sync');
  await workspace.write('leads', 'lead', { companyName: 'つがるワイン' });
  await eventually(() => expect(useSyncStore().unsentCount).toBe(1));
  roleOfNow = 'partner';
  await useSyncStore().syncNow();
  await eventually(() => expect(app.get('.bottom-bar').text()).not.toContain('企業'));
  expect(router.currentRoute.value.name).toBe('sync');
});

it('goes on syncing at once when the role is given back', async () => {
  roleOfNow = 'coordinator';
  await open('partner', '/');
  await eventually(() => expect(app.get('main').text()).toContain('訪問を記録'));
  await eventually(() => expect(rounds).toBe(2));
});
