// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/referrals-api.ts';
import ConsentRecordPage from '#client/areas/casework/pages/ConsentRecordPage.vue';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';

vi.mock('#client/api/referrals-api.ts');
const server = vi.mocked(api);
let desk: Desk;

beforeEach(async () => {
  vi.resetAllMocks();
  desk = await openDesk();
  const { write } = desk.workspace;
  await write('accounts', 'a', { name: '八戸水産' });
  await write('accounts', 'b', { name: '湊冷蔵', mergedInto: 'a' });
  await write('leads', 'lead', { accountId: 'b', companyName: '湊冷蔵', source: 'phone', status: 'new' });
  await write('consents', 'given', {
    leadId: 'lead',
    act: 'given',
    who: '工藤 一郎',
    scope: '相談のために使います',
    scopeVersion: 'lead-1',
    items: ['company', 'about'],
    recipients: ['bank'],
    recipientNames: '青森銀行',
    method: 'spoken',
    takenBy: 'sato',
    at: '2026-11-01T00:00:00.000Z',
  });
  await write('consents', 'back', {
    act: 'withdrawn',
    withdraws: 'given',
    takenBy: 'sato',
    at: '2026-11-10T00:00:00.000Z',
    reason: '担当者の交代',
  });
  await write('consents', 'other', {
    accountId: 'x',
    act: 'given',
    who: '他社',
    takenBy: 'sato',
    at: '2026-11-01T00:00:00.000Z',
  });
});
afterEach(() => desk.close());

it('holds what a company agreed to by any of its records and leads, what it took back, and what was handed over', async () => {
  server.listProvisions.mockResolvedValue([
    {
      id: 'p',
      referralId: 'r',
      consentId: 'given',
      recipientName: '青森銀行',
      items: ['company', 'about'],
      content: { company: ['湊冷蔵'], about: ['設備の資金'] },
      at: '2026-11-02T00:00:00.000Z',
    },
  ]);
  const page = await desk.open(ConsentRecordPage, '/accounts/a/consents', { accountId: 'a' });
  await eventually(() => expect(page.text()).toContain('設備の資金'));
  for (const said of [
    '八戸水産 御中',
    '工藤 一郎',
    '相談のために使います',
    'lead-1',
    '撤回済み',
    '担当者の交代',
    '2026年11月2日',
  ])
    expect(page.text()).toContain(said);
  expect(page.text()).not.toContain('他社');
});

it('says on the sheet that what was handed over is missing when the server cannot be reached', async () => {
  server.listProvisions.mockRejectedValueOnce(new Unreachable()).mockResolvedValue([]);
  const page = await desk.open(ConsentRecordPage, '/accounts/a/consents', { accountId: 'a' });
  await eventually(() => expect(page.get('.consent-record').text()).toContain('この紙に含まれていません'));
  expect(page.text()).not.toContain('渡したものはありません');
  await page
    .findAll('button')
    .find((one) => one.text() === 'もう一度受け取る')!
    .trigger('click');
  await flushPromises();
  await eventually(() => expect(page.text()).toContain('この同意で渡したものはありません'));
});

it('asks nothing of the server for a lead that is no company yet', async () => {
  await desk.workspace.write('leads', 'alone', {
    companyName: '弘前木工',
    source: 'survey',
    status: 'new',
    consentGiven: true,
    consentAt: '2026-11-05T00:00:00.000Z',
    consentScope: 'ご連絡します',
  });
  const page = await desk.open(ConsentRecordPage, '/leads/alone/consents', { leadId: 'alone' });
  await eventually(() => expect(page.text()).toContain('ご連絡します'));
  expect(page.text()).toContain('弘前木工 御中');
  expect(server.listProvisions).not.toHaveBeenCalled();
});
