// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, mount, RouterLinkStub, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/session-api.ts';
import { useSessionStore } from '#client/areas/shell/features/session/session-store.ts';
import PeoplePage from '#client/areas/office/pages/PeoplePage.vue';
import { closeWorkspace, openWorkspace, useWorkspace } from '#client/records/workspace.ts';
import type { Json } from '#domain/canonical/json.ts';
import type { Person } from '#protocol/session.ts';
import { compose } from '#tests/client/storage/half-typed.ts';
import { readSurveyJson } from '#tests/domain/questionnaire/survey.ts';
import { eventually } from '#tests/support/eventually.ts';

vi.mock('#client/api/session-api.ts');
const server = vi.mocked(api);

const KUDO: Person = {
  userId: 'kudo',
  name: '工藤 さくら',
  email: 'kudo@example.jp',
  role: 'administrator',
  expertise: [],
  active: true,
  lastSeenAt: null,
};
const SATO: Person = {
  userId: 'sato',
  name: '佐藤 健',
  email: 'sato@example.jp',
  role: 'coordinator',
  expertise: ['finance'],
  active: true,
  lastSeenAt: null,
};
const LINK = 'https://banso.example/app/link/SECRET';

let page: VueWrapper;

beforeEach(async () => {
  setActivePinia(createPinia());
  localStorage.clear();
  vi.resetAllMocks();
  server.signIn.mockResolvedValue({
    user: { id: 'kudo', name: KUDO.name, email: KUDO.email, role: 'administrator', language: 'ja' },
    centre: { id: 'centre', name: 'センター' },
    serverTime: '2026-11-20T05:30:00.000Z',
  });
  await useSessionStore().signIn('kudo@example.jp', 'x');
  await useWorkspace().db.formDrafts.clear();
  await useWorkspace().db.documents.put({
    name: 'questionnaire',
    hash: 'x',
    content: readSurveyJson() as Json,
  });
});
afterEach(() => {
  page.unmount();
  closeWorkspace();
});

async function open(): Promise<void> {
  page = mount(PeoplePage, { attachTo: document.body, global: { stubs: { RouterLink: RouterLinkStub } } });
  await flushPromises();
}
async function press(text: string): Promise<void> {
  await page
    .findAll('button')
    .find((button) => button.text().includes(text))!
    .trigger('click');
  await flushPromises();
}
async function type(label: string, value: string): Promise<void> {
  const found = page.findAll('label').find((each) => each.text().startsWith(label));
  await page.get(`#${CSS.escape(found!.attributes('for')!)}`).setValue(value);
}
async function choose(label: string): Promise<void> {
  await eventually(() =>
    expect(page.findAll('label').some((each) => each.text().startsWith(label))).toBe(true),
  );
  await page
    .findAll('label')
    .find((each) => each.text().startsWith(label))!
    .get('input')
    .setValue(true);
}

it('lists the people with role and expertise in words', async () => {
  server.listPeople.mockResolvedValue([SATO, KUDO]);
  await open();
  await eventually(() => expect(page.text()).toContain('資金繰り'));
  expect(page.text()).toContain('コーディネーター');
  expect(page.text()).toContain('2名が利用できます');
});

it('adds a person and shows the one-time link, which is gone afterwards', async () => {
  server.listPeople.mockResolvedValue([KUDO]);
  server.createPerson.mockResolvedValue({ person: SATO, link: LINK });
  await open();
  await press('職員を追加');
  await type('氏名', '佐藤 健');
  await type('メールアドレス', 'ｓａｔｏ@example.jp');
  await choose('コーディネーター');
  await choose('資金繰り');
  await page.get('form').trigger('submit');
  await flushPromises();

  expect(server.createPerson).toHaveBeenCalledWith({
    name: '佐藤 健',
    email: 'sato@example.jp',
    role: 'coordinator',
    expertise: ['finance'],
  });
  expect(page.get<HTMLInputElement>('input[readonly]').element.value).toBe(LINK);
  expect(page.get('svg[role=img]').attributes('aria-label')).toContain('佐藤 健');
  await press('閉じる');
  expect(page.html()).not.toContain('SECRET');
  expect(page.text()).toContain('佐藤 健');
});

it('asks for what is missing before it asks the server', async () => {
  server.listPeople.mockResolvedValue([KUDO]);
  await open();
  await press('職員を追加');
  await page.get('form').trigger('submit');
  expect(page.text()).toContain('役割を選んでください');
  expect(server.createPerson).not.toHaveBeenCalled();
});

