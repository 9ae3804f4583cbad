// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as parcels from '#client/api/parcels-api.ts';
import * as api from '#client/api/session-api.ts';
import { listShelved } from '#client/areas/shell/features/session/parcel-delivery.ts';
import { useSessionStore } from '#client/areas/shell/features/session/session-store.ts';
import ShelvedNotice from '#client/areas/shell/features/session/ShelvedNotice.vue';
import { closeWorkspace, findWorkspace } from '#client/records/workspace.ts';
import type { SessionResponse } from '#protocol/session.ts';
import { language } from '#ui/messages.ts';
import { TEST_PARCEL_KEY } from '#tests/support/app.ts';
import { eventually } from '#tests/support/eventually.ts';

vi.mock('#client/api/session-api.ts');
vi.mock('#client/api/parcels-api.ts');
const server = vi.mocked(api);
const post = vi.mocked(parcels.postParcel);

const NAME = 'banso-centre-sato';
const SESSION: SessionResponse = {
  user: { id: 'sato', name: '佐藤', email: 'sato@example.jp', role: 'coordinator', language: 'ja' },
  centre: { id: 'centre', name: '支援センター' },
  sealingKey: TEST_PARCEL_KEY.publicKey,
  serverTime: '2026-11-20T01:00:00.000Z',
};

let session: ReturnType<typeof useSessionStore>;

beforeEach(async () => {
  language.value = 'ja';
  vi.resetAllMocks();
  localStorage.clear();
  vi.spyOn(location, 'assign').mockImplementation(() => {});
  await signInWith(SESSION);
  await findWorkspace()!.write('accounts', 'company', { name: '八戸水産' });
});
afterEach(async () => {
  closeWorkspace();
  vi.restoreAllMocks();
  for (const name of await Dexie.getDatabaseNames()) await Dexie.delete(name);
});

async function signInWith(given: SessionResponse): Promise<void> {
  localStorage.setItem('banso.session', JSON.stringify(given));
  setActivePinia(createPinia());
  session = useSessionStore();
  await session.restore();
}

const isOnDevice = (): Promise<boolean> => Dexie.exists(NAME);

describe('a person who was dismissed, or whose device was signed out for good', () => {
  it.each(['person-dismissed', 'device-revoked'] as const)(
    'has nothing left on the device, and what was unsent is sealed and sent (%s)',
    async (code) => {
      server.fetchSession.mockRejectedValue(new ApiProblem(code, '題', 401));
      await session.refresh();
      expect(await isOnDevice()).toBe(false);
      expect(localStorage.getItem('banso.session')).toBeNull();
      expect(post).toHaveBeenCalledOnce();
      expect(JSON.stringify(post.mock.calls)).not.toContain('八戸水産');
      expect(await listShelved()).toEqual([]);
      expect(findWorkspace()).toBeNull();
    },
  );

  it('keeps readings of the post and keyed sheets, closed, until this device has sent them', async () => {
    const { db } = findWorkspace()!;
    const scan = { id: 's', surveyId: 'v', code: 'c', event: 'returnedUndeliverable' as const };
    const sheet = {
      surveyId: 'v',
      sheetId: 't',
      pass: 1 as const,
      questionnaireId: 'q',
      questionnaireRevision: 1,
    };
    const at = '2026-11-20T01:00:00.000Z';
    await db.scans.add({ ...scan, at, state: 'waiting' } as never);
    await session.end();
    expect([await isOnDevice(), findWorkspace()]).toEqual([true, null]);
    await signInWith(SESSION);
    await findWorkspace()!.db.scans.toCollection().modify({ state: 'done' });
    await findWorkspace()!.db.keyedEntries.add({
      ...sheet,
      id: 'k',
      startedAt: at,
      activeSeconds: 0,
    } as never);
    await expect(session.clearAndSignOut()).rejects.toThrow('readings or keyed sheets');
    expect(await isOnDevice()).toBe(true);
    await findWorkspace()!
      .db.keyedEntries.toCollection()
      .modify({ sent: { epoch: 'e', at, status: 'done', isSecondPlanned: false } });
    await session.clearAndSignOut();
    expect(await isOnDevice()).toBe(false);
  });

  it('has it wait, sealed, while the server cannot be reached, and sent from the sign-in page', async () => {
    post.mockRejectedValue(new Unreachable());
    await session.end();
    expect(await isOnDevice()).toBe(false);
    const page = mount(ShelvedNotice);
    await eventually(() => expect(page.text()).toContain('1件'));
    expect(await listShelved()).toMatchObject([{ changes: 1 }]);
    post.mockResolvedValue(undefined);
    window.dispatchEvent(new Event('online'));
    await eventually(() => expect(page.text()).toBe(''));
    expect(await listShelved()).toEqual([]);
    page.unmount();
  });

  it('keeps the records, closed, where they could not be sealed', async () => {
    closeWorkspace();
    const { sealingKey: _, ...withoutKey } = SESSION;
    await signInWith(withoutKey);
    await session.end();
    expect(await isOnDevice()).toBe(true);
    expect(findWorkspace()).toBeNull();
    expect(localStorage.getItem('banso.session')).toBeNull();
    expect(post).not.toHaveBeenCalled();
  });
});

it('a login that only ran out drops nothing', async () => {
  server.fetchSession.mockRejectedValue(new ApiProblem('not-signed-in', '題', 401));
  await session.refresh();
  expect(session.expired).toBe(true);
  expect(await findWorkspace()!.db.accounts.count()).toBe(1);
});

it('someone who clears the device takes along what was typed a moment ago', async () => {
  void findWorkspace()!.write('accounts', 'company', { note: '最後の一文' });
  post.mockRejectedValue(new Unreachable());
  await session.clearAndSignOut();
  expect(await isOnDevice()).toBe(false);
  expect((await listShelved())[0]?.letter.data.length).toBeGreaterThan(400);
  expect(Object.keys(localStorage).filter((key) => key.startsWith('banso.journal'))).toEqual([]);
});

describe('another tab', () => {
  const tell = (newValue: string | null): boolean =>
    window.dispatchEvent(new StorageEvent('storage', { key: 'banso.session', newValue }));

  it.each<[string, string | null]>([
    ['signed out', null],
    ['signed someone else in', JSON.stringify({ ...SESSION, user: { ...SESSION.user, id: 'ito' } })],
    ['left something that is no session', '{"user":'],
  ])('%s: nobody’s records stay open here', async (_what, value) => {
    tell(value);
    expect(findWorkspace()).toBeNull();
    expect(location.assign).toHaveBeenCalled();
  });

  it('heard of another role: it holds here too, and the records stay open', () => {
    tell(JSON.stringify({ ...SESSION, user: { ...SESSION.user, role: 'manager' } }));
    expect(session.session?.user.role).toBe('manager');
    expect(findWorkspace()?.session.user.role).toBe('manager');
  });

  it('wrote something else: nothing happens', () => {
    window.dispatchEvent(new StorageEvent('storage', { key: 'banso.theme', newValue: 'dark' }));
    expect(findWorkspace()).not.toBeNull();
  });
});
