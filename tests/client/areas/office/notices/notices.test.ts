// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as centre from '#client/api/centre-api.ts';
import * as heldApi from '#client/api/held-changes-api.ts';
import { Unreachable } from '#client/api/http.ts';
import * as parcelsApi from '#client/api/parcels-api.ts';
import InboxNotice from '#client/areas/office/features/notices/InboxNotice.vue';
import RestoreNotices from '#client/areas/office/features/notices/RestoreNotices.vue';
import type { HeldChange } from '#protocol/held-changes.ts';
import type { Parcel } from '#protocol/parcels.ts';
import type { RestoreNotice } from '#protocol/restores.ts';
import { language } from '#ui/messages.ts';
import { openOfficeDesk, type OfficeDesk } from '#tests/client/areas/office/inbox/office-desk.ts';

vi.mock('#client/api/centre-api.ts');
vi.mock('#client/api/held-changes-api.ts');
vi.mock('#client/api/parcels-api.ts');

const NOTICE: RestoreNotice = {
  id: 'epoch',
  at: '2026-11-20T05:30:00.000Z',
  isDeclared: true,
  isUnderstood: false,
  lostSubmissions: 3,
  receiptNumbers: { above: '000120', last: '000131' },
};

let desk: OfficeDesk;
beforeEach(async () => {
  language.value = 'ja';
  vi.resetAllMocks();
  desk = await openOfficeDesk('administrator');
});
afterEach(() => desk.close());

describe('the notice of a restore', () => {
  const list = vi.mocked(centre.listRestoreNotices);
  const understand = vi.mocked(centre.understandRestoreNotice);

  it('says when, how many submissions are lost at least, and which receipts, until it is understood', async () => {
    list.mockResolvedValue([NOTICE, { ...NOTICE, id: 'older', isUnderstood: true, lostSubmissions: 9 }]);
    await desk.open(RestoreNotices);
    await desk.shows('11月20日');
    await desk.shows('少なくとも 3件 が失われました');
    await desk.shows('受付番号が 000120 より大きく 000131 まで');
    expect(desk.page().text()).not.toContain('9件');
    understand.mockRejectedValueOnce(new Unreachable());
    await desk.press('確認しました');
    await desk.shows('サーバーにつながりません');
    await desk.press('確認しました');
    expect(understand.mock.calls).toEqual([['epoch'], ['epoch']]);
    expect(desk.page().text()).toBe('');
  });

  it('says so while nothing is known to be lost, and that an older state was put back in another way', async () => {
    list.mockResolvedValue([{ ...NOTICE, isDeclared: false, lostSubmissions: 0, receiptNumbers: null }]);
    await desk.open(RestoreNotices);
    await desk.shows('古い状態に戻されたことが');
    await desk.shows('まだどの端末からも届いていません');
    expect(desk.page().text()).not.toContain('受付番号');
  });

  it('is silent without a network', async () => {
    list.mockRejectedValue(new Unreachable());
    await desk.open(RestoreNotices);
    expect(desk.page().text()).toBe('');
  });
});

describe('the notice of what waits for the office', () => {
  const held = vi.mocked(heldApi.listHeldChanges);
  const parcels = vi.mocked(parcelsApi.listParcels);

  it('counts held changes and letters that nobody has taken in', async () => {
    held.mockResolvedValue([{}, {}] as HeldChange[]);
    parcels.mockResolvedValue([{ openedAt: null }, { openedAt: NOTICE.at }] as Parcel[]);
    await desk.open(InboxNotice);
    await desk.shows('預かった記録が 3件 あります');
  });

  it.each([
    ['nothing waits', () => [held.mockResolvedValue([]), parcels.mockResolvedValue([])]],
    ['there is no network', () => [held.mockRejectedValue(new Unreachable()), parcels.mockResolvedValue([])]],
  ])('is silent when %s', async (_when, arrange) => {
    arrange();
    await desk.open(InboxNotice);
    expect(desk.page().text()).toBe('');
  });
});