it('shows in place that the last administrator cannot go', async () => {
  server.listPeople.mockResolvedValue([KUDO]);
  server.updatePerson.mockRejectedValue(
    new ApiProblem('last-administrator', '管理者を一人もいなくすることはできません', 409),
  );
  await open();
  await press('工藤 さくら');
  await choose('事務局');
  await page.get('form').trigger('submit');
  await flushPromises();
  expect(server.updatePerson).toHaveBeenCalledWith('kudo', {
    name: '工藤 さくら',
    role: 'office',
    expertise: [],
  });
  expect(page.get('dialog [role=alert]').text()).toContain('管理者を一人もいなくすることはできません');
});

it('stops access only at the second tap', async () => {
  server.listPeople.mockResolvedValue([KUDO, SATO]);
  server.updatePerson.mockResolvedValue({ ...SATO, active: false });
  await open();
  await press('佐藤 健');
  await press('利用を停止する');
  expect(server.updatePerson).not.toHaveBeenCalled();
  await press('もう一度押すと停止します');
  expect(server.updatePerson).toHaveBeenCalledWith('sato', { active: false });
  expect(page.text()).toContain('利用停止中');
  expect(page.text()).toContain('1名が利用できます');
});

it('says that the list needs a connection, and comes when there is one', async () => {
  server.listPeople.mockRejectedValueOnce(new Unreachable());
  await open();
  expect(page.text()).toContain('サーバーにつながりません');
  server.listPeople.mockResolvedValueOnce([KUDO]);
  await press('もう一度試す');
  expect(page.text()).toContain('工藤 さくら');
});

it('keeps what was typed when a change could not be sent', async () => {
  server.listPeople.mockResolvedValue([KUDO, SATO]);
  server.updatePerson.mockRejectedValue(new Unreachable());
  await open();
  await press('佐藤 健');
  await type('氏名', '佐藤 健一');
  await page.get('form').trigger('submit');
  await flushPromises();
  expect(page.get('dialog [role=alert]').text()).toContain('変更していません');
  expect(page.get<HTMLInputElement>('dialog input[type=text]').element.value).toBe('佐藤 健一');
});

it('has a half-filled form back after a kill, also when the server could not be reached, until the person is added', async () => {
  server.listPeople.mockResolvedValue([KUDO]);
  server.createPerson.mockRejectedValueOnce(new Unreachable());
  server.createPerson.mockResolvedValue({ person: SATO, link: LINK });
  await open();
  await press('職員を追加');
  await type('メールアドレス', 'sato@example.jp');
  await choose('コーディネーター');
  await compose(page.get('dialog input[type=text]'), 'さとう');
  await page.get('form').trigger('submit');
  await flushPromises();
  page.unmount();
  const { session } = useWorkspace();
  closeWorkspace();
  await openWorkspace(session);

  await open();
  await press('職員を追加');
  await eventually(() =>
    expect(page.get<HTMLInputElement>('dialog input[type=text]').element.value).toBe('さとう'),
  );
  expect(page.get<HTMLInputElement>('input[type=email]').element.value).toBe('sato@example.jp');
  expect(page.get('dialog').text()).toContain('書きかけの入力を戻しました');
  await page.get('form').trigger('submit');
  await flushPromises();
  expect(server.createPerson).toHaveBeenLastCalledWith({
    name: 'さとう',
    email: 'sato@example.jp',
    role: 'coordinator',
    expertise: [],
  });
  await eventually(async () => expect(await useWorkspace().db.formDrafts.count()).toBe(0));
});

it('puts a person with a partner’s account to its institution, and says what they see before', async () => {
  const { db, write } = useWorkspace();
  await write('partners', 'bank', { name: '青森銀行', kind: 'bank', people: ['other'] });
  server.listPeople.mockResolvedValue([KUDO, { ...SATO, role: 'partner' }]);
  await open();
  await press('佐藤 健');
  await eventually(() => expect(page.text()).toContain('この人には繋いだ相談が見えません'));
  await choose('青森銀行');
  await eventually(async () =>
    expect((await db.partners.get('bank'))?.fields.people).toEqual(['other', 'sato']),
  );
  await eventually(() => expect(page.text()).not.toContain('この人には繋いだ相談が見えません'));
});
