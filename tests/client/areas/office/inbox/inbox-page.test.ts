// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as heldApi from '#client/api/held-changes-api.ts';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as parcelsApi from '#client/api/parcels-api.ts';
import InboxPage from '#client/areas/office/pages/InboxPage.vue';
import { uuidV7 } from '#domain/canonical/uuid.ts';
import type { Change } from '#domain/sync/change.ts';
import type { HeldChange } from '#protocol/held-changes.ts';
import type { Parcel } from '#protocol/parcels.ts';
import { language } from '#ui/messages.ts';
import { openOfficeDesk, type OfficeDesk } from './office-desk.ts';

vi.mock('#client/api/held-changes-api.ts');
vi.mock('#client/api/parcels-api.ts');
const held = vi.mocked(heldApi);
const parcels = vi.mocked(parcelsApi);

const AT = '2026-11-20T05:30:00.000Z';
let made = 0;

function newId(): string {
  made += 1;
  return uuidV7(Date.parse(AT) + made, (count) => new Uint8Array(count).fill(made % 251));
}

function changeOf(collection: string, fields: Change['fields'], given: Partial<Change> = {}): Change {
  return {
    changeId: newId(),
    deviceId: newId(),
    deviceSeq: 1,
    madeBy: 'sato',
    madeAt: AT,
    collection,
    recordId: newId(),
    kind: 'put',
    baseRevision: 0,
    fields,
    ...given,
  };
}
const waiting = (change: Change): HeldChange => ({ change, refusal: 'collection-forbidden', heldAt: AT });

let desk: OfficeDesk;
beforeEach(async () => {
  language.value = 'ja';
  vi.resetAllMocks();
  held.listHeldChanges.mockResolvedValue([]);
  parcels.listParcels.mockResolvedValue([]);
  desk = await openOfficeDesk('office');
});
afterEach(() => desk.close());

describe('what people recorded and may no longer write', () => {
  const account = changeOf('accounts', { name: '八戸水産加工', phone: '0178-00-0000', note: null });
  const visit = changeOf(
    'visits',
    {
      accountId: account.recordId,
      status: 'planned',
      plannedDate: '2026-11-24',
      participants: { add: ['sato'], remove: [] },
    },
    { deviceSeq: 2 },
  );

  it('is said in plain words, with who, when and about which company', async () => {
    await desk.workspace.db.accounts.put({
      id: 'known',
      revision: 3,
      fields: { name: '弘前木工' },
      deletedAt: null,
      conflicts: [],
      warnings: [],
    });
    const edit = changeOf('accounts', { phone: null }, { recordId: 'known', baseRevision: 3 });
    const removal = changeOf('nextSteps', {}, { kind: 'delete', baseRevision: 2 });
    held.listHeldChanges.mockResolvedValue([account, visit, edit, removal].map(waiting));
    await desk.open(InboxPage);
    await desk.shows('佐藤 健 4件');
    // Made by a change beside it, the company has its name already.
    await desk.shows('訪問 · 八戸水産加工 新しい記録');
    await desk.shows('11月24日');
    await desk.shows('参加者 佐藤 健');
    await desk.shows('企業 · 弘前木工 変更');
    await desk.shows('電話番号 （なし）');
    await desk.shows('次の一手 · （企業名なし） 削除');
    // What a new record leaves empty says nothing, nor does an id.
    expect(desk.page().text()).not.toContain(account.recordId);
    expect(desk.page().text()).not.toContain('メモ');
  });

  it('is about no company where it is something of the tables, and says its lists by their names', async () => {
    const frame = changeOf('codingFrames', {
      questionnaireId: 'sme',
      item: 'issues.other',
      title: '困りごと',
      categories: [
        { code: 'a', label: '人手' },
        { code: 'b', label: '資金' },
      ],
    });
    held.listHeldChanges.mockResolvedValue([waiting(frame)]);
    await desk.open(InboxPage);
    await desk.shows('自由記述の分類表 新しい記録');
    await desk.shows('分類 人手、資金');
    expect(desk.page().text()).not.toContain('自由記述の分類表 ·');
  });

  it('is taken in one by one, and the device then gets it', async () => {
    // In whatever order they are told: a company comes before the visit to it.
    held.listHeldChanges.mockResolvedValue([visit, account].map(waiting));
    held.acceptHeldChange.mockResolvedValue();
    await desk.open(InboxPage);
    await desk.press('取り込む', 'li');
    expect(held.acceptHeldChange.mock.calls).toEqual([[account.changeId]]);
    await desk.shows('佐藤 健 1件');
    expect(desk.syncs()).toBe(1);
  });

  it('is taken in as a whole for one person, and what cannot be waits on with the reason', async () => {
    const ofOther = changeOf('accounts', { name: '黒石酒造' }, { madeBy: 'kudo' });
    held.listHeldChanges.mockResolvedValue([account, visit, ofOther].map(waiting));
    held.acceptHeldChange.mockImplementation(async (changeId) => {
      if (changeId === account.changeId)
        throw new ApiProblem('record-erased', '個人情報保護のため消去されています', 410);
    });
    await desk.open(InboxPage);
    await desk.press('2件をすべて取り込む');
    expect(held.acceptHeldChange.mock.calls).toEqual([[account.changeId], [visit.changeId]]);
    await desk.shows('取り込めませんでした：個人情報保護のため消去されています');
    await desk.shows('佐藤 健 1件');
    await desk.shows('黒石酒造');
  });

  it('stops where the connection breaks, and leaves what it has not decided', async () => {
    held.listHeldChanges.mockResolvedValue([account, visit].map(waiting));
    held.acceptHeldChange.mockRejectedValue(new Unreachable());
    await desk.open(InboxPage);
    await desk.press('2件をすべて取り込む');
    expect(held.acceptHeldChange).toHaveBeenCalledOnce();
    await desk.shows('佐藤 健 2件');
    expect(desk.page().find('[role=alert]').exists()).toBe(true);
    expect(desk.syncs()).toBe(0);
  });

  it('is declined only with a reason', async () => {
    held.listHeldChanges.mockResolvedValue([waiting(account)]);
    held.declineHeldChange.mockResolvedValue();
    await desk.open(InboxPage);
    await desk.press('取り込まない', 'li');
    await desk.shows('理由は 佐藤 健 さんの端末に表示されます');
    await desk.page().get('dialog form').trigger('submit');
    await desk.shows('理由を書いてください');
    expect(held.declineHeldChange).not.toHaveBeenCalled();
    await desk.page().get('dialog input').setValue(' 二重の記録です ');
    await desk.page().get('dialog form').trigger('submit');
    await desk.shows('確認を待っている記録はありません');
    expect(held.declineHeldChange.mock.calls).toEqual([[account.changeId, '二重の記録です']]);
  });

  it('goes from the list when a colleague has decided meanwhile', async () => {
    held.listHeldChanges.mockResolvedValue([waiting(account)]);
    held.acceptHeldChange.mockRejectedValue(new ApiProblem('not-found', '見つかりません', 404));
    await desk.open(InboxPage);
    await desk.press('取り込む', 'li');
    await desk.shows('確認を待っている記録はありません');
  });

  it('may be of a kind that this app does not know', async () => {
    held.listHeldChanges.mockResolvedValue([waiting(changeOf('dreams', { text: 'x' }))]);
    await desk.open(InboxPage);
    await desk.shows('この画面では内容を表示できない種類の記録です');
  });

  it('needs a connection to be seen', async () => {
    held.listHeldChanges.mockRejectedValue(new Unreachable());
    await desk.open(InboxPage);
    await desk.press('もう一度');
    expect(held.listHeldChanges).toHaveBeenCalledTimes(2);
  });
});

