// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import DeviceNotice from '#client/areas/shell/features/shell/DeviceNotice.vue';
import PublicFrame from '#client/areas/shell/features/shell/PublicFrame.vue';
import SyncStatus from '#client/areas/shell/features/sync/SyncStatus.vue';
import { useSyncStore } from '#client/areas/shell/features/sync/sync-store.ts';
import { deviceTrouble, noteFailure } from '#client/records/device-trouble.ts';
import { language } from '#ui/messages.ts';
import { saveFile } from '#ui/save-file.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';

vi.mock('#ui/save-file.ts', async (original) => ({
  ...(await original<object>()),
  saveFile: vi.fn<typeof saveFile>(),
}));

let desk: Desk;
beforeEach(async () => {
  language.value = 'ja';
  for (const say of ['warn', 'error'] as const) vi.spyOn(console, say).mockImplementation(() => undefined);
  desk = await openDesk();
});
afterEach(async () => {
  vi.restoreAllMocks();
  deviceTrouble.value = null;
  await desk.close();
});

it('says that the device is full and what is not saved, gives it to a file, and goes when it is saved', async () => {
  const notice = await desk.open(DeviceNotice, '/');
  expect(notice.text()).toBe('');
  const room = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const saving = desk.workspace.write('visits', 'v', { notes: '冷凍設備', issues: ['sales'] });
  await eventually(() => expect(notice.text()).toContain('端末の空き容量がありません'));
  expect(notice.text()).toContain('1件の入力がまだ保存されていません');
  await notice.findAll('button')[0]!.trigger('click');
  const [name, text] = vi.mocked(saveFile).mock.lastCall!;
  expect(name).toMatch(/^banso-unsaved_\d{4}-\d{2}-\d{2}_\d{6}\.txt$/);
  expect(text).toBe('訪問 (v)\n  記録: 冷凍設備\n  課題: ["sales"]\n');
  room.mockRestore();
  await notice.findAll('button')[1]!.trigger('click');
  await saving;
  await eventually(() => expect(notice.text()).toBe(''));
});

it.each([
  [2, '送信前の記録2件が失われました'],
  [0, '送信前の記録はすべて戻しました'],
])('says that the data was cleared with %i unsent, until one closes it', async (count, said) => {
  await desk.workspace.db.setMeta('lostWithDatabase', count);
  const notice = await desk.open(DeviceNotice, '/');
  await eventually(() => expect(notice.text()).toContain(said));
  await notice.get('button[aria-label="閉じる"]').trigger('click');
  await eventually(() => expect(notice.text()).toBe(''));
});

it('lets nobody begin where the browser keeps nothing', async () => {
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  const frame = await desk.open(PublicFrame, '/sign-in', { hasOpeningFailed: false });
  await eventually(() => expect(frame.text()).toContain('このブラウザーでは記録を始められません'));
  open.mockRestore();
  await frame
    .findAll('button')
    .find((button) => button.text() === 'もう一度確かめる')!
    .trigger('click');
  await eventually(() => expect(frame.text()).not.toContain('記録を始められません'));
});

it('says that what was recorded is still there where it cannot be opened', async () => {
  const frame = await desk.open(PublicFrame, '/sign-in', { hasOpeningFailed: true });
  await eventually(() => expect(frame.text()).toContain('保存した記録は端末に残っています'));
});

it('says on the sync page that there is no room, in words', async () => {
  const status = await desk.open(SyncStatus, '/sync');
  const sync = useSyncStore();
  sync.state = 'failed';
  sync.lastError = 'QuotaExceededError';
  sync.isDeviceFull = true;
  await eventually(() => expect(status.text()).toContain('端末の空き容量がないため'));
  expect(status.text()).not.toContain('QuotaExceededError');
});

it.each([
  ['UnknownError', 'ほかのタブがあれば閉じて'],
  ['AbortError', 'ほかのタブがあれば閉じて'],
  ['InvalidStateError', 'ほかのタブがあれば閉じて'],
  ['VersionError', '新しい版が、ほかのタブで'],
  ['SecurityError', 'サイトデータを許可'],
])('does not blame %s on room, in no language', async (name, said) => {
  noteFailure(new DOMException('no', name));
  deviceTrouble.value = { ...deviceTrouble.value!, isLasting: true };
  const notice = await desk.open(DeviceNotice, '/');
  expect(notice.text()).toContain(said);
  expect(notice.text()).not.toMatch(/容量|いっぱい|写真/);
  language.value = 'en';
  await nextTick();
  expect(notice.text()).not.toMatch(/room|full|space|storage left|photos/i);
});
