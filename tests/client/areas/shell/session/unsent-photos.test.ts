// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { Unreachable } from '#client/api/http.ts';
import * as parcels from '#client/api/parcels-api.ts';
import * as api from '#client/api/session-api.ts';
import { listShelved } from '#client/areas/shell/features/session/parcel-delivery.ts';
import { useSessionStore } from '#client/areas/shell/features/session/session-store.ts';
import { useSyncStore } from '#client/areas/shell/features/sync/sync-store.ts';
import SettingsPage from '#client/areas/shell/pages/SettingsPage.vue';
import { closeWorkspace, findWorkspace } from '#client/records/workspace.ts';
import { routes } from '#client/router.ts';
import { keepFile } from '#client/storage/file-shelf.ts';
import type { SessionResponse } from '#protocol/session.ts';
import ConfirmButton from '#ui/ConfirmButton.vue';
import { language } from '#ui/messages.ts';
import { useToasts } from '#ui/toasts.ts';
import { TEST_PARCEL_KEY } from '#tests/support/app.ts';
import { eventually } from '#tests/support/eventually.ts';

vi.mock('#client/api/session-api.ts');
vi.mock('#client/api/parcels-api.ts');

const NAME = 'banso-centre-sato';
const AT = '2026-11-20T01:00:00.000Z';
const SESSION: SessionResponse = {
  user: { id: 'sato', name: '佐藤', email: 'sato@example.jp', role: 'coordinator', language: 'ja' },
  centre: { id: 'centre', name: '支援センター' },
  sealingKey: TEST_PARCEL_KEY.publicKey,
  serverTime: AT,
};

let page: VueWrapper;
beforeEach(async () => {
  language.value = 'ja';
  vi.resetAllMocks();
  vi.mocked(api).listDevices.mockResolvedValue([]);
  vi.spyOn(location, 'assign').mockImplementation(() => {});
  localStorage.setItem('banso.session', JSON.stringify(SESSION));
  setActivePinia(createPinia());
  await useSessionStore().restore();
  vi.spyOn(useSyncStore(), 'syncNow').mockResolvedValue(undefined);
});
afterEach(async () => {
  page.unmount();
  for (const { id } of useToasts().toasts.value) useToasts().dismissToast(id);
  closeWorkspace();
  localStorage.clear();
  vi.restoreAllMocks();
  for (const name of await Dexie.getDatabaseNames()) await Dexie.delete(name);
});

async function takePhoto(): Promise<void> {
  const { db, write } = findWorkspace()!;
  const file = { attachmentId: 'photo', part: 'full' as const, mediaType: 'image/jpeg', keptAt: AT };
  const { sha256, sizeBytes } = await keepFile(db, {
    ...file,
    bytes: new Uint8Array([255, 216, 255]).buffer,
  });
  await write('attachments', 'photo', { sha256, sizeBytes, mediaType: 'image/jpeg' });
}

function show(): void {
  const router = createRouter({ history: createMemoryHistory(), routes });
  page = mount(SettingsPage, { global: { plugins: [router], stubs: { RouterLink: true } } });
}

const clear = (): void =>
  page
    .findAllComponents(ConfirmButton)
    .find((button) => button.props('label').includes('この端末の記録を消す'))!
    .vm.$emit('confirm');

it('says before that unsent photos are kept for the office, and seals them before the device is cleared', async () => {
  await takePhoto();
  show();
  await eventually(() => expect(page.text()).toContain('未送信の写真・ファイルが1件あります'));
  expect(page.text()).toContain('事務局だけが開ける形で預かり');
  vi.mocked(parcels.postParcel).mockRejectedValue(new Unreachable());
  clear();
  await eventually(async () => expect(await Dexie.exists(NAME)).toBe(false));
  const letters = await listShelved();
  expect(letters.map(({ changes, files }) => [changes, files])).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

it('clears nothing where photos could not be sealed', async () => {
  await takePhoto();
  show();
  await eventually(() => expect(page.text()).toContain('未送信の写真・ファイルが1件あります'));
  vi.spyOn(crypto.subtle, 'encrypt')
    .mockResolvedValueOnce(new ArrayBuffer(16))
    .mockRejectedValue(new Error('no memory'));
  clear();
  await eventually(() =>
    expect(useToasts().toasts.value.map(({ text }) => text)).toEqual([
      expect.stringContaining('消していません'),
    ]),
  );
  expect(await findWorkspace()!.db.fileBytes.count()).toBe(1);
  // Nor is half of it on its way.
  expect(await listShelved()).toEqual([]);
});

it('says nothing of photos and clears the device once the server has them', async () => {
  await takePhoto();
  await findWorkspace()!.write('attachments', 'photo', { verifiedAt: AT });
  show();
  await eventually(() => expect(page.text()).toContain('この端末の記録を消す'));
  expect(page.text()).not.toContain('未送信の写真');
  clear();
  await eventually(async () => expect(await Dexie.exists(NAME)).toBe(false));
});
