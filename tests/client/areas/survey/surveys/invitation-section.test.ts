// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/surveys-api.ts';
import AccountPage from '#client/areas/field/pages/AccountPage.vue';
import { tellWorkspace } from '#client/records/workspace.ts';
import { TIME_UNSAID, type Invitation } from '#protocol/surveys.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';
import { SURVEY } from './survey-summary.ts';

vi.mock('#client/api/surveys-api.ts');
const server = vi.mocked(api);

const ISSUED: Invitation = {
  id: 'i1',
  surveyId: 'wave-1',
  accountId: 'a',
  code: 'ABCDE-FGHJK',
  link: 'https://banso.example/s/ABCDE-FGHJK',
  generation: 1,
  issuedAt: '2026-11-20T01:00:00.000Z',
  openedAt: null,
  answeredAt: null,
};
const REPLACED: Invitation = {
  ...ISSUED,
  id: 'i2',
  code: 'MNPQR-STVWX',
  link: 'https://banso.example/s/MNPQR-STVWX',
  generation: 2,
};

let desk: Desk;
beforeEach(async () => {
  vi.resetAllMocks();
  server.listSurveys.mockResolvedValue({ surveys: [SURVEY], revisions: [] });
  desk = await openDesk();
  await desk.workspace.write('accounts', 'a', { name: '八戸水産' });
});
afterEach(() => desk.close());

const buttonOf = (page: VueWrapper, label: string) =>
  page.findAll('button').find((one) => one.text() === label)!;
const kept = () => desk.workspace.db.invitations.toArray();

async function open(): Promise<VueWrapper> {
  const page = await desk.open(AccountPage, '/accounts/a', { id: 'a' });
  await eventually(() => expect(page.get('h1').text()).toBe('八戸水産'));
  return page;
}
async function openAndShow(): Promise<VueWrapper> {
  const page = await open();
  await buttonOf(page, '依頼を確かめる').trigger('click');
  return page;
}

it('asks nothing of the server before someone wants to see a code', async () => {
  await open();
  expect(server.findInvitation).not.toHaveBeenCalled();
});

it('issues a code, shows it with its QR code, and keeps it on the device', async () => {
  server.findInvitation.mockResolvedValue(undefined);
  server.issueInvitation.mockResolvedValue(ISSUED);
  const page = await openAndShow();
  await eventually(() => expect(page.text()).toContain('未依頼'));
  await buttonOf(page, 'コードを発行する').trigger('click');
  await eventually(() => expect(page.text()).toContain('ABCDE-FGHJK'));
  expect(server.issueInvitation).toHaveBeenCalledWith('wave-1', 'a');
  expect(page.text()).toContain('未開封');
  await buttonOf(page, 'QRを大きく見せる').trigger('click');
  const dialog = page.get('dialog.qr-screen');
  expect(dialog.get('svg[role=img]').attributes('aria-label')).toContain('令和8年度 企業調査');
  expect(dialog.text()).toContain('八戸水産');
  expect(dialog.text()).toContain('https://banso.example/s/ABCDE-FGHJK');
  await eventually(async () => expect((await kept()).map(({ code }) => code)).toEqual(['ABCDE-FGHJK']));
});

it('shows a code that was seen before without a network, and says how old it is', async () => {
  await desk.workspace.db.invitations.put({ ...ISSUED, toldAt: new Date().toISOString() });
  await desk.workspace.db.documents.put({
    name: 'survey',
    hash: 's',
    content: {
      id: 'wave-1',
      title: SURVEY.title,
      questionnaireId: 'aomori',
      questionnaireRevision: 1,
      startsOn: '2020-01-01',
      endsOn: null,
    },
  });
  server.listSurveys.mockRejectedValue(new Unreachable());
  const page = await open();
  await eventually(() => expect(page.text()).toContain('ABCDE-FGHJK'));
  expect(page.text()).toContain('この端末に保存したコードです（たった今に確認）');
});

it('says in one line that codes are issued where there is a connection', async () => {
  await desk.workspace.db.documents.put({
    name: 'survey',
    hash: 's',
    content: {
      id: 'wave-1',
      title: SURVEY.title,
      questionnaireId: 'aomori',
      questionnaireRevision: 1,
      startsOn: '2020-01-01',
      endsOn: null,
    },
  });
  server.listSurveys.mockRejectedValue(new Unreachable());
  const page = await openAndShow();
  await eventually(() => expect(page.text()).toContain('この企業のコードは、まだこの端末にありません'));
  expect(buttonOf(page, 'コードを発行する')).toBeUndefined();
});

it('drops a kept code when a colleague has replaced it', async () => {
  await desk.workspace.db.invitations.put({ ...ISSUED, toldAt: '2026-11-20T01:00:00.000Z' });
  server.findInvitation.mockResolvedValue(REPLACED);
  const page = await open();
  await eventually(() => expect(page.text()).toContain('MNPQR-STVWX'));
  expect(page.text()).not.toContain('ABCDE-FGHJK');
  expect((await kept()).map(({ generation }) => generation)).toEqual([2]);
});