describe('sealed letters', () => {
  const parcel: Parcel = {
    id: 'p',
    receivedAt: AT,
    userId: 'sato',
    changes: 3,
    drafts: 1,
    openedAt: null,
    openedBy: null,
    refused: null,
  };
  const [first, second] = [changeOf('accounts', { name: '八戸水産' }), changeOf('accounts', { name: '' })];
  const content = {
    format: 'banso-unsent-changes' as const,
    version: 1 as const,
    centreId: 'centre',
    userId: 'sato',
    exportedAt: AT,
    changes: [first, second, { nonsense: true }],
    drafts: [{ name: 'lead-new', text: '{"companyName":"書きかけの会社","about":""}' }],
  };

  it('are looked into before anything is taken in, drafts included', async () => {
    parcels.listParcels.mockResolvedValue([parcel]);
    parcels.readParcel.mockResolvedValue(content);
    await desk.open(InboxPage);
    await desk.shows('佐藤 健 未確認');
    await desk.press('中を見る');
    await desk.shows('企業 · 八戸水産');
    await desk.shows('書きかけの会社');
    await desk.shows('読めない記録が 1件 あります');
    expect(parcels.openParcel).not.toHaveBeenCalled();
    await desk.press('閉じる');
    expect(desk.page().text()).not.toContain('書きかけの会社');
  });

  it('are taken in, and what was refused is told with the reason', async () => {
    parcels.listParcels.mockResolvedValueOnce([parcel]);
    parcels.listParcels.mockResolvedValue([{ ...parcel, openedAt: AT, openedBy: 'kudo', refused: 1 }]);
    parcels.readParcel.mockResolvedValue(content);
    parcels.openParcel.mockResolvedValue({
      taken: 2,
      refused: [
        {
          changeId: second.changeId,
          code: 'change-malformed',
          title: '記録の形式が正しくありません',
          errors: [{ pointer: '/fields/name', message: '空です' }],
        },
      ],
      content,
    });
    await desk.open(InboxPage);
    await desk.press('中を見る');
    await desk.press('3件を取り込む');
    await desk.shows('2件を取り込みました');
    await desk.shows('取り込めませんでした：記録の形式が正しくありません / 空です');
    await desk.shows('工藤 さくら さんが');
    await desk.shows('断られた記録をもう一度試す');
    expect(desk.syncs()).toBe(1);
  });
});
