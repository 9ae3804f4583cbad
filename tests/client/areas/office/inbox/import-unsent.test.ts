// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Unreachable } from '#client/api/http.ts';
import * as parcelsApi from '#client/api/parcels-api.ts';
import { handIn } from '#client/api/sync-api.ts';
import ImportUnsentPage from '#client/areas/office/pages/ImportUnsentPage.vue';
import type { Role } from '#domain/access/permissions.ts';
import type { PushResult } from '#protocol/sync.ts';
import { language } from '#ui/messages.ts';
import { eventually } from '#tests/support/eventually.ts';
import { exportPhone } from './exported.ts';
import { openOfficeDesk, type OfficeDesk } from './office-desk.ts';

vi.mock('#client/api/parcels-api.ts');
vi.mock('#client/api/sync-api.ts', async (importActual) => ({
  ...(await importActual<object>()),
  handIn: vi.fn(),
}));
const push = vi.mocked(handIn);
const NOW = '2026-11-21T00:00:00.000Z';

let desk: OfficeDesk;
beforeEach(() => {
  language.value = 'ja';
  vi.resetAllMocks();
});
afterEach(() => desk.close());

async function openAs(role: Role): Promise<void> {
  desk = await openOfficeDesk(role);
  await desk.open(ImportUnsentPage);
}

async function choose(text: string): Promise<void> {
  await eventually(() => expect(desk.page().find('input[type=file]').exists()).toBe(true));
  const input = desk.page().get<HTMLInputElement>('input[type=file]');
  Object.defineProperty(input.element, 'files', {
    value: [new File([text], '控え.json')],
    configurable: true,
  });
  await input.trigger('change');
  await flushPromises();
}

/** Answers every change in its own way; by default it is new. */
function answer(answerOf: (name: string) => Partial<PushResult> = () => ({})): void {
  push.mockImplementation(async (_device, changes) => ({
    epoch: 'one',
    accessVersion: 1,
    serverTime: NOW,
    results: changes.map(
      ({ changeId, fields }) =>
        ({
          status: 'accepted',
          receipt: { changeId, changeHash: '', revision: 1, serverTime: NOW },
          ...answerOf(String(fields['name'])),
        }) as PushResult,
    ),
  }));
}

it('shows whose and what is in the file before anything is sent, and takes it over as it is', async () => {
  await openAs('office');
  const { text } = await exportPhone(['八戸水産', '弘前木工']);
  await choose(text);
  await desk.shows('書いた人 佐藤 健');
  await desk.shows('件数 2件');
  await desk.shows('企業 八戸水産、弘前木工');
  expect(push).not.toHaveBeenCalled();
  answer();
  await desk.press('2件を取り込む');
  await desk.shows('2件を取り込みました');
  const { changes } = JSON.parse(text) as { changes: object[] };
  expect(push.mock.calls.map(([deviceId, sent]) => [deviceId, sent])).toEqual([
    [desk.workspace.author.deviceId, changes],
  ]);
  expect(desk.syncs()).toBe(1);
});

it('tells what was there before, what the office has, and what was refused and why', async () => {
  await openAs('office');
  const { text } = await exportPhone(['新しい', '前からある', '預けた', '断られた']);
  await choose(text);
  answer((name) => {
    if (name === '前からある')
      return {
        receipt: { changeId: '', changeHash: '', revision: 1, serverTime: '2026-11-19T00:00:00.000Z' },
      };
    if (name === '預けた') return { status: 'rejected', code: 'passed-to-office', title: '' };
    if (name !== '断られた') return {};
    return { status: 'rejected', code: 'record-erased', title: '個人情報保護のため消去されています' };
  });
  await desk.press('4件を取り込む');
  await desk.shows('1件を取り込みました');
  await desk.shows('1件は、すでに取り込まれていました');
  await desk.shows('事務局の確認待ち');
  await desk.shows('1件は取り込めませんでした');
  await desk.shows('断られた');
  await desk.shows('個人情報保護のため消去されています');
});

it('sends many in several requests, and goes on after the link broke without doubling anything', async () => {
  await openAs('office');
  const { text } = await exportPhone(Array.from({ length: 150 }, (_, index) => `企業${index}`));
  await choose(text);
  await desk.shows('ほか145社');
  answer();
  push.mockRejectedValueOnce(new Unreachable());
  await desk.press('150件を取り込む');
  await desk.shows('途中でつながらなくなりました');
  expect(desk.syncs()).toBe(0);
  await desk.press('150件を取り込む');
  await desk.shows('150件を取り込みました');
  expect(push.mock.calls.map(([, changes]) => changes.length)).toEqual([100, 100, 50]);
});

it('takes nothing of a file that was changed by hand', async () => {
  await openAs('office');
  const { text } = await exportPhone();
  await choose(text.replace('八戸水産', '八戸水鳥'));
  await desk.shows('書き出した後に中身が変えられています');
  expect(desk.page().text()).not.toContain('件を取り込む');
  // Another file can be chosen at once.
  await choose(text);
  await desk.shows('件数 2件');
});

it('lets a coordinator take over what is theirs, and sends what is another’s to the office', async () => {
  await openAs('coordinator');
  const { text } = await exportPhone();
  await choose(text);
  await desk.shows('ほかの人の記録です');
  expect(desk.page().text()).not.toContain('件を取り込む');

  const { changes } = JSON.parse(text) as { changes: object[] };
  const own = changes.map((change) => ({ ...change, madeBy: 'kudo' }));
  await choose(JSON.stringify({ format: 'banso-unsent-changes', version: 1, exportedAt: NOW, changes: own }));
  answer();
  await desk.press('2件を取り込む');
  await desk.shows('2件を取り込みました');
});

it('takes nothing of somebody who does not belong to the centre', async () => {
  await openAs('office');
  const { text } = await exportPhone();
  const { changes } = JSON.parse(text) as { changes: object[] };
  const strange = changes.map((change) => ({ ...change, madeBy: 'stranger' }));
  await choose(
    JSON.stringify({ format: 'banso-unsent-changes', version: 1, exportedAt: NOW, changes: strange }),
  );
  await desk.shows('このセンターの職員ではない人の記録');
  expect(push).not.toHaveBeenCalled();
});

it('sends sealed letters on, which only the office can open', async () => {
  await openAs('coordinator');
  const letter = {
    format: 'banso-sealed',
    version: 1,
    ephemeral: 'A'.repeat(87),
    iv: 'A'.repeat(16),
    data: 'AA',
  };
  await choose(JSON.stringify({ format: 'banso-sealed-letters', version: 1, letters: [letter, letter] }));
  await desk.press('2通を事務局に送る');
  await desk.shows('2通を事務局に送りました');
  expect(vi.mocked(parcelsApi.postParcel).mock.calls).toEqual([[letter], [letter]]);
});
