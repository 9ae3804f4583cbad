// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as centre from '#client/api/centre-api.ts';
import { Unreachable } from '#client/api/http.ts';
import DevicesPage from '#client/areas/office/pages/DevicesPage.vue';
import { isOutOfTouch } from '#domain/fieldwork/out-of-touch.ts';
import type { DeviceBacklog } from '#protocol/devices.ts';
import { language } from '#ui/messages.ts';
import { openOfficeDesk, type OfficeDesk } from '#tests/client/areas/office/inbox/office-desk.ts';

vi.mock('#client/api/centre-api.ts');
const list = vi.mocked(centre.listDeviceBacklogs);

const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1';
const backlog = (given: Partial<DeviceBacklog>): DeviceBacklog => ({
  deviceId: Math.random().toString(),
  userId: 'sato',
  userAgent: IPHONE,
  lastContactAt: ago(0),
  unsent: 0,
  since: null,
  ...given,
});

let desk: OfficeDesk;
beforeEach(async () => {
  language.value = 'ja';
  vi.resetAllMocks();
  desk = await openOfficeDesk('manager');
});
afterEach(() => desk.close());

it('lists whose device holds what since when, the oldest first as told, and whom one should ask', async () => {
  list.mockResolvedValue([
    backlog({ unsent: 12, since: ago(6), lastContactAt: ago(5) }),
    backlog({ userId: 'kudo', unsent: 1, since: ago(1), userAgent: '' }),
    backlog({ userId: 'kudo' }),
  ]);
  await desk.open(DevicesPage);
  await desk.shows('未送信のある端末 2台');
  await desk.shows('佐藤 健 iPhone · Safari 連絡なし 未送信 12件');
  await desk.shows('5日前から同期していません');
  await desk.shows('工藤 さくら 端末 未送信 1件');
  await desk.shows('未送信のない端末 1台');
  const cards = desk
    .page()
    .findAll('.card.p-4')
    .map((card) => card.text());
  expect(cards).toHaveLength(2);
  expect(cards[1]).not.toContain('連絡なし');
});

it('says when nothing waits anywhere', async () => {
  list.mockResolvedValue([backlog({ lastContactAt: ago(30) })]);
  await desk.open(DevicesPage);
  await desk.shows('未送信の記録がある端末はありません');
  expect(desk.page().text()).not.toContain('連絡なし');
});

it('needs a connection', async () => {
  list.mockRejectedValueOnce(new Unreachable());
  list.mockResolvedValue([]);
  await desk.open(DevicesPage);
  await desk.shows('通信できるところで開いてください');
  await desk.press('もう一度');
  await desk.shows('未送信の記録がある端末はありません');
});

it('misses a device only after a weekend, and only while records wait on it', () => {
  const at = (unsent: number, days: number): boolean =>
    isOutOfTouch({ unsent, lastContactAt: '2026-11-20T00:00:00.000Z' }, `2026-11-${20 + days}T00:00:00.000Z`);
  expect([at(1, 3), at(1, 4), at(0, 9)]).toEqual([false, true, false]);
});
