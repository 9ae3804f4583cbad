// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/referrals-api.ts';
import ReferredPage from '#client/areas/casework/pages/ReferredPage.vue';
import TodayPage from '#client/areas/field/pages/TodayPage.vue';
import { eventually } from '#tests/support/eventually.ts';
import { openDesk, type Desk } from '#tests/client/areas/field/accounts/desk.ts';
import type { ReferredCase } from '#protocol/referrals.ts';

vi.mock('#client/api/referrals-api.ts');
const server = vi.mocked(api);
let desk: Desk;

beforeEach(async () => {
  vi.resetAllMocks();
  desk = await openDesk('partner');
});
afterEach(() => desk.close());

const CASE: ReferredCase = {
  id: 'one',
  state: 'sent',
  sentAt: '2026-11-01T00:00:00.000Z',
  statusAt: '2026-11-01T00:00:00.000Z',
  partner: '青森銀行',
  content: { company: ['八戸水産', '八戸市'], about: ['設備の資金'] },
  withheld: ['address', 'contact', 'issues'],
  moves: ['received', 'accepted', 'declined', 'referredOnward'],
};
const OVER: ReferredCase = { ...CASE, id: 'two', state: 'completed', content: {}, withheld: [], moves: [] };

async function press(page: VueWrapper, text: string): Promise<void> {
  await page
    .findAll('button')
    .find((button) => button.text() === text)!
    .trigger('click');
  await flushPromises();
}

it('stands on the first screen of a partner, what waits for an answer first, and leads to it', async () => {
  server.listReferred.mockResolvedValue([CASE, OVER]);
  const page = await desk.open(TodayPage, '/');
  await eventually(() => expect(page.text()).toContain('お返事をお待ちしています'));
  expect(page.text().indexOf('八戸水産')).toBeLessThan(page.text().indexOf('終わったもの'));
  expect(page.text()).toContain('青森銀行への相談');
  expect(page.findAll('a').filter((link) => link.attributes('href')?.startsWith('/referred/'))).toHaveLength(
    1,
  );
});

it('says without a network that nothing of it is kept here, and shows it when there is one', async () => {
  server.listReferred.mockRejectedValueOnce(new Unreachable()).mockResolvedValue([]);
  const page = await desk.open(TodayPage, '/');
  await eventually(() => expect(page.text()).toContain('この端末には保存しません'));
  await press(page, 'もう一度試す');
  await eventually(() => expect(page.text()).toContain('引き継がれた相談はありません'));
});

it('shows what was agreed to and what was not, and accepts with one press', async () => {
  server.listReferred
    .mockResolvedValueOnce([CASE])
    .mockResolvedValue([{ ...CASE, state: 'accepted', moves: ['inProgress', 'completed', 'declined'] }]);
  const page = await desk.open(ReferredPage, '/referred/one', { id: 'one' });
  await eventually(() => expect(page.text()).toContain('設備の資金'));
  expect(page.text()).toContain('お渡ししていない項目：所在地');
  await press(page, '引き受けます');
  expect(server.answerReferred).toHaveBeenCalledWith('one', { state: 'accepted' });
  await eventually(() => expect(page.text()).toContain('対応を始めました'));
});

it('declines with a reason and passes on with a name, neither without', async () => {
  server.listReferred.mockResolvedValue([CASE]);
  const page = await desk.open(ReferredPage, '/referred/one', { id: 'one' });
  await eventually(() => expect(page.text()).toContain('お断りします'));
  await press(page, 'お断りします');
  await press(page, '送る');
  expect(page.text()).toContain('理由をお選びください');
  expect(server.answerReferred).not.toHaveBeenCalled();
  await page.get('input[value=capacity]').setValue(true);
  await press(page, '送る');
  expect(server.answerReferred).toHaveBeenCalledWith('one', { state: 'declined', reason: 'capacity' });
  await press(page, '他の機関へ引き継ぎます');
  await press(page, '送る');
  expect(server.answerReferred).toHaveBeenCalledTimes(1);
  await page.get('dialog input[type=text]').setValue('商工会');
  await press(page, '送る');
  expect(server.answerReferred).toHaveBeenLastCalledWith('one', {
    state: 'referredOnward',
    onwardTo: '商工会',
  });
});

it('says why an answer was not taken, and of what it may not see only that it cannot be shown', async () => {
  server.listReferred.mockResolvedValue([CASE]);
  server.answerReferred.mockRejectedValue(new ApiProblem('referral-not-answerable', 'もうできません', 409));
  const page = await desk.open(ReferredPage, '/referred/one', { id: 'one' });
  await eventually(() => expect(page.text()).toContain('引き受けます'));
  await press(page, '引き受けます');
  expect(page.text()).toContain('もうできません');
  const other = await desk.open(ReferredPage, '/referred/other', { id: 'other' });
  await eventually(() => expect(other.text()).toContain('この相談は表示できません'));
  expect(other.text()).not.toContain('設備の資金');
});
