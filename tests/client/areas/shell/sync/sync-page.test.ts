// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSessionStore } from '#client/areas/shell/features/session/session-store.ts';
import SyncPage from '#client/areas/shell/pages/SyncPage.vue';
import { language } from '#ui/messages.ts';
import { JSON_TEXT, saveFile } from '#ui/save-file.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';

vi.mock('#ui/save-file.ts', async (original) => ({
  ...(await original<object>()),
  saveFile: vi.fn<typeof saveFile>(),
}));
const saved = vi.mocked(saveFile);

const EXPORT = '未送信の記録をファイルに書き出す';

let desk: Desk;
beforeEach(async () => {
  language.value = 'ja';
  vi.clearAllMocks();
  desk = await openDesk();
});
afterEach(() => desk.close());

function findButton(page: VueWrapper, text: string) {
  return page.findAll('button').find((button) => button.text() === text);
}

/** The server would not take the change of a record. */
async function refuse(recordId: string): Promise<void> {
  const { outbox } = desk.workspace.db;
  const entry = await outbox.where('recordId').equals(recordId).first();
  await outbox.put({
    ...entry!,
    state: 'quarantined',
    reason: { code: 'malformed-request', title: '受け取れません' },
  });
}

async function exportFile(
  page: VueWrapper,
): Promise<{ changes: { recordId: string; madeBy: string; fields: object }[] }> {
  await eventually(() => expect(findButton(page, EXPORT)).toBeDefined());
  await findButton(page, EXPORT)!.trigger('click');
  await eventually(() => expect(saved).toHaveBeenCalledOnce());
  const [name, text, type] = saved.mock.calls[0]!;
  expect(name).toMatch(/^banso-unsent_\d{4}-\d{2}-\d{2}_\d{6}\.json$/);
  expect(type).toBe(JSON_TEXT);
  return JSON.parse(text as string);
}

it('gives a refused change to a file, also when nothing else waits', async () => {
  await desk.workspace.write('leads', 'refused', { companyName: 'つがるワイン' });
  await refuse('refused');
  const page = await desk.open(SyncPage, '/sync');
  await eventually(() => expect(page.text()).toContain('確認が必要な記録'));
  expect(await exportFile(page)).toMatchObject({
    changes: [{ recordId: 'refused', madeBy: 'sato', fields: { companyName: 'つがるワイン' } }],
  });
});

it('puts what waits and what was refused into one file, oldest first', async () => {
  await desk.workspace.write('leads', 'refused', { companyName: 'つがるワイン' });
  await desk.workspace.write('accounts', 'waiting', { name: '八戸水産' });
  await refuse('refused');
  const page = await desk.open(SyncPage, '/sync');
  expect((await exportFile(page)).changes.map(({ recordId }) => recordId)).toEqual(['refused', 'waiting']);
});

it('has nothing to export when all is sent', async () => {
  const page = await desk.open(SyncPage, '/sync');
  await eventually(() => expect(page.text()).toContain('すべて送信済みです'));
  expect(findButton(page, EXPORT)).toBeUndefined();
});

it('lets a person whose role was taken see and export what is unsent, not send it', async () => {
  await desk.workspace.write('leads', 'refused', { companyName: 'つがるワイン' });
  await refuse('refused');
  const page = await desk.open(SyncPage, '/sync');
  await eventually(() => expect(findButton(page, 'もう一度送る')).toBeDefined());
  const session = useSessionStore();
  session.session = { ...session.session!, user: { ...session.session!.user, role: 'partner' } };
  await eventually(() => expect(page.text()).toContain('いまの役割では、残っている記録を送れません'));
  expect(findButton(page, 'もう一度送る')).toBeUndefined();
  expect(findButton(page, '今すぐ同期する')).toBeUndefined();
  expect((await exportFile(page)).changes).toHaveLength(1);
});

it('says that the server had lost records and has them again, until one closes it', async () => {
  const { db } = desk.workspace;
  const page = await desk.open(SyncPage, '/sync');
  await eventually(() => expect(page.text()).toContain('すべて送信済みです'));
  expect(page.text()).not.toContain('以前の状態に戻されました');
  await db.setMeta('lostByServer', 3);
  await eventually(() => expect(page.text()).toContain('サーバーから失われていた記録3件'));
  expect(page.text()).toContain('何もする必要はありません');
  await page.get('button[aria-label="閉じる"]').trigger('click');
  await eventually(() => expect(page.text()).not.toContain('以前の状態に戻されました'));
  expect(await db.getMeta('lostByServer')).toBeUndefined();
  // Another restore later is told anew, and alone.
  await db.setMeta('lostByServer', 1);
  await eventually(() => expect(page.text()).toContain('サーバーから失われていた記録1件'));
});