it('drops a kept code that has been answered with, and says when', async () => {
  await desk.workspace.db.invitations.put({ ...ISSUED, toldAt: '2026-11-20T01:00:00.000Z' });
  server.findInvitation.mockResolvedValue({
    ...ISSUED,
    openedAt: '2026-11-20T02:00:00.000Z',
    answeredAt: '2026-11-20T02:10:00.000Z',
  });
  const page = await open();
  await eventually(() => expect(page.text()).toContain('回答がありました'));
  expect(page.text()).not.toContain('ABCDE-FGHJK');
  expect(await kept()).toEqual([]);
});

it('offers no code to a company that has answered without one, and forgets the one it had', async () => {
  await desk.workspace.db.invitations.put({ ...ISSUED, toldAt: '2026-11-20T01:00:00.000Z' });
  server.findInvitation.mockResolvedValue('answered');
  const page = await open();
  await eventually(() => expect(page.text()).toContain('回答がありました'));
  expect(page.text()).toContain('回答済み');
  expect(page.text()).not.toContain('ABCDE-FGHJK');
  expect(page.text()).not.toContain('コードを発行する');
  expect(await kept()).toEqual([]);
});

it('says no day of an answer whose day it is not told', async () => {
  await desk.workspace.db.invitations.put({ ...ISSUED, toldAt: '2026-11-20T01:00:00.000Z' });
  server.findInvitation.mockResolvedValue({ ...ISSUED, answeredAt: TIME_UNSAID });
  const page = await open();
  await eventually(() => expect(page.text()).toContain('回答がありました'));
  expect(page.text()).not.toMatch(/2000|平成12/);
});

it('shows no code any more once the answers have come to the device', async () => {
  await desk.workspace.db.invitations.put({ ...ISSUED, toldAt: '2026-11-20T01:00:00.000Z' });
  await desk.workspace.db.documents.put({
    name: 'survey',
    hash: 's',
    content: {
      id: 'wave-1',
      title: SURVEY.title,
      questionnaireId: 'aomori',
      questionnaireRevision: 1,
      startsOn: '2020-01-01',
      endsOn: null,
    },
  });
  await desk.workspace.write('responses', 'r', {
    surveyId: 'wave-1',
    accountId: 'a',
    channel: 'link',
    submittedAt: '2026-11-20T02:10:00.000Z',
    disposition: 'complete',
  });
  server.listSurveys.mockRejectedValue(new Unreachable());
  const page = await open();
  await eventually(() => expect(page.text()).toContain('回答済み'));
  expect(page.text()).not.toContain('ABCDE-FGHJK');
});

it('replaces a code and takes it back only at the second tap', async () => {
  server.findInvitation.mockResolvedValue(ISSUED);
  server.issueInvitation.mockResolvedValue(REPLACED);
  server.revokeInvitation.mockResolvedValue();
  const page = await openAndShow();
  await eventually(() => expect(buttonOf(page, '新しいコードにする')).toBeDefined());
  await buttonOf(page, '新しいコードにする').trigger('click');
  expect(server.issueInvitation).not.toHaveBeenCalled();
  await page
    .findAll('button')
    .find((one) => one.text().includes('渡した手紙のコードは使えなくなります'))!
    .trigger('click');
  await eventually(() => expect(page.text()).toContain('MNPQR-STVWX'));

  await buttonOf(page, '依頼を取り消す').trigger('click');
  await page
    .findAll('button')
    .find((one) => one.text().includes('もう一度押すと取り消します'))!
    .trigger('click');
  await eventually(() => expect(page.text()).toContain('未依頼'));
  expect(server.revokeInvitation).toHaveBeenCalledWith('wave-1', 'a');
  await eventually(async () => expect(await kept()).toEqual([]));
});

it('prints one sheet with the company, the code and the address, and only then', async () => {
  server.findInvitation.mockResolvedValue(ISSUED);
  const page = await openAndShow();
  await eventually(() => expect(buttonOf(page, '印刷する')).toBeDefined());
  expect(document.querySelector('.print-sheet')).toBeNull();
  // The contact was written after this page was opened.
  const { session } = desk.workspace;
  tellWorkspace({ ...session, centre: { ...session.centre, contact: '電話 017-000-0000' } });
  let printed = '';
  window.print = () => (printed = document.querySelector('.print-sheet')?.textContent ?? '');
  await buttonOf(page, '印刷する').trigger('click');
  await eventually(() => expect(printed).toContain('八戸水産 御中'));
  for (const part of [
    '支援センター',
    '令和8年度 企業調査',
    'ABCDE-FGHJK',
    'https://banso.example/s/',
    '電話 017-000-0000',
  ])
    expect(printed).toContain(part);
  window.dispatchEvent(new Event('afterprint'));
  await eventually(() => expect(document.querySelector('.print-sheet')).toBeNull());
  tellWorkspace(session);
});

it('copies text and link where there is no share sheet', async () => {
  server.findInvitation.mockResolvedValue(ISSUED);
  const page = await openAndShow();
  await eventually(() => expect(buttonOf(page, '共有する')).toBeDefined());
  await buttonOf(page, '共有する').trigger('click');
  await eventually(async () =>
    expect(await navigator.clipboard.readText()).toContain('https://banso.example/s/ABCDE-FGHJK'),
  );
});

it('is not there for those who may not issue codes', async () => {
  desk.workspace.session.user.role = 'manager';
  const page = await open();
  expect(page.text()).not.toContain('調査の依頼');
  desk.workspace.session.user.role = 'coordinator';
});
