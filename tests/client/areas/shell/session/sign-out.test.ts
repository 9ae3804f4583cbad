// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/session-api.ts';
import { useSessionStore } from '#client/areas/shell/features/session/session-store.ts';
import SignInPage from '#client/areas/shell/pages/SignInPage.vue';
import { closeWorkspace } from '#client/records/workspace.ts';
import type { SessionResponse } from '#protocol/session.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';

vi.mock('#client/api/session-api.ts');
const server = vi.mocked(api);

const NOTICE = '前のサインアウトがまだサーバーに届いていません';

/** The server's logins, and the one whose cookie this browser has. */
let logins: Set<string>;
let cookie: string | null;
/** How the server can be had. */
let network: 'there' | 'away' | 'failing';
/** Holds the answer to a sign-out back until it is called. */
let holdSignOut: Promise<void> | null;

beforeEach(() => {
  language.value = 'ja';
  vi.resetAllMocks();
  localStorage.clear();
  vi.spyOn(location, 'assign').mockImplementation(() => {});
  logins = new Set();
  cookie = null;
  network = 'there';
  holdSignOut = null;
  server.signIn.mockImplementation(async (email) => {
    reach();
    if (email.startsWith('wrong'))
      throw new ApiProblem('wrong-credentials', 'メールアドレスまたはパスワードが違います', 401);
    cookie = `${email} ${logins.size + 1}`;
    logins.add(cookie);
    return sessionOf(email);
  });
  server.signOut.mockImplementation(async () => {
    reach();
    const sent = cookie;
    if (sent !== null) logins.delete(sent);
    await holdSignOut;
    // The answer clears the browser's cookie, whosever it is by then.
    cookie = null;
  });
  start();
});
afterEach(() => {
  vi.useRealTimers();
  closeWorkspace();
  vi.restoreAllMocks();
});

function reach(): void {
  if (network === 'away') throw new Unreachable();
  if (network === 'failing') throw new ApiProblem('internal-error', 'エラー', 500);
}

function sessionOf(email: string): SessionResponse {
  return {
    user: { id: email, name: email, email, role: 'coordinator', language: 'ja' },
    centre: { id: 'centre', name: 'センター' },
    serverTime: '2026-11-20T05:30:00.000Z',
  };
}

/** The app is opened or loaded anew. */
function start(): ReturnType<typeof useSessionStore> {
  closeWorkspace();
  setActivePinia(createPinia());
  return useSessionStore();
}

/** Somebody signed in, and signed out while the server could not be had; the app has been loaded anew. */
async function signOutWithout(what: 'away' | 'failing'): Promise<ReturnType<typeof useSessionStore>> {
  await useSessionStore().signIn('sato', 'x');
  network = what;
  await useSessionStore().signOut();
  expect(logins.size).toBe(1);
  const session = start();
  await session.restore();
  await flushPromises();
  return session;
}

/** Whether the person that the app shows has the login that the browser's cookie stands for. */
function isLoginOf(email: string): boolean {
  return cookie !== null && logins.has(cookie) && cookie.startsWith(email);
}

async function openSignIn(): Promise<string> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'today', component: { render: () => null } },
      { path: '/sign-in', name: 'sign-in', component: SignInPage },
    ],
  });
  await router.push('/sign-in');
  const page = mount({ template: '<router-view />' }, { global: { plugins: [router] } });
  await flushPromises();
  const text = page.text();
  page.unmount();
  return text;
}

it('ends the login at once where the server can be reached, and owes nothing', async () => {
  await useSessionStore().signIn('sato', 'x');
  await useSessionStore().signOut();
  expect(logins.size).toBe(0);
  await start().restore();
  await flushPromises();
  expect(server.signOut).toHaveBeenCalledOnce();
  expect(await openSignIn()).not.toContain(NOTICE);
});

it.each(['away', 'failing'] as const)(
  'is signed out on the device while the server is %s, says so, and ends the login when it is back',
  async (what) => {
    const session = await signOutWithout(what);
    expect(session.isSignedIn).toBe(false);
    expect(await openSignIn()).toContain(NOTICE);
    network = 'there';
    window.dispatchEvent(new Event('online'));
    await eventually(() => expect(logins.size).toBe(0));
    await eventually(async () => expect(await openSignIn()).not.toContain(NOTICE));
  },
);

it('tries again after a while where the browser does not tell that the network is back', async () => {
  await signOutWithout('away');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await start().restore();
  await vi.advanceTimersByTimeAsync(1_000);
  network = 'there';
  await vi.advanceTimersByTimeAsync(15_000);
  expect(logins.size).toBe(0);
});

it('ends the login at the next start', async () => {
  await signOutWithout('away');
  network = 'there';
  await start().restore();
  await eventually(() => expect(logins.size).toBe(0));
});

it('owes nothing where the server says that there is no such login', async () => {
  await signOutWithout('away');
  server.signOut.mockRejectedValueOnce(new ApiProblem('not-signed-in', 'サインインしてください', 401));
  const session = start();
  await session.restore();
  await eventually(() => expect(session.isSignOutUnheard).toBe(false));
});

it.each(['sato', 'kudo'])('ends the former login before %s signs in, and never the new one', async (next) => {
  const session = await signOutWithout('away');
  network = 'there';
  await session.signIn(next, 'x');
  expect(logins.size).toBe(1);
  expect(isLoginOf(next)).toBe(true);
  window.dispatchEvent(new Event('online'));
  await flushPromises();
  const again = start();
  await again.restore();
  await flushPromises();
  expect(again.session?.user.id).toBe(next);
  expect(isLoginOf(next)).toBe(true);
});

it('lets a sign-in wait for a sign-out that is under way, whose answer would take the new cookie', async () => {
  const session = await signOutWithout('away');
  network = 'there';
  let answer!: () => void;
  holdSignOut = new Promise((resolve) => (answer = resolve));
  window.dispatchEvent(new Event('online'));
  await eventually(() => expect(server.signOut).toHaveBeenCalledTimes(3));
  const signedIn = session.signIn('kudo', 'x');
  await flushPromises();
  expect(server.signIn).toHaveBeenCalledOnce();
  answer();
  await signedIn;
  expect(isLoginOf('kudo')).toBe(true);
});

it('signs in where the former login cannot be ended, and does not end the new one later', async () => {
  const session = await signOutWithout('away');
  network = 'there';
  server.signOut.mockRejectedValueOnce(new ApiProblem('internal-error', 'エラー', 500));
  await session.signIn('kudo', 'x');
  window.dispatchEvent(new Event('online'));
  await start().restore();
  await flushPromises();
  expect(isLoginOf('kudo')).toBe(true);
});

it('still owes the sign-out after a sign-in that did not work', async () => {
  const session = await signOutWithout('away');
  await expect(session.signIn('kudo', 'x')).rejects.toThrow(Unreachable);
  expect(session.isSignOutUnheard).toBe(true);
  network = 'there';
  await expect(session.signIn('wrong', 'x')).rejects.toThrow(ApiProblem);
  expect(logins.size).toBe(0);
  expect(session.isSignOutUnheard).toBe(false);
});

it.each(['there', 'away'] as const)(
  'does not bring back who signed out when a round of sync still tells of their login, server %s',
  async (what) => {
    const session = useSessionStore();
    await session.signIn('sato', 'x');
    network = what;
    await session.signOut();
    session.hear(sessionOf('sato'));
    const next = start();
    await next.restore();
    expect(next.isSignedIn).toBe(false);
  },
);
