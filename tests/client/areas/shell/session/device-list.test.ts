// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiProblem, Unreachable } from '#client/api/http.ts';
import * as api from '#client/api/session-api.ts';
import DeviceList from '#client/areas/shell/features/session/DeviceList.vue';
import { describeDevice } from '#client/areas/shell/features/session/describe-device.ts';

vi.mock('#client/api/session-api.ts');
const server = vi.mocked(api);

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1';
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

let list: VueWrapper;

beforeEach(() => {
  vi.resetAllMocks();
  server.listDevices.mockResolvedValue([
    { id: 'here', current: true, userAgent: IPHONE, lastSeenAt: new Date().toISOString() },
    { id: 'lost', current: false, userAgent: EDGE, lastSeenAt: new Date().toISOString() },
  ]);
});
afterEach(() => list?.unmount());

async function open(): Promise<void> {
  list = mount(DeviceList);
  await flushPromises();
}
async function press(text: string): Promise<void> {
  await list
    .findAll('button')
    .find((button) => button.text().includes(text))!
    .trigger('click');
  await flushPromises();
}

it('names devices as their owner would', () => {
  expect([IPHONE, EDGE, ANDROID, 'curl/8'].map(describeDevice)).toEqual([
    'iPhone · Safari',
    'Windows · Edge',
    'Android · Chrome',
    undefined,
  ]);
});

it('signs another device out at the second tap, never this one', async () => {
  await open();
  expect(list.text()).toContain('この端末');
  expect(list.findAll('button')).toHaveLength(1);
  await press('サインアウトさせる');
  expect(server.revokeDevice).not.toHaveBeenCalled();
  await press('もう一度押すと');
  expect(server.revokeDevice).toHaveBeenCalledWith('lost');
  expect(list.text()).not.toContain('Windows');
});

it('keeps a device that could not be signed out and says why', async () => {
  await open();
  server.revokeDevice.mockRejectedValue(new ApiProblem('not-found', '見つかりません', 404));
  await press('サインアウトさせる');
  await press('もう一度押すと');
  expect(list.get('[role=status]').text()).toContain('見つかりません');
  expect(list.text()).toContain('Windows');
});

it('says that it needs a connection', async () => {
  server.listDevices.mockRejectedValueOnce(new Unreachable());
  await open();
  expect(list.text()).toContain('サーバーにつながりません');
  await press('もう一度試す');
  expect(list.text()).toContain('iPhone');
});
