// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/session-api.ts';
import { useSessionStore } from '#client/areas/shell/features/session/session-store.ts';
import SettingsPage from '#client/areas/shell/pages/SettingsPage.vue';
import { closeWorkspace, useWorkspace } from '#client/records/workspace.ts';
import { routes } from '#client/router.ts';
import type { Role } from '#domain/access/permissions.ts';
import type { SessionResponse } from '#protocol/session.ts';
import ListRow from '#ui/ListRow.vue';
import { useToasts } from '#ui/toasts.ts';
import { eventually } from '#tests/support/eventually.ts';
import { compose, startAgain } from '#tests/client/storage/half-typed.ts';

vi.mock('#client/api/session-api.ts');
const server = vi.mocked(api);

const CONTACT = '電話 017-777-4066（平日 8:30〜17:15）';
const CENTRE = { id: 'centre', name: '青森支援センター', contact: '電話 017-000-0000' };

let page: VueWrapper;
beforeEach(async () => {
  setActivePinia(createPinia());
  localStorage.clear();
  vi.resetAllMocks();
  server.listDevices.mockResolvedValue([]);
});
afterEach(async () => {
  page.unmount();
  for (const { id } of useToasts().toasts.value) useToasts().dismissToast(id);
  await useWorkspace().db.formDrafts.clear();
  closeWorkspace();
});

function answerAs(role: Role, centre: SessionResponse['centre']): SessionResponse {
  return {
    user: { id: role, name: '工藤', email: 'kudo@example.jp', role, language: 'ja' },
    centre,
    serverTime: '2026-11-20T05:30:00.000Z',
  };
}
async function open(role: Role = 'office', centre: SessionResponse['centre'] = CENTRE): Promise<void> {
  server.signIn.mockResolvedValue(answerAs(role, centre));
  await useSessionStore().signIn('kudo@example.jp', 'x');
  await show();
}
async function show(): Promise<void> {
  const router = createRouter({ history: createMemoryHistory(), routes });
  page = mount(SettingsPage, {
    attachTo: document.body,
    global: { plugins: [router], stubs: { RouterLink: true } },
  });
  await flushPromises();
}
const field = (label: string) => {
  const found = page.findAll('label').find((each) => each.text().startsWith(label))!;
  return page.get<HTMLInputElement>(`#${CSS.escape(found.attributes('for')!)}`);
};
async function save(): Promise<void> {
  await page.get('form').trigger('submit');
  await flushPromises();
}
const toasts = () => useToasts().toasts.value.map(({ text }) => text);

it.each(['coordinator', 'manager', 'partner'] as const)('is nothing that a %s changes', async (role) => {
  await open(role);
  expect(page.text()).not.toContain('支援センターの名前');
});

it('sends what was changed, and this device says it from then on', async () => {
  server.updateCentre.mockResolvedValue({ ...CENTRE, contact: CONTACT });
  await open();
  expect(field('お問い合わせ先').element.value).toBe('電話 017-000-0000');
  await field('お問い合わせ先').setValue(` ${CONTACT}\t`);
  await save();
  expect(server.updateCentre).toHaveBeenCalledExactlyOnceWith({ contact: CONTACT });
  expect(toasts()).toEqual(['名前と連絡先を保存しました']);
  expect(field('お問い合わせ先').element.value).toBe(CONTACT);
  expect(useWorkspace().session.centre.contact).toBe(CONTACT);
  expect(useSessionStore().session?.centre.contact).toBe(CONTACT);
});

it('takes the contact away when it is emptied, and asks for a name', async () => {
  server.updateCentre.mockResolvedValue({ id: 'centre', name: '青森支援センター' });
  await open();
  await field('支援センターの名前').setValue(' ');
  await save();
  expect(page.get('form').text()).toContain('入力してください');
  expect(document.activeElement).toBe(field('支援センターの名前').element);
  expect(server.updateCentre).not.toHaveBeenCalled();
  await field('支援センターの名前').setValue('青森支援センター');
  await field('お問い合わせ先').setValue('');
  await save();
  expect(server.updateCentre).toHaveBeenCalledExactlyOnceWith({ contact: null });
});

it('asks nothing of the server when nothing has changed', async () => {
  await open('administrator');
  await save();
  expect(server.updateCentre).not.toHaveBeenCalled();
  expect(toasts()).toEqual(['変わったところはありません']);
});

it('says that it is not saved without a connection, and has the input back after a kill', async () => {
  server.updateCentre.mockRejectedValueOnce(new Unreachable());
  await open();
  await compose(field('お問い合わせ先'), 'でんわ');
  await save();
  expect(page.get('form [role=status]').text()).toContain('まだ変わっていません');
  expect(toasts()).toEqual([]);
  page.unmount();
  await startAgain(useWorkspace());
  await show();
  await eventually(() => expect(field('お問い合わせ先').element.value).toBe('でんわ'));
  expect(page.get('form').text()).toContain('書きかけの入力を戻しました');
  expect(field('支援センターの名前').element.value).toBe('青森支援センター');
});

it('shows why the server did not take it, and keeps what was typed', async () => {
  server.updateCentre.mockRejectedValue(new ApiProblem('forbidden', 'この操作をする権限がありません', 403));
  await open();
  await field('支援センターの名前').setValue('21財団');
  await save();
  expect(page.get('form [role=alert]').text()).toContain('権限がありません');
  expect(field('支援センターの名前').element.value).toBe('21財団');
});

it('follows a colleague’s change where nothing was typed, and never sends the old one back', async () => {
  server.updateCentre.mockResolvedValue({ ...CENTRE, name: '21財団', contact: CONTACT });
  await open();
  await field('支援センターの名前').setValue('21財団');
  server.fetchSession.mockResolvedValue(answerAs('office', { ...CENTRE, contact: CONTACT }));
  await useSessionStore().refresh();
  await flushPromises();
  expect(field('お問い合わせ先').element.value).toBe(CONTACT);
  expect(field('支援センターの名前').element.value).toBe('21財団');
  await save();
  expect(server.updateCentre).toHaveBeenCalledExactlyOnceWith({ name: '21財団' });
});

it('is remembered by the device, also from before there was a contact', async () => {
  await open('office', CENTRE);
  setActivePinia(createPinia());
  await useSessionStore().restore();
  expect(useSessionStore().session?.centre).toEqual(CENTRE);
  localStorage.setItem(
    'banso.session',
    JSON.stringify({ ...answerAs('office', { id: 'centre', name: '青森' }) }),
  );
  setActivePinia(createPinia());
  await useSessionStore().restore();
  expect(useSessionStore().session?.centre).toEqual({ id: 'centre', name: '青森' });
});

it('leads to the screens for which a phone’s bottom bar has no room, as far as the role goes', async () => {
  await open('coordinator');
  const titles = page.findAllComponents(ListRow).map((row) => row.props('title'));
  expect(titles.slice(0, 4)).toEqual(['新規相談', '調査', '集計', '施策の推移']);
});
